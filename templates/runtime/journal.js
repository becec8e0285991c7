'use strict';
/**
 * The copy on this device, for what the LMS lost. Storage may be full, forbidden or absent.
 * @typedef {{state: string, location: string, saved: string | null, pending: boolean}} JournalEntry
 */
const Journal = (() => {
  /** @template T @param {() => T} action */
  const guarded = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };

  return {
    /** An LMS that answers no more cannot name its learner; within a tab it is still the one of before.
     * @param {string} course @param {string} learner @param {boolean} lost */
    key(course, learner, lost) {
      const key = `scorm-builder:${course}:`;
      if (learner) guarded(() => sessionStorage.setItem(key, learner));
      return key + (learner || (lost && guarded(() => sessionStorage.getItem(key))) || '');
    },

    /** @param {string} key @returns {JournalEntry | null} */
    read(key) {
      const entry = guarded(() => JSON.parse(localStorage.getItem(key) ?? 'null'));
      return entry && {
        state: String(entry.state),
        location: String(entry.location ?? ''),
        saved: entry.saved ?? null,
        pending: entry.pending === true,
      };
    },

    /** Whether it was kept. @param {string} key @param {JournalEntry} entry */
    write: (key, entry) => guarded(() => {
      localStorage.setItem(key, JSON.stringify(entry));
      return true;
    }) ?? false,
  };
})();
