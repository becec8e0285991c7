'use strict';
// What an LMS does with a visit by SCORM 2004: what the course finds when it begins, what status follows from its measures, what is
// made of it when it ends, and what the parts of a course come to together. ADL's own Sample RTE is meant where the book leaves a choice.
/** @type {LmsRules} */
const Scorm2004Rules = (() => {
  const DONE = 'cmi.completion_status';
  const WON = 'cmi.success_status';
  const PROGRESS = 'cmi.progress_measure';
  const THRESHOLD = 'cmi.completion_threshold';
  const SCALED = 'cmi.score.scaled';
  const PASSING = 'cmi.scaled_passing_score';
  const EXIT = 'cmi.exit';
  const REQUEST = 'adl.nav.request';
  const SESSION = 'cmi.session_time';
  const TOTAL = 'cmi.total_time';
  const NONE = 'PT0H0M0S';
  const UNKNOWN = 'unknown';
  const UNITS = [31536000, 2592000, 86400, 3600, 60, 1]; // seconds of a year, a month, a day, an hour, a minute and a second

  const seconds = (span) => {
    const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(span) ?? [];
    return UNITS.reduce((sum, unit, i) => sum + unit * +(found[i + 1] ?? 0), 0);
  };

  const sum = (a, b) => {
    const hundredths = Math.round((seconds(a) + seconds(b)) * 100);
    return `PT${Math.floor(hundredths / 360000)}H${Math.floor(hundredths / 6000) % 60}M${+(hundredths % 6000 / 100).toFixed(2)}S`;
  };

  const isJudged = (values, rules) => rules.judges_review || values['cmi.credit'] !== 'no-credit';

  /** The status that follows from a measure where the manifest asks for one (4.2.4.1, 4.2.22.1), else nothing. A measure that is not
   * there makes a status unknown. */
  const judged = (values, [measure, mark], [yes, no]) => {
    if (values[mark] === undefined) return undefined;
    return values[measure] === undefined ? UNKNOWN : +values[measure] >= +values[mark] ? yes : no;
  };
  const completion = (values, rules) => (rules.completion === 'course' ? undefined : judged(values, [PROGRESS, THRESHOLD], ['completed', 'incomplete']));
  const success = (values, rules) => (rules.success === 'course' ? undefined : judged(values, [SCALED, PASSING], ['passed', 'failed']));

  const read = (element, values, rules) => {
    const made = !isJudged(values, rules) ? undefined : element === DONE ? completion(values, rules) : element === WON ? success(values, rules) : undefined;
    return made ?? values[element];
  };

  const isDone = (attempt) => attempt.status === 'completed' || /passed|failed/.test(attempt.success ?? '');

  /** Whether a visit ended so that the attempt goes on (4.2.8): a request to suspend or to end all counts for more than the exit. */
  const isSuspended = ({ values }) => {
    const request = values[REQUEST] ?? '';
    if (request === 'suspendAll') return true;
    return !/^(exitAll|abandon|abandonAll)$/.test(request) && /^(suspend|logout)$/.test(values[EXIT] ?? '');
  };

  /** The attempt that goes on, or nothing when a new one begins. */
  const resumed = (attempts, { reopens, unsuspended }) => {
    const last = attempts.at(-1);
    if (!last || (reopens === 'new' && isDone(last))) return null;
    return unsuspended === 'new' && !isSuspended(last) ? null : last;
  };

  /** Whether a course finds nothing in an attempt that goes on. */
  const isBlank = (attempt, { reopens, unsuspended }) =>
    (reopens === 'blank' && isDone(attempt)) || (unsuspended === 'blank' && !isSuspended(attempt));

  const entry = (attempt, rules) => {
    if (!attempt || rules.entry === 'ab-initio' || isBlank(attempt, rules)) return 'ab-initio';
    return isSuspended(attempt) ? 'resume' : '';
  };

  const TIME = { total: TOTAL, session: SESSION, none: NONE, sum };

  const given = (launch, attempt, rules) => {
    const review = ['review', 'blank'].includes(rules.reopens) && attempt && isDone(attempt);
    const mode = launch.mode ?? (review ? 'review' : 'normal');
    const values = {
      'cmi.learner_id': launch.learner.id,
      'cmi.learner_name': LmsVisits.written(launch.learner.name, rules),
      'cmi.credit': LmsVisits.credit(launch, mode),
      'cmi.mode': mode,
      'cmi.entry': entry(attempt, rules),
      [TOTAL]: LmsVisits.total(attempt, rules, TIME),
      'cmi.launch_data': launch.launch_data,
      [THRESHOLD]: launch.completion_threshold,
      [PASSING]: launch.mastery_score,
      'cmi.max_time_allowed': launch.max_time_allowed,
      'cmi.time_limit_action': launch.time_limit_action,
      [REQUEST]: '_none_',
      ...launch.requests,
    };
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  };

  /** What an attempt has at first: the objectives that the manifest names (4.2.17). */
  const fresh = (objectives) => Object.fromEntries(objectives.map((id, n) => [`cmi.objectives.${n}.id`, id]));

  /** What the activity tree knows of an item: true, false, or null for what it does not know. An attempt that ended without a word
   * of the course is completed and satisfied, unless the manifest leaves that to the course.
   * @param {LmsItemState} item */
  const activity = ({ attempt, rollup, mastery_score: mark }) => {
    if (!attempt) return { completed: null, satisfied: null, measure: null };
    const ended = attempt.finished && !isSuspended(attempt);
    const measure = attempt.score.scaled ? +attempt.score.scaled : null;
    const word = { completed: true, incomplete: false, 'not attempted': false }[attempt.status];
    const verdict = { passed: true, failed: false }[attempt.success ?? ''];
    return {
      completed: word ?? (ended && !rollup.completion_set ? true : null),
      satisfied: verdict ?? (ended && !rollup.objective_set && !mark ? true : null),
      measure,
    };
  };

  /** The default rules of roll-up: all that count are, or some are known not to be. */
  const together = (words) => {
    if (words.length && words.every((word) => word === true)) return true;
    return words.some((word) => word !== null) ? false : null;
  };

  /** The mean by weight, once one is known; what is not known weighs too. */
  const mean = (found) => {
    const weight = found.reduce((all, one) => all + one.weight, 0);
    if (!weight || found.every(({ measure }) => measure === null)) return null;
    return found.reduce((all, one) => all + one.weight * (one.measure ?? 0), 0) / weight;
  };

  const CONDITIONS = {
    satisfied: ({ satisfied }) => satisfied === true,
    objectiveStatusKnown: ({ satisfied }) => satisfied !== null,
    objectiveMeasureKnown: ({ measure }) => measure !== null,
    completed: ({ completed }) => completed === true,
    activityProgressKnown: ({ completed }) => completed !== null,
    attempted: (_, item) => Boolean(item.attempt),
    always: () => true,
  };

  /** Whether a rule of an item holds; one with a condition that is not simulated does not. */
  const holds = ({ combination, conditions }, item) => {
    const known = activity(item);
    const met = (condition) => {
      const name = condition.replace(/^not /, '');
      return name in CONDITIONS && CONDITIONS[name](known, item) !== (name !== condition);
    };
    return combination === 'any' ? conditions.some(met) : conditions.every(met);
  };

  /** What the course told of this visit alone. */
  const ofVisit = [EXIT, SESSION, THRESHOLD, PASSING];

  const lasting = (values) => Object.fromEntries(Object.entries(values).filter(([name]) => !ofVisit.includes(name)));

  return {
    course(items) {
      const all = items.map((item) => ({ ...activity(item), rollup: item.rollup, weight: item.rollup.weight }));
      return {
        completed: together(all.filter(({ rollup }) => rollup.completion).map(({ completed }) => completed)),
        satisfied: together(all.filter(({ rollup }) => rollup.objective).map(({ satisfied }) => satisfied)),
        measure: mean(all),
      };
    },

    /** By choice: nobody comes past an item with a rule that stops, and none opens that is disabled, as long as that holds. */
    isOpen(item, items) {
      const before = items.slice(0, items.findIndex(({ id }) => id === item.id));
      const about = ({ of }) => items.find(({ id }) => id === of) ?? items[before.length];
      return !before.some((one) => one.stops.some((rule) => holds(rule, one))) && !item.disabled.some((rule) => holds(rule, about(rule)));
    },

    /** Where the course asked to go, once it has ended: the id of an item, `close`, or nothing (4.4). */
    next(values, item, items) {
      const request = values[REQUEST] ?? '';
      const target = /^\{target=(.+)\}(choice|jump)$/.exec(request)?.[1];
      const step = { continue: 1, previous: -1 }[request];
      if (step) return items[items.findIndex(({ id }) => id === item.id) + step]?.id ?? 'close';
      return target ?? (/^(exit|abandon|suspend)/.test(request) ? 'close' : '');
    },

    begin({ attempts, launch, rules }) {
      const attempt = resumed(attempts, rules);
      const values = { ...attempt && !isBlank(attempt, rules) ? lasting(attempt.values) : fresh(launch.objectives ?? []), [EXIT]: '', [SESSION]: '', ...given(launch, attempt, rules) };
      return { number: attempt ? attempts.length - 1 : attempts.length, values };
    },

    read,

    end(values, rules) {
      if (isJudged(values, rules)) {
        const [done, won] = [completion(values, rules), success(values, rules)];
        // without a measure the course's own word of its completion is kept, of its success it is not (ADL)
        if (done && done !== UNKNOWN) values[DONE] = done;
        if (won) values[WON] = won;
      }
      values[TOTAL] = sum(values[TOTAL] ?? NONE, values[SESSION] ?? '');
    },

    summary(values, rules) {
      const score = Object.fromEntries(['scaled', 'raw', 'min', 'max'].map((name) => [name, values[`cmi.score.${name}`] ?? '']));
      return {
        status: read(DONE, values, rules) ?? UNKNOWN, success: read(WON, values, rules) ?? UNKNOWN, score,
        progress: values[PROGRESS] ?? '', total_time: values[TOTAL] ?? NONE,
      };
    },
  };
})();
