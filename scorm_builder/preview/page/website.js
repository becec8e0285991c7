// A website has no platform: what a reader has done is in this browser, where the site itself keeps it.
import { $, el } from './elements.js';

const BASE = 'package/';
const ABOUT = 'There is no platform. The site keeps progress in this browser, as it does for each reader, and nobody is told of status, score or answers. '
  + 'The preview leaves out what keeps the site for use without a network, so that each save is seen.';

export class Website {
  /** Whether what was done is there on another device. */
  travels = false;
  href = 'index.html';
  #at = ''; // the page that is open next
  /** @type {HTMLIFrameElement | null} */
  #frame = null;

  /** @param {import('./screen.js').Screen} screen */
  constructor(screen) {
    this.screen = screen;
  }

  get window() {
    return this.#frame?.contentWindow ?? null;
  }

  /** Opens the page that was read when the site was taken away, if it is still there, or the first.
   * @param {string} _words
   * @param {string[]} pages that there are */
  async open(_words, pages) {
    this.#frame = document.createElement('iframe');
    this.#frame.title = 'Course';
    this.#frame.allow = 'fullscreen; autoplay';
    this.#frame.src = BASE + (pages.includes(this.#at) ? this.#at : this.href);
    this.screen.replaceChildren(this.#frame);
  }

  /** The site is gone at once, and no script of it runs any more. */
  kill() {
    const view = this.window;
    if (!view) return;
    this.#at = view.location.pathname.split('/').at(-1) ?? '';
    LmsBrowser.silence(view);
    this.#end();
  }

  /** Leaves the site as a reader does. The next visit begins with the first page. */
  async close() {
    if (this.#frame) await LmsBrowser.emptied(this.#frame);
    this.#at = '';
    this.#end();
  }

  #end() {
    this.#frame = null;
    this.screen.replaceChildren();
  }

  /** What all pages show, as one text. */
  async text() {
    return (await fetch('pages.html')).text();
  }

  /** The state that is kept of a course, and how long it may be. */
  kept(course) {
    const { state } = JSON.parse((course && localStorage.getItem(entryOf(course))) ?? '{}');
    return { text: state ?? '', limit: course?.limit ?? 0, keeper: 'browser' };
  }

  /** Removes what the site keeps, and in this tab. */
  forget(courses) {
    for (const course of courses) {
      for (const name of [entryOf(course), `${entryOf(course)} own`]) localStorage.removeItem(name);
      sessionStorage.removeItem(`scorm-builder:${course.id} opened`);
    }
  }

  /** The reader has done this from now on, or nothing.
   * @param {any} did */
  async be(did, course) {
    this.#at = '';
    if (did) localStorage.setItem(entryOf(course), JSON.stringify({ state: did.state, location: did.place, pending: false }));
  }

  paint() {}

  /** Nothing of a platform is shown.
   * @param {() => void} paint */
  start(paint) {
    for (const element of /** @type {any} */ (document.querySelectorAll('.of-platform'))) element.hidden = true;
    for (const element of document.querySelectorAll('.lms, #tabs')) element.setAttribute('aria-label', 'What the browser keeps');
    const [summary, box] = $('about').children;
    summary.textContent = 'About the website';
    box.replaceChildren(el('p', null, ABOUT));
    $('about').open = true;
    addEventListener('storage', paint); // of the site, which is another window
  }
}

/** Where the site keeps a reader's progress: templates/runtime/progress.js. */
const entryOf = (course) => `scorm-builder:${course.id}:`;
