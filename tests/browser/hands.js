'use strict';
// What a learner does with a quiz and sees of it, many times in a second: every act is an event that a click or a key makes too
{
  const page = () => document.querySelector('main .page.here');
  const quiz = () => page().querySelector('.quiz');
  const boxOf = (name) => page().querySelector(`[data-question="${name}"]`);
  const press = (root, selector) => {
    const button = root.querySelector(selector);
    if (!button?.checkVisibility()) return false;
    button.click();
    return true;
  };
  const tell = (control, ...types) => types.forEach((type) => control.dispatchEvent(new Event(type, { bubbles: true })));

  // the buttons take two presses within a moment for one that was meant: this learner takes their time
  let clock = 0;
  const calmly = (button) => {
    const event = new MouseEvent('click', { bubbles: true });
    Object.defineProperty(event, 'timeStamp', { value: clock += 10000 });
    button.dispatchEvent(event);
  };

  const give = {
    typed(box, text) {
      const field = box.querySelector('.answer :is([type=text], textarea)');
      if (field.readOnly) return;
      field.value = text;
      tell(field, 'input', 'change');
    },
    matching(box, letters) {
      const rows = [...box.querySelectorAll('[data-source]')].sort((a, b) => (a.dataset.source < b.dataset.source ? -1 : 1));
      rows.forEach((row, i) => {
        const list = row.querySelector('select');
        list.value = letters[i] === '-' ? '' : letters[i];
        tell(list, 'input', 'change');
      });
    },
    sequencing(box, letters) {
      const items = () => [...box.querySelectorAll('.sequence > li')];
      [...letters].forEach((letter, place) => {
        for (let most = letters.length; most && items()[place].dataset.option !== letter; most--) {
          calmly(items().find(({ dataset }) => dataset.option === letter).querySelector('.up'));
        }
      });
    },
    scenario(box, letters) {
      for (const letter of letters) {
        const moment = [...box.querySelectorAll('.moment')].filter((one) => one.checkVisibility()).at(-1);
        const go = box.querySelector('.go');
        if (!go.checkVisibility()) return;
        moment.querySelector(`[value="${letter}"]`).click();
        go.click();
      }
    },
    options(box, letters) {
      for (const input of box.querySelectorAll('.answer input')) {
        const isWanted = letters.includes(input.value);
        if (input.checked !== isWanted && (isWanted || input.type === 'checkbox')) input.click();
      }
    },
  };
  const KINDS = { 'fill-in': 'typed', numeric: 'typed', open: 'typed', matching: 'matching', sequencing: 'sequencing', scenario: 'scenario' };

  const acts = {
    answer: (name, value) => give[KINDS[boxOf(name).dataset.type] ?? 'options'](boxOf(name), JSON.parse(value)),
    check: (name) => press(boxOf(name), '.check'),
    again: (name) => press(boxOf(name), '.controls .again'),
    solve: (name) => press(boxOf(name), '.solve'),
    start: () => press(quiz(), '.start button') || press(quiz(), '.retry'),
    'hand-in': () => press(quiz(), '.hand-in'),
    flush: () => document.dispatchEvent(new Event('visibilitychange')),
    turn: (address) => new Promise((resolve) => {
      if (location.hash === address) return resolve(null);
      addEventListener('hashchange', () => resolve(null), { once: true });
      location.hash = address;
    }),
  };

  const shown = (box) => [...box.querySelectorAll('.question')].filter((one) => one.checkVisibility());
  const items = (box) => Array.from(box.querySelectorAll('.sequence > li'), ({ dataset }) => dataset.option).join('');

  /** What there is to judge by. */
  const look = () => {
    const result = quiz().querySelector('.result');
    return {
      asked: shown(quiz()).map(({ dataset }) => dataset.question),
      first: Object.fromEntries(shown(page()).map((box) => [box.dataset.question, box.dataset.first ?? ''])),
      verdicts: Object.fromEntries(shown(page()).map((box) => {
        const outcome = box.querySelector('.outcome');
        return [box.dataset.question, outcome.hidden || outcome.dataset.verdict === 'empty' ? '' : outcome.dataset.verdict];
      })),
      open: quiz().querySelector('.hand-in').checkVisibility(),
      score: result.hidden ? '' : result.querySelector('strong').textContent,
      retry: result.querySelector('.retry').checkVisibility(),
    };
  };

  /** All that a learner sees of the questions of a page, but for the clock, what asks for an answer, and how a number was typed. */
  const view = () => {
    const text = (place) => place.innerText.replace(/\s+/g, ' ').trim().toWellFormed();
    const seen = (box) => [...box.querySelectorAll('.answer :is(input, select, textarea)')].filter((one) => one.checkVisibility());
    const controls = (box) => seen(box).map((one) =>
      (/radio|checkbox/.test(one.type) ? one.checked : one.matches('.number') ? '' : one.value.trim().toWellFormed()));
    const questions = shown(page()).map((box) => {
      const outcome = box.querySelector('.outcome');
      const came = outcome.hidden || outcome.dataset.verdict === 'empty' ? '' : text(outcome);
      return [box.dataset.question, text(box.querySelector('.answer')), items(box), ...controls(box), came, text(box.querySelector(':scope > .controls'))];
    });
    const result = quiz().querySelector('.result');
    return [page().id, ...questions, quiz().querySelector('.start').hidden, result.hidden ? '' : text(result)];
  };

  globalThis.hands = {
    look,
    view,
    async act(name, ...values) {
      const done = await acts[name](...values);
      return [done, look()];
    },
    async views(steps) {
      const found = [];
      for (const step of steps) {
        await acts.turn(`#/${step}`);
        found.push(view());
      }
      return found;
    },
    kept() {
      const { id } = JSON.parse(document.getElementById('course').textContent);
      return JSON.parse(localStorage[`scorm-builder:${id}:learner-1`]).state;
    },
  };
}
