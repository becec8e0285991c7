// The simulated platform that a course is in: its player, who learns there and by which rules, and what it has of them.
import { $, el, say } from './elements.js';
import { begins, forget, heard, startCalls } from './calls.js';
import { itemsView } from './items.js';
import { recordView } from './record.js';
import { attemptOf } from './roles.js';
import { wordsOf } from './standards.js';
import { clear, count as warned, warn, warningsView } from './warnings.js';

export class Platform {
  /** Whether what was done is there on another device. */
  travels = true;
  /** @type {LmsPlayer | null} */
  lms = null;

  /** @param {any} about the profiles and the learners that there are
   * @param {{ profile: string, learner: string }} chosen
   * @param {import('./screen.js').Screen} screen */
  constructor(about, chosen, screen) {
    this.about = about;
    this.chosen = chosen;
    this.screen = screen;
    if (!this.#profile) chosen.profile = about.profile;
    chosen.learner ??= about.learners[0].id;
  }

  get window() {
    return this.lms?.window ?? null;
  }

  /** The document that is launched. */
  get href() {
    return this.lms?.item.href ?? '';
  }

  get #profile() {
    return this.about.profiles.find(({ name }) => name === this.chosen.profile);
  }

  get #query() {
    const { learner, profile } = this.chosen;
    return `?${new URLSearchParams({ learner, profile })}`;
  }

  /** A visit.
   * @param {string} words */
  async open(words) {
    begins(`${this.#profile.title}, ${words}`);
    const source = `lms/launch.json${this.#query}`;
    const address = `lms/record${this.#query}`;
    if (this.lms) {
      Object.assign(this.lms, { source, address });
      await this.lms.relaunch();
    } else {
      const launch = await (await fetch(source)).json();
      this.lms = new LmsPlayer({ place: /** @type {any} */ (this.screen), launch, address, source });
      await this.lms.open();
    }
    this.lms.offline = $('offline').checked;
  }

  /** An item of the menu.
   * @param {string} id */
  async choose(id) {
    begins(`${this.#profile.title}, another item`);
    await this.lms?.open(id);
    say(`${this.lms?.item.title} is open.`);
  }

  async close() {
    await this.lms?.close();
  }

  kill() {
    this.lms?.kill();
  }

  /** The text of the launch page. */
  async text() {
    return this.lms ? (await fetch(this.lms.launch.base + this.lms.item.href)).text() : '';
  }

  /** The state that a course has told, and how long it may be. */
  kept() {
    const values = this.lms?.session?.values ?? this.lms?.attempts.at(-1)?.values ?? {};
    return { text: values['cmi.suspend_data'] ?? '', limit: this.lms ? wordsOf(this.lms).limit : 0, keeper: 'platform' };
  }

  /** Removes what a course keeps on this device: of this learner, or all, where only the course knows whose it is. */
  forget(courses) {
    const own = courses.map(({ id }) => `scorm-builder:${id}:`);
    for (const store of [localStorage, sessionStorage]) {
      for (const key of Object.keys(store)) {
        const mine = own.some((one) => key === one || key.startsWith(one + this.chosen.learner));
        if (mine || (!own.length && key !== 'scorm-builder-preview')) store.removeItem(key);
      }
    }
  }

  /** The learner has done this from now on, or nothing: the platform knows of nothing else.
   * @param {any} did */
  async be(did) {
    forget();
    clear();
    const { lms } = this;
    await this.#put({ format: 1, items: lms && did ? { [lms.item.state]: [attemptOf(lms, did)] } : {} });
  }

  #put(record) {
    const { learner } = this.chosen;
    return fetch(`lms/record?${new URLSearchParams({ learner })}`, { method: 'PUT', body: JSON.stringify(record) });
  }

  /** Another profile or learner. A platform may keep one state for all items of a package, or one for each: the learner takes theirs along. */
  async move(choice, value) {
    const before = this.lms?.item?.state;
    if (this.window) await this.close();
    this.chosen[choice] = value;
    if (choice === 'profile' && before) await this.#carry(before);
    this.#paintAbout();
    clear();
  }

  async #carry(before) {
    const launch = await (await fetch(`lms/launch.json${this.#query}`)).json();
    const { state } = launch.items[0];
    const { items } = launch.record;
    if (items[before] && !items[state]) await this.#put({ ...launch.record, items: { ...items, [state]: items[before] } });
  }

  /** What stands beside the course, and which buttons can be pressed.
   * @param {(id: string) => void} choose */
  paint(course, choose) {
    const { lms } = this;
    if (!lms) return;
    const on = Boolean(lms.window);
    for (const id of ['close', 'kill']) $(id).disabled = !on;
    $('launch').hidden = on;
    if (!$('record').hidden) $('record').replaceChildren(...itemsView(lms, choose), ...recordView(lms, course));
    if (!$('warnings').hidden) $('warnings').replaceChildren(...warningsView(this.about.profiles));
    $('tab-warnings').textContent = warned() ? `Warnings (${warned()})` : 'Warnings';
  }

  #paintAbout() {
    const { title, about, sources } = this.#profile;
    const [summary, box] = $('about').children;
    summary.textContent = `About ${title}`;
    box.replaceChildren(el('p', null, about), el('ul', null, sources.map((source) => el('li', null, source))));
  }

  /** @param {() => void} paint */
  start(paint) {
    const { profiles, learners } = this.about;
    $('profile').append(...profiles.map(({ name, title }) => el('option', { value: name, selected: name === this.chosen.profile }, title)));
    $('learner').append(...learners.map(({ id, name }) => el('option', { value: id, selected: id === this.chosen.learner }, name)));
    $('offline').addEventListener('change', ({ target }) => {
      if (!this.lms) return;
      this.lms.offline = target.checked;
      this.window?.dispatchEvent(new Event(target.checked ? 'offline' : 'online'));
    });
    addEventListener('lms:call', (event) => {
      const call = /** @type {CustomEvent} */ (event).detail;
      heard(call, /** @type {LmsPlayer} */ (this.lms).model);
      if (warn(call)) say('There is a warning.');
      paint();
    });
    for (const event of ['lms:stored', 'lms:opened', 'lms:closed']) addEventListener(event, paint);
    startCalls();
    this.#paintAbout();
  }
}
