'use strict';
/**
 * The SCORM 1.2 adapter: the only script that knows the standard.
 * @typedef {{state: string, location: string, seconds: number, objectives: string[], complete: boolean}} HostValues
 * @typedef {'normal' | 'review' | 'browse' | 'no-credit' | 'lost'} HostMode
 * @typedef {{mode: HostMode, learner: string, state: string, location: string, complete: boolean}} HostSession
 */
const Host = (() => {
  const STATUS = 'cmi.core.lesson_status';
  const LOCATION = 'cmi.core.lesson_location';
  const SUSPEND = 'cmi.suspend_data';
  const RANK = ['completed', 'passed'];

  /** @type {any} */
  let api = null;
  let live = false;
  let writable = false;
  let word = RANK[0];
  let status = '';
  let place = '';
  let committed = 0;
  let failed = false;
  /** Statuses and objectives set since the last good commit. @type {Map<string, string>} */
  const unsent = new Map();
  /** Ids in the LMS; null when it has no objectives. @type {Map<string, number> | null | undefined} */
  let indices;
  /** Ids that the LMS holds as completed. @type {Set<string>} */
  const told = new Set();
  let next = 0;

  /** @template T @param {() => T} action */
  const peek = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };

  /** Null when the call threw. @param {string} name @param {string[]} args @returns {string | null} */
  const call = (name, ...args) => peek(() => String(api[name](...args) ?? ''));
  // S10: some LMSs answer with booleans and numbers
  const accepted = (/** @type {string | null} */ answer) => answer === 'true' || answer === '1';
  const code = () => parseInt(call('LMSGetLastError') ?? '', 10) || 0;
  const get = (/** @type {string} */ element) => call('LMSGetValue', element) ?? '';

  /** The fault, or "". @param {string} name @param {string[]} args */
  const attempt = (name, ...args) => (accepted(call(name, ...args)) ? '' : `${name} ${args[0]} ${code()}`);
  const set = (/** @type {string} */ element, /** @type {string} */ value) => attempt('LMSSetValue', element, value);

  /** @param {number} seconds */
  const commit = (seconds) => {
    committed = seconds;
    return attempt('LMSCommit', '');
  };

  /** @param {any} win */
  const climb = (win) => {
    for (let level = 0; win && level < 500; level++) {
      const found = peek(() => win.API.LMSInitialize && win.API);
      if (found) return found;
      const up = peek(() => win.parent);
      win = up === win ? null : up;
    }
    return null;
  };

  const find = async () => {
    // S3: an LMS may be later than its frame
    for (let wait = window.parent !== window || peek(() => window.opener) ? 50 : 0; ; wait--) {
      api = climb(window) ?? climb(peek(() => window.opener)) ?? climb(peek(() => window.top?.opener));
      if (api || wait <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  /** @param {number} seconds */
  const time = (seconds) => {
    const total = Math.min(Math.round(seconds * 100), 3599999999);
    const two = (/** @type {number} */ n) => String(Math.floor(n) % 100).padStart(2, '0');
    const hours = String(Math.floor(total / 360000)).padStart(4, '0');
    return `${hours}:${two(total / 6000 % 60)}:${two(total / 100 % 60)}.${two(total)}`;
  };

  const setTime = (/** @type {number} */ seconds) => set('cmi.core.session_time', time(seconds));

  /** Q3: only a whole number means that there are objectives. */
  const readObjectives = () => {
    const count = get('cmi.objectives._children').includes('status') ? get('cmi.objectives._count') : '';
    if (!/^\d+$/.test(count)) return null;
    const found = new Map();
    for (next = 0; next < +count; next++) {
      const id = get(`cmi.objectives.${next}.id`);
      found.set(id, next);
      if (get(`cmi.objectives.${next}.status`) === 'completed') told.add(id);
    }
    return found;
  };

  /** @param {string[]} ids */
  const tell = (ids) => {
    if (ids.length && indices === undefined) indices = readObjectives();
    for (const id of indices ? ids : []) {
      if (told.has(id)) continue;
      told.add(id);
      const index = indices?.get(id) ?? next;
      if (index === next) unsent.set(`cmi.objectives.${next++}.id`, id);
      unsent.set(`cmi.objectives.${index}.status`, 'completed');
    }
  };

  /** Statuses last: some LMSs judge at that moment. */
  const setUnsent = () => {
    let fault = '';
    for (const [element, value] of [...unsent]) {
      const refused = (element === STATUS || indices) && set(element, value);
      if (refused === '') continue;
      unsent.delete(element);
      if (element === STATUS) fault = refused || '';
      else indices = null;
    }
    return fault;
  };

  /** Sets everything, commits nothing. @param {HostValues} values */
  const put = ({ state, location, seconds, objectives, complete }) => {
    const refused = set(SUSPEND, state);
    if (location !== place) set(LOCATION, place = location);
    tell(objectives);
    if (seconds) setTime(seconds);
    if (complete && RANK.indexOf(status) < RANK.indexOf(word)) {
      unsent.delete(STATUS);
      unsent.set(STATUS, word);
    }
    return refused || setUnsent();
  };

  /** @param {HostValues} values */
  const deliver = (values) => {
    if (failed) {
      // Moodle takes for sent what was in a failed commit: only a value that differs is sent again
      for (const [element, value] of unsent) set(element, element.endsWith('.id') ? `${value}_` : 'incomplete');
      const fault = unsent.size && commit(values.seconds);
      if (fault) return fault;
    }
    const refused = put(values);
    const fault = commit(values.seconds);
    failed = fault !== '';
    if (!failed) {
      status = unsent.get(STATUS) ?? status;
      unsent.clear();
    }
    return refused || fault;
  };

  /** @type {HostSession} */
  const LOST = { mode: 'lost', learner: '', state: '', location: '', complete: false };

  return {
    /** Null without an LMS. @param {string} report the status of a finished course
     * @returns {Promise<HostSession | null>} */
    async open(report) {
      word = report;
      await find();
      if (!api) return null;
      // S6: the window was opened a second time
      if (attempt('LMSInitialize', '')) return LOST;
      const state = call('LMSGetValue', SUSPEND);
      // what could not be read must not be overwritten
      if (state === null || code()) return LOST;
      live = true;
      // S12: entry is not to be trusted, so it is not asked
      if (state) place = get(LOCATION);
      status = get(STATUS);
      // S9: any other word is an ordinary visit
      const mode = [get('cmi.core.lesson_mode'), get('cmi.core.credit')]
        .find((answer) => ['review', 'browse', 'no-credit'].includes(answer)) ?? 'normal';
      writable = mode === 'normal';
      return {
        mode: /** @type {HostMode} */ (mode),
        learner: get('cmi.core.student_id'),
        state,
        location: place,
        complete: RANK.includes(status),
      };
    },

    /** The first commit: C1, X6. @param {string} state @param {boolean} complete */
    async begin(state, complete) {
      if (!live || !writable) return '';
      if (!status || status === 'not attempted') set(STATUS, 'incomplete');
      set('cmi.core.exit', 'suspend');
      return deliver({ state, location: place, seconds: 0, objectives: [], complete });
    },

    /** The fault, or "". @param {HostValues} values */
    async save(values) {
      if (!live) return 'closed';
      return writable ? deliver(values) : '';
    },

    /** @param {string} location @param {number} seconds */
    async move(location, seconds) {
      if (!live || !writable) return;
      set(LOCATION, place = location);
      if (seconds - committed < 30) return;
      setTime(seconds);
      commit(seconds);
    },

    /** @param {number} seconds */
    async pause(seconds) {
      if (!live || !writable) return;
      setTime(seconds);
      commit(seconds);
    },

    /** Finish commits: a commit of our own beside it would race with it while the page goes away.
     * @param {HostValues} values */
    async close(values) {
      if (!live) return;
      live = false;
      if (writable) put(values);
      call('LMSFinish', '');
    },
  };
})();
