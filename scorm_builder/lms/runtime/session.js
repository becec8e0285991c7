'use strict';
// A visit to a simulated LMS: its API with its states, and what becomes of what the course tells. The standard is a model and its
// rules, the LMS is a profile; neither is asked for by name.
class SimulatedLms {
  /** @type {Map<string, string | null>} what the page believes the LMS has: a failed save counts, where a profile says so */
  #sent = new Map();
  #calls = 0;
  /** @type {Set<string>} warnings that are told once */
  #told = new Set();
  #begun = 0;

  /** @param {LmsOptions} options */
  constructor({ model, rules, profile, attempts = [], launch, send, now = Date.now, random = Math.random, wait = () => {}, heard = () => {} }) {
    this.model = model;
    this.rules = rules;
    this.profile = profile;
    this.launch = launch;
    this.send = send;
    this.now = now;
    this.random = random;
    this.wait = wait;
    this.heard = heard;
    this.elements = new LmsElements(model, profile.elements);
    /** The same as the book has them, for warnings. */
    this.book = new LmsElements(model, LmsWarnings.BOOK);
    this.attempts = structuredClone(attempts);
    /** @type {'fresh' | 'running' | 'finished'} */
    this.phase = 'fresh';
    this.code = 0;
    this.leaving = false;
    /** @type {Set<string>} the elements that were set in this visit */
    this.touched = new Set();
    this.commits = 0;
    this.dead = false;
    /** @type {LmsCall[]} */
    this.calls = [];
    this.#begun = now();
    const { number, values } = rules.begin({ attempts: this.attempts, launch, rules: profile.rules });
    /** Which attempt this is, from 0. */
    this.number = number;
    /** @type {Record<string, string>} what the course would read */
    this.values = values;
    for (const [name, value] of Object.entries(this.stored)) this.#sent.set(name, value);
    /** @type {Record<string, any>} what stands on the window under `model.object` */
    this.api = model.version ? { version: model.version } : {};
    for (const name of Object.keys(model.functions)) this.api[name] = (...args) => this.#called(name, args);
  }

  /** What the LMS has of this attempt.
   * @returns {Record<string, string>} */
  get stored() {
    return this.attempts[this.number]?.values ?? {};
  }

  /** The LMS closes the window, or learns that it is gone: nothing that is called from now on is heard. */
  kill() {
    this.dead = true;
  }

  #called(name, args) {
    const [role, count] = this.model.functions[name];
    if (this.dead) return role === 'get' ? '' : 'false';
    const at = this.now() - this.#begun;
    const asking = ['code', 'text', 'diagnostic'].includes(role);
    const before = this.code;
    const warnings = LmsWarnings.of({ role, args }, this, this.#told);
    const answer = asking ? this.#asked(role, args) : this.#answered(role, count, args);
    const result = this.#spoken(name, args, answer);
    /** @type {LmsCall} */
    const call = { at, name, args: args.map(String), result, code: asking ? before : this.code, warnings };
    this.calls.push(call);
    this.heard(call);
    return result;
  }

