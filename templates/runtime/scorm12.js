'use strict';
// All that is known here of SCORM 1.2; marks such as S3 are explained in types.d.ts
/** @type {HostApi} */
const Host = (() => {
  const STATUS = 'cmi.core.lesson_status';
  const RANKS = ['failed', 'completed', 'passed'];
  const results = typeof Results === 'object' ? Results : null;

  let api;
  let status = '';
  let first = true;
  let failed = '';
  let objectives; // their ids; null where there are none
  let denied = false;
  const told = new Set();
  const unsent = new Map(); // what no commit has had

  const climb = (win) => {
    for (let level = 0; win && level < 500; level++) {
      const found = guard(() => win.API.LMSInitialize && win.API);
      if (found) return found;
      win = guard(() => win.parent !== win && win.parent);
    }
  };

  // S3: it may come later
  const find = async () => {
    for (let wait = window.parent === window && !window.opener ? 0 : 50; ; wait--) {
      api = climb(window) ?? climb(window.opener) ?? guard(() => climb(window.top?.opener));
      if (api || !wait) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  const isNew = () => !status || status === 'not attempted';
  // null: it threw
  const call = (name, ...args) => guard(() => `${api[`LMS${name}`](...args) ?? ''}`);
  const get = (element) => call('GetValue', element) ?? '';
  const code = () => parseInt(call('GetLastError')) || 0;
  // S10
  const fault = (name, ...args) => (/^(true|1)$/.test(call(name, ...args)) ? '' : `${name} ${code()}`);
  const set = (element, value) => fault('SetValue', element, value);

  const clock = (seconds) => {
    const total = Math.min(Math.round(seconds * 100), 3599999999);
    return `${total / 360000 | 0}`.padStart(4, '0') + new Date(total * 10).toISOString().slice(13, 22);
  };

  // Q3: often unsupported
  const readObjectives = () => {
    const count = get('cmi.objectives._count');
    return /^\d+$/.test(count) ? Array.from({ length: +count }, (_, n) => get(`cmi.objectives.${n}.id`)) : null;
  };

  const tell = (ids) => {
    if (ids.length && objectives === undefined) objectives = readObjectives();
    for (const id of objectives ? ids : []) {
      if (told.has(id)) continue;
      told.add(id);
      let index = objectives.indexOf(id);
      if (index < 0) {
        index = objectives.push(id) - 1;
        unsent.set(`cmi.objectives.${index}.id`, id);
      }
      unsent.set(`cmi.objectives.${index}.status`, RANKS[1]);
    }
  };

  const put = (values) => {
    let refused = set('cmi.suspend_data', values.state);
    if (!first) {
      set('cmi.core.lesson_location', values.location);
      tell(values.objectives);
      set('cmi.core.session_time', clock(values.seconds));
    }
    results?.score(values.grade, STATUS);
    if (RANKS.indexOf(status) < RANKS.indexOf(values.report)) unsent.set(STATUS, values.report);
    denied = false;
    for (const [element, value] of unsent) {
      const no = set(element, value);
      if (element === STATUS) refused ||= no;
      else if (no && !results?.refused(element, no)) denied = true;
    }
    return refused;
  };

  return {
    async open(named) {
      await find();
      results?.start({ get, clock, unsent });
      const lms = api;
      let lost = fault('Initialize', '');
      const state = lost ? null : call('GetValue', 'cmi.suspend_data');
      // S6; and what cannot be read must not be overwritten
      const wrong = lost ? 0 : code();
      if (!lost && (wrong || state === null)) lost = `GetValue ${wrong}`;
      if (state === null) api = null;
      status = call('GetValue', STATUS) ?? '?';
      if (!status && code()) status = '?';
      // S9
      const view = /^(review|browse)$/.test(get('cmi.core.lesson_mode')) || get('cmi.core.credit') === 'no-credit';
      const learner = get('cmi.core.student_id');
      // "Wit, Noor de"
      const name = (named ? get('cmi.core.student_name') : '').replace(/^([^,]+),([^,]+)$/, '$2 $1').trim();
      const location = state ? get('cmi.core.lesson_location') : '';
      // C1: a visit that writes no status must not finish before one that does
      if (lost || (view && isNew())) api = null;
      else if (view) api = { LMSFinish: () => lms.LMSFinish('') };
      return {
        where: view ? 'review' : !lost ? 'lms' : lms ? 'lost' : 'device',
        learner, name, state: state ?? '', location, complete: RANKS.indexOf(status) > 0, error: lms ? lost : '',
      };
    },

    async save(values) {
      if (first) {
        // C1, X6
        if (isNew()) set(STATUS, 'incomplete');
        set('cmi.core.exit', 'suspend');
      } else if (failed && unsent.size) {
        // Moodle takes what a failed commit had for sent, unless it differs
        for (const [element, value] of unsent) {
          set(element, results?.other(element, value) ?? (element.endsWith('d') ? `${value}_` : 'incomplete'));
        }
        fault('Commit', '');
      }
      const refused = put(values);
      failed = fault('Commit', '');
      first = false;
      if (failed) {
        objectives ??= undefined; // asks again
      } else {
        if (denied) objectives = null;
        if (!refused) status = unsent.get(STATUS) ?? status;
        unsent.clear();
      }
      return refused || failed;
    },

    // Finish commits: two would race
    async close(values) {
      put(values);
      call('Finish', '');
      api = null;
    },
  };
})();
