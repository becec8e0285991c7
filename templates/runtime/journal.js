'use strict';
// The copy on this device. Storage may be full, forbidden or absent.
/** @type {JournalApi} */
const Journal = {
  // a lost LMS names nobody: in this tab it is still the same learner
  key(course, learner) {
    const key = `scorm-builder:${course}:`;
    try {
      if (learner) sessionStorage.setItem(key, learner);
      return key + (sessionStorage.getItem(key) ?? '');
    } catch {
      return key + learner;
    }
  },

  read(key) {
    try {
      const { state, location, pending } = JSON.parse(localStorage.getItem(key) ?? '');
      return { state: `${state}`, location: `${location}`, pending };
    } catch {
      return null;
    }
  },

  write(key, entry) {
    try {
      localStorage.setItem(key, JSON.stringify(entry));
      return true;
    } catch {
      return false;
    }
  },
};
