'use strict';
// What an LMS does with a visit by SCORM 1.2: what the course finds when it begins, and what is made of it when it ends.
/** @type {LmsRules} */
const Scorm12Rules = (() => {
  const STATUS = 'cmi.core.lesson_status';
  const MODE = 'cmi.core.lesson_mode';
  const CREDIT = 'cmi.core.credit';
  const RAW = 'cmi.core.score.raw';
  const MASTERY = 'cmi.student_data.mastery_score';
  const EXIT = 'cmi.core.exit';
  const SESSION = 'cmi.core.session_time';
  const TOTAL = 'cmi.core.total_time';
  const NEW = 'not attempted';
  const NONE = '0000:00:00.00';
  const MOST = 3599999999; // 9999:59:59.99

  const hundredths = (span) => {
    const [, hours, minutes, seconds, rest = ''] = /^(\d+):(\d+):(\d+)(?:\.(\d+))?$/.exec(span) ?? [];
    return hours ? ((+hours * 60 + +minutes) * 60 + +seconds) * 100 + +rest.padEnd(2, '0').slice(0, 2) : 0;
  };

  const pad = (number, length) => String(Math.floor(number)).padStart(length, '0');

  const sum = (a, b) => {
    const all = Math.min(hundredths(a) + hundredths(b), MOST);
    return `${pad(all / 360000, 4)}:${pad(all / 6000 % 60, 2)}:${pad(all / 100 % 60, 2)}.${pad(all % 100, 2)}`;
  };

  const isDone = (values) => ['passed', 'completed', 'failed'].includes(values[STATUS]);

  /** The attempt that goes on, or nothing when a new one begins. */
  const resumed = (attempts, { reopens, unsuspended }) => {
    const last = attempts.at(-1);
    if (!last) return null;
    if (reopens === 'new' && isDone(last.values)) return null;
    return unsuspended === 'new' && last.values[EXIT] !== 'suspend' ? null : last;
  };

  const entry = (attempt, rules) => {
    if (!attempt || rules.entry === 'ab-initio') return 'ab-initio';
    return attempt.values[EXIT] === 'suspend' ? 'resume' : '';
  };

  const TIME = { total: TOTAL, session: SESSION, none: NONE, sum };

  const given = (launch, attempt, rules) => {
    const review = rules.reopens === 'review' && attempt && isDone(attempt.values);
    const mode = launch.mode ?? (review ? 'review' : 'normal');
    return {
      'cmi.core.student_id': launch.learner.id,
      'cmi.core.student_name': LmsVisits.written(launch.learner.name, rules),
      [CREDIT]: LmsVisits.credit(launch, mode),
      [MODE]: mode,
      'cmi.core.entry': entry(attempt, rules),
      [TOTAL]: LmsVisits.total(attempt, rules, TIME),
      'cmi.launch_data': launch.launch_data ?? '',
      [MASTERY]: launch.mastery_score ?? '',
      'cmi.student_data.max_time_allowed': launch.max_time_allowed ?? '',
      'cmi.student_data.time_limit_action': launch.time_limit_action ?? '',
    };
  };

  /** The book, 3-25 and p. 34; `rules` says what an LMS makes of it. */
  const judge = (values, rules) => {
    const told = values[STATUS] ?? NEW;
    const untold = told === NEW || told === '';
    if (values[CREDIT] === 'no-credit' && !rules.judges_review) {
      if (untold && values[MODE] === 'browse') values[STATUS] = 'browsed';
      return;
    }
    if (untold) values[STATUS] = rules.unset_status;
    const overrides = { never: false, unset: untold, final: told !== 'incomplete', any: true }[rules.mastery];
    const [raw, mark] = [values[RAW], values[MASTERY]];
    if (overrides && raw && mark && (values[MODE] ?? 'normal') === 'normal') values[STATUS] = +raw >= +mark ? 'passed' : 'failed';
  };

  const isPassed = (attempt) => /^(completed|passed)$/.test(attempt?.status ?? '');

  return {
    /** The book has no word for the whole. This is what platforms make of it: done when all items are, and the mean of the scores. */
    course(items) {
      const scores = items.map(({ attempt }) => attempt?.score.raw).filter(Boolean).map((raw) => Number(raw) / 100);
      return {
        completed: items.every(({ attempt }) => isPassed(attempt)) || (items.some(({ attempt }) => attempt) ? false : null),
        satisfied: null,
        measure: scores.length ? scores.reduce((a, b) => a + b, 0) / scores.length : null,
      };
    },

    /** Prerequisites: see lms/runtime/prerequisites.js. */
    isOpen: (item, items) => LmsPrerequisites.met(item.prerequisites, (id) => items.find((one) => one.id === id)?.attempt?.status),

    // nothing in SCORM 1.2 asks to go elsewhere
    next: () => '',

    begin({ attempts, launch, rules }) {
      const attempt = resumed(attempts, rules);
      // exit and time are those of one visit
      const values = { ...attempt?.values, [EXIT]: '', [SESSION]: '', ...given(launch, attempt, rules) };
      return { number: attempt ? attempts.length - 1 : attempts.length, values };
    },

    end(values, rules) {
      judge(values, rules);
      values[TOTAL] = sum(values[TOTAL] ?? NONE, values[SESSION] ?? '');
    },

    read: (element, values) => values[element],

    summary(values) {
      const score = Object.fromEntries(['raw', 'min', 'max'].map((name) => [name, values[`cmi.core.score.${name}`] ?? '']));
      return { status: values[STATUS] ?? NEW, score, total_time: values[TOTAL] ?? NONE };
    },
  };
})();
