'use strict';
// Questions: an answer is kept as it is given, checked, told of in words, tried again. What one type does is in a file of its own;
// what that does not say is as for options of which one or more are chosen
/** @type {QuestionsApi} */
const Questions = (() => {
  const MOST = 30; // tries that are counted; a learner who asked for the answer has one more
  const { interactions } = Course;
  const HEAD = interactions === 'latest' ? 3 : 1; // digits before an answer: the tries, and the place of its record
  const ICONS = { right: 'done', answer: 'done', partly: 'busy', wrong: 'wrong', none: 'new', empty: 'warning', kept: 'done' };

  const types = {};
  const all = new Map();
  let since = performance.now(); // the last thing that was done here

  const options = (box) => [...box.querySelectorAll('[data-option]')];

  const hash = (seed, name) => {
    let sum = 2166136261;
    for (const letter of `${seed}/${name}`) sum = Math.imul(sum ^ letter.charCodeAt(0), 16777619);
    sum = Math.imul(sum ^ (sum >>> 15), 0x85ebca6b);
    return (sum ^ (sum >>> 13)) >>> 0;
  };
  const shuffled = (items, seed, name) => [...items].sort((a, b) => hash(seed, name(a)) - hash(seed, name(b)));

  const mark = (place, name, text = name && Blocks.text(`question.${name}`)) => {
    place.hidden = !name;
    place.dataset.mark = name;
    if (!name) return;
    find(place, 'use').setAttribute('href', `#i-${ICONS[name]}`);
    find(place, 'span').textContent = text;
  };

  // what is said last is heard: so what `after` has to say comes behind it
  const say = (texts, after) => {
    const region = $('polite');
    region.textContent = '';
    after();
    region.textContent = [...texts, region.textContent].map((text) => text.trim()).filter(Boolean).join(' ');
  };

  const worth = ({ dataset }, right) => {
    const share = Math.max(0, right / dataset.answer.length);
    return 'partial' in dataset || share === 1 ? share : 0;
  };

  const choice = {
    interaction: 'choice',
    read: (box) => Array.from(box.querySelectorAll('.answer :checked'), ({ value }) => value).sort().join(''),
    write(box, value) {
      for (const input of box.querySelectorAll('.answer input')) input.checked = value.includes(input.value);
    },
    answered: (box, value) => value !== '',
    lacks: (box, value) => (value ? null : { key: 'question.empty' }),
    credit(box, value) {
      const { answer } = box.dataset;
      return answer === undefined ? null : worth(box, 2 * [...value].filter((letter) => answer.includes(letter)).length - value.length);
    },
    response: (box, value) => [...value],
    patterns: ({ dataset }) => (dataset.answer ? [[...dataset.answer]] : []),
    words: (box, value) => options(box).filter(({ dataset }) => value.includes(dataset.option)).map((one) => find(one, '.text').textContent.trim()),
    arrange(box, seed) {
      const list = shuffled(options(box), seed, ({ dataset }) => dataset.option);
      list[0].parentNode.append(...list);
    },
    show(box, value, told, solved) {
      for (const one of options(box)) {
        const { option } = one.dataset;
        const isRight = box.dataset.answer?.includes(option);
        const isChosen = value.includes(option);
        mark(find(one, '.mark'), told && isRight !== undefined && (isChosen ? (isRight ? 'right' : 'wrong') : isRight && solved && 'answer') || '');
      }
    },
  };

  // on a page by itself: it can be tried as often as its author says, and its answer asked for
  const PRACTICE = { checks: true, closed: () => false, solves: () => true, changed: () => {} };

  const open = (box, rule, changed) => {
    const { dataset } = box;
    const type = types[dataset.type];
    const tag = +dataset.tag;
    const most = +dataset.attempts || MOST + 1;
    const outcome = find(box, '.outcome');
    const buttons = ['check', 'again', 'solve'].map((name) => find(box, `.${name}`));
    let timer = 0;
    let spent = 0;
    let refused = ''; // why it cannot be checked

    const kept = () => Progress.value(tag);
    const answer = () => kept().slice(HEAD);
    const digit = () => parseInt(State.unpack(kept().slice(0, 1)), 2) || 0;
    const tries = () => digit() >> 1;
    const isChecked = () => digit() % 2 === 1;
    const credit = () => type.credit(box, answer());
    const isAnswered = () => type.answered(box, answer());
    const lacks = () => type.lacks(box, answer());
    const isFinal = () => isChecked() && (tries() >= most || (credit() ?? 1) === 1);
    const isLocked = () => isChecked() || rule.closed();

    const place = () => kept().slice(1, HEAD).padEnd(HEAD - 1, 'A');
    const put = (number, value, at = place()) => {
      Progress.put(tag, State.pack(number.toString(2).padStart(6, '0')) + at + value);
    };
    const spend = () => {
      spent += performance.now() - since;
      since = performance.now();
    };

    const verdict = () => {
      const points = credit();
      if (refused && !rule.closed()) return 'empty';
      if (!isAnswered()) return 'none';
      return points === null ? 'kept' : points === 1 ? 'right' : points > 0 ? 'partly' : 'wrong';
    };

    const paint = () => {
      const value = answer();
      const told = isLocked();
      const name = verdict();
      const solved = told && (isFinal() || rule.closed()) && rule.solves(credit());
      const only = (selector, isShown) => box.querySelectorAll(selector).forEach((one) => {
        one.hidden = !isShown(one.dataset);
      });
      type.show(box, value, told, solved);
      only('[data-because]', ({ because }) => told && value.includes(because));
      only('[data-feedback]', ({ feedback }) => told && feedback === name);
      only('[data-explain]', () => solved);
      outcome.hidden = !told && !refused;
      outcome.dataset.verdict = name;
      mark(find(outcome, '.mark'), name, name === 'empty' ? refused : undefined);
      box.toggleAttribute('data-locked', told);
      for (const control of box.querySelectorAll('.answer :is(input, select, textarea, button)')) {
        control.ariaDisabled = told ? 'true' : null;
        if (control.matches('textarea, [type=text]')) control.readOnly = told;
      }
      const isFree = rule === PRACTICE && credit() === null; // what is neither right nor wrong can be changed
      const isOver = rule.closed() || (isFinal() && !isFree) || !rule.checks;
      const isRepeated = type.fresh && rule === PRACTICE && tries() < most;
      const shown = [!told && !isOver, told && (!isOver || isRepeated), told && !isOver && rule === PRACTICE && !isFree];
      buttons.forEach((button, i) => {
        button.hidden = !shown[i];
      });
    };

    const control = () => buttons.slice(1).find((button) => !button.hidden)
      ?? lacks()?.control ?? find(box, '.answer input:checked') ?? find(box, '.answer :is(input, select, textarea, button)');

    const draft = () => {
      clearTimeout(timer);
      if (isLocked()) return type.write(box, answer());
      const value = type.read(box);
      if (value === answer()) return;
      spend();
      refused = '';
      put(2 * tries(), value);
      paint();
      rule.changed();
    };

    const prompt = () => {
      const legend = find(box, 'legend').cloneNode(true);
      find(legend, '.label')?.remove();
      return legend.textContent;
    };

    const settle = () => {
      refused = '';
      if (isChecked() || !isAnswered()) return;
      spend();
      const value = answer();
      const at = interactions === 'none' || 'private' in dataset ? place() : Results.add({
        id: `${box.closest('.page').id.slice(1)}_${dataset.question}`,
        text: prompt(),
        type: type.interaction,
        at: Date.now(),
        seconds: spent / 1000,
        weight: api.weight,
        response: type.response(box, value),
        patterns: type.patterns(box),
        credit: credit(),
        place: place(),
      });
      put(2 * Math.min(MOST, tries() + 1) + 1, value, at);
      spent = 0;
    };

    const refuse = () => {
      refused = Blocks.text(lacks().key);
      paint();
      control().focus();
    };

    // what came out is said, and stands where the focus goes
    const tell = () => {
      paint();
      const parts = [...box.querySelectorAll('[data-because]:not([hidden]), [data-feedback]:not([hidden])')];
      say([`${Blocks.text(`question.${verdict()}`)}.`, ...parts.map(({ textContent }) => textContent)], () => {
        rule.changed();
        changed();
      });
      outcome.focus();
    };

    const actions = [() => {
      draft();
      if (lacks()) return say([Blocks.text(lacks().key)], refuse);
      settle();
      tell();
    }, () => {
      put(2 * tries(), type.fresh ? '' : answer());
      type.write(box, answer());
      paint();
      control().focus();
    }, () => {
      put(2 * MOST + 3, answer());
      tell();
    }];
    actions.forEach((action, i) => {
      buttons[i].onclick = action;
    });

    // a text is kept when its writer stops for a moment
    find(box, '.answer').oninput = () => {
      clearTimeout(timer);
      timer = setTimeout(draft, 300);
    };
    find(box, '.answer').onchange = draft;

    const start = (seed) => {
      if ('shuffle' in dataset) type.arrange(box, `${seed}${tag}`);
      type.write(box, answer());
      refused = '';
      paint();
    };
    const api = {
      box, tag, weight: +dataset.weight, start, paint, settle, refuse, credit, isFinal, control, verdict,
      isAnswered: () => !lacks(),
      isTouched: () => kept().length > HEAD || digit() > 0,
      words: () => type.words(box, answer()),
      reset() {
        Progress.put(tag, kept() && HEAD > 1 ? `A${kept().slice(1, HEAD)}` : '');
      },
    };
    all.set(box, api);
    return api;
  };

  Blocks.add('.question', (box, changed) => {
    if (all.has(box)) return null;
    const question = open(box, PRACTICE, changed);
    question.start(Progress.attempt());
    return () => box.matches('[data-required]') && !question.isFinal() && { control: question.control(), key: 'question.need' };
  });

  addEventListener('hashchange', () => {
    since = performance.now();
  });

  return {
    type(name, own) {
      types[name] = { ...choice, ...own };
    },
    choice, open, shuffled, worth, mark, say,
  };
})();
