'use strict';
// No platform: what is kept on the device is all there is, for every window of the course
/** @type {HostApi} */
const Host = (() => {
  let base = State.fresh(); // as the entry was when this window last read or wrote it
  const OPENED = `scorm-builder:${Course.id} opened`;

  return {
    async open() {
      const { opened } = Progress.snapshot();
      for (const id of guard(() => JSON.parse(sessionStorage.getItem(OPENED) ?? '')) ?? []) opened.add(id);
      Progress.on((now) => guard(() => sessionStorage.setItem(OPENED, JSON.stringify([...now.opened]))));
      addEventListener('storage', Progress.refresh);
      return { where: 'device', learner: '', name: '', state: '', location: '', complete: false, error: '' };
    },

    meet(mine, text) {
      const theirs = State.decode(`${text}`);
      if (!theirs) return mine;
      const changed = [...mine.items].filter(([tag, value]) => base.items.get(tag) !== value);
      const items = new Map([...mine.items, ...theirs.items, ...changed]);
      const [first] = [mine, theirs].flatMap((one) => one.items.get(Course.completed) ?? []).sort();
      if (first) items.set(Course.completed, first);
      base = { ...theirs, items: new Map(items) };
      return { ...theirs, done: new Set([...theirs.done, ...mine.done]), items };
    },

    save: async () => '',
    async close() {},
  };
})();
