'use strict';
// What the learner did, in the LMS and on this device
/** @type {ProgressApi} */
const Progress = (() => {
  let course;
  let steps = [];
  let state = State.fresh();
  let key = '';
  let offered = null;
  let nobody = ''; // the key of visits in which the LMS named nobody
  let held = false; // another attempt's journal waits
  let heard; // the LMS had some of this attempt once
  let unwritten = null; // what the device should hold, and does not
  let dirty = false;
  let active = true;
  let tries = 0;
  let timer = 0;
  let spent = 0;
  let since = 0;
  const listeners = [];
  const opened = new Set();
  const now = {
    where: 'device', saved: 0, fault: '', error: '', kept: true, offer: false, restored: 0, resume: '', reported: false,
    closed: false, name: '',
  };

  const stepsIn = ({ done }) => steps.filter(({ tag }) => done.has(tag));
  const isDone = ({ tag }) => state.done.has(tag);
  /** @type {(all: boolean) => Verdict} */
  const judge = (complete) => (course.score ? Score.verdict(course, state, complete) : { complete, report: complete ? course.report : '' });
  const snapshot = () => {
    const counted = steps.filter(({ counts }) => counts);
    const share = counted.filter(isDone).length / counted.length;
    const topics = course.topics.filter(({ needs }) => needs.every(isDone));
    return {
      ...now,
      opened,
      pending: dirty,
      done: new Set([...stepsIn(state), ...topics].map(({ id }) => id)),
      share: share || 0,
      ...judge(share === 1),
      completed: parseInt(state.items.get(course.completed) ?? '', 36) || 0,
    };
  };
  const titleOf = (id) => [...steps, ...course.topics].find((one) => one.id === id).title;
  const holds = ({ done, items }) => done.size + items.size > 0;
  const stepOf = (id) => steps.find((step) => step.id === id);
  const emit = () => listeners.forEach((listener) => listener(snapshot()));

  // while the page is seen
  const seconds = () => {
    const at = performance.now();
    if (since) spent += at - since;
    since = document.hidden ? 0 : at;
    return spent / 1000;
  };

  const values = () => {
    const { done, report, success, grade, share } = snapshot();
    const known = steps.flatMap(({ tag, tags }) => [tag, ...tags]);
    return {
      state: State.fit(state, new Set([course.completed, ...known]), course.limit),
      location: now.resume,
      seconds: seconds(),
      objectives: [...done],
      report,
      success,
      grade,
      share,
    };
  };

  const read = (name) => guard(() => JSON.parse(localStorage.getItem(name) ?? ''));

  // what other windows did meanwhile
  const meet = () => {
    state = Host.meet(state, read(key)?.state);
  };

  // storage may be full, forbidden or absent
  const write = (name, entry) => guard(() => {
    localStorage.setItem(name, JSON.stringify(entry));
    return true;
  }) ?? false;

  const keep = () => {
    if (now.where === 'review' || held) return;
    meet();
    const entry = { state: State.encode(state), location: now.resume, pending: dirty, heard };
    now.kept = write(key, entry);
    if (now.where !== 'lms') Object.assign(now, { fault: now.kept ? '' : 'journal', saved: Date.now() });
  };

  const save = async () => {
    clearTimeout(timer);
    timer = 0;
    if (now.where === 'lms' && !now.closed) {
      state.counter++;
      const all = values();
      now.fault = await Host.save(all);
      now.error = now.fault || now.error;
      dirty = now.fault !== '';
      if (dirty) {
        later([2, 5, 15, 60][Math.min(tries++, 3)]);
      } else {
        tries = 0;
        heard = true;
        now.saved = Date.now();
        now.reported ||= snapshot().complete;
      }
      keep();
    }
    emit();
  };

  const later = (delay) => {
    timer ||= setTimeout(() => {
      if (!document.hidden) save();
    }, delay * 1000);
  };

  const retry = () => {
    if (dirty) save();
  };

  // the day on which all was done first, from 2025, where the learner is
  const date = () => {
    if (now.where === 'review' || !snapshot().complete || state.items.has(course.completed)) return;
    const days = (Date.now() / 60000 - new Date().getTimezoneOffset()) / 1440 - 20089 | 0;
    state.items.set(course.completed, days.toString(36).padStart(3, '0'));
  };

  const touch = () => {
    date();
    held = false;
    dirty = active = true;
    keep();
  };

  const close = (asked) => {
    if (now.closed) return;
    now.closed = true;
    state.counter++;
    keep();
    Host.close(values(), asked === true);
  };

  const watch = () => {
    document.addEventListener('visibilitychange', save);
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
      if (active && !document.hidden) save();
      active = false;
    }, 300000);
  };

  const absorb = (other) => {
    now.restored -= stepsIn(state).length;
    const [first] = [state, other].flatMap(({ items }) => items.get(course.completed) ?? []).sort();
    state = State.merge(state, other);
    if (first) state.items.set(course.completed, first);
    now.restored += stepsIn(state).length;
  };

  const offer = (other) => {
    offered = other;
    now.offer = holds(other);
  };

  const settle = () => {
    now.offer = false;
    guard(() => localStorage.removeItem(nobody));
  };

  const reconcile = (text, entry) => {
    const theirs = State.decode(text);
    state = theirs ?? state;
    const mine = State.decode(`${entry?.state}`);
    heard = !!theirs || entry?.heard;
    if (!mine || now.where === 'review') return;
    if (now.where !== 'lms' || !heard) {
      state = mine;
    } else if (mine.attempt === theirs?.attempt) {
      absorb(mine);
    } else {
      held = holds(mine);
      if (!theirs?.done.size) offer(mine);
      return;
    }
    if (!theirs || mine.counter >= theirs.counter) now.resume = entry.location;
  };

  return {
    snapshot,
    retry,
    value: (tag) => state.items.get(tag) ?? '',
    attempt: () => state.attempt,
    on: (listener) => void listeners.push(listener),

    async open(data) {
      course = data;
      steps = course.topics.flatMap((topic) => topic.steps);
      for (const topic of course.topics) {
        const needed = topic.steps.filter((step) => step.required);
        topic.needs = needed.length ? needed : topic.steps;
        topic.counts = topic.required && needed.length > 0;
        for (const step of topic.steps) step.counts = topic.required && step.required;
      }
      const session = await Host.open(course.certificate, titleOf);
      now.where = session.where;
      now.resume = session.location;
      now.error = session.error;
      now.name = session.name;
      now.reported = session.complete;
      nobody = `scorm-builder:${course.id}:`;
      // a lost LMS names nobody: in this tab it is still the same learner
      if (session.learner) guard(() => sessionStorage.setItem(nobody, session.learner));
      key = nobody + (session.learner || (guard(() => sessionStorage.getItem(nobody)) ?? ''));
      const entry = read(key);
      reconcile(session.state, entry);
      const stray = session.learner && State.decode(`${read(nobody)?.state}`);
      if (stray && now.where === 'lms' && !now.offer) offer(stray);
      const id = now.resume.split('/')[1];
      if (stepOf(id)) opened.add(id);
      else now.resume = '';
      date();
      watch();
      await save();
      // what an earlier visit could not save
      if (now.restored || entry?.pending) await save();
    },

    complete(id) {
      const step = stepOf(id);
      if (now.closed || !step || state.done.has(step.tag)) return;
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

    isDone: (tag) => state.done.has(tag),

    device(name, value) {
      const place = `${key} own`; // an id of a learner has no blanks
      const all = unwritten ?? Object(read(place));
      if (value === undefined) return all[name];
      all[name] = value;
      unwritten = now.where !== 'review' && write(place, all) ? null : all;
      return !unwritten;
    },

    tick(tag) {
      if (now.closed || state.done.has(tag)) return;
      state.done.add(tag);
      touch();
      later(1);
      emit();
    },

    move(route) {
      const id = route.split('/')[1];
      if (now.closed || !stepOf(id)) return;
      opened.add(id);
      now.resume = route;
      keep();
      emit();
    },

    accept() {
      if (!now.offer) return;
      absorb(offered);
      settle();
      touch();
      save();
    },

    decline() {
      settle();
      held = false;
      keep();
      emit();
    },

    refresh() {
      meet();
      emit();
    },

    async exit() {
      if (dirty) await save();
      close(true);
      emit();
    },
  };
})();
