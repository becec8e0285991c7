// Every warning: calls that deserve it, and calls that look alike and do not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Learner, LmsWarnings, PROFILES } from './lms.mjs';

const STATUS = 'cmi.core.lesson_status';
const RAW = 'cmi.core.score.raw';
const set = (element, value) => ['SetValue', element, value];
const get = (element) => ['GetValue', element];
const COMMIT = ['Commit', ''];
const FINISH = ['Finish', ''];
const SUSPEND = set('cmi.core.exit', 'suspend');
const INCOMPLETE = set(STATUS, 'incomplete');
const ID = set('cmi.interactions.0.id', 'q');

// id: [calls of which the last has the warning, calls of which none has it, launch]
const CASES = {
  'outside-of-visit': [[FINISH, get(STATUS)], [get(STATUS)]],
  'initialize-again': [[['Initialize', '']], []],
  'no-text': [[['SetValue', RAW, 80]], [set(RAW, '80')]],
  'unknown-element': [[get('cmi.completion_status')], [get('cmi.objectives._count')]],
  'not-writable': [[set('cmi.core.credit', 'credit')], [SUSPEND]],
  'not-readable': [[get('cmi.core.exit')], [get(STATUS)]],
  'too-long': [[set('cmi.suspend_data', 'x'.repeat(4097))], [set('cmi.suspend_data', 'x'.repeat(4096))]],
  'bad-value': [[set(STATUS, 'not attempted')], [INCOMPLETE]],
  'no-such-record': [[set('cmi.interactions.0.type', 'choice')], [ID, set('cmi.interactions.0.type', 'choice')]],
  'out-of-order': [[ID, set('cmi.interactions.0.result', 'correct'), set('cmi.interactions.0.student_response', 'a')],
    [ID, set('cmi.interactions.0.student_response', 'a'), set('cmi.interactions.0.result', 'correct')]],
  'optional-element': [[get('cmi.core.lesson_mode')], [get(STATUS)]],
  'broken-character': [[set('cmi.suspend_data', '\ud83d')], [set('cmi.suspend_data', '\ud83d\ude00')]],
  'not-ascii': [[set('cmi.suspend_data', 'é')], [set('cmi.suspend_data', 'e')]],
  'status-lowered': [[set(STATUS, 'completed'), INCOMPLETE], [set(STATUS, 'completed'), set(STATUS, 'passed')]],
  'writes-in-review': [[set(STATUS, 'completed')], [get(STATUS)], { mode: 'review' }],
  'status-before-score': [[set(STATUS, 'passed'), set(RAW, '80')], [set(RAW, '80'), set(STATUS, 'passed')]],
  logout: [[set('cmi.core.exit', 'logout')], [SUSPEND]],
  'saves-only-at-end': [[INCOMPLETE, FINISH], [INCOMPLETE, COMMIT, FINISH]],
  'no-status': [[FINISH], [INCOMPLETE, FINISH]],
  'no-suspend': [[FINISH], [SUSPEND, FINISH]],
  'score-of-a-part': [[INCOMPLETE, set(RAW, '50'), FINISH], [set(RAW, '50'), set(STATUS, 'failed'), FINISH], { mastery_score: '80' }],
  'score-without-max': [[set(RAW, '80')], [set('cmi.core.score.max', '100'), set(RAW, '80')]],
};

const warned = (calls, launch, profile) => {
  const learner = new Learner(profile, {}, launch).begun();
  for (const [name, ...args] of calls) learner.api[`LMS${name}`](...args);
  return [...learner.lms.calls.slice(1).map(({ warnings }) => [...warnings].map(({ id }) => id))];
};

for (const [id, [bad, good, launch]] of Object.entries(CASES)) {
  test(`the warning ${id}`, () => {
    for (const profile of ['strict', 'moodle']) assert.ok(warned(bad, launch, profile).at(-1).includes(id), profile);
    assert.ok(!warned(good, launch, 'strict').flat().includes(id));
  });
}

test('every warning has a case, names profiles that there are, and says something', () => {
  assert.deepEqual([...LmsWarnings.ALL].map(({ id }) => id), Object.keys(CASES));
  for (const { id, text, profiles } of LmsWarnings.ALL) {
    assert.match(text, /^[A-Z].*\.$/, id);
    for (const name of profiles) assert.ok(PROFILES[name], name);
  }
});

test('what a course does all the time is told once, and once for each group of elements', () => {
  const lines = warned([get('cmi.objectives._count'), get('cmi.objectives._count'), get('cmi.interactions._count')], {}, 'strict');
  assert.deepEqual(lines, [['optional-element'], [], ['optional-element']]);
});

test('a course that does all well is not warned', () => {
  const calls = [
    get('cmi.suspend_data'), get(STATUS), INCOMPLETE, SUSPEND, COMMIT, set('cmi.suspend_data', '1Ab-_.1.'), COMMIT,
    set('cmi.core.lesson_location', '/a'), set(STATUS, 'completed'), set('cmi.core.session_time', '0000:01:00.00'), COMMIT, FINISH,
  ];
  assert.deepEqual(warned(calls, {}, 'strict').flat(), []);
});
