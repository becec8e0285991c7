// A page without a browser: the scripts as they are shipped, in a realm of their own, on a clock that the test moves.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const FOLDER = new URL('../../templates/runtime/', import.meta.url);
const QUESTIONS = /^score|-results/;
const script = (file) => [file, new vm.Script(readFileSync(new URL(file, FOLDER), 'utf8'), { filename: file })];
const ADAPTERS = {
  scorm12: ['scorm.js', 'scorm-results.js', 'scorm12-results.js', 'scorm12.js'],
  scorm2004: ['scorm.js', 'scorm-results.js', 'scorm2004-results.js', 'scorm2004.js'],
  browser: ['browser-results.js', 'browser.js'],
};
/** The scripts of a page without its blocks, by the standard of the LMS; of a website in a browser alone. */
const SCRIPTS = Object.fromEntries(Object.entries(ADAPTERS).map(([name, files]) => [name, [
  'state.js', 'score.js', ...files, 'progress.js',
].map(script)]));

/** What an API is called. */
export const NAMES = { scorm12: 'API', scorm2004: 'API_1484_11', browser: 'nothing' };

/** A page is never opened at zero. */
export const START = 7000;

export class Clock {
  #now = START;
  #last = 0;
  #timers = new Map();

  now = () => this.#now;

  set = (action, delay = 0, every = 0) => {
    this.#timers.set(++this.#last, { action, every, at: this.#now + delay });
    return this.#last;
  };

  clear = (id) => this.#timers.delete(id);

  async tick(ms) {
    const end = this.#now + ms;
    await settled();
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, { action, every, at }] = due;
      this.#now = at;
      if (every) this.#timers.get(id).at += every;
      else this.#timers.delete(id);
      action();
      await settled();
    }
    this.#now = end;
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

export class Storage {
  items = new Map();
  getItem = (key) => this.items.get(key) ?? null;
  setItem = (key, value) => void this.items.set(key, String(value));
}

/** One window: `api` is what the LMS put there, `parent` and `opener` are windows around it; with what a course with
 * questions has more. `standard` is what the course speaks; `made` is the course of a website, whose data its scripts read. */
export class Page {
  constructor({ api, parent, top = parent, opener, local = new Storage(), session = new Storage(), questions = false, standard = 'scorm12', made } = {}) {
    this.clock = new Clock();
    this.reloads = 0;
    this.listeners = {};
    const listen = (type, action) => (this.listeners[type] ??= []).push(action);
    this.document = { hidden: false, addEventListener: listen };
    this.window = vm.createContext({
      [NAMES[standard]]: api, document: this.document, addEventListener: listen, opener,
      localStorage: local, sessionStorage: session,
      location: { reload: () => this.reloads++ },
      performance: { now: this.clock.now },
      setTimeout: this.clock.set, clearTimeout: this.clock.clear,
      setInterval: (action, every) => this.clock.set(action, every, every),
    });
    const global = vm.runInContext('globalThis', this.window);
    Object.assign(global, { window: global, parent: parent ?? global, top: top ?? global, Course: made });
    for (const [file, one] of SCRIPTS[standard]) if (questions || !QUESTIONS.test(file)) one.runInContext(this.window);
    const names = ['State', 'Host', 'Progress', ...questions ? ['Score', 'Results'] : []];
    Object.assign(this, vm.runInContext(`({ ${names} })`, this.window));
  }

  fire(type, event = {}) {
    for (const action of this.listeners[type] ?? []) action(event);
  }

  show(visible) {
    this.document.hidden = !visible;
    this.fire('visibilitychange');
  }

  /** Opens the course and lets the search for an LMS take its time. */
  async open(course) {
    const opened = this.Progress.open(course);
    await this.clock.tick(5000);
    await opened;
    return this.Progress;
  }
}

/** A course of `count` steps in two topics; the last step is an extra, the second has a block. */
export const course = (count = 4, more = {}) => {
  const steps = Array.from({ length: count }, (_, i) => ({
    id: `step-${i + 1}`, title: `Step ${i + 1}`, tag: 1000 + 37 * i, done: 'confirm', required: i < count - 1,
    tags: i === 1 ? [77] : [],
  }));
  const half = Math.ceil(count / 2);
  return {
    id: 'fire-drill', version: '1', title: 'Fire drill', lang: 'en', count: 'steps', order: 'free',
    report: 'completed', certificate: false, completed: 7, limit: 4096, messages: {},
    topics: [
      { id: 'before', title: 'Before', required: true, steps: steps.slice(0, half) },
      { id: 'after', title: 'After', required: true, steps: steps.slice(half) },
    ],
    ...more,
  };
};
