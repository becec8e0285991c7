'use strict';
// The score of a course, and what it means for its status
/** @type {ScoreApi} */
const Score = (() => {
  const number = (digits) => parseInt(State.unpack(digits), 2) || 0;
  const bits = (n, width) => n.toString(2).padStart(width, '0');
  const digits = (n, width) => State.pack(bits(n, 6 * width));

  const read = (value) => {
    const flags = number(value.slice(1, 2));
    return {
      attempt: number(value.slice(0, 1)),
      begun: (flags & 1) > 0,
      finished: (flags & 2) > 0,
      passed: (flags & 4) > 0,
      late: (flags & 8) > 0,
      seed: number(value.slice(2, 6)),
      score: number(value.slice(6, 9)),
      time: number(value.slice(9, 12)),
    };
  };

  // half up, in whole numbers
  const divide = (sum, by) => Math.floor((2 * sum + by) / (2 * by));

  return {
    read,

    write({ attempt, begun, finished, passed, late, seed, score, time }) {
      const flags = +begun + 2 * +finished + 4 * +passed + 8 * +late;
      return digits(attempt, 1) + digits(flags, 1) + digits(seed, 4) + digits(score, 3) + digits(time, 3);
    },

    // points may be parts, whose sums are not exact
    share: (points, total) => (total ? divide(Math.round(points / total * 1e10), 1e6) : 0),

    verdict({ report, score: rule }, { items, done }, all) {
      const { quizzes, complete: by, pass, early, passed: tag } = /** @type {ScoreRule} */ (rule);
      const kept = quizzes.map((quiz) => ({ ...quiz, ...read(items.get(quiz.tag) ?? '') }));
      const weights = kept.reduce((sum, { weight }) => sum + weight, 0);
      const total = divide(kept.reduce((sum, { weight, score }) => sum + weight * score, 0), weights);
      const exists = kept.every(({ finished }) => finished);
      const spent = kept.every(({ attempts, attempt, begun }) => attempts && attempt >= attempts && !begun);
      const enough = exists && total >= pass * 100;
      const passed = pass > 0 && (enough || done.has(tag));
      if (passed) done.add(tag); // for ever
      const steps = by === 'quiz-passed' || all;
      const complete = steps && (!pass || passed);
      // the LMS makes `failed` of a score below the mark, and `passed` of one above it
      const failed = exists && !passed && (spent || early) && (by !== 'all-required' || all);
      const split = report === 'passed-failed';
      return {
        complete,
        report: complete ? split ? 'passed' : report : split && failed ? 'failed' : '',
        success: pass ? complete ? 'passed' : failed ? 'failed' : '' : undefined,
        score: exists ? total / 100 : null,
        grade: exists && (!pass || (enough ? complete : failed)) ? `${total / 100}` : '',
        passed,
        spent,
        figures: bits(exists ? total / 100 | 0 : 127, 7) + bits(pass, 7) + +spent,
      };
    },
  };
})();
