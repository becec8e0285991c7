'use strict';
// What a call does that another LMS would refuse or lose, although this one took it.
const LmsWarnings = (() => {
  const STATUS = 'cmi.core.lesson_status';

  /** @type {LmsWarning[]} */
  const ALL = [];

  return {
    /**
     * @param {LmsCall} call
     * @param {string} role
     * @param {SimulatedLms} lms
     * @returns {LmsAdvice[]}
     */
    of(call, role, lms) {
      return ALL.filter(({ when }) => when(call, role, lms)).map(({ id, text, profiles }) => ({ id, text, profiles }));
    },
    ALL,
    STATUS,
  };
})();
