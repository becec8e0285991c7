'use strict';
// A session with a SCORM platform, in the words of one of its standards; marks such as S3 are explained in types.d.ts

/** @type {(words: ScormWords) => HostApi} */
const Scorm = ({ api: global, prefix, end, unset, core, lesson, person, statuses, clock, more, objective, other, leave }) => {
  const results = typeof Results === 'object' ? Results : null;
  const [{ element: STATUS }] = statuses;

  let api;
  let first = true;
  let failed = '';
  let objectives; // their ids; null where there are none
  let titleOf;
  let denied = false;
  const words = {}; // of each status
  const told = new Set();
  const unsent = new Map(); // what no commit has had

  const climb = (win) => {
    for (let level = 0; win && level < 500; level++) {
      const found = guard(() => win[global][`${prefix}Initialize`] && win[global]);
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

  const isNew = () => /^(not attempted|unknown)?$/.test(words[STATUS]);
  const isComplete = () => /^(complet|pass)ed$/.test(words[STATUS]);
  // null: it threw
  const call = (name, ...args) => guard(() => `${api[prefix + name](...args) ?? ''}`);
  const get = (element) => call('GetValue', element) ?? '';
  const code = () => parseInt(call('GetLastError')) || 0;
  // S10
  const fault = (name, ...args) => (/^(true|1)$/.test(call(name, ...args)) ? '' : `${name} ${code()}`);
  const set = (element, value) => fault('SetValue', element, value);
  // 2-3
  const unread = () => {
    const n = code();
    return n === unset ? 0 : n;
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
      for (const [name, value] of objective(id, titleOf)) unsent.set(`cmi.objectives.${index}.${name}`, value);
    }
  };

  const put = (values) => {
    let refused = set('cmi.suspend_data', values.state);
    if (!first) {
      set(`${lesson}location`, values.location);
      tell(values.objectives);
      set(`${core}session_time`, clock(values.seconds));
    }
    more?.(values, isComplete(), set);
    const scored = results?.score(values.grade);
    for (const { element, ranks, of } of statuses) {
      if (scored) unsent.delete(element); // C7, C8: it comes after
      if (ranks.indexOf(words[element]) < ranks.indexOf(of(values))) unsent.set(element, of(values));
    }
    denied = false;
    for (const [element, value] of unsent) {
      const no = set(element, value);
      if (element in words) refused ||= no;
      else if (no && !results?.refused(element, no)) denied = true;
    }
    return refused;
  };

  return {
    async open(named, title) {
      titleOf = title;
      await find();
      results?.start({ get, clock, unsent });
      const lms = api;
      let lost = fault('Initialize', '');
      const state = lost ? null : call('GetValue', 'cmi.suspend_data');
      // S6; and what cannot be read must not be overwritten
      const wrong = lost || state ? 0 : unread();
      if (!lost && (wrong || state === null)) lost = `GetValue ${wrong}`;
      if (lost) api = null;
      for (const { element } of statuses) {
        words[element] = call('GetValue', element) ?? '?';
        if (!words[element] && unread()) words[element] = '?';
      }
      // S9
      const view = /^(review|browse)$/.test(get(`${lesson}mode`)) || get(`${core}credit`) === 'no-credit';
      const learner = get(`${person}id`);
      // "Wit, Noor de"
      const name = (named ? get(`${person}name`) : '').replace(/^([^,]+),([^,]+)$/, '$2 $1').trim();
      const location = state ? get(`${lesson}location`) : '';
      // C1: a visit that writes no status must not finish before one that does
      if (lost || (view && isNew())) api = null;
      else if (view) api = { [prefix + end]: () => lms[prefix + end]('') };
      return {
        where: view ? 'review' : !lost ? 'lms' : lms ? 'lost' : 'device',
        learner, name, state: state ?? '', location, complete: isComplete(), error: lms ? lost : '',
      };
    },

    async save(values) {
      if (first) {
        // C1, X6
        if (isNew()) set(STATUS, 'incomplete');
        set(`${core}exit`, 'suspend');
      } else if (failed && unsent.size) {
        // Moodle takes what a failed commit had for sent, unless it differs
        for (const [element, value] of unsent) {
          set(element, results?.other(element, value) ?? other(element, value));
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
        for (const element in words) if (!refused) words[element] = unsent.get(element) ?? words[element];
        unsent.clear();
      }
      return refused || failed;
    },

    meet: (state) => state,

    // Finish commits: two would race
    async close(values, asked) {
      put(values);
      if (asked && leave) set(...leave);
      call(end, '');
      api = null;
    },
  };
};
