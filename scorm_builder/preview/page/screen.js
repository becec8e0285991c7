// The screen that the course is shown on: its size, its scheme, its direction. A course that was built again takes the place of the
// old one when it is ready, so that nothing flashes.
import { $ } from './elements.js';
import { paintScheme } from './scheme.js';

const PATIENCE = 1500; // milliseconds, in which a course has put up the page that was read

/** @param {HTMLIFrameElement | null} frame */
const root = (frame) => frame?.contentDocument?.documentElement;

const soon = (value) => new Promise((done) => setTimeout(done, 10, value));

export class Screen {
  /** What is to be seen again of the course that is shown; null when it is to go away at once. */
  /** @type {{ hash: string, top: number, focused: boolean } | null} */
  #kept = null;

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    /** @type {HTMLIFrameElement | null} */
    this.frame = null;
    this.dark = false;
    this.rtl = false;
    this.shown = () => {};
  }

  /** From now on, what is shown stays until the next course is there, at the same place. */
  keep() {
    const view = this.frame?.contentWindow;
    if (!view) return;
    this.#kept = { hash: view.location.hash, top: view.scrollY, focused: document.activeElement === this.frame };
  }

  /** What a player puts on the screen, or nothing. It has the name that elements have, since a player asks for a place in the page.
   * @param {any} [element] */
  replaceChildren(element) {
    if (!element && this.#kept) return;
    if (!(element instanceof HTMLIFrameElement)) {
      this.frame = null;
      this.box.replaceChildren(...element ? [element] : []);
      return;
    }
    const kept = this.#kept;
    const old = this.frame;
    this.#kept = null;
    this.frame = element;
    this.paint();
    if (kept && old) {
      element.src += kept.hash;
      element.className = 'coming';
      this.box.append(element);
    } else {
      this.box.replaceChildren(element);
    }
    this.#arrives(element, old, kept);
  }

  async #arrives(frame, old, kept) {
    await this.#ready(frame);
    if (kept) await this.#scroll(frame, kept.top);
    frame.className = '';
    if (kept?.focused) frame.focus();
    for (const other of [...this.box.children]) if (other !== frame && frame === this.frame) other.remove();
    if (old !== frame) this.shown();
    this.#follow(frame);
  }

  /** A course of ours says when it is ready, which is before its pictures are there; of others the browser tells. */
  async #ready(frame, meanwhile = () => {}) {
    const loaded = new Promise((done) => frame.addEventListener('load', () => done(true), { once: true }));
    while (frame.isConnected && !root(frame)?.classList.contains('ready') && !await Promise.race([loaded, soon(false)])) meanwhile();
    this.paint();
  }

  /** A page may lead to another one, which is to look as this one does. */
  #follow(frame) {
    const page = root(frame)?.ownerDocument;
    page?.defaultView?.addEventListener('pagehide', async () => {
      while (frame.isConnected && frame.contentDocument === page) await soon();
      if (frame !== this.frame) return;
      await this.#ready(frame, () => this.paint());
      this.#follow(frame);
    });
  }

  /** Waits until the page is long enough, which it is when the course shows the one that was read. */
  async #scroll(frame, top) {
    const end = performance.now() + PATIENCE;
    for (;;) {
      const view = frame.contentWindow;
      if (!view) return;
      view.scrollTo({ top, behavior: 'instant' });
      if (Math.abs(view.scrollY - top) < 2 || performance.now() > end) return;
      await soon();
    }
  }

  /** Shows the scheme and the direction that were chosen. */
  paint() {
    const { frame } = this;
    if (!frame) return;
    frame.style.colorScheme = this.dark ? 'dark' : 'light';
    const html = root(frame);
    if (!html) return;
    paintScheme(html.ownerDocument, this.dark ? 'dark' : 'light');
    html.dataset.given ??= html.dir || 'none';
    if (this.rtl) html.dir = 'rtl';
    else if (html.dataset.given === 'none') html.removeAttribute('dir');
    else html.dir = html.dataset.given;
  }

  /** @param {string} name of a screen: phone, frame or desktop */
  resize(name) {
    this.box.dataset.size = name;
    $('course').dataset.size = name;
  }
}
