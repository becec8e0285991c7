// The colour scheme of a course: light or dark, whatever the system says. Browsers do not let a page choose what `prefers-color-scheme`
// is in a frame; so what asks for it is told the answer.

const ASKED = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g;
const YES = '(min-width: 0)';
const NO = '(max-width: 0)';

/** @type {WeakMap<object, string>} what stood there first */
const written = new WeakMap();

const answered = (owner, text, scheme) => {
  const first = written.get(owner) ?? text;
  written.set(owner, first);
  return first.replace(ASKED, (_, wanted) => (wanted === scheme ? YES : NO));
};

const rules = (sheet) => {
  try {
    return [...sheet.cssRules];
  } catch {
    return []; // of another server
  }
};

const paintRules = (sheet, scheme) => {
  for (const rule of rules(sheet)) {
    if (rule.media && ASKED.test(written.get(rule) ?? rule.media.mediaText)) rule.media.mediaText = answered(rule, rule.media.mediaText, scheme);
    ASKED.lastIndex = 0;
    if (rule.cssRules) paintRules(rule, scheme);
    if (rule.styleSheet) paintRules(rule.styleSheet, scheme);
  }
};

/** @param {Document} page
 * @param {'light' | 'dark'} scheme */
export const paintScheme = (page, scheme) => {
  for (const sheet of page.styleSheets) paintRules(sheet, scheme);
  for (const element of /** @type {any} */ (page.querySelectorAll('[media*=prefers-color-scheme], [data-asked]'))) {
    element.dataset.asked = '';
    element.media = answered(element, element.media, scheme);
  }
  page.documentElement.style.colorScheme = scheme;
};
