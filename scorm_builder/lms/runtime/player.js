'use strict';
// The page around a course: it hangs the API on its window, shows the course as a profile says, and sends what is to be stored.
// What happens is told by events of this window: `lms:opened` and `lms:closed` with the id of the item, `lms:call` after each call,
// `lms:stored` after each save that arrived, `lms:asked` when the course ended and asked to be closed or to go on to another item.

/** The standards that there are, by the names that launch.json gives. */
const LMS_STANDARDS = {
  scorm12: { model: Scorm12, rules: Scorm12Rules },
  'scorm2004-2': { model: Scorm2004.second, rules: Scorm2004Rules },
  'scorm2004-3': { model: Scorm2004.third, rules: Scorm2004Rules },
  'scorm2004-4': { model: Scorm2004.fourth, rules: Scorm2004Rules },
};

class LmsPlayer {
  /** @type {Window | null} */
  #popup = null;
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  #timer = 0;

  /** @param {PlayerOptions} options */
  constructor({ place, launch, address, source }) {
    this.place = place;
    this.launch = launch;
    this.address = address;
    this.source = source;
    this.random = LmsBrowser.numbers(launch.profile.answers.seed);
    /** Whether the network is gone; whoever plays may say so. */
    this.offline = false;
    this.item = launch.items[0];
    /** @type {SimulatedLms | null} the visit that is on, or was last */
    this.session = null;
    addEventListener('pagehide', () => this.#leaves());
  }

  get items() {
    return this.launch.items;
  }

  /** The API of this visit, as the course has it. */
  get api() {
    return this.session?.api;
  }

  /** All calls of this visit. */
  get calls() {
    return this.session?.calls ?? [];
  }

  /** The attempts at the item, as the LMS has them. */
  get attempts() {
    return this.session?.attempts ?? this.launch.record.items[this.item.state] ?? [];
  }

  get model() {
    return LMS_STANDARDS[this.launch.standard].model;
  }

  /** What the standard makes of a visit. */
  get rules() {
    return LMS_STANDARDS[this.launch.standard].rules;
  }

  /** All items with their last attempts. */
  get states() {
    const { items } = this.launch.record;
    return this.items.map((item) => ({ ...item, attempt: items[item.state]?.at(-1) }));
  }

  /** What the items come to together. */
  get course() {
    return this.rules.course(this.states);
  }

  /** Whether a learner may choose an item now.
   * @param {LmsItem} item */
  isOpen(item) {
    return this.rules.isOpen(item, this.states);
  }

  /** The window of the course, null when it is closed. */
  get window() {
    if (this.#popup) return this.#popup.closed ? null : this.#popup;
    return this.#frame?.contentWindow ?? null;
  }

  /** Opens an item, by default the one that was open last, or the first; what is open is closed before.
   * @param {string} [id] */
  async open(id = this.item.id) {
    if (this.window) await this.close();
    this.item = this.items.find((item) => item.id === id) ?? this.items[0];
    this.session = this.#visit(this.item);
    this.#hang(this.session);
    const address = this.launch.base + this.item.href;
    if (this.launch.profile.player.window === 'popup') this.#openWindow(address);
    else this.#openFrame(address);
    this.#tell('opened', this.item.id);
  }

  /** Closes the course as a person does: its page is left, and may say goodbye, unless the profile forbids it. */
  async close() {
    if (this.launch.profile.player.closing === 'remove') return this.kill();
    this.#leaves();
    const open = this.session;
    if (this.#popup) await LmsBrowser.closed(this.#popup);
    if (this.#frame) await LmsBrowser.emptied(this.#frame);
    if (open === this.session && !open?.dead) this.#end();
  }

  /** The course is gone at once, and no script of it runs any more. */
  kill() {
    const view = this.window;
    this.session?.kill();
    if (view) LmsBrowser.silence(view);
    this.#popup?.close();
    this.#end();
  }

  /** The next visit of this learner, on what the server has by then.
   * @param {string} [id] */
  async relaunch(id) {
    if (this.window) await this.close();
    const answer = await fetch(this.source, { cache: 'no-store' });
    this.launch = await answer.json();
    await this.open(id);
  }

  /** @param {LmsItem} item */
  #visit(item) {
    const { standard, profile, learner, values, record } = this.launch;
    const told = (name) => values[name] ?? (item[name] || undefined);
    return new SimulatedLms({
      ...LMS_STANDARDS[standard],
      profile,
      attempts: record.items[item.state] ?? [],
      launch: {
        learner,
        mode: values.mode,
        credit: values.credit,
        mastery_score: told('mastery_score'),
        launch_data: told('launch_data'),
        max_time_allowed: told('max_time_allowed'),
        time_limit_action: told('time_limit_action'),
        completion_threshold: told('completion_threshold'),
        objectives: item.objectives,
        requests: this.#requests(item),
      },
      send: (message, how) => this.#send({ item: item.state, ...message }, how),
      random: this.random,
      wait: (ms) => LmsBrowser.block(ms, this.address.replace(/record(\?.*)?$/, 'wait')),
      heard: (call) => this.#heard(call),
    });
  }

  /** Where the course may ask to go, as elements of SCORM 2004. */
  #requests(item) {
    const at = this.items.indexOf(item);
    const isThere = (one) => String(one !== undefined && this.isOpen(one));
    const targets = this.items.flatMap((one) => ['choice', 'jump'].map((how) => [`adl.nav.request_valid.${how}.{target=${one.id}}`, isThere(one)]));
    return {
      'adl.nav.request_valid.continue': isThere(this.items[at + 1]), 'adl.nav.request_valid.previous': isThere(this.items[at - 1]),
      ...Object.fromEntries(targets),
    };
  }

  /** @param {SimulatedLms} session */
  #hang(session) {
    const { object } = session.model;
    const late = this.launch.profile.player.api_after;
    Reflect.deleteProperty(window, object);
    const appear = () => Reflect.set(window, object, session.api);
    if (late) this.#timer = setTimeout(appear, late);
    else appear();
  }

  #openFrame(address) {
    this.#frame = document.createElement('iframe');
    this.#frame.title = this.launch.title || 'Course';
    this.#frame.name = 'course';
    this.#frame.allow = 'fullscreen; autoplay';
    this.#frame.src = address;
    this.place.replaceChildren(this.#frame);
  }

  #openWindow(address) {
    this.#popup = window.open(address, '_blank', 'popup,width=1024,height=720');
    if (this.#popup) return;
    // a browser opens a window for a person alone
    const button = document.createElement('button');
    button.textContent = 'Open the course';
    button.addEventListener('click', () => {
      this.#popup = window.open(address, '_blank');
      button.remove();
    });
    this.place.replaceChildren(button);
  }

  /** A window that the learner closed is the end of the visit; one that shows another page of the course is not. */
  #gone(view) {
    if (view === this.#popup && view.closed) this.#end();
  }

  #leaves() {
    if (this.session) this.session.leaving = true;
  }