  /** The functions that ask for errors. */
  #asked(role, [code]) {
    const said = this.profile.answers.codes;
    if (role === 'code') return said ? String(this.code) : '0';
    return this.model.errors[String(code || (role === 'diagnostic' ? this.code : ''))] ?? '';
  }

  #answered(role, count, args) {
    const { answers } = this.profile;
    this.code = 0;
    if (answers.wait) this.wait(answers.wait);
    this.#calls++;
    const code = this.#refusal(role, count, args);
    if (code) return this.#no(role, code);
    const [first, second] = args.map(String);
    if (role === 'get') return this.#get(first);
    if (role === 'set') return this.#set(first, second);
    if (role === 'initialize') return this.#initialize();
    return role === 'commit' ? this.#save('commit') : this.#finish();
  }

  /** Why a call is not even looked at. */
  #refusal(role, count, args) {
    const { answers } = this.profile;
    if (this.#fails(role)) return this.model.faults.general;
    const { faults, refused } = this.model;
    if (answers.arguments === 'text' && !LmsElements.texts(role, count, args)) return faults.argument;
    const over = this.phase === 'finished' && role !== 'initialize';
    return answers.states && (answers.ends || !over) ? refused[role][this.phase] ?? 0 : 0;
  }

  #fails(role) {
    const { failing, failing_calls: calls } = this.profile.answers;
    return failing > 0 && calls.includes(role) && this.random() * 100 < failing;
  }

  #no(role, code) {
    this.code = code;
    return role === 'get' ? '' : 'false';
  }

  /** Answers are texts; some LMSs give true, false and numbers. */
  #spoken(name, args, answer) {
    const { results } = this.profile.answers;
    const counts = this.model.functions[name][0] === 'get' && (/\._count$/.test(args[0]) || this.#isNumber(String(args[0])));
    if (results === 'text' || !/^(true|false|-?\d+(\.\d+)?)$/.test(answer)) return answer;
    if (/^[tf]/.test(answer)) return results === 'native' ? answer === 'true' : answer;
    return results === 'native' || counts ? Number(answer) : answer;
  }

  #isNumber(element) {
    return this.elements.types[this.model.elements[this.elements.general(element)]?.[2]]?.number === true;
  }

  #initialize() {
    this.phase = 'running';
    return 'true';
  }

  #get(element) {
    if (this.profile.elements.anything) return this.elements.lacks(element) ? '' : this.#value(element) ?? '';
    const { row, fault } = this.elements.find(element);
    if (!row) return this.#no('get', fault ?? 0);
    const [access, , type, first] = row;
    if (access === 'w') return this.#no('get', this.elements.faults.write_only);
    const below = this.elements.general(element).replace(/\._\w+$/, '');
    if (this.elements.lists(element).some(({ list, index }) => index >= this.elements.count(list, this.values))) {
      return this.#no('get', this.elements.faults.no_record);
    }
    if (type === 'children') return this.elements.children(below).join(',');
    if (type === 'count') return String(this.elements.count(element.slice(0, -'._count'.length), this.values));
    const value = this.#value(element) ?? (this.profile.elements.unset === 'empty' ? '' : first);
    return value ?? this.#no('get', this.elements.faults.unset);
  }

  /** What was set, or what the LMS makes of that. */
  #value(element) {
    return this.rules.read(element, this.values, this.profile.rules);
  }

  #set(element, value) {
    if (!this.profile.elements.anything) {
      const code = this.#unsettable(element, value);
      if (code) return this.#no('set', code);
    }
    const joins = this.profile.elements.comments === 'append' && element === this.model.appended;
    this.touched.add(element);
    for (const elements of [this.elements, this.book]) elements.note(element);
    this.values[element] = joins ? (this.values[element] ?? '') + value : value;
    return this.profile.saving.stores.includes('set') ? this.#save('set') : 'true';
  }

  #unsettable(element, value) {
    const { faults, settings } = this.elements;
    const { row, fault } = this.elements.find(element);
    if (/\._(children|count|version)$/.test(element) && (row || fault !== faults.unknown)) return row ? faults.keyword : faults.no_keyword;
    if (!row) return fault;
    if (row[0] === 'r') return faults.read_only;
    const refused = this.elements.refused(element, row, value, this.values);
    return this.elements.misplaced(element, this.values)
      || (refused && (refused !== 'overlong' || settings.overlong === 'refuse') ? faults[refused] : 0)
      || this.elements.repeated(element, value, this.values);
  }

  #finish() {
    this.phase = 'finished';
    this.rules.end(this.values, this.profile.rules);
    return this.#save('finish');
  }

  /** Whether what was told gets to where it is kept; the answer is that of the call. */
  #save(event) {
    const { stores, resends } = this.profile.saving;
    if (!stores.includes(event)) return 'true';
    this.commits++;
    // an id that cannot be changed could not be told again
    const told = Object.entries(this.values).filter(([name, value]) => this.#sent.get(name) !== value || this.elements.isFixed(name));
    const attempt = this.#attempt(told, event);
    const how = this.leaving && this.profile.saving.leaving === 'beacon' ? 'beacon' : 'request';
    const fate = this.#expired() ? 'refused' : this.send({ attempt: this.number, state: attempt, event }, how);
    if (fate === 'stored' || !resends) for (const [name, value] of told) this.#sent.set(name, value);
    if (fate === 'stored') {
      this.attempts[this.number] = attempt;
      return 'true';
    }
    const unheard = fate === 'offline' && (how === 'beacon' || this.profile.saving.offline === 'true');
    return unheard ? 'true' : this.#no(event, this.elements.faults[event] ?? this.model.faults.general);
  }

  #expired() {
    const { expires } = this.profile.saving;
    return expires > 0 && this.#calls > expires;
  }

  /** The attempt as the LMS would have it after this save. */
  #attempt(told, event) {
    const values = { ...this.stored };
    for (const [name, value] of told) {
      const kept = this.elements.fitted(name, value);
      if (kept !== null) values[name] = kept;
    }
    return { values, finished: event === 'finish', ...this.rules.summary(values, this.profile.rules) };
  }
}
