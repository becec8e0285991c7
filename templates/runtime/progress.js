'use strict';
// What the learner did, in the LMS and on this device
/** @type {ProgressApi} */
const Progress = (() => {
  const index = (/** @type {CourseTopic[]} */ topics) => {
    const all = topics.flatMap((topic) => topic.steps);
    return {
      steps: new Map(all.map((step) => [step.id, step])),
      known: new Set(all.flatMap((step) => [step, ...step.blocks]).map(({ tag }) => tag)),
      required: topics.flatMap((topic) => topic.steps.filter((step) => topic.required && step.required)),
      // a topic needs its required steps, or all when none is
      goals: topics.flatMap((topic) => {
        const needed = topic.steps.filter((step) => step.required);
        return [...topic.steps.map((step) => ({ id: step.id, needs: [step] })),
          { id: topic.id, needs: needed.length ? needed : topic.steps }];
      }),
    };
  };

  /** @type {CourseData} */
  let course;
  let { steps, known, required, goals } = index([]);
  let state = State.fresh();
  let key = '';
  /** @type {LearnerState | null} */
  let offered = null;
  // another attempt's journal waits
  let held = false;
  let dirty = false;
  let active = true;
  let tries = 0;
  let timer = 0;
  let spent = 0;
  let since = 0;
  let running = false;
  const opened = new Set();
  /** @type {Listener[]} */
  const listeners = [];
  /** @type {Standing} */
  const now = {
    where: 'device', saved: null, fault: '', restored: 0, resume: '', reported: false, closed: false,
  };

  const idsIn = (/** @type {LearnerState} */ { done }) =>
    [...steps.values()].filter(({ tag }) => done.has(tag)).map(({ id }) => id);
  const isDone = (id = '') => state.done.has(steps.get(id)?.tag ?? -1);
  const isComplete = () => required.length > 0 && required.every(({ id }) => isDone(id));
  const snapshot = () => ({
    ...now, offer: offered ? idsIn(offered).length : 0, done: new Set(idsIn(state)), opened, complete: isComplete(),
  });
  const emit = () => listeners.forEach((listener) => listener(snapshot()));

  // while the page is seen
  const seconds = () => {
    const at = performance.now();
    if (running) spent += at - since;
    since = at;
    running = !document.hidden;
    return spent / 1000;
  };

  const values = () => ({
    state: State.fit(state, known, course.limit),
    location: now.resume,
    seconds: seconds(),
    objectives: goals.filter(({ needs }) => needs.every(({ id }) => isDone(id))).map(({ id }) => id),
    report: isComplete() ? course.report : '',
  });

  const keep = () => {
    if (now.where === 'review' || held) return;
    const kept = Journal.write(key, { state: State.encode(state), location: now.resume, pending: dirty });
    if (now.where === 'lms') return;
    now.fault = kept ? '' : 'journal';
    now.saved = new Date();
  };

  const save = async () => {
    clearTimeout(timer);
    timer = 0;
    if (now.where === 'lms' && !now.closed) {
      state.counter++;
      now.fault = await Host.save(values());
      dirty = now.fault !== '';
      if (dirty) {
        later([2, 5, 15, 60][Math.min(tries++, 3)]);
      } else {
        tries = 0;
        now.saved = new Date();
        now.reported ||= isComplete();
      }
      keep();
    }
    emit();
  };

  const later = (delay = 0) => {
    timer ||= setTimeout(() => {
      if (!document.hidden) save();
    }, delay * 1000);
  };

  const retry = () => {
    if (dirty) save();
  };

  const pause = () => {
    if (dirty) save();
    else Host.pause(seconds());
  };

  const touch = () => {
    held = false;
    dirty = active = true;
    keep();
  };

  const close = () => {
    if (now.closed) return;
    now.closed = true;
    state.counter++;
    keep();
    Host.close(values());
  };

  const watch = () => {
    document.addEventListener('visibilitychange', () => {
      seconds();
      if (document.hidden) pause();
      else retry();
    });
    // X2, X3; X4: what comes back has no session
    addEventListener('pagehide', close);
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) location.reload();
    });
    addEventListener('online', retry);
    for (const type of ['pointerdown', 'keydown', 'scroll']) {
      addEventListener(type, () => {
        active = true;
      }, true);
    }
    // X9: silence may end a session
    setInterval(() => {
      if (active && !document.hidden) pause();
      active = false;
    }, 300000);
  };

  const absorb = (/** @type {LearnerState} */ other) => {
    const before = idsIn(state).length;
    state = State.merge(state, other);
    now.restored += idsIn(state).length - before;
  };

  const reconcile = (/** @type {string} */ text, /** @type {JournalEntry | null} */ entry) => {
    const theirs = State.decode(text);
    state = theirs ?? state;
    const mine = entry && State.decode(entry.state);
    if (!mine || now.where === 'review') return;
    if (now.where !== 'lms') {
      state = mine;
    } else if (mine.attempt === theirs?.attempt) {
      absorb(mine);
    } else {
      held = mine.done.size > 0;
      if (!theirs?.done.size) offered = mine;
      return;
    }
    if (mine.counter >= (theirs?.counter ?? 0)) now.resume = entry.location;
  };

  return {
    snapshot,
    retry,
    isDone,
    value: (tag) => state.items.get(tag) ?? '',
    on: (listener) => void listeners.push(listener),

    async open(data) {
      course = data;
      ({ steps, known, required, goals } = index(course.topics));
      const session = await Host.open();
      now.where = session.where;
      now.resume = session.location;
      now.reported = session.complete;
      key = Journal.key(course.id, session.learner);
      const entry = Journal.read(key);
      reconcile(session.state, entry);
      const id = now.resume.split('/')[1];
      if (steps.has(id)) opened.add(id);
      else now.resume = '';
      watch();
      await save();
      // what an earlier visit could not save
      if (now.restored || entry?.pending) await save();
    },

    complete(id) {
      const step = steps.get(id);
      if (now.closed || !step || isDone(id)) return;
      state.done.add(step.tag);
      touch();
      save();
    },

    put(tag, value) {
      if (now.closed || state.items.get(tag) === value) return;
      state.items.set(tag, value);
      touch();
      later(1);
      emit();
    },

    move(route) {
      const id = route.split('/')[1];
      if (now.closed || !steps.has(id)) return;
      opened.add(id);
      if (route !== now.resume) {
        now.resume = route;
        keep();
        Host.move(route, seconds());
      }
      emit();
    },

    accept() {
      if (!offered) return;
      absorb(offered);
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
