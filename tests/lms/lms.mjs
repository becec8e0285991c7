// The simulated LMS without a browser: its scripts as a page has them, in a realm of their own, and profiles as Python reads them.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FILES = ['visits.js', 'scorm12.js', 'prerequisites.js', 'scorm12-rules.js', 'scorm2004.js', 'scorm2004-rules.js', 'elements.js', 'warnings.js', 'session.js', 'browser.js'];
const NAMES = ['Scorm12', 'Scorm12Rules', 'Scorm2004', 'Scorm2004Rules', 'LmsPrerequisites', 'LmsElements', 'LmsWarnings', 'SimulatedLms', 'LmsBrowser'];

const realm = vm.createContext({ structuredClone });
for (const file of FILES) {
  const path = `${ROOT}scorm_builder/lms/runtime/${file}`;
  new vm.Script(readFileSync(path, 'utf8'), { filename: path }).runInContext(realm);
}
export const { Scorm12, Scorm12Rules, Scorm2004, Scorm2004Rules, LmsPrerequisites, LmsElements, LmsWarnings, SimulatedLms, LmsBrowser } = vm.runInContext(`({ ${NAMES} })`, realm);

const PYTHON = existsSync(`${ROOT}.venv/bin/python`) ? `${ROOT}.venv/bin/python` : 'python3';
const SCRIPT = 'import json; from scorm_builder.lms import PROFILES, built_in; '
  + 'print(json.dumps([{name: built_in(name).data(standard) for name in PROFILES} for standard in ("scorm12", "scorm2004-4")]))';

/** @type {Record<string, any>[]} the built-in profiles by name, as each standard has them */
export const [PROFILES, PROFILES_2004] = JSON.parse(execFileSync(PYTHON, ['-c', SCRIPT], { cwd: ROOT, encoding: 'utf8' }));

const merged = (ground, own) => Object.fromEntries([...new Set([...Object.keys(ground), ...Object.keys(own)])].map((key) => {
  const both = [ground[key], own[key]];
  const groups = both.every((one) => one && typeof one === 'object' && !Array.isArray(one));
  return [key, groups ? merged(both[0], both[1]) : key in own ? both[1] : both[0]];
}));

/** What stands for a standard: its half of the LMS, its profiles, and what its functions are called. */
const STANDARDS = {
  scorm12: { model: Scorm12, rules: Scorm12Rules, profiles: PROFILES, prefix: 'LMS' },
  scorm2004: { model: Scorm2004.fourth, rules: Scorm2004Rules, profiles: PROFILES_2004, prefix: '' },
};

/** A learner at an LMS of a kind. `more` are settings over those of the profile. `network` is what becomes of a save, `server` is
 * what arrived: the attempts. */
export class Learner {
  constructor(profile = 'strict', more = {}, launch = {}, standard = 'scorm12') {
    Object.assign(this, STANDARDS[standard]);
    this.profile = merged(this.profiles[profile], more);
    this.launch = { learner: { id: 'anna', name: 'Visser, Anna' }, ...launch };
    this.server = [];
    this.sent = [];
    this.network = 'stored';
    this.clock = 0;
  }

  /** A visit: the LMS and its API. */
  visit(more = {}) {
    this.lms = new SimulatedLms({
      model: this.model,
      rules: this.rules,
      profile: this.profile,
      attempts: this.server,
      launch: { ...this.launch, ...more },
      send: (message, how) => this.#take(message, how),
      now: () => this.clock,
      random: LmsBrowser.numbers(this.profile.answers.seed),
      wait: (ms) => {
        this.clock += ms;
      },
    });
    this.api = this.lms.api;
    return this;
  }

  /** A visit that has begun. */
  begun(more = {}) {
    this.visit(more);
    this.api[`${this.prefix}Initialize`]('');
    return this;
  }

  #take(message, how) {
    this.sent.push([message.event, how]);
    if (this.network === 'stored') this.server[message.attempt] = JSON.parse(JSON.stringify(message.state));
    return this.network;
  }

  code = () => Number(this.api[`${this.prefix}GetLastError`]());

  /** The answer and the code, as one text: `true 0`. */
  call(name, ...args) {
    const answer = this.api[`${this.prefix}${name}`](...args);
    return `${answer} ${this.code()}`.trim();
  }

  set = (element, value) => this.call('SetValue', element, value);

  get = (element) => this.call('GetValue', element);

  read = (element) => this.api[`${this.prefix}GetValue`](element);
}
