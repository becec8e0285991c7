'use strict';
// What a call does that this or another LMS refuses, loses or misunderstands, found before it is made. Those marked `once` are told
// once in a visit: what a course does all the time is told at the first time.
const LmsWarnings = (() => {
  const STATUS = 'cmi.core.lesson_status';
  const RAW = 'cmi.core.score.raw';
  const DONE = ['completed', 'passed'];
  const FINAL = [...DONE, 'failed'];

  /** The elements as the book has them: the profile `strict`.
   * @type {ElementSettings} */
  const BOOK = {
    optional: true, missing: [], anything: false, limits: {}, forms: {}, codes: {}, overlong: 'refuse', unset: 'first',
    comments: 'replace', id_first: true, ordered: false,
  };

  const isNew = (status) => !status || status === 'not attempted';
  const isReview = ({ values }) => values['cmi.core.credit'] === 'no-credit' || /^(review|browse)$/.test(values['cmi.core.lesson_mode']);
  const row = ({ element, lms }) => lms.model.elements[lms.elements.general(element)];
  const settable = (call) => call.role === 'set' && row(call)?.[0].includes('w');
  const refused = (call) => (settable(call) ? call.lms.book.refused(call.element, row(call), call.value, call.lms.values) : '');
  const sets = (call, element) => call.role === 'set' && call.element === element;

  /** @type {LmsWarning[]} */
  const ALL = [
    {
      id: 'outside-of-visit',
      text: 'This call comes before Initialize or after Finish. The book answers 301, and what it was to store is lost.',
      profiles: ['strict', 'moodle'],
      when: ({ role, lms }) => lms.model.refused[role][lms.phase] === lms.model.refused.set.fresh,
    },
    {
      id: 'initialize-again',
      text: 'There is one Initialize for a launch. In Moodle a second one throws away all that is not committed.',
      profiles: ['strict', 'moodle'],
      when: ({ role, lms }) => role === 'initialize' && lms.phase !== 'fresh',
    },
    {
      id: 'no-text',
      text: 'An argument is no text. Make it one: String(value).',
      profiles: ['strict'],
      when: ({ args }) => args.some((arg) => typeof arg !== 'string'),
    },
    {
      id: 'unknown-element',
      text: 'SCORM 1.2 has no such element. A platform answers 401 or 201 and stores nothing.',
      profiles: ['strict', 'moodle'],
      when: ({ role, element, lms }) => (role === 'get' || role === 'set') && !lms.book.find(element).row,
    },
    {
      id: 'not-writable',
      text: 'A course may not set this element: it belongs to the platform.',
      profiles: ['strict', 'moodle'],
      when: (call) => call.role === 'set' && row(call)?.[0] === 'r',
    },
    {
      id: 'not-readable',
      text: 'A course may not read this element, only set it: the answer is 404. Keep what you need in suspend_data.',
      profiles: ['strict', 'moodle'],
      when: (call) => call.role === 'get' && row(call)?.[0] === 'w',
    },
    {
      id: 'too-long',
      text: 'This text has more characters than SCORM 1.2 keeps. Platforms refuse it, cut it, or drop it whole.',
      profiles: ['strict', 'moodle-standards', 'truncating'],
      when: (call) => refused(call) === 'overlong',
    },
    {
      id: 'bad-value',
      text: 'SCORM 1.2 does not allow this value here. A strict platform answers 405 and keeps what it had.',
      profiles: ['strict'],
      when: (call) => refused(call) === 'type',
    },
    {
      id: 'no-such-record',
      text: 'A new record has the next number, which is _count, and begins with its id.',
      profiles: ['strict'],
      when: (call) => settable(call) && call.lms.book.misplaced(call.element, call.lms.values) > 0,
    },
    {
      id: 'out-of-order',
      text: 'Some platforms take the elements of an interaction in one order: id, type, time, correct_responses, weighting, student_response,'
        + ' result, latency.',
      profiles: [],
      once: true,
      when: (call) => settable(call) && call.lms.book.disordered(call.element),
    },
    {
      id: 'optional-element',
      text: 'A platform need not have this element: it may answer 401. The course must go on without it.',
      profiles: ['minimal'],
      once: true,
      when: (call) => row(call)?.[1] === 'O',
      about: ({ element }) => element.split('.').slice(0, 2).join('.'),
    },
    {
      id: 'broken-character',
      text: 'This text holds half of a character. In Moodle the next Commit throws an error. Use String.prototype.toWellFormed.',
      profiles: ['moodle'],
      when: ({ role, value }) => role === 'set' && /\p{Surrogate}/u.test(value),
    },
    {
      id: 'not-ascii',
      text: 'Some platforms count bytes in suspend_data, or garble what is not ASCII. Write letters, digits and a few signs only.',
      profiles: [],
      once: true,
      when: (call) => sets(call, 'cmi.suspend_data') && /[^\x20-\x7e]/.test(call.value),
    },
    {
      id: 'status-lowered',
      text: 'The learner was done, and this takes it back. Read the status first, and never set a lower one.',
      profiles: ['strict', 'moodle', 'scorm-cloud', 'open-edx', 'scorm-again'],
      when: (call) => sets(call, STATUS) && DONE.includes(call.lms.values[STATUS]) && !DONE.includes(call.value),
    },
    {
      id: 'writes-in-review',
      text: 'The learner only looks again, without credit. Moodle stores a status and a score all the same. Set none in review and browse mode.',
      profiles: ['moodle'],
      when: (call) => (sets(call, STATUS) || sets(call, RAW)) && isReview(call.lms),
    },
    {
      id: 'status-before-score',
      text: 'Open edX takes the grade at the moment of the status, and this score comes after it. Set the score first.',
      profiles: ['open-edx'],
      when: (call) => sets(call, RAW) && call.lms.touched.has(STATUS) && FINAL.includes(call.lms.values[STATUS])
        && call.lms.values[RAW] !== call.value,
    },
    {
      id: 'logout',
      text: "The exit `logout` ends more than this course in Rustici's engine. Set `suspend`.",
      profiles: ['scorm-cloud'],
      when: (call) => sets(call, 'cmi.core.exit') && call.value === 'logout',
    },
    {
      id: 'saves-only-at-end',
      text: 'Nothing was committed before this Finish, which is lost when a tab is killed or a platform does not hear it. Commit after each step.',
      profiles: ['forgetful', 'expiring', 'frame-killer'],
      when: ({ role, lms }) => role === 'finish' && lms.phase === 'running' && lms.touched.size > 0 && !lms.commits,
    },
    {
      id: 'no-status',
      text: 'The course set no status, so that Finish makes it `completed`. Set `incomplete` at the start.',
      profiles: ['strict', 'moodle'],
      when: ({ role, lms }) => role === 'finish' && lms.phase === 'running' && isNew(lms.values[STATUS]) && !isReview(lms),
    },
    {
      id: 'no-suspend',
      text: 'The exit is not `suspend`. Some platforms then begin a new attempt, without what is stored.',
      profiles: [],
      when: ({ role, lms }) => role === 'finish' && lms.phase === 'running' && lms.values['cmi.core.exit'] !== 'suspend',
    },
    {
      id: 'score-of-a-part',
      text: 'There is a mastery score, and a score although the learner is not done. Moodle makes `passed` or `failed` of `incomplete`.'
        + ' Set the score when the course is done.',
      profiles: ['moodle', 'scorm-again'],
      when: ({ role, lms }) => role === 'finish' && lms.phase === 'running' && lms.values[STATUS] === 'incomplete'
        && Boolean(lms.values[RAW] && lms.values['cmi.student_data.mastery_score']),
    },
    {
      id: 'score-without-max',
      text: 'Brightspace takes a score only with score.max. Set score.min and score.max, 0 and 100, before score.raw.',
      profiles: [],
      once: true,
      when: (call) => sets(call, RAW) && call.value !== '' && !call.lms.values['cmi.core.score.max'],
    },
  ];

  return {
    ALL,
    BOOK,

    /** What is to be said of a call before it is made. `told` has what was told once.
     * @param {{ role: string, args: any[] }} call
     * @param {SimulatedLms} lms
     * @param {Set<string>} told
     * @returns {LmsAdvice[]} */
    of({ role, args }, lms, told) {
      if (!lms.model.refused[role]) return [];
      const call = { role, args, lms, element: String(args[0]), value: String(args[1]) };
      return ALL.filter((one) => {
        const key = `${one.id} ${one.about?.(call) ?? ''}`;
        if ((one.once && told.has(key)) || !one.when(call)) return false;
        told.add(key);
        return true;
      }).map(({ id, text, profiles }) => ({ id, text, profiles }));
    },
  };
})();
