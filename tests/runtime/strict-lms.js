'use strict';
/*
 * The LMS side of SCORM 1.2 as the book has it, for tests and for the preview in a browser.
 *
 *   const lms = new StrictLms({ stored, modes });   window.API = lms.api;
 *
 * `stored` is what earlier visits left (element to value) and is shared from visit to visit; `lms.log` has every call as
 * [name, arguments, answer, error code]. Modes, any number together:
 *   mandatory-only  optional elements answer 401
 *   throws          every call throws
 *   answers-false   Initialize is taken, nothing after it
 *   commit-fails    Commit answers false, and what it had counts as sent for ever, as in Moodle
 *   forgetful       everything answers true and nothing is stored
 *   volatile        a Commit stores nothing, only Finish does
 *   disappears      the functions are gone
 *   booleans        true, false and numbers instead of strings
 *   read-fails      reading suspend_data answers 101
 *   no-objectives   cmi.objectives answers 401
 *   no-interactions cmi.interactions answers 401
 *   refuses-interactions  setting an element of them answers 405
 *   mastery         Finish makes passed or failed of a score, by cmi.student_data.mastery_score, whatever the status
 */
const StrictLms = (() => {
  const STATUS = /^(passed|completed|failed|incomplete|browsed)$/;
  const text = (length) => new RegExp(`^[\\s\\S]{0,${length}}$`);
  const DECIMAL = /^(-?\d{1,3}(\.\d+)?)?$/;
  const SCORE = /^((100|\d\d?)(\.\d\d?)?)?$/;
  const SPAN = /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/;
  const NAME = /^[A-Za-z0-9_-]{1,255}$/;
  const FEEDBACK = text(255);

  // element: [access, mandatory for the LMS, type, first value]
  const MODEL = {
    'cmi._version': ['r', true, null, '3.4'],
    'cmi.core._children': ['r', true, null, 'student_id,student_name,lesson_location,credit,lesson_status,entry,'
      + 'score,total_time,lesson_mode,exit,session_time'],
    'cmi.core.student_id': ['r', true, NAME, 'learner-1'],
    'cmi.core.student_name': ['r', true, text(255), 'Visser, Anna'],
    'cmi.core.lesson_location': ['rw', true, text(255), ''],
    'cmi.core.credit': ['r', true, /^(no-)?credit$/, 'credit'],
    'cmi.core.lesson_status': ['rw', true, STATUS, 'not attempted'],
    'cmi.core.entry': ['r', true, null, 'ab-initio'],
    'cmi.core.score._children': ['r', true, null, 'raw,min,max'],
    'cmi.core.score.raw': ['rw', true, SCORE, ''],
    'cmi.core.score.min': ['rw', false, SCORE, ''],
    'cmi.core.score.max': ['rw', false, SCORE, ''],
    'cmi.core.total_time': ['r', true, SPAN, '0000:00:00.00'],
    'cmi.core.lesson_mode': ['r', false, null, 'normal'],
    'cmi.core.exit': ['w', true, /^(time-out|suspend|logout|)$/, ''],
    'cmi.core.session_time': ['w', true, SPAN, ''],
    'cmi.suspend_data': ['rw', true, text(4096), ''],
    'cmi.launch_data': ['r', true, text(4096), ''],
    'cmi.comments': ['rw', false, text(4096), ''],
    'cmi.comments_from_lms': ['r', false, text(4096), ''],
    'cmi.objectives._children': ['r', false, null, 'id,score,status'],
    'cmi.objectives._count': ['r', false, null, ''],
    'cmi.objectives.n.id': ['rw', false, NAME, ''],
    'cmi.objectives.n.score.raw': ['rw', false, DECIMAL, ''],
    'cmi.objectives.n.status': ['rw', false, /^(passed|completed|failed|incomplete|browsed|not attempted)$/, ''],
    'cmi.student_data._children': ['r', false, null, 'mastery_score,max_time_allowed,time_limit_action'],
    'cmi.student_data.mastery_score': ['r', false, DECIMAL, ''],
    'cmi.student_preference._children': ['r', false, null, 'audio,language,speed,text'],
    'cmi.student_preference.audio': ['rw', false, /^(-1|\d\d?|100)$/, '0'],
    'cmi.student_preference.language': ['rw', false, text(255), ''],
    'cmi.interactions._children': ['r', false, null, 'id,objectives,time,type,correct_responses,weighting,student_response,result,latency'],
    'cmi.interactions._count': ['r', false, null, ''],
    'cmi.interactions.n.id': ['w', false, NAME, ''],
    'cmi.interactions.n.objectives._count': ['r', false, null, ''],
    'cmi.interactions.n.type': ['w', false,
      /^(true-false|choice|fill-in|matching|performance|sequencing|likert|numeric)$/, ''],
    'cmi.interactions.n.time': ['w', false, /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/, ''],
    'cmi.interactions.n.correct_responses._count': ['r', false, null, ''],
    'cmi.interactions.n.correct_responses.n.pattern': ['w', false, FEEDBACK, ''],
    'cmi.interactions.n.weighting': ['w', false, /^(-?(100|\d\d?)(\.\d+)?)$/, ''],
    'cmi.interactions.n.student_response': ['w', false, FEEDBACK, ''],
    'cmi.interactions.n.result': ['w', false, /^(correct|wrong|unanticipated|neutral|-?\d+(\.\d+)?)$/, ''],
    'cmi.interactions.n.latency': ['w', false, SPAN, ''],
  };
  // of student_response and pattern, by the type of the interaction
  const LETTERS = /^([0-9a-z])(,(?!.*\1)[0-9a-z])*$/;
  const ANSWER = {
    'true-false': /^[01tf]$/, choice: LETTERS, sequencing: LETTERS, 'fill-in': FEEDBACK, performance: FEEDBACK, likert: /^[0-9a-z]?$/,
    numeric: /^-?\d+(\.\d+)?$/, matching: /^[0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*$/,
  };
  const ORDER = ['id', 'type', 'time', 'correct_responses', 'weighting', 'student_response', 'result', 'latency'];
  const FUNCTIONS = {
    LMSInitialize: 1, LMSFinish: 1, LMSGetValue: 1, LMSSetValue: 2, LMSCommit: 1, LMSGetLastError: 0,
    LMSGetErrorString: 1, LMSGetDiagnostic: 1,
  };

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
      this.api = {};
      for (const name of Object.keys(FUNCTIONS)) this.api[name] = (...args) => this.#called(name, args);
    }

    /** The next visit of the same learner, on what this one left. */
    relaunch(modes = []) {
      return new StrictLms({ stored: this.stored, modes });
    }

    /** Calls as one line each, those that only ask for errors left out. */
    get calls() {
      return this.log.filter(([name]) => name !== 'LMSGetLastError').map(([name, args]) =>
        [name.slice(3), ...args].join(' ').trim());
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
      if (name === 'LMSGetLastError') return String(this.code);
      if (name === 'LMSGetErrorString' || name === 'LMSGetDiagnostic') return '';
      this.code = 0;
      if (args.length !== FUNCTIONS[name] || args.some((arg) => typeof arg !== 'string')) return this.#no(201, name);
      if (name === 'LMSInitialize') return this.#initialize(args[0]);
      if (this.phase !== 'running') return this.#no(301, name);
      if (name === 'LMSGetValue') return this.#get(args[0]);
      if (this.modes.has('answers-false')) return this.#no(101, name);
      if (name === 'LMSSetValue') return this.#set(args[0], args[1]);
      if (args[0] !== '') return this.#no(201, name);
      return name === 'LMSCommit' ? this.#commit() : this.#finish();
    }

    #no(code, name) {
      this.code = code;
      return name === 'LMSGetValue' ? '' : 'false';
    }

    #initialize(arg) {
      if (arg !== '') return this.#no(201);
      if (this.phase !== 'new') return this.#no(101);
      this.phase = 'running';
      return 'true';
    }

    #rule(element) {
      const rule = MODEL[element.replace(/\.\d+(?=\.)/g, '.n')];
      const optional = rule && !rule[1];
      const lacks = (list) => element.startsWith(`cmi.${list}.`) && this.modes.has(`no-${list}`);
      return optional && (this.modes.has('mandatory-only') || lacks('objectives') || lacks('interactions')) ? null : rule;
    }

    #count(list) {
      let count = 0;
      while (`${list}.${count}.${list.endsWith('correct_responses') ? 'pattern' : 'id'}` in this.values) count++;
      return count;
    }

    /** Whether an index leaves a gap, or names a record that has no id. */
    #gap(element) {
      return [...element.matchAll(/\.(\d+)(?=\.)/g)].some(({ 0: { length }, 1: n, index }) => {
        const count = this.#count(element.slice(0, index));
        return +n > count || +n === count && !/^\.(id|pattern)$/.test(element.slice(index + length));
      });
    }

    /** What is wrong with an element of an interaction: its place in the order, or its form for the type. */
    #interaction(element, value) {
      const [, record, name] = element.match(/^(cmi\.interactions\.\d+)\.(\w+)/) ?? [];
      if (!record) return 0;
      if (this.modes.has('refuses-interactions')) return 405;
      const rank = ORDER.indexOf(name);
      const last = rank === 0 ? -1 : this.ranks[record] ?? ORDER.length;
      if (rank < last || rank === last && name !== 'correct_responses') return 201;
      if (/student_response|pattern/.test(element) && !ANSWER[this.values[`${record}.type`]]?.test(value)) return 405;
      this.ranks[record] = rank;
      return 0;
    }

    #get(element) {
      const rule = this.#rule(element);
      if (!rule) return this.#no(401, 'LMSGetValue');
      if (rule[0] === 'w') return this.#no(404, 'LMSGetValue');
      if (element === 'cmi.suspend_data' && this.modes.has('read-fails')) return this.#no(101, 'LMSGetValue');
      if (element.endsWith('._count')) return String(this.#count(element.slice(0, -7)));
      const index = element.match(/^(.*)\.(\d+)\./);
      if (index && +index[2] >= this.#count(index[1])) return this.#no(201, 'LMSGetValue');
      return this.values[element] ?? rule[3];
    }

    #set(element, value) {
      const rule = this.#rule(element);
      if (!rule) return this.#no(401);
      if (/\._(children|count|version)$/.test(element)) return this.#no(402);
      if (rule[0] === 'r') return this.#no(403);
      if (this.#gap(element)) return this.#no(201);
      if (!rule[2].test(value) || !value.isWellFormed()) return this.#no(405);
      const odd = this.#interaction(element, value);
      if (odd) return this.#no(odd);
      this.values[element] = value;
      return 'true';
    }

    #store(fails) {
      for (const [element, value] of Object.entries(this.values)) {
        if (this.sent[element] === value) continue;
        this.sent[element] = value;
        if (!fails) this.stored[element] = value;
      }
    }

    #commit() {
      const fails = this.modes.has('commit-fails');
      if (!this.modes.has('forgetful') && !this.modes.has('volatile')) this.#store(fails);
      return fails ? this.#no(101) : 'true';
    }

    #finish() {
      this.phase = 'finished';
      if ((this.values['cmi.core.lesson_status'] ?? 'not attempted') === 'not attempted') {
        this.values['cmi.core.lesson_status'] = 'completed';
      }
      if (this.modes.has('mastery')) this.#master();
      if (!this.modes.has('forgetful')) this.#store(false);
      return 'true';
    }

    #master() {
      const [score, mark] = ['cmi.core.score.raw', 'cmi.student_data.mastery_score'].map((element) => this.values[element]);
      const counts = (element, word) => (this.values[element] ?? word) === word;
      if (!score || !mark || !counts('cmi.core.lesson_mode', 'normal') || !counts('cmi.core.credit', 'credit')) return;
      this.values['cmi.core.lesson_status'] = +score >= +mark ? 'passed' : 'failed';
    }
  };
})();
globalThis.StrictLms = StrictLms;
