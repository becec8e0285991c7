'use strict';
/*
 * The LMS side of SCORM 2004 as the book has it, for tests and for the preview in a browser; what both editions have.
 *
 *   const lms = new StrictLms2004({ stored, modes });   window.API_1484_11 = lms.api;
 *
 * `stored` is what earlier visits left (element to value) and is shared from visit to visit; `lms.log` has every call as
 * [name, arguments, answer, error code]. Modes, any number together:
 *   throws          every call throws
 *   answers-false   Initialize is taken, nothing after it
 *   commit-fails    Commit answers false, and what it had counts as sent for ever, but for ids
 *   forgetful       everything answers true and nothing is stored
 *   disappears      the functions are gone
 *   booleans        true, false and numbers instead of strings
 *   read-fails      reading suspend_data answers 101
 *   no-objectives   cmi.objectives answers 401
 *   no-interactions cmi.interactions answers 401
 *   computes        status is made of measures: success of the scaled score by cmi.scaled_passing_score, completion of
 *                   the progress by cmi.completion_threshold, whatever the course says
 */
const StrictLms2004 = (() => {
  const text = (length) => new RegExp(`^[\\s\\S]{0,${length}}$`);
  const COMPLETION = /^(completed|incomplete|not attempted|unknown)$/;
  const SUCCESS = /^(passed|failed|unknown)$/;
  const REAL = /^-?\d+(\.\d{1,7})?$/;
  // with a fraction only may a zone follow, as ADL's checker has it
  const TIME = /^(19[789]\d|20[0-3]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,2}(Z|[+-]\d\d(:\d\d)?)?)?$/;
  const SPAN = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
  const URI = /^(?!urn:)[\w.~:/?#[\]@!$&'()*+,;=%-]{1,4000}$/;
  const RESULT = /^(correct|incorrect|unanticipated|neutral|-?\d+(\.\d{1,7})?)$/;

  // element: [access, type, first value; undefined is none, which reads as 403; range]
  const MODEL = {
    'cmi._version': ['r', null, '1.0'],
    'cmi.completion_status': ['rw', COMPLETION, 'unknown'],
    'cmi.completion_threshold': ['r', REAL],
    'cmi.credit': ['r', null, 'credit'],
    'cmi.entry': ['r', null, 'ab-initio'],
    'cmi.exit': ['w', /^(time-out|suspend|normal|)$/],
    'cmi.launch_data': ['r', null],
    'cmi.learner_id': ['r', null, 'learner-1'],
    'cmi.learner_name': ['r', null, 'Visser, Anna'],
    'cmi.location': ['rw', text(1000)],
    'cmi.mode': ['r', null, 'normal'],
    'cmi.objectives._count': ['r', null, ''],
    'cmi.objectives.n.id': ['rw', URI],
    'cmi.objectives.n.description': ['rw', text(250)],
    'cmi.objectives.n.completion_status': ['rw', COMPLETION, 'unknown'],
    'cmi.objectives.n.success_status': ['rw', SUCCESS, 'unknown'],
    'cmi.objectives.n.progress_measure': ['rw', REAL, undefined, [0, 1]],
    'cmi.progress_measure': ['rw', REAL, undefined, [0, 1]],
    'cmi.scaled_passing_score': ['r', REAL],
    'cmi.score.scaled': ['rw', REAL, undefined, [-1, 1]],
    'cmi.score.raw': ['rw', REAL],
    'cmi.score.min': ['rw', REAL],
    'cmi.score.max': ['rw', REAL],
    'cmi.session_time': ['w', SPAN],
    'cmi.success_status': ['rw', SUCCESS, 'unknown'],
    'cmi.suspend_data': ['rw', text(64000)],
    'cmi.total_time': ['r', null, 'PT0S'],
    'cmi.interactions._count': ['r', null, ''],
    'cmi.interactions.n.id': ['rw', URI],
    'cmi.interactions.n.type': ['rw', /^(true-false|choice|(long-)?fill-in|matching|performance|sequencing|likert|numeric|other)$/],
    'cmi.interactions.n.timestamp': ['rw', TIME],
    'cmi.interactions.n.correct_responses.n.pattern': ['rw', text(4000)],
    'cmi.interactions.n.weighting': ['rw', REAL],
    'cmi.interactions.n.learner_response': ['rw', text(4000)],
    'cmi.interactions.n.result': ['rw', RESULT],
    'cmi.interactions.n.latency': ['rw', SPAN],
    'cmi.interactions.n.description': ['rw', text(250)],
    'adl.nav.request': ['rw', /^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_)$/, '_none_'],
  };

  // of learner_response, by the type of the interaction; of a pattern where that is another
  const ID = '[A-Za-z0-9][\\w.-]{0,249}';
  const list = (one) => new RegExp(`^(${one}(\\[,\\]${one})*)?$`);
  const NUMBER = '-?\\d+(\\.\\d{1,7})?';
  const ANSWER = {
    'true-false': /^(true|false)$/, choice: list(ID), sequencing: list(ID), likert: new RegExp(`^${ID}$`),
    matching: list(`${ID}\\[\\.\\]${ID}`), performance: list(`(${ID})?\\[\\.\\](${ID})?`), numeric: new RegExp(`^${NUMBER}$`),
    'fill-in': text(250), 'long-fill-in': text(4000), other: text(4000),
  };
  const PATTERN = { ...ANSWER, numeric: new RegExp(`^(${NUMBER})?\\[:\\](${NUMBER})?$`) };
  const ORDER = ['id', 'type', 'timestamp', 'correct_responses', 'weighting', 'learner_response', 'result', 'latency', 'description'];
  const FUNCTIONS = {
    Initialize: 1, Terminate: 1, GetValue: 1, SetValue: 2, Commit: 1, GetLastError: 0, GetErrorString: 1, GetDiagnostic: 1,
  };
  // before Initialize, and after Terminate
  const WRONG_TIME = { Terminate: [112, 113], GetValue: [122, 123], SetValue: [132, 133], Commit: [142, 143] };

  return class {
    constructor({ stored = {}, modes = [] } = {}) {
      this.stored = stored;
      this.modes = new Set(modes);
      this.log = [];
      this.values = { ...stored };
      this.sent = { ...stored };
      this.ranks = {};
      this.phase = 'new';
      this.code = 0;
      this.request = '_none_'; // where to go after the end
      this.api = { version: '1.0' };
      for (const name of Object.keys(FUNCTIONS)) this.api[name] = (...args) => this.#called(name, args);
    }

    /** The next visit of the same learner: what was stored is given back only when exit was `suspend`. */
    relaunch(modes = []) {
      if (this.stored['cmi.exit'] !== 'suspend') {
        for (const element of Object.keys(this.stored)) if (!/threshold|passing/.test(element)) delete this.stored[element];
      }
      return new StrictLms2004({ stored: this.stored, modes });
    }

    /** Calls as one line each, those that only ask for errors left out. */
    get calls() {
      return this.log.filter(([name]) => name !== 'GetLastError').map(([name, args]) => [name, ...args].join(' ').trim());
    }

    #called(name, args) {
      if (this.modes.has('disappears')) throw new TypeError(`${name} is gone`);
      if (this.modes.has('throws')) throw new Error('the connection is gone');
      const answer = this.#answer(name, args);
      this.log.push([name, args, answer, this.code]);
      if (!this.modes.has('booleans')) return answer;
      return answer === 'true' ? true : answer === 'false' ? false : /^\d+$/.test(answer) ? Number(answer) : answer;
    }

    #answer(name, args) {
      if (name === 'GetLastError') return String(this.code);
      if (name === 'GetErrorString' || name === 'GetDiagnostic') return '';
      this.code = 0;
      if (args.length !== FUNCTIONS[name] || args.some((arg) => typeof arg !== 'string')) return this.#no(201, name);
      if (name === 'Initialize') return this.#initialize(args[0]);
      if (this.phase !== 'running') return this.#no(WRONG_TIME[name][+(this.phase === 'terminated')], name);
      if (name === 'GetValue') return this.#get(args[0]);
      if (this.modes.has('answers-false')) return this.#no(101, name);
      if (name === 'SetValue') return this.#set(args[0], args[1]);
      if (args[0] !== '') return this.#no(201, name);
      return name === 'Commit' ? this.#commit() : this.#terminate();
    }

    #no(code, name) {
      this.code = code;
      return name === 'GetValue' ? '' : 'false';
    }

    #initialize(arg) {
      if (arg !== '') return this.#no(201);
      if (this.phase !== 'new') return this.#no(this.phase === 'running' ? 103 : 104);
      this.phase = 'running';
      return 'true';
    }

    #rule(element) {
      const lacks = (name) => element.startsWith(`cmi.${name}.`) && this.modes.has(`no-${name}`);
      return lacks('objectives') || lacks('interactions') ? null : MODEL[element.replace(/\.\d+(?=\.)/g, '.n')];
    }

    #count(records) {
      let count = 0;
      while (`${records}.${count}.${records.endsWith('correct_responses') ? 'pattern' : 'id'}` in this.values) count++;
      return count;
    }

    /** 351 where an index leaves a gap, 408 where a record has no id yet. */
    #gap(element) {
      for (const { 0: { length }, 1: n, index } of element.matchAll(/\.(\d+)(?=\.)/g)) {
        const count = this.#count(element.slice(0, index));
        if (+n > count) return 351;
        if (+n === count && !/^\.(id|pattern)$/.test(element.slice(index + length))) return 408;
      }
      return 0;
    }

    /** An id is written once, and belongs to one objective. */
    #objective(element, value) {
      if (!/^cmi\.objectives\.\d+\.id$/.test(element)) return 0;
      if (element in this.values) return this.values[element] === value ? 0 : 351;
      return Object.entries(this.values).some(([other, id]) => /^cmi\.objectives\.\d+\.id$/.test(other) && id === value) ? 351 : 0;
    }

    /** What is wrong with an element of an interaction: its place in the order, or its form for the type. */
    #interaction(element, value) {
      const [, record, name] = element.match(/^(cmi\.interactions\.\d+)\.(\w+)/) ?? [];
      if (!record) return 0;
      const rank = ORDER.indexOf(name);
      const last = rank === 0 ? -1 : this.ranks[record] ?? ORDER.length;
      if (rank < last || rank === last && name !== 'correct_responses') return 351;
      const type = this.values[`${record}.type`];
      const form = name === 'learner_response' ? ANSWER : name === 'correct_responses' ? PATTERN : null;
      if (form && !type) return 408;
      if (form && !form[type].test(value)) return 406;
      this.ranks[record] = rank;
      return 0;
    }

    #get(element) {
      const rule = this.#rule(element);
      if (!rule) return this.#no(401, 'GetValue');
      if (rule[0] === 'w') return this.#no(405, 'GetValue');
      if (element === 'cmi.suspend_data' && this.modes.has('read-fails')) return this.#no(101, 'GetValue');
      if (element.endsWith('._count')) return String(this.#count(element.slice(0, -7)));
      const index = element.match(/^(.*)\.(\d+)\./);
      if (index && +index[2] >= this.#count(index[1])) return this.#no(301, 'GetValue');
      return this.values[element] ?? rule[2] ?? this.#no(403, 'GetValue');
    }

    #set(element, value) {
      const rule = this.#rule(element);
      if (!rule) return this.#no(401);
      if (rule[0] === 'r') return this.#no(404);
      const gap = this.#gap(element);
      if (gap) return this.#no(gap);
      if (!rule[1].test(value) || !value.isWellFormed()) return this.#no(406);
      if (rule[3] && (+value < rule[3][0] || +value > rule[3][1])) return this.#no(407);
      const odd = this.#objective(element, value) || this.#interaction(element, value);
      if (odd) return this.#no(odd);
      if (element === 'adl.nav.request') this.request = value;
      else this.values[element] = value;
      return 'true';
    }

    #store(fails) {
      for (const [element, value] of Object.entries(this.values)) {
        if (this.sent[element] === value && !element.endsWith('.id')) continue;
        this.sent[element] = value;
        if (!fails) this.stored[element] = value;
      }
      if (this.modes.has('computes') && !fails) this.#compute();
    }

    #commit() {
      const fails = this.modes.has('commit-fails');
      if (!this.modes.has('forgetful')) this.#store(fails);
      return fails ? this.#no(101) : 'true';
    }

    #terminate() {
      this.phase = 'terminated';
      if (!this.modes.has('forgetful')) this.#store(false);
      return 'true';
    }

    #compute() {
      for (const [status, measure, mark, yes, no] of [
        ['success_status', 'score.scaled', 'scaled_passing_score', 'passed', 'failed'],
        ['completion_status', 'progress_measure', 'completion_threshold', 'completed', 'incomplete'],
      ]) {
        const [reached, enough] = [measure, mark].map((name) => this.stored[`cmi.${name}`]);
        if (reached && enough) this.stored[`cmi.${status}`] = this.values[`cmi.${status}`] = +reached >= +enough ? yes : no;
      }
    }
  };
})();
globalThis.StrictLms2004 = StrictLms2004;
