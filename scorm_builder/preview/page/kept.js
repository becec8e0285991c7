// What a course of ours keeps of its blocks, in words, and what it would keep of somebody who did them all well: read from
// the document, which knows what everything is. The forms are those of docs/architecture.md, State.
const TEXT = 'Something in my own words.';
const PLAYED = '1'.repeat(24); // of a video or a sound, in twentieths: the first 20 bits
const ONE_TRY = 3; // twice the tries, and one more: it was checked

const parsed = (/** @type {string} */ text) => JSON.parse(text);
const plain = (answer) => [...answer].join(', ');

/** The choices with the best end of a dialogue, by their letters. */
const bestWay = (box) => {
  let way = '';
  let moment = box.querySelector('.moment');
  for (let best; (best = moment.querySelector('[data-best]')); moment = box.querySelector(`[data-moment="${best.dataset.to}"]`)) way += best.dataset.option;
  return way;
};

/** What one type of question keeps as its answer: what that says, and a right one. Of the others it is letters. */
const ANSWERS = {
  'fill-in': { says: Writing.unpack, right: ({ dataset }) => Writing.pack(parsed(dataset.answers)[0]) },
  numeric: { says: (answer) => answer.replace('_', '.'), right: ({ dataset: { answer, least, most } }) => (answer || least || most).replace('.', '_') },
  open: {
    says: (answer, { dataset }) => ('private' in dataset ? 'kept on the device alone' : Writing.unpack(answer)),
    right: ({ dataset }) => ('private' in dataset ? 'A' : Writing.pack(TEXT.repeat(+dataset.words || 1))),
  },
  scenario: { says: plain, right: bestWay },
  likert: { says: plain, right: (box) => [...box.querySelectorAll('[data-option]')].at(-1).dataset.option },
};
const answerOf = ({ dataset }) => ANSWERS[dataset.type] ?? { says: plain, right: (box) => box.dataset.answer };

/** Digits before an answer: the tries, and the place of its record where a platform gets the latest. */
const head = (course) => (course.interactions === 'latest' ? 3 : 1);
const digit = (n) => State.pack(n.toString(2).padStart(6, '0'));

const question = {
  says(value, box, course) {
    const number = parseInt(State.unpack(value.slice(0, 1)), 2) || 0;
    const answer = value.slice(head(course));
    const tries = number >> 1;
    const told = tries > 30 ? 'asked for the answer' : `${tries} ${tries === 1 ? 'try' : 'tries'}`;
    return [answer ? answerOf(box).says(answer, box) : 'no answer', tries && told, answer && number % 2 === 0 && 'not checked'].filter(Boolean).join(' · ');
  },
  done: (box, course) => digit(ONE_TRY).padEnd(head(course), 'A') + answerOf(box).right(box),
};
const quiz = {
  says(value) {
    const { attempt, begun, finished, passed, late, score } = Score.read(value);
    return [`attempt ${attempt}${begun ? ', open' : ''}`, finished && `${score / 100} %`, passed && 'passed', late && 'over time'].filter(Boolean).join(' · ');
  },
  done: () => Score.write({ attempt: 1, begun: false, finished: true, passed: true, late: false, seed: 1, score: 10000, time: 0 }),
};
const media = {
  says: (value) => `${State.unpack(value).slice(0, 20).replaceAll('0', '').length * 5} % played`,
  done: () => State.pack(PLAYED),
};
const box = { says: (value) => (value === '1' ? 'ticked' : 'not ticked'), done: () => '1' };
const reflection = { says: Writing.unpack, done: ({ dataset }) => Writing.pack(TEXT.repeat(+dataset.words || 1)) };
const part = { says: () => 'opened', done: () => null };

/** @type {[string, any][]} */
const KINDS = [['.question', question], ['.quiz', quiz], ['.media', media], ['[type=checkbox]', box], ['.reflection', reflection], ['*', part]];
const kind = (element) => KINDS.find(([selector]) => element.matches(selector))?.[1];

const tagged = (page, tag) => page.querySelector(`[data-tag="${tag}"], [data-part="${tag}"]`);

const nameOf = (element) => {
  const id = element.id || element.closest('.prose [id]')?.id || '';
  const name = id.slice(id.lastIndexOf('/') + 1);
  return name === '-quiz' ? 'the quiz' : element.id ? name : `${name}: ${(element.querySelector('summary, h3, h4, .name') ?? element).textContent.trim().split('\n')[0]}`;
};

/** What is kept of a step: the name and the words of each of its parts of which anything is.
 * @param {Document} page
 * @returns {[string, string][]} */
export const keptOf = (page, course, state, step) => step.tags.filter((tag) => state.done.has(tag) || state.items.has(tag)).map((tag) => {
  const element = tagged(page, tag);
  return element ? [nameOf(element), kind(element).says(state.items.get(tag) ?? '1', element, course)] : [`${tag}`, state.items.get(tag) ?? 'done'];
});

/** Puts into a state that all of a step was done well: of a quiz as many questions as are drawn.
 * @param {Document} page */
export const doAll = (page, course, state, step) => {
  const room = parsed(page.querySelector(`[id="/${step.id}/-quiz"]`)?.getAttribute('data-draw') ?? '{}');
  state.done.add(step.tag);
  for (const tag of step.tags) {
    const element = tagged(page, tag);
    if (!element || room[element.dataset.pool]-- <= 0) continue;
    const value = kind(element).done(element, course);
    if (value === null) state.done.add(tag);
    else state.items.set(tag, value);
  }
};
