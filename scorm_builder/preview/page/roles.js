// A learner who is somewhere in the course already: the record that a platform would have of them.
import { doAll } from './kept.js';

const stepsOf = (course) => course.topics.flatMap((topic) => topic.steps.map((step) => ({ ...step, counts: topic.required && step.required })));

const put = (values, ids) => ids.forEach((id, i) => {
  values[`cmi.objectives.${i}.id`] = id;
  values[`cmi.objectives.${i}.status`] = 'completed';
});

/** The topics of which all that counts is done. */
const topicsOf = (course, done) => course.topics.filter((topic) => {
  const needed = topic.steps.filter((step) => step.required);
  return (needed.length ? needed : topic.steps).every((step) => done.has(step.id));
});

/** An attempt of somebody who has done so many of 100 of the steps that count, and of those between them.
 * @param {Document} page the launch page of the course
 * @param {number} percent
 * @returns {LmsAttempt} */
export const attemptAt = (course, page, percent) => {
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
  const status = !complete ? 'incomplete' : course.report === 'passed-failed' ? 'passed' : 'completed';
  const values = {
    'cmi.suspend_data': State.encode(state),
    'cmi.core.lesson_status': status,
    'cmi.core.exit': 'suspend',
    'cmi.core.lesson_location': `/${(steps[last] ?? steps[steps.length - 1]).id}`,
    'cmi.core.total_time': '0000:20:00.00',
  };
  if (complete && course.score) Object.assign(values, { 'cmi.core.score.raw': '100', 'cmi.core.score.min': '0', 'cmi.core.score.max': '100' });
  put(values, [...ids, ...topicsOf(course, ids).map(({ id }) => id)]);
  const score = complete && course.score ? { raw: '100', min: '0', max: '100' } : { raw: '', min: '', max: '' };
  return { values, finished: true, status, score, total_time: values['cmi.core.total_time'] };
};
