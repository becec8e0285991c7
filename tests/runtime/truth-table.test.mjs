// Each row and column of tests/truth-table.txt, by the real scripts in a strict LMS.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Page, course } from './page.mjs';
import { StrictLms } from './strict-lms.mjs';

const STATUS = 'cmi.core.lesson_status';
const RAW = 'cmi.core.score.raw';
const QUIZ = 500;
const PASSED = 501;

const cells = (line) => line.split('|').map((cell) => cell.trim());
const text = readFileSync(new URL('../truth-table.txt', import.meta.url), 'utf8');
const [head, , ...rows] = text.split('\n').filter((line) => line.includes('|')).map(cells);

/** What a learner does: `read` is the first step, a number the score of an attempt at the quiz in the second one, and between
 * two visits stands `leave`. */
const PATHS = {
  'no quiz': ['read'],
  60: ['read', 60],
  '60 50': ['read', 60, 50],
  '60 90': ['read', 60, 90],
  '60 / 90': ['read', 60, 'leave', 90],
  90: ['read', 90],
  '90 / 40': ['read', 90, 'leave', 40],
  '90, steps later': [90],
  '60 50, steps later': [60, 50],
  '90 40, last counts': ['read', 90, 40],
  'review 90': ['read', 90],
  'no-credit 90': ['read', 90],
};
const GIVEN = { 'review 90': { 'cmi.core.lesson_mode': 'review' }, 'no-credit 90': { 'cmi.core.credit': 'no-credit' } };

const quizStep = (data) => data.topics[0].steps[1];

const data = ([complete, score, report, failed]) => {
  const made = course(2, { report });
  const [read, quiz] = made.topics.flatMap(({ steps }) => steps);
  made.topics = [{ id: 'before', title: 'Before', required: true, steps: [read, quiz] }];
  quiz.required = true;
  quiz.tags = [QUIZ, PASSED];
  if (score === 'none') return made;
  const pass = score === 'no mark' ? 0 : +score;
  const quizzes = [{ step: quiz.id, tag: QUIZ, weight: 1, attempts: 2 }];
  return { ...made, score: { quizzes, complete, pass, early: failed === 'at-once', passed: PASSED } };
};

/** As a quiz does it: an attempt begins, is handed in, and its step is done. */
const attempt = ({ page, progress, made }, score, last) => {
  const old = page.Score.read(progress.value(QUIZ));
  const next = { ...old, attempt: old.attempt + 1, begun: true };
  progress.put(QUIZ, page.Score.write(next));
  const counts = last ? score * 100 : Math.max(old.score, score * 100);
  progress.put(QUIZ, page.Score.write({ ...next, begun: false, finished: true, score: counts }));
  progress.complete(quizStep(made).id);
};

const outcome = async (row, path) => {
  const [, score, , , override] = row;
  const pass = Number(score) ? { 'cmi.student_data.mastery_score': score } : {};
  let lms = new StrictLms({
    stored: { 'cmi.suspend_data': '1AAAA.1.', [STATUS]: 'incomplete', ...pass, ...GIVEN[path] }, modes: override === 'on' ? ['mastery'] : [],
  });
  const made = data(row);
  let page = new Page({ api: lms.api, questions: true });
  let progress = await page.open(made);
  for (const act of PATHS[path]) {
    if (act === 'leave') {
      await progress.exit();
      orderly(lms);
      lms = lms.relaunch([...lms.modes]);
      page = new Page({ api: lms.api, questions: true });
      progress = await page.open(made);
    } else if (act === 'read') {
      progress.complete(made.topics[0].steps[0].id);
    } else {
      attempt({ page, progress, made }, act, path.includes('last counts'));
    }
    await page.clock.tick(2000);
  }
  await progress.exit();
  orderly(lms);
  return `${lms.stored[STATUS]} ${lms.stored[RAW] ?? ''}`.trim();
};

/** Nothing is refused; in each save the score is set before the status, and the status never goes down. */
const orderly = (lms) => {
  assert.deepEqual(lms.log.filter(([name, , , code]) => code && name !== 'LMSGetLastError'), []);
  const ranks = ['incomplete', 'failed', 'completed', 'passed'];
  const set = lms.log.filter(([name]) => /Set|Commit/.test(name)).map(([name, [element, value]]) => [name, element, value]);
  const words = set.filter(([, element]) => element === STATUS).map(([, , value]) => ranks.indexOf(value));
  assert.deepEqual(words, [...words].sort());
  let seen = [];
  for (const [name, element] of set) {
    seen = name === 'LMSCommit' ? [] : [...seen, element];
    if (element === RAW) assert.ok(!seen.includes(STATUS));
  }
};

test('every path has its column', () => assert.deepEqual(head.slice(5), Object.keys(PATHS).sort((a, b) => head.indexOf(a) - head.indexOf(b))));

for (const row of rows) {
  test(`the truth table: ${row.slice(0, 5).join(', ')}`, async () => {
    const found = [];
    for (const path of head.slice(5)) found.push(await outcome(row, path));
    assert.deepEqual(found, row.slice(5).map((cell) => cell.replace(' –', '')));
  });
}
