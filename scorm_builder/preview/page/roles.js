// A learner who is somewhere in the course already: what they have done, and the record that a platform would have of them.
import { doAll } from './kept.js';
import { wordsOf } from './standards.js';

const stepsOf = (course) => course.topics.flatMap((topic) => topic.steps.map((step) => ({ ...step, counts: topic.required && step.required })));

/** The topics of which all that counts is done. */
const topicsOf = (course, done) => course.topics.filter((topic) => {
  const needed = topic.steps.filter((step) => step.required);
  return (needed.length ? needed : topic.steps).every((step) => done.has(step.id));
});

/** What somebody has done who did so many of 100 of the steps that count, and those between them.
 * @param {Document} page all pages of the course
 * @param {number} percent */
export const doneAt = (course, page, percent) => {
  const steps = stepsOf(course);
  const counted = steps.filter((step) => step.counts);
  const wanted = Math.round(counted.length * percent / 100);
  const last = percent === 100 ? steps.length : steps.indexOf(counted[wanted - 1]) + 1;
  const done = steps.slice(0, last);
  const ids = new Set(done.map((step) => step.id));
  const state = State.fresh();
  state.counter = done.length;
  for (const step of done) doAll(page, course, state, step);
  const complete = percent === 100;
  if (complete && course.score) state.done.add(course.score.passed);
  return {
    complete,
    report: course.report,
    scored: Boolean(course.score),
    share: Math.floor(wanted / Math.max(1, counted.length) * 100) / 100,
    state: State.encode(state),
    place: `/${(steps[last] ?? steps[steps.length - 1]).id}`,
    ids: [...ids, ...topicsOf(course, ids).map(({ id }) => id)],
  };
};

/** The attempt of somebody who has done that.
 * @param {LmsPlayer} lms
 * @returns {LmsAttempt} */
export const attemptOf = (lms, did) => {
  const values = wordsOf(lms).told(did);
  return { values, finished: true, ...lms.rules.summary(values, lms.launch.profile.rules) };
};
