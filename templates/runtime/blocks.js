'use strict';
// The blocks that a learner does something with: what they say, and what they still ask for
/** @type {BlocksApi} */
const Blocks = (() => {
  const plural = new Intl.PluralRules(Course.lang);
  const kinds = [];
  const boxes = [];

  return {
    text(key, values = {}) {
      const text = Course.messages[`run.${key}`];
      return (text[plural.select(values.count)] ?? text.other ?? text).replace(/\{(\w+)\}/g, (_, name) => values[name]);
    },

    add(selector, ready) {
      kinds.push({ selector, ready });
    },

    start(changed, place) {
      const selectors = kinds.map(({ selector }) => selector).join() || 'none';
      boxes.push(...[...place.querySelectorAll(selectors)].flatMap((box) =>
        kinds.filter(({ selector }) => box.matches(selector)).map(({ ready }) => ({ box, need: ready(box, changed) }))));
    },

    missing(page, done) {
      for (const { box, need } of boxes) {
        const found = page.contains(box) && (!/finished|passed/.test(done) || box.matches('.quiz')) && need?.();
        if (found && (found.always || done !== 'viewed')) return found;
      }
      return null;
    },

    take(texts) {
      const fields = /** @type {any[]} */ ([...document.querySelectorAll('.reflection textarea')]).filter(({ value }) => value);
      const written = fields.map((one) => [one.closest('.page').dataset.title, one.previousElementSibling.textContent.trim(), one.value].join('\n\n'));
      const link = make('a');
      link.href = URL.createObjectURL(new Blob([[...texts, ...written].join('\n\n\n')]));
      link.download = `${find(document, 'h1').textContent}.txt`;
      link.click();
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
