// Each row and column of tests/truth-table.txt, by the real scripts in strict LMSs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Page, Storage, course } from './page.mjs';
import { StrictLms, StrictLms2004 } from './strict-lms.mjs';

const QUIZ = 500;
const PASSED = 501;
const VISITED = { 'cmi.suspend_data': '1AAAA.1.' };

/** How an LMS of each standard is made, with what it knows at first, and what it has in the end. `ranks` are the words of each status
 * from low to high, which never goes down. */
const STANDARDS = {
  scorm12: {
    make: (pass, override, given) => new StrictLms({
      stored: { ...VISITED, 'cmi.core.lesson_status': 'incomplete', ...pass && { 'cmi.student_data.mastery_score': `${pass}` }, ...given },
      modes: override ? ['mastery'] : [],
    }),
    names: { mode: 'cmi.core.lesson_mode', credit: 'cmi.core.credit', raw: 'cmi.core.score.raw' },
    ranks: { 'cmi.core.lesson_status': ['incomplete', 'failed', 'completed', 'passed'] },
    fine: [0],
  },
  scorm2004: {
    make: (pass, override, given) => new StrictLms2004({
      stored: {
        ...VISITED, 'cmi.exit': 'suspend', 'cmi.completion_status': 'incomplete', 'cmi.completion_threshold': '1.0',
        ...pass && { 'cmi.scaled_passing_score': `${pass / 100}` }, ...given,
      },
      modes: override ? ['computes'] : [],
    }),
    names: { mode: 'cmi.mode', credit: 'cmi.credit', raw: 'cmi.score.raw' },
    ranks: { 'cmi.completion_status': ['incomplete', 'completed'], 'cmi.success_status': ['unknown', 'failed', 'passed'] },
    fine: [0, 403],
  },
};

const cells = (line) => line.split('|').map((cell) => cell.trim());
const text = readFileSync(new URL('../truth-table.txt', import.meta.url), 'utf8');
/** The tables, in the order of the standards: each a head and its rows. */
const TABLES = text.split('\n\n').filter((part) => part.includes('|')).map((part) => {
  const [head, , ...rows] = part.split('\n').filter(Boolean).map(cells);
  return { head, rows };
});

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
const GIVEN = { 'review 90': ['mode', 'review'], 'no-credit 90': ['credit', 'no-credit'] };

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

const outcome = async (standard, row, path) => {
  const { make, names, ranks } = STANDARDS[standard];
  const [, score, , , override] = row;
  const [name, value] = GIVEN[path] ?? [];
  let lms = make(+score || 0, override === 'on', name && { [names[name]]: value });
  const made = data(row);
  let page = new Page({ api: lms.api, questions: true, standard });
  let progress = await page.open(made);
  for (const act of PATHS[path]) {
    if (act === 'leave') {
      await progress.exit();
      orderly(standard, lms);
      lms = lms.relaunch([...lms.modes]);
      page = new Page({ api: lms.api, questions: true, standard });
      progress = await page.open(made);
    } else if (act === 'read') {
      progress.complete(made.topics[0].steps[0].id);
    } else {
      attempt({ page, progress, made }, act, path.includes('last counts'));
    }
    await page.clock.tick(2000);
  }
  await progress.exit();
  orderly(standard, lms);
  return [...Object.keys(ranks), names.raw].map((element) => lms.stored[element]).filter((word) => word && word !== 'unknown').join(' ');
};

/** Nothing is refused; in each save the score is set before the status, and a status never goes down. */
const orderly = (standard, lms) => {
  const { ranks, names, fine } = STANDARDS[standard];
  assert.deepEqual(lms.log.filter(([name, , , code]) => !fine.includes(code) && !name.endsWith('GetLastError')), []);
  const set = lms.log.filter(([name]) => /Set|Commit/.test(name)).map(([name, [element, value]]) => [name, element, value]);
  for (const [status, words] of Object.entries(ranks)) {
    const found = set.filter(([, element]) => element === status).map(([, , value]) => words.indexOf(value));
    assert.deepEqual(found, [...found].sort());
  }
  let seen = [];
  for (const [name, element] of set) {
    seen = name.endsWith('Commit') ? [] : [...seen, element];
    if (element === names.raw) assert.ok(!seen.some((one) => one in ranks));
  }
};

/** What a website says of a learner in the end, whose acts no platform hears: whether they are done, have failed, and the last score that
 * decided. */
const alone = async (row, path) => {
  const made = data(row);
  const local = new Storage();
  let decided = '';
  const open = async () => {
    const page = new Page({ local, questions: true, standard: 'browser', made });
    const progress = await page.open(made);
    progress.on(({ grade }) => { decided = grade || decided; });
    return { page, made, progress };
  };
  let visit = await open();
  for (const act of PATHS[path]) {
    if (act === 'leave') visit = await open();
    else if (act === 'read') visit.progress.complete(made.topics[0].steps[0].id);
    else attempt(visit, act, path.includes('last counts'));
    await visit.page.clock.tick(2000);
  }
  const { complete, success } = visit.progress.snapshot();
  return [complete, success === 'failed', decided];
};

const columns = (head) => head.slice(5);

test('every path has its column, in the table of each standard', () => {
  assert.equal(TABLES.length, Object.keys(STANDARDS).length);
  for (const { head } of TABLES) assert.deepEqual(columns(head), Object.keys(PATHS).sort((a, b) => head.indexOf(a) - head.indexOf(b)));
});

Object.keys(STANDARDS).forEach((standard, i) => {
  const { head, rows } = TABLES[i];
  for (const row of rows) {
    test(`the truth table of ${standard}: ${row.slice(0, 5).join(', ')}`, async () => {
      const found = [];
      for (const path of columns(head)) found.push(await outcome(standard, row, path));
      assert.deepEqual(found, row.slice(5));
    });
  }
});

/** What a cell says in any standard. `passed` and `failed` of SCORM 1.2 say both, that a learner is done and how. */
const isDone = (cell) => /completed|passed/.test(cell);
const isFailed = (cell) => cell.includes('failed');
const score = (cell) => /\d*$/.exec(cell)[0];

test('the same actions come to the same in each standard', () => {
  const [one, two] = TABLES.map(({ rows }) => rows);
  assert.deepEqual(one.map((row) => row.slice(0, 5)), two.map((row) => row.slice(0, 5)));
  one.forEach((row, n) => row.slice(5).forEach((cell, path) => {
    const other = two[n][path + 5];
    assert.deepEqual([isDone(other), score(other)], [isDone(cell), score(cell)], `${row.slice(0, 5)}: ${TABLES[0].head[path + 5]}`);
    // SCORM 2004 has a word for a score that is too low also where the author wants another one in SCORM 1.2
    assert.ok(isFailed(other) || !isFailed(cell));
  }));
});

test('a website comes to the same, where nobody works it out but the course', async () => {
  const { head, rows } = TABLES[1];
  const paths = columns(head).filter((path) => !GIVEN[path]);
  for (const row of rows.filter(([, , , , override]) => override !== 'on')) {
    for (const path of paths) {
      const cell = row[head.indexOf(path)];
      assert.deepEqual(await alone(row, path), [isDone(cell), isFailed(cell), score(cell)], `${row.slice(0, 5)}: ${path}`);
    }
  }
});
