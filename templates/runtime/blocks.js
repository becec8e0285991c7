'use strict';
// The blocks that a learner does something with: what they say, and what they still ask for
/** @type {BlocksApi} */
const Blocks = (() => {
  const { messages, lang } = JSON.parse(document.getElementById('course')?.textContent ?? '');
  const plural = new Intl.PluralRules(lang);
  const kinds = [];
  let boxes = [];

  return {
    text(key, values = {}) {
      const text = messages[`run.${key}`];
      return (text[plural.select(values.count)] ?? text.other ?? text).replace(/\{(\w+)\}/g, (_, name) => values[name]);
    },

    add(selector, make) {
      kinds.push({ selector, make });
    },

    start(changed) {
      boxes = kinds.flatMap(({ selector, make }) =>
        [...document.querySelectorAll(selector)].map((box) => ({ box, need: make(box, () => changed(box)) })))
        .sort((a, b) => (a.box.compareDocumentPosition(b.box) & 2) - 1);
    },

    missing(page, done) {
      for (const { box, need } of boxes) {
        const found = page.contains(box) && need?.();
        if (found && (found.always || done === 'blocks')) return found;
      }
      return null;
    },

    // what holds it opens, though not what it is the summary of: a closed part tells of it by the event that a search in the page fires too
    show(target) {
      for (let box = target; box; box = box.parentElement) {
        if (box.matches('details') && box !== target.parentElement) box.open = true;
        if (box.hidden) box.dispatchEvent(new Event('beforematch', { bubbles: true }));
      }
    },
  };
})();
