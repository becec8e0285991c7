'use strict';
// What the rules of all standards make of a visit in the same way.
const LmsVisits = {
  /** "Visser, Anna" as the LMS writes it.
   * @param {string} name
   * @param {{ names: string }} rules */
  written: (name, rules) => (rules.names === 'first last' ? name.replace(/^([^,]+),\s*([^,]+)$/, '$2 $1') : name),

  /** Whether a visit counts, unless the LMS says so itself.
   * @param {LmsLaunch} launch
   * @param {string} mode */
  credit: (launch, mode) => launch.credit ?? (/^(review|browse)$/.test(mode) ? 'no-credit' : 'credit'),

  /** The time of an attempt when a visit begins; one that never ended is counted then. `time` has the elements, the word for no time, and
   * the sum of a standard.
   * @param {LmsAttempt | null} attempt
   * @param {{ time: string }} rules
   * @param {{ total: string, session: string, none: string, sum(a: string, b: string): string }} time */
  total(attempt, rules, { total, session, none, sum }) {
    const before = attempt?.values[total] ?? none;
    return !attempt || attempt.finished || rules.time === 'finish' ? before : sum(before, attempt.values[session] ?? '');
  },
};
