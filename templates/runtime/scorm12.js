'use strict';
// The SCORM 1.2 adapter
/** @type {HostApi} */
const Host = (() => {
  const STATUS = 'cmi.core.lesson_status';
  const FINAL = ['completed', 'passed'];

  /** @type {any} */
  let api;
  let status = '';
  let first = true;
  let failed = false;
  let committed = 0;
  let next = 0;
  /** @type {Indices} */
  let objectives;
  /** @type {Map<string, string>} */
  const unsent = new Map();

  /** @param {() => any} action */
  const peek = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };

  /** @param {any} win */
  const climb = (win) => {
    for (let level = 0; win && level < 500; level++) {
      const found = peek(() => win.API.LMSInitialize && win.API);
      if (found) return found;
      const up = peek(() => win.parent);
      win = up === win ? null : up;
    }
  };

  // S3: it may come later
  const find = async () => {
    for (let wait = window.parent === window && !window.opener ? 0 : 50; ; wait--) {
      api = climb(window) ?? climb(window.opener) ?? peek(() => climb(window.top?.opener));
      if (api || !wait) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  /** @type {LmsCall<any>} null: it threw */
  const call = (name, ...args) => peek(() => `${api[`LMS${name}`](...args) ?? ''}`);
  const get = (element = '') => call('GetValue', element) ?? '';
  const code = () => parseInt(call('GetLastError')) || 0;
  /** @type {LmsCall<string>} the fault; S10 */
  const fault = (name, ...args) => (/^(true|1)$/.test(call(name, ...args)) ? '' : `${name} ${code()}`);
  const set = (element = '', value = '') => fault('SetValue', element, value);

  const stamp = (seconds = 0) => {
    const total = Math.min(Math.round(seconds * 100), 3599999999);
    set('cmi.core.session_time',
      `${total / 360000 | 0}`.padStart(4, '0') + new Date(total * 10).toISOString().slice(13, 22));
  };

  // Q3: often unsupported
  const readObjectives = () => {
    const count = get('cmi.objectives._count');
    if (!/^\d+$/.test(count)) return null;
    const found = new Map();
    for (; next < count; next++) {
      const id = get(`cmi.objectives.${next}.id`);
      found.set(id, get(`cmi.objectives.${next}.status`) === FINAL[0] ? -1 : next);
    }
    return found;
  };

  /** @param {string[]} ids */
  const tell = (ids) => {
    if (ids.length && objectives === undefined) objectives = readObjectives();
    for (const id of objectives ? ids : []) {
      const index = objectives?.get(id) ?? next;
      if (index < 0) continue;
      objectives?.set(id, -1);
      if (index === next) unsent.set(`cmi.objectives.${next++}.id`, id);
      unsent.set(`cmi.objectives.${index}.status`, FINAL[0]);
    }
  };

  /** @param {HostValues} values */
  const put = (values) => {
    let refused = set('cmi.suspend_data', values.state);
    if (!first) {
      set('cmi.core.lesson_location', values.location);
      tell(values.objectives);
      stamp(values.seconds);
    }
    if (FINAL.indexOf(status) < FINAL.indexOf(values.report)) unsent.set(STATUS, values.report);
    for (const [element, value] of unsent) {
      const no = set(element, value);
      if (!no) continue;
      unsent.delete(element);
      if (element === STATUS) refused ||= no;
      else objectives = null;
    }
    return refused;
  };

  return {
    async open() {
      await find();
      const lms = api;
      const state = fault('Initialize', '') ? null : call('GetValue', 'cmi.suspend_data');
      // S6; and what cannot be read must not be overwritten
      const lost = state === null || code();
      if (lost) api = null;
      status = call('GetValue', STATUS) ?? '?';
      if (!status && code()) status = '?';
      // S9
      const view = /^(review|browse)$/.test(get('cmi.core.lesson_mode')) || get('cmi.core.credit') === 'no-credit';
      const learner = get('cmi.core.student_id');
      const location = state ? get('cmi.core.lesson_location') : '';
      if (view) api = { LMSFinish: () => lms.LMSFinish('') };
      return {
        where: view ? 'review' : !lost ? 'lms' : lms ? 'lost' : 'device',
        learner, state: state ?? '', location, complete: FINAL.includes(status),
      };
    },

    async save(values) {
      if (first) {
        // C1, X6
        if (!status || status === 'not attempted') set(STATUS, 'incomplete');
        set('cmi.core.exit', 'suspend');
      } else if (failed && unsent.size) {
        // Moodle takes what a failed commit had for sent, unless it differs
        for (const [element, value] of unsent) set(element, element.endsWith('d') ? `${value}_` : 'incomplete');
        fault('Commit', '');
      }
      const refused = put(values);
      const no = fault('Commit', '');
      first = false;
      failed = no !== '';
      if (!failed) {
        status = unsent.get(STATUS) ?? status;
        unsent.clear();
      }
      return refused || no;
    },

    async move(location, seconds) {
      set('cmi.core.lesson_location', location);
      if (seconds - committed >= 30) this.pause(seconds);
    },

    async pause(seconds) {
      committed = seconds;
      stamp(seconds);
      fault('Commit', '');
    },

    // Finish commits: two would race
    async close(values) {
      put(values);
      call('Finish', '');
      api = null;
    },
  };
})();
