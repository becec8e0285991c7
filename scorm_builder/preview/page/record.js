// What the platform has of the learner: status, score, time, objectives, answers, and the state of the course in words.
import { badge, el, facts, timespan } from './elements.js';
import { keptOf } from './kept.js';
import { wordsOf } from './standards.js';

/** The records of a list among the values: `cmi.objectives`, `cmi.interactions`. */
export const records = (values, group) => {
  const found = [];
  for (const [name, value] of Object.entries(values)) {
    const rest = name.startsWith(`${group}.`) ? name.slice(group.length + 1) : '';
    const [, index, field] = /^(\d+)\.(.+)$/.exec(rest) ?? [];
    if (field) (found[+index] ??= {})[field] = value;
  }
  return found.filter(Boolean);
};

/** Everything of a course that has an id, with its title. */
export const titles = (course) => {
  const steps = (course?.topics ?? []).flatMap((topic) => topic.steps);
  return new Map([...(course?.topics ?? []), ...steps].map(({ id, title }) => [id, title]));
};

const table = (caption, heads, rows) => rows.length > 0 && el('table', null,
  el('caption', null, caption),
  el('thead', null, el('tr', null, heads.map((head) => el('th', { scope: 'col' }, head)))),
  el('tbody', null, rows.map((cells) => el('tr', null, cells.map((cell) => el('td', null, cell ?? ''))))));

/** What the course told and the platform has not stored: none of it is the platform's own.
 * @param {SimulatedLms} session */
const unsavedOf = ({ model, elements, values, stored }) => Object.keys(values)
  .filter((name) => stored[name] !== values[name] && model.elements[elements.general(name)]?.[0] !== 'r');

/** @param {LmsPlayer} lms */
export const recordView = (lms, course) => {
  const session = lms.session;
  const words = wordsOf(lms);
  const attempt = session ? session.attempts[session.number] : lms.attempts.at(-1);
  const values = attempt?.values ?? {};
  const known = titles(course);
  const named = (id) => (known.has(id) ? [known.get(id), el('small', null, id)] : id);
  const unsaved = session ? unsavedOf(session) : [];
  const answers = records(values, 'cmi.interactions');
  const standing = words.standing(attempt ?? lms.rules.summary({}, lms.launch.profile.rules));
  return [
    facts([
      ...standing.map(([name, word, isBadge]) => [name, isBadge ? badge(word) : word]),
      ['Time', timespan(attempt?.total_time ?? '')],
      ['Place', values[words.place] || 'the beginning'],
      ['Visit', session ? { fresh: 'opened, not begun', running: 'running', finished: 'finished' }[session.phase] ?? session.phase : 'none'],
      lms.attempts.length > 1 && ['Attempt', `${lms.attempts.length}`],
    ]),
    el('p', { className: unsaved.length ? 'unsaved' : 'saved' },
      unsaved.length ? `Told, but not stored yet: ${unsaved.map((name) => name.replace('cmi.', '')).join(', ')}` : 'All that the course told is stored.'),
    table('Objectives', ['Objective', 'Status'], records(values, 'cmi.objectives').map((one) => [named(one.id), el('span', null, ...words.objective(one).map(badge))])),
    table('Answers', ['Question', 'Answer', 'Result'], answers.map((one) => [
      el('span', null, one.description || one.id, el('small', null, one.type ?? '')),
      el('code', null, one[words.response] ?? ''),
      badge(one.result),
    ])),
  ].filter(Boolean);
};

const meter = (length, limit) => {
  const bar = el('meter', { min: 0, max: limit, high: limit * 0.9, value: Math.min(length, limit) });
  bar.setAttribute('aria-label', 'Characters used');
  return el('div', { className: 'meter' }, bar, el('span', null, `${length.toLocaleString('en')} of ${limit.toLocaleString('en')} characters`));
};

const part = ([name, words]) => el('div', null, el('dt', null, name), el('dd', null, words));

const stepView = (page, course, state, step) => {
  const done = state.done.has(step.tag);
  const kept = keptOf(page, course, state, step);
  return el('li', { className: done ? 'done' : '' },
    el('span', { className: 'mark', 'aria-hidden': 'true' }, done ? '✓' : '○'),
    el('span', null, step.title, el('span', { className: 'hidden' }, done ? ', done' : ', not done')),
    step.tags.length > 0 && el('small', null, `${kept.length} of ${step.tags.length} parts`),
    kept.length > 0 && el('dl', null, kept.map(part)));
};

const stepsView = (page, course, state) => course.topics.map((topic) => el('section', null,
  el('h3', null, topic.title),
  el('ul', { className: 'steps' }, topic.steps.map((step) => stepView(page, course, state, step)))));

/** The day that is kept as days since 2025. */
const day = (value) => {
  const date = new Date(Date.UTC(2025, 0, 1 + parseInt(value, 36)));
  return date.toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' });
};

const strangers = (state, course) => {
  const all = course.topics.flatMap((topic) => topic.steps);
  const known = new Set(all.flatMap((step) => [step.tag, ...step.tags]).concat(course.completed, course.score?.passed ?? []));
  return [...state.done, ...state.items.keys()].filter((tag) => !known.has(tag)).length;
};

/** @param {{ text: string, limit: number, keeper: string }} kept
 * @param {Document} page all pages of the course */
export const stateView = ({ text, limit, keeper }, course, page) => {
  if (!text) return [el('p', null, 'The course has kept nothing yet.')];
  const raw = el('details', null, el('summary', null, `As the ${keeper} keeps it`), el('p', { className: 'raw' }, text));
  const state = course && State.decode(text);
  if (!state) return [meter(text.length, limit), el('p', null, 'Only the course itself can read this.'), el('p', { className: 'raw' }, text)];
  const left = strangers(state, course);
  return [
    meter(text.length, limit),
    facts([
      ['Save', `number ${state.counter}`],
      ['Attempt', state.attempt],
      state.done.has(course.score?.passed) && ['Mark', 'reached'],
      state.items.has(course.completed) && ['All done', day(state.items.get(course.completed))],
    ]),
    ...stepsView(page, course, state),
    left > 0 && el('p', null, `${left} ${left === 1 ? 'tag is' : 'tags are'} of steps or blocks that this version does not have. What is kept of them stays.`),
    raw,
  ].filter(Boolean);
};
