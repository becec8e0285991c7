'use strict';
// A dialogue: each choice leads on to another moment, and stays above it with what came of it. The answer is the letters of the choices
(() => {
  const named = (box, name) => find(box, `[data-moment=${name}]`);
  const options = (moment) => [...moment.querySelectorAll('[data-option]')];
  const isEnd = (moment) => !find(moment, '[data-option]');

  // the choices of an answer as far as there are such, and the moment that they lead to
  const walk = (box, value) => {
    const way = [];
    let moment = find(box, '.moment');
    for (const letter of value) {
      const option = options(moment).find(({ dataset }) => dataset.option === letter);
      if (!option) break;
      way.push(option);
      moment = named(box, option.dataset.to);
    }
    return { way, moment };
  };

  const earned = (way) => way.reduce((sum, { dataset }) => sum + +dataset.points, 0);
  const words = (option) => find(option, '.text').textContent.trim();

  const record = (way) => way.map((option) => /** @type {[string, string]} */ ([option.closest('.moment').dataset.moment, option.dataset.option]));

  const go = ({ target }) => {
    const box = target.closest('.question');
    const check = find(box, '.check');
    const { moment } = walk(box, box.dataset.way);
    const chosen = find(moment, '.options :checked');
    if (!chosen) return check.click();
    box.dataset.way += chosen.value;
    target.dispatchEvent(new Event('change', { bubbles: true }));
    const next = walk(box, box.dataset.way).moment;
    const isOver = isEnd(next) && !check.hidden;
    if (isOver) check.click();
    const because = find(chosen.closest('.option'), '.because:not([hidden])');
    Questions.say([because?.textContent ?? '', find(next, '.say').textContent, isOver ? $('polite').textContent : ''], () => {});
    next.focus();
  };

  Questions.type('scenario', {
    interaction: 'performance',
    fresh: true,
    read: ({ dataset }) => dataset.way,
    write(box, value) {
      box.dataset.way = value;
      for (const input of box.querySelectorAll('.moment > .options input')) input.checked = false;
      find(box, '.go').onclick = go;
    },
    lacks(box, value) {
      const { moment } = walk(box, value);
      return isEnd(moment) ? null : { key: 'question.empty', control: find(moment, '.options input') };
    },
    answered: (box, value) => isEnd(walk(box, value).moment),
    credit(box, value) {
      const { way, moment } = walk(box, value);
      return box.dataset.most ? (isEnd(moment) ? earned(way) / box.dataset.most : 0) : null;
    },
    response: (box, value) => record(walk(box, value).way),
    patterns(box) {
      const way = [];
      for (let moment = find(box, '.moment'); !isEnd(moment); moment = named(box, way.at(-1).dataset.to)) way.push(find(moment, '[data-best]'));
      return box.dataset.most ? [record(way)] : [];
    },
    words: (box, value) => walk(box, value).way.map(words),
    show(box, value, told, solved) {
      const { way, moment: last } = walk(box, value);
      const isSecret = !told && box.closest('[data-feedback=at-end]');
      const shown = [...way.map((option) => option.closest('.moment')), last];
      for (const moment of box.querySelectorAll('.moment')) {
        const at = shown.indexOf(moment);
        const chosen = way[at];
        const matters = find(moment, '[data-option]:not([data-best])');
        moment.hidden = at < 0;
        moment.toggleAttribute('data-past', !!chosen);
        for (const option of options(moment)) {
          const isBest = 'best' in option.dataset;
          option.toggleAttribute('data-chosen', option === chosen);
          option.hidden = !!chosen && option !== chosen && !(solved && isBest);
          find(option, '.because')?.toggleAttribute('hidden', !!isSecret || option !== chosen);
          const name = isBest ? (option === chosen ? 'right' : 'answer') : +option.dataset.points ? 'partly' : 'wrong';
          Questions.mark(find(option, '.mark'), told && matters && chosen ? name : '', Blocks.text(isBest ? 'question-scenario.best' : 'question-scenario.other'));
        }
      }
      const points = find(last, '.points');
      if (points) {
        points.hidden = !told;
        points.textContent = Blocks.text('question-scenario.points', { count: earned(way), most: box.dataset.most });
      }
      find(box, '.go').hidden = told || isEnd(last);
    },
  });
})();