  #end() {
    this.session?.kill();
    clearTimeout(this.#timer);
    this.#popup = null;
    this.#frame = null;
    this.place.replaceChildren();
    this.#tell('closed', this.item.id);
  }

  /** A call comes from a page that is there. From its first one on its leaving is noticed, since its saves are beacons then.
   * @param {LmsCall} call */
  #heard(call) {
    const view = this.window;
    if (view && !view.lmsWatches) {
      view.lmsWatches = true;
      if (this.session) this.session.leaving = false;
      for (const type of ['beforeunload', 'pagehide']) view.addEventListener(type, () => this.#leaves(), true);
      view.addEventListener('pagehide', () => setTimeout(() => this.#gone(view)), true);
    }
    this.#tell('call', call);
    if (this.session?.phase === 'finished' && call.code === 0 && !this.session.leaving) this.#follow(this.session, call);
  }

  /** Goes where the course asked to go when it ended, once its own script has come to an end too. */
  #follow(session, { name }) {
    if (session.model.functions[name][0] !== 'finish') return;
    const next = this.rules.next(session.values, this.item, this.items);
    if (!next) return;
    setTimeout(async () => {
      if (session !== this.session || session.dead) return;
      const item = this.items.find(({ id }) => id === next);
      await (item && this.isOpen(item) ? this.open(item.id) : this.close());
      this.#tell('asked', next);
    });
  }

  #send(message, how) {
    if (this.offline) return 'offline';
    const fate = LmsBrowser[how](this.address, JSON.stringify(message));
    if (fate === 'stored') {
      const attempts = this.launch.record.items[message.item] ??= [];
      attempts[message.attempt] = structuredClone(message.state);
      this.#tell('stored', message);
    }
    return fate;
  }

  #tell(name, detail) {
    dispatchEvent(new CustomEvent(`lms:${name}`, { detail }));
  }
}
