import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page } from './page.mjs';

const { Score, State } = new Page({ questions: true });
const quiz = (more = {}) =>
  ({ attempt: 1, begun: false, finished: true, passed: false, late: false, seed: 0, score: 0, time: 0, ...more });
const plain = (found) => JSON.parse(JSON.stringify(found));

test('what a quiz keeps is twelve digits, and comes back', () => {
  const most = { attempt: 63, begun: true, finished: true, passed: true, late: true, seed: 2 ** 24 - 1, score: 10000, time: 2 ** 18 - 1 };
  assert.equal(Score.write(quiz({ score: 8333 })), 'BCAAAACCNAAA');
  for (const one of [quiz(), most, quiz({ begun: true, seed: 77, time: 5 })]) {
    const text = Score.write(one);
    assert.match(text, /^[\w-]{12}$/);
    assert.deepEqual(plain(Score.read(text)), one);
  }
});

test('before the first attempt nothing is there', () => {
  assert.deepEqual(plain(Score.read('')), quiz({ attempt: 0, finished: false }));
});

test('points are hundredths of a per cent, rounded half up', () => {
  for (const [points, total, share] of [
    [0, 3, 0], [1, 3, 3333], [2, 3, 6667], [3, 3, 10000], [1, 8, 1250], [1, 16000, 1], [1, 20001, 0], [0.1 + 0.2, 0.3, 10000], [0, 0, 0],
  ]) assert.equal(Score.share(points, total), share, `${points} of ${total}`);
});

/** What is decided for a course by these quizzes: their scores, null for one that was never finished. */
const judge = (scores, { weights = scores.map(() => 1), ...rule } = {}, state = State.fresh()) => {
  const quizzes = scores.map((_, n) => ({ step: `quiz-${n}`, tag: n, weight: weights[n], attempts: 0 }));
  scores.forEach((score, n) => score !== null && state.items.set(n, Score.write(quiz({ score }))));
  const score = { quizzes, complete: 'all-required', pass: 0, early: false, passed: 99, ...rule };
  return Score.verdict({ report: 'completed', score }, state, true);
};

test('the score of several quizzes is their mean by weight, in whole numbers', () => {
  for (const [scores, weights, score] of [
    [[8333], [1], 83.33], [[10000, 5000], [1, 1], 75], [[10000, 5000], [3, 1], 87.5], [[6667, 6666], [1, 1], 66.67],
    [[1, 0, 0], [1, 1, 1], 0], [[1, 1, 0], [1, 1, 1], 0.01], [[10000, null], [1, 1], null], [[null], [1], null],
  ]) {
    const found = judge(scores, { weights });
    assert.deepEqual([found.score, found.grade], [score, score === null ? '' : `${score}`]);
  }
});

test('the number that is sent decides on passing', () => {
  for (const [score, passed] of [[7999, false], [8000, true], [8001, true]]) {
    assert.equal(judge([score], { pass: 80, complete: 'quiz-passed' }).passed, passed);
  }
  assert.deepEqual([judge([8000, 7999], { pass: 80, complete: 'quiz-passed' })].map(({ score, passed }) => [score, passed]), [[80, true]]);
});

test('who passed has passed for ever, and a lower score is kept back', () => {
  const state = State.fresh();
  judge([9000], { pass: 80, complete: 'quiz-passed' }, state);
  const { passed, report, grade } = judge([3000], { pass: 80, complete: 'quiz-passed', early: true }, state);
  assert.deepEqual([passed, report, grade], [true, 'completed', '']);
});

test('a support code has the score in whole per cent, never rounded up', () => {
  for (const [score, pass, figures] of [[7999, 80, '100111110100000'], [10000, 0, '110010000000000'], [null, 100, '111111111001000']]) {
    assert.equal(judge([score], { pass, complete: 'quiz-passed' }).figures, figures);
  }
});
