// The words of each standard for what the page shows of a visit, and for a learner who has been somewhere in a course already.

const percent = (measure) => `${Math.round(Number(measure) * 100)} %`;

const objectives = (ids, of) => Object.fromEntries(ids.flatMap((id, n) => Object.entries({ id, ...of }).map(([name, value]) => [`cmi.objectives.${n}.${name}`, value])));

const scores = (owner, most) => Object.fromEntries(Object.entries(most).map(([name, value]) => [`${owner}.score.${name}`, value]));

/** A score of so many points, in words; "" when there is none.
 * @param {Record<string, string>} score */
const points = ({ raw, max }) => raw && `${raw}${max ? ` of ${max}` : ''}`;

/** @type {Record<LmsFamily, { limit: number, place: string, response: string, standing(of: LmsSummary): any[][], objective(one: any): string[], told(of: any): Record<string, string> }>} */
const STANDARDS = {
  scorm12: {
    /** Characters of a state that are kept. */
    limit: 4096,
    place: 'cmi.core.lesson_location',
    response: 'student_response',
    /** What an attempt has of status, score and progress: [what, in words, a badge when true]. */
    standing: ({ status, score }) => [
      ['Status', status, true],
      ['Score', points(score) || 'none'],
    ],
    /** The statuses of an objective. */
    objective: ({ status }) => [status],
    /** What a course has told of somebody who did so much of it. */
    told: ({ complete, report, scored, state, place, ids }) => ({
      'cmi.suspend_data': state,
      'cmi.core.lesson_status': !complete ? 'incomplete' : report.startsWith('passed') ? 'passed' : 'completed',
      'cmi.core.exit': 'suspend',
      'cmi.core.lesson_location': place,
      'cmi.core.total_time': '0000:20:00.00',
      ...complete && scored ? scores('cmi.core', { raw: '100', min: '0', max: '100' }) : {},
      ...objectives(ids, { status: 'completed' }),
    }),
  },
  scorm2004: {
    limit: 64000,
    place: 'cmi.location',
    response: 'learner_response',
    standing: ({ status, success, score, progress }) => [
      ['Completion', status, true],
      ['Success', success || 'unknown', true],
      ['Score', [points(score), (score.raw || score.scaled) && `scaled ${score.scaled || 'none'}`].filter(Boolean).join(', ') || 'none'],
      ['Progress', progress ? percent(progress) : 'not told'],
    ],
    objective: ({ completion_status: completion, success_status: success, progress_measure: progress }) => [
      completion ?? (success ? '' : 'unknown'), success !== 'unknown' && success, progress && progress !== '1' && percent(progress),
    ].filter(Boolean),
    told: ({ complete, report, scored, share, state, place, ids }) => ({
      'cmi.suspend_data': state,
      'cmi.completion_status': complete ? 'completed' : 'incomplete',
      ...complete && (scored || report.startsWith('passed')) ? { 'cmi.success_status': 'passed' } : {},
      'cmi.progress_measure': complete ? '1' : `${share}`,
      'cmi.exit': 'suspend',
      'cmi.location': place,
      'cmi.total_time': 'PT0H20M0S',
      ...complete && scored ? scores('cmi', { scaled: '1', raw: '100', min: '0', max: '100' }) : {},
      ...objectives(ids, { completion_status: 'completed', progress_measure: '1' }),
    }),
  },
};

/** Those of the standard that a player speaks.
 * @param {LmsPlayer} lms */
export const wordsOf = (lms) => STANDARDS[lms.model.names.family];
