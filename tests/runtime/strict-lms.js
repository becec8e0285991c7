'use strict';
/*
 * The simulated LMS by the profile `strict`, in ways that tests of the runtime ask for.
 *
 *   const lms = new StrictLms({ stored, modes });   window.API = lms.api;
 *
 * `stored` is what earlier visits left (element to value) and is shared from visit to visit; `lms.log` has every call as
 * [name, arguments, answer, error code]. Modes, any number together, may come and go while a visit is on. Some are settings of a
 * profile; the others are faults of a moment:
 *   throws          every call throws
 *   disappears      the functions are gone
 *   commit-fails    Commit answers false, and what it had counts as sent for ever, as in Moodle
 *   read-fails      reading suspend_data answers 101
 *   refuses-interactions  setting an element of them answers 405
 */
const StrictLms = (() => {
  const SETTINGS = {
    'mandatory-only': { elements: { optional: false } },
    'no-objectives': { elements: { missing: ['cmi.objectives'] } },
    'no-interactions': { elements: { missing: ['cmi.interactions'] } },
    'answers-false': { answers: { failing: 100, failing_calls: ['set', 'commit', 'finish'] } },
    booleans: { answers: { results: 'native' } },
    forgetful: { saving: { stores: [] } },
    volatile: { saving: { stores: ['finish'] } },
    mastery: { rules: { mastery: 'any' } },
  };
  /** Stricter than the book: the order of an interaction, and no second chance after a failed commit. */
  const ALWAYS = { elements: { ordered: true }, saving: { resends: false }, rules: { mastery: 'never' } };

  const adapted = (strict, modes) => {
    const profile = structuredClone(strict);
    for (const settings of [ALWAYS, ...modes.map((mode) => SETTINGS[mode] ?? {})]) {
      for (const [group, values] of Object.entries(settings)) Object.assign(profile[group], values);
    }
    return profile;
  };

  return class {
    constructor({ stored = {}, modes = [], profile = globalThis.STRICT_PROFILE } = {}) {
      this.stored = stored;
      this.modes = new Set(modes);
      this.profile = profile;
      this.log = [];
      this.lms = new SimulatedLms({
        model: Scorm12,
        rules: Scorm12Rules,
        profile: adapted(profile, modes),
        attempts: Object.keys(stored).length ? [{ values: { ...stored }, finished: true }] : [],
        launch: this.#launch(),
        send: (message) => this.#take(message),
      });
      this.api = {};
      for (const name of Object.keys(Scorm12.functions)) this.api[name] = (...args) => this.#called(name, args);
    }

    /** The next visit of the same learner, on what this one left. */
    relaunch(modes = []) {
      return new StrictLms({ stored: this.stored, modes, profile: this.profile });
    }

    get values() {
      return this.lms.values;
    }

    /** Calls as one line each, those that only ask for errors left out. */
    get calls() {
      return this.log.filter(([name]) => name !== 'LMSGetLastError').map(([name, args]) =>
        [name.slice(3), ...args].join(' ').trim());
    }

    #launch() {
      const given = (element) => this.stored[element];
      return {
        learner: { id: given('cmi.core.student_id') ?? 'learner-1', name: given('cmi.core.student_name') ?? 'Visser, Anna' },
        mode: given('cmi.core.lesson_mode'),
        credit: given('cmi.core.credit'),
        mastery_score: given('cmi.student_data.mastery_score'),
      };
    }

    #take({ state, event }) {
      if (event === 'commit' && this.modes.has('commit-fails')) return 'refused';
      for (const [element, value] of Object.entries(state.values)) {
        if (this.lms.touched.has(element) || element === 'cmi.core.lesson_status') this.stored[element] = value;
      }
      return 'stored';
    }

    #called(name, args) {
      if (this.modes.has('disappears')) throw new TypeError(`${name} is gone`);
      if (this.modes.has('throws')) throw new Error('the connection is gone');
      this.lms.profile = adapted(this.profile, [...this.modes]);
      this.lms.elements.settings = this.lms.profile.elements;
      const answer = this.#refused(name, args[0]) ?? this.lms.api[name](...args);
      this.log.push([name, args, answer, this.lms.code]);
      return answer;
    }

    #refused(name, element) {
      const reads = name === 'LMSGetValue' && element === 'cmi.suspend_data' && this.modes.has('read-fails');
      const writes = name === 'LMSSetValue' && element.startsWith('cmi.interactions.') && this.modes.has('refuses-interactions');
      if (!reads && !writes) return null;
      this.lms.code = reads ? 101 : 405;
      return reads ? '' : 'false';
    }
  };
})();
globalThis.StrictLms = StrictLms;
