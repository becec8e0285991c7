'use strict';
/**
 * What the learner did, kept in the LMS and on this device. Knows no standard and no page.
 * @typedef {{id: string, tag: number, required: boolean}} CourseBlock
 * @typedef {{id: string, title: string, tag: number, done: 'viewed' | 'confirm' | 'blocks', required: boolean, blocks: CourseBlock[]}} CourseStep
 * @typedef {{id: string, title: string, required: boolean, steps: CourseStep[]}} CourseTopic
 * @typedef {{id: string, version: string, title: string, lang: string, count: 'steps' | 'topics', order: 'free' | 'linear', report: 'completed' | 'passed', limit: number, topics: CourseTopic[], messages: Record<string, string | Record<string, string>>}} CourseData
 * @typedef {{where: 'lms' | 'device' | 'lost' | 'review', saved: Date | null, fault: string, offer: number, restored: number, resume: string, done: Set<string>, opened: Set<string>, complete: boolean, reported: boolean, closed: boolean}} Snapshot
 */
const Progress = (() => {
  const BACKOFF = [2, 5, 15, 60];
  const HEARTBEAT = 300;

  /** @type {CourseData} */
  let course;
  /** @type {Snapshot['where']} */
  let where = 'device';
  let state = State.fresh();
  let key = '';
  let route = '';
  /** Progress on this device from another attempt. @type {LearnerState | null} */
  let offered = null;
  let restored = 0;
  /** @type {Date | null} */
  let saved = null;
  let fault = '';
  let reported = false;
  let closed = false;
  /** Another attempt's journal stays until there is progress in this one. */
  let held = false;
  let dirty = false;
  let busy = false;
  let again = false;
  let tries = 0;
  let timer = 0;
  let spent = 0;
  let since = NaN;
  let active = true;
  /** @type {Map<string, CourseStep>} */
  const steps = new Map();
  /** @type {CourseStep[]} */
  const required = [];
  /** @type {Set<number>} */
  const known = new Set();
  /** @type {Set<string>} */
  const opened = new Set();
  /** @type {((snapshot: Snapshot) => void)[]} */
  const listeners = [];

  const seconds = () => (spent + (performance.now() - since || 0)) / 1000;
  const inLms = () => where === 'lms' && !closed;
  const doneIds = (/** @type {LearnerState} */ of) =>
    [...steps.values()].filter((step) => of.done.has(step.tag)).map((step) => step.id);
  const isComplete = () => required.length > 0 && required.every((step) => state.done.has(step.tag));
  const started = (/** @type {LearnerState | null} */ of) => of !== null && of.done.size + of.items.size > 0;

  /** @returns {HostValues} */
  const values = () => ({
    state: State.fit(state, known, course.limit),
    location: route,
    seconds: seconds(),
    objectives: doneIds(state),
    complete: isComplete(),
  });

  /** @returns {Snapshot} */
  const snapshot = () => ({
    where,
    saved,
    fault,
    offer: offered ? doneIds(offered).length : 0,
    restored,
    resume: route,
    done: new Set(doneIds(state)),
    opened: new Set(opened),
    complete: isComplete(),
    reported,
    closed,
  });

  const emit = () => listeners.forEach((listener) => listener(snapshot()));

  const keep = () => {
    if (where === 'review' || held) return;
    const local = where !== 'lms';
    if (local) saved = new Date();
    const kept = Journal.write(key, {
      state: State.encode(state), location: route, saved: saved?.toISOString() ?? null, pending: dirty && !local,
    });
    if (local) fault = kept ? '' : 'journal';
  };

  /** @param {number} ms */
  const later = (ms) => {
    timer ||= setTimeout(() => {
      timer = 0;
      if (!document.hidden) save();
    }, ms);
  };

  const settle = () => {
    if (fault) {
      later(BACKOFF[Math.min(tries++, BACKOFF.length - 1)] * 1000);
    } else {
      tries = 0;
      dirty = false;
      saved = new Date();
      reported ||= isComplete();
    }
    keep();
  };

  const save = async () => {
    clearTimeout(timer);
    timer = 0;
    again = true;
    if (busy || !inLms()) return emit();
    busy = true;
    while (again && !closed) {
      again = false;
      state.counter++;
      keep();
      fault = await Host.save(values());
    }
    busy = false;
    if (!closed) settle();
    emit();
  };

  /** Progress was made: on the device at once. */
  const touch = () => {
    held = false;
    dirty = true;
    state.counter++;
    keep();
  };

  const close = () => {
    if (closed) return;
    if (inLms() && dirty) state.counter++;
    keep();
    closed = true;
    clearTimeout(timer);
    Host.close(values());
  };

  const pause = () => {
    if (!inLms()) return;
    if (dirty && !fault) save();
    else Host.pause(seconds());
  };

  const watch = () => {
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        spent = seconds() * 1000;
        since = NaN;
        pause();
      } else {
        since = performance.now();
        if (dirty) save();
      }
    });
    // X2, X3: the only end that every browser tells; X4: a page that comes back has lost its session
    window.addEventListener('pagehide', close);
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) location.reload();
    });
    window.addEventListener('online', () => {
      if (dirty) save();
    });
    for (const type of ['pointerdown', 'keydown', 'scroll']) {
      window.addEventListener(type, () => {
        active = true;
      }, { capture: true, passive: true });
    }
    // X9: an LMS may end a session in which it hears nothing
    setInterval(() => {
      if (active && !document.hidden) pause();
      active = false;
    }, HEARTBEAT * 1000);
    if (!document.hidden) since = performance.now();
  };

  /** Which of the two memories is right. @param {HostSession | null} session @param {JournalEntry | null} entry */
  const reconcile = (session, entry) => {
    const mine = entry && State.decode(entry.state);
    if (!session || where === 'lost') {
      state = mine ?? state;
      route = entry?.location ?? '';
      saved = entry?.saved ? new Date(entry.saved) : null;
      return;
    }
    const theirs = State.decode(session.state);
    state = theirs ?? state;
    route = session.location;
    reported = session.complete;
    if (where === 'review' || !mine) return;
    if (mine.attempt !== theirs?.attempt) {
      held = started(mine);
      if (held && !started(theirs)) offered = mine;
      return;
    }
    state = State.merge(theirs, mine);
    restored = doneIds(state).length - doneIds(theirs).length;
    if (mine.counter >= theirs.counter) route = entry?.location || route;
  };

  /** @param {CourseData} data */
  const learn = (data) => {
    course = data;
    for (const topic of course.topics) {
      for (const step of topic.steps) {
        steps.set(step.id, step);
        for (const { tag } of [step, ...step.blocks]) known.add(tag);
        if (topic.required && step.required) required.push(step);
      }
    }
  };

  /** The first commit; what an earlier visit could not save follows as a save of its own. @param {boolean} recover */
  const begin = async (recover) => {
    state.counter++;
    dirty = true;
    keep();
    fault = await Host.begin(State.fit(state, known, course.limit), isComplete());
    settle();
    if (fault || !recover) return;
    dirty = true;
    await save();
  };

  return {
    snapshot,

    /** @param {CourseData} data */
    async open(data) {
      learn(data);
      const session = await Host.open(course.report);
      if (session) where = session.mode === 'normal' ? 'lms' : session.mode === 'lost' ? 'lost' : 'review';
      key = Journal.key(course.id, session?.learner ?? '', where === 'lost');
      const entry = Journal.read(key);
      reconcile(session, entry);
      const last = route.split('/')[1];
      if (steps.has(last)) opened.add(last);
      else route = '';
      watch();
      if (inLms()) await begin(restored > 0 || entry?.pending === true && !held);
      emit();
    },

    /** @param {(snapshot: Snapshot) => void} listener */
    on(listener) {
      listeners.push(listener);
    },

    /** @param {string} id */
    isDone: (id) => state.done.has(steps.get(id)?.tag ?? -1),

    /** @param {number} tag */
    value: (tag) => state.items.get(tag) ?? '',

    /** Saves at once. @param {string} id */
    complete(id) {
      const tag = steps.get(id)?.tag;
      if (closed || tag === undefined || state.done.has(tag)) return;
      state.done.add(tag);
      touch();
      save();
    },

    /** Saves within a second, together with what else comes. @param {number} tag @param {string} value */
    put(tag, value) {
      if (closed || state.items.get(tag) === value) return;
      state.items.set(tag, value);
      active = true;
      touch();
      if (inLms()) later(1000);
      emit();
    },

    /** A page was opened. @param {string} to */
    move(to) {
      const id = to.split('/')[1];
      if (closed || !steps.has(id)) return;
      opened.add(id);
      if (to !== route) {
        route = to;
        keep();
        if (inLms()) Host.move(to, seconds());
      }
      emit();
    },

    retry() {
      tries = 0;
      save();
    },

    /** Takes over the progress that this device offers. */
    accept() {
      if (!offered || closed) return;
      const before = doneIds(state).length;
      state = State.merge(state, offered);
      restored += doneIds(state).length - before;
      offered = null;
      touch();
      save();
    },

    decline() {
      offered = null;
      held = false;
      keep();
      emit();
    },

    async exit() {
      if (dirty) await save();
      close();
      emit();
    },
  };
})();
