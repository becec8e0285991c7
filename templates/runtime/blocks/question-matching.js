'use strict';
// What belongs together: a target is chosen for each source
(() => {
  const rows = (box) => [...box.querySelectorAll('[data-source]')].sort((a, b) => (a.dataset.source < b.dataset.source ? -1 : 1));
  const list = (row) => find(row, 'select');
  const target = (box, letter) => find(box, `[data-target="${letter}"]`);
  /** @type {(box: any, value: string) => [string, string][]} */
  const pairs = (box, value) => rows(box).map((row, i) => /** @type {[string, string]} */ ([row.dataset.source, value[i]])).filter(([, letter]) => target(box, letter));

  Questions.type('matching', {
    interaction: 'matching',
    read: (box) => rows(box).map((row) => list(row).value || '-').join('').replace(/^-+$/, ''),
    write(box, value) {
      rows(box).forEach((row, i) => {
        list(row).value = value[i];
        if (!list(row).value) list(row).value = '';
      });
    },
    lacks(box, value) {
      const { answer } = box.dataset;
      const isOnce = new Set(answer).size === answer.length;
      const open = rows(box).findIndex((row, i) => !target(box, value[i]));
      const twice = rows(box).findIndex((row, i) => isOnce && value.indexOf(value[i]) < i);
      const at = open < 0 ? twice : open;
      return at < 0 ? null : { control: list(rows(box)[at]), key: open < 0 ? 'question-matching.twice' : 'question-matching.open' };
    },
    credit: (box, value) => Questions.worth(box, [...box.dataset.answer].filter((letter, i) => letter === value[i]).length),
    response: pairs,
    patterns: (box) => [pairs(box, box.dataset.answer)],
    words: (box, value) => pairs(box, value).map(([source, letter]) =>
      [find(box, `[data-source=${source}] .text`), target(box, letter)].map(({ textContent }) => textContent.trim()).join(': ')),
    arrange(box, seed) {
      const targets = Questions.shuffled([...box.querySelectorAll('[data-target]')], seed, ({ dataset }) => dataset.target);
      targets[0].parentNode.append(...targets);
      for (const row of rows(box)) {
        targets.forEach(({ dataset }, i) => {
          const option = find(row, `[value=${dataset.target}]`);
          option.text = option.text.replace(/^\d+\. /, `${i + 1}. `);
          list(row).append(option);
        });
      }
    },
    show(box, value, told, solved) {
      rows(box).forEach((row, i) => {
        const isRight = value[i] === box.dataset.answer[i];
        const chosen = target(box, value[i]);
        find(row, '.chosen').replaceChildren(...(chosen?.cloneNode(true).childNodes ?? []));
        Questions.mark(find(row, '.mark'), told && (isRight ? 'right' : chosen ? 'wrong' : 'none') || '');
        find(row, '.solution').hidden = !solved || isRight;
      });
    },
  });
})();
