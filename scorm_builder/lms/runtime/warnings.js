'use strict';
// What a call does that this or another LMS refuses, loses or misunderstands, found before it is made. Those marked `once` are told
// once in a visit: what a course does all the time is told at the first time.
const LmsWarnings = (() => {
  /** The elements as the book has them: the profile `strict`.
   * @type {ElementSettings} */
  const BOOK = {
    optional: true, missing: [], anything: false, limits: {}, forms: {}, codes: {}, overlong: 'refuse', unset: 'first',
    comments: 'replace', id_first: true, ordered: false,
  };

  const names = ({ lms }) => lms.model.names;
  const valueOf = (call, name) => call.lms.values[names(call)[name]];
  const isReview = (call) => valueOf(call, 'credit') === 'no-credit' || /^(review|browse)$/.test(valueOf(call, 'mode') ?? '');
  const row = ({ element, lms }) => lms.model.elements[lms.elements.general(element)];
  const settable = (call) => call.role === 'set' && row(call)?.[0].includes('w');
  const refused = (call) => (settable(call) ? call.lms.book.refused(call.element, row(call), call.value, call.lms.values) : '');
  const sets = (call, name) => call.role === 'set' && [names(call)[name]].flat().includes(call.element);
  const ends = ({ role, lms }) => role === 'finish' && lms.phase === 'running';
  const hasScore = (call) => names(call).scores.some((name) => call.lms.values[name]);
  /** The same in every standard. */
  const everywhere = (...profiles) => ({ scorm12: profiles, scorm2004: profiles });

  /** @type {LmsWarning[]} */
  const ALL = [
    {
      id: 'outside-of-visit',
      text: 'This call comes before Initialize or after the end of the visit. It is refused, and what it was to store is lost.',
      profiles: everywhere('strict', 'moodle'),
      when: ({ role, lms }) => role !== 'initialize' && lms.model.refused[role][lms.phase] > 0,
    },
    {
      id: 'initialize-again',
      text: 'There is one Initialize for a launch. In Moodle a second one throws away all that is not committed.',
      profiles: everywhere('strict', 'moodle'),
      when: ({ role, lms }) => role === 'initialize' && lms.phase !== 'fresh',
    },
    {
      id: 'no-text',
      text: 'An argument is no text. Make it one: String(value).',
      profiles: everywhere('strict'),
      when: ({ args }) => args.some((arg) => typeof arg !== 'string'),
    },
    {
      id: 'unknown-element',
      text: 'The standard of this package has no such element. A platform refuses it and stores nothing.',
      profiles: everywhere('strict', 'moodle'),
      when: ({ role, element, lms }) => (role === 'get' || role === 'set') && !lms.book.find(element).row,
    },
    {
      id: 'not-writable',
      text: 'A course may not set this element: it belongs to the platform.',
      profiles: everywhere('strict', 'moodle'),
      when: (call) => call.role === 'set' && row(call)?.[0] === 'r',
    },
    {
      id: 'not-readable',
      text: 'A course may not read this element, only set it. Keep what you need in suspend_data.',
      profiles: everywhere('strict', 'moodle'),
      when: (call) => call.role === 'get' && row(call)?.[0] === 'w',
    },
    {
      id: 'too-long',
      text: 'This text has more characters than the standard promises to keep. Platforms refuse it, cut it, or drop it whole.',
      profiles: { scorm12: ['strict', 'moodle-standards', 'truncating'], scorm2004: ['strict', 'moodle', 'truncating'] },
      when: (call) => refused(call) === 'overlong',
    },
    {
      id: 'bad-value',
      text: 'The standard does not allow this value here. A strict platform refuses it and keeps what it had.',
      profiles: everywhere('strict'),
      when: (call) => ['type', 'range'].includes(refused(call)),
    },
    {
      id: 'no-such-record',
      text: 'A new record has the next number, which is _count, and begins with its id.',
      profiles: everywhere('strict'),
      when: (call) => settable(call) && call.lms.book.misplaced(call.element, call.lms.values) > 0,
    },
    {
      id: 'repeated-id',
      text: 'An objective has an id of its own, and neither it nor an interaction can be given another one.',
      profiles: { scorm2004: ['strict', 'moodle', 'scorm-again'] },
      when: (call) => settable(call) && call.lms.book.repeated(call.element, call.value, call.lms.values) > 0,
    },
    {
      id: 'out-of-order',
      text: 'Some platforms take the elements of an interaction in one order: id, type, time, correct_responses, weighting, the response,'
        + ' result, latency.',
      profiles: everywhere(),
      once: true,
      when: (call) => settable(call) && call.lms.book.disordered(call.element),
    },
    {
      id: 'optional-element',
      text: 'A platform need not have this element: it may answer 401. The course must go on without it.',
      profiles: { scorm12: ['minimal'] },
      once: true,
      when: (call) => row(call)?.[1] === 'O',
      about: ({ element }) => element.split('.').slice(0, 2).join('.'),
    },
    {
      id: 'broken-character',
      text: 'This text holds half of a character. In Moodle the next Commit throws an error. Use String.prototype.toWellFormed.',
      profiles: everywhere('moodle'),
      when: ({ role, value }) => role === 'set' && /\p{Surrogate}/u.test(value),
    },
    {
      id: 'not-ascii',
      text: 'Some platforms count bytes in suspend_data, or garble what is not ASCII. Write letters, digits and a few signs only.',
      profiles: everywhere(),
      once: true,
      when: ({ role, element, value }) => role === 'set' && element === 'cmi.suspend_data' && /[^\x20-\x7e]/.test(value),
    },
    {
      id: 'status-lowered',
      text: 'The learner was done, and this takes it back. Read the status first, and never set a lower one.',
      profiles: everywhere('strict', 'moodle', 'scorm-cloud', 'open-edx', 'scorm-again'),
      when: (call) => sets(call, 'status') && names(call).done.includes(valueOf(call, 'status') ?? '') && !names(call).done.includes(call.value),
    },
    {
      id: 'writes-in-review',
      text: 'The learner only looks again, without credit. Moodle stores a status and a score all the same. Set none in review and browse mode.',
      profiles: everywhere('moodle'),
      when: (call) => (sets(call, 'status') || sets(call, 'scores')) && isReview(call),
    },
    {
      id: 'status-before-score',
      text: 'Open edX takes the grade at the moment of the status, and this score comes after it. Set the score first.',
      profiles: everywhere('open-edx'),
      when: (call) => sets(call, 'scores') && call.lms.touched.has(names(call).status) && names(call).final.includes(valueOf(call, 'status') ?? '')
        && call.lms.values[call.element] !== call.value,
    },
    {
      id: 'logout',
      text: "The exit `logout` ends more than this course in Rustici's engine. Set `suspend`.",
      profiles: everywhere('scorm-cloud'),
      when: (call) => sets(call, 'exit') && call.value === 'logout',
    },
    {
      id: 'saves-only-at-end',
      text: 'Nothing was committed before this end of the visit, which is lost when a tab is killed or a platform does not hear it. Commit after'
        + ' each step.',
      profiles: everywhere('forgetful', 'expiring', 'frame-killer'),
      when: (call) => ends(call) && call.lms.touched.size > 0 && !call.lms.commits,
    },
    {
      id: 'no-status',
      text: 'The course set no status, and some platforms make `completed` of that. Set `incomplete` at the start.',
      profiles: everywhere('strict', 'moodle'),
      when: (call) => ends(call) && names(call).fresh.includes(valueOf(call, 'status') ?? '') && !isReview(call),
    },
    {
      id: 'no-suspend',
      text: 'The exit is not `suspend`. Platforms then begin a new attempt, without what is stored: all of SCORM 2004, some of SCORM 1.2.',
      profiles: { scorm12: [], scorm2004: ['strict', 'moodle', 'scorm-cloud', 'scorm-again'] },
      when: (call) => ends(call) && valueOf(call, 'exit') !== 'suspend',
    },
    {
      id: 'score-of-a-part',
      text: 'There is a score that is enough, and a score although the learner is not done. Platforms make passed or failed of it.'
        + ' Set the score when the course is done.',
      profiles: { scorm12: ['moodle', 'scorm-again'], scorm2004: ['strict', 'scorm-cloud', 'scorm-again'] },
      when: (call) => ends(call) && valueOf(call, 'status') === 'incomplete' && Boolean(hasScore(call) && valueOf(call, 'mark')),
    },
    {
      id: 'score-without-max',
      text: 'Brightspace takes a score only with score.max. Set score.min and score.max, 0 and 100, before score.raw.',
      profiles: everywhere(),
      once: true,
      when: (call) => sets(call, 'scores') && call.element.endsWith('raw') && call.value !== '' && !valueOf(call, 'max'),
    },
    {
      id: 'scaled-alone',
      text: 'There is a scaled score and no raw one. Moodle takes score.raw for the grade, from 0 to 100, and nothing else.',
      profiles: { scorm2004: ['moodle'] },
      when: (call) => ends(call) && Boolean(call.lms.values['cmi.score.scaled']) && !call.lms.values['cmi.score.raw'],
    },
    {
      id: 'no-progress',
      text: 'The manifest asks for progress to tell when the course is complete, and the course never set cmi.progress_measure.',
      profiles: { scorm2004: ['strict', 'scorm-cloud', 'scorm-again'] },
      when: (call) => ends(call) && Boolean(valueOf(call, 'threshold')) && !valueOf(call, 'progress') && !isReview(call),
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
      const { family } = lms.model.names;
      return ALL.filter((one) => {
        if (!one.profiles[family]) return false;
        const key = `${one.id} ${one.about?.(call) ?? ''}`;
        if ((one.once && told.has(key)) || !one.when(call)) return false;
        told.add(key);
        return true;
      }).map(({ id, text, profiles }) => ({ id, text, profiles: profiles[family] ?? [] }));
    },
  };
})();
