'use strict';
/*
 * The simulated LMS by the profile `strict`, in ways that tests of the runtime ask for.
 *
 *   const lms = new StrictLms({ stored, modes });   window.API = lms.api;
 *   const lms = new StrictLms2004({ stored, modes });   window.API_1484_11 = lms.api;
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
const SETTINGS = {
  'mandatory-only': { elements: { optional: false } },
  'no-objectives': { elements: { missing: ['cmi.objectives'] } },
  'no-interactions': { elements: { missing: ['cmi.interactions'] } },
  'answers-false': { answers: { failing: 100, failing_calls: ['set', 'commit', 'finish'] } },
  booleans: { answers: { results: 'native' } },
  forgetful: { saving: { stores: [] } },
  volatile: { saving: { stores: ['finish'] } },
  mastery: { rules: { mastery: 'any' } },
  computes: { rules: { completion: 'measure', success: 'measure' } },
  'always-new': { rules: { entry: 'ab-initio' } },
};
/** Stricter than the book: the order of an interaction, and no second chance after a failed commit. A status is what the course says. */
const ALWAYS = {
  elements: { ordered: true }, saving: { resends: false }, rules: { mastery: 'never', completion: 'course', success: 'course' },
};

const adapted = (strict, modes) => {
  const profile = structuredClone(strict);
  for (const settings of [ALWAYS, ...modes.map((mode) => SETTINGS[mode] ?? {})]) {
    for (const [group, values] of Object.entries(settings)) Object.assign(profile[group], values);
  }
  return profile;
};

/** What a standard calls what a launch has; the statuses that the LMS itself may make; and what its attempt needs so that it goes on. */
const STANDARDS = {
  scorm12: {
    model: Scorm12, rules: Scorm12Rules, prefix: 'LMS',
    given: {
      id: 'cmi.core.student_id', name: 'cmi.core.student_name', mode: 'cmi.core.lesson_mode', credit: 'cmi.core.credit',
      mastery_score: 'cmi.student_data.mastery_score',
    },
    made: ['cmi.core.lesson_status'],
    goesOn: {},
  },
  scorm2004: {
    model: Scorm2004.fourth, rules: Scorm2004Rules, prefix: '',
    given: {
      id: 'cmi.learner_id', name: 'cmi.learner_name', mode: 'cmi.mode', credit: 'cmi.credit', mastery_score: 'cmi.scaled_passing_score',
      completion_threshold: 'cmi.completion_threshold',
    },
    made: ['cmi.completion_status', 'cmi.success_status'],
    goesOn: { 'cmi.exit': 'suspend' },
  },
};

const strictLms = (standard) => {
  const { model, rules, prefix, given, made, goesOn } = STANDARDS[standard];

  return class Strict {
    constructor({ stored = {}, modes = [], profile = globalThis.STRICT_PROFILES?.[standard], finished = true } = {}) {
      this.stored = stored;
      this.modes = new Set(modes);
      this.profile = profile;
      this.log = [];
      this.lms = new SimulatedLms({
        model,
        rules,
        profile: adapted(profile, modes),
        attempts: Object.keys(stored).length ? [{ values: { ...goesOn, ...stored }, finished }] : [],
        launch: this.#launch(),
        send: (message) => this.#take(message),
      });
      this.api = { ...this.lms.api };
      for (const name of Object.keys(model.functions)) this.api[name] = (...args) => this.#called(name, args);
    }

    /** The next visit of the same learner, on what this one left. */
    relaunch(modes = []) {
      return new Strict({ stored: this.stored, modes, profile: this.profile });
    }

    get values() {
      return this.lms.values;
    }

    get phase() {
      return this.lms.phase;
    }

    /** Calls as one line each, those that only ask for errors left out. */
    get calls() {
      return this.log.filter(([name]) => !name.endsWith('GetLastError')).map(([name, args]) =>
        [name.slice(prefix.length), ...args].join(' ').trim());
    }

    #launch() {
      const { id = 'learner-1', name = 'Visser, Anna', ...more } = Object.fromEntries(Object.entries(given)
        .filter(([, element]) => element in this.stored).map(([named, element]) => [named, this.stored[element]]));
      return { learner: { id, name }, ...more };
    }

    #take({ attempt, state, event }) {
      if (event === 'commit' && this.modes.has('commit-fails')) return 'refused';
      if (attempt) this.#clear();
      for (const [element, value] of Object.entries(state.values)) {
        if (this.lms.touched.has(element) || made.includes(element)) this.stored[element] = value;
      }
      for (const element of made) {
        const value = rules.read(element, state.values, this.lms.profile.rules);
        if (value !== undefined) this.stored[element] = value;
      }
      return 'stored';
    }

    /** Another attempt has nothing of the one before. */
    #clear() {
      for (const element of Object.keys(this.stored)) {
        if (!Object.values(given).includes(element) && !this.lms.touched.has(element)) delete this.stored[element];
      }
    }

    #called(name, args) {
      if (this.modes.has('disappears')) throw new TypeError(`${name} is gone`);
      if (this.modes.has('throws')) throw new Error('the connection is gone');
      this.lms.profile = adapted(this.profile, [...this.modes]);
      this.lms.elements.settings = this.lms.profile.elements;
      const answer = this.#refused(name.slice(prefix.length), args[0]) ?? this.lms.api[name](...args);
      this.log.push([name, args, answer, this.lms.code]);
      return answer;
    }

    #refused(name, element) {
      const reads = name === 'GetValue' && element === 'cmi.suspend_data' && this.modes.has('read-fails');
      const writes = name === 'SetValue' && element.startsWith('cmi.interactions.') && this.modes.has('refuses-interactions');
      if (!reads && !writes) return null;
      this.lms.code = reads ? 101 : 405;
      return reads ? '' : 'false';
    }
  };
};

Object.assign(globalThis, { StrictLms: strictLms('scorm12'), StrictLms2004: strictLms('scorm2004') });
