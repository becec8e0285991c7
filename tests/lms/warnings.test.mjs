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

const DONE = 'cmi.completion_status';
const SCALED = 'cmi.score.scaled';
const TERMINATE = ['Terminate', ''];
const UNFINISHED = set(DONE, 'incomplete');
const KEPT = set('cmi.exit', 'suspend');

/** The same for SCORM 2004. */
const CASES_2004 = {
  'outside-of-visit': [[TERMINATE, get(DONE)], [get(DONE)]],
  'initialize-again': [[['Initialize', '']], []],
  'no-text': [[['SetValue', SCALED, 0.8]], [set(SCALED, '0.8')]],
  'unknown-element': [[get('cmi.core.lesson_status')], [get('cmi.objectives._count')]],
  'not-writable': [[set('cmi.credit', 'credit')], [KEPT]],
  'not-readable': [[get('cmi.exit')], [get(DONE)]],
  'too-long': [[set('cmi.suspend_data', 'x'.repeat(64001))], [set('cmi.suspend_data', 'x'.repeat(64000))]],
  'bad-value': [[set(SCALED, '80')], [set(SCALED, '0.8'), set(DONE, 'not attempted')]],
  'no-such-record': [[set('cmi.interactions.0.type', 'choice')], [ID, set('cmi.interactions.0.type', 'choice')]],
  'repeated-id': [[set('cmi.objectives.0.id', 'a'), set('cmi.objectives.1.id', 'a')], [set('cmi.objectives.0.id', 'a'), set('cmi.objectives.1.id', 'b')]],
  'out-of-order': [[ID, set('cmi.interactions.0.type', 'choice'), set('cmi.interactions.0.result', 'correct'), set('cmi.interactions.0.learner_response', 'a')],
    [ID, set('cmi.interactions.0.type', 'choice'), set('cmi.interactions.0.learner_response', 'a')]],
  'broken-character': [[set('cmi.suspend_data', '\ud83d')], [set('cmi.suspend_data', '\ud83d\ude00')]],
  'not-ascii': [[set('cmi.suspend_data', 'é')], [set('cmi.suspend_data', 'e')]],
  'status-lowered': [[set(DONE, 'completed'), UNFINISHED], [UNFINISHED, set(DONE, 'completed')]],
  'writes-in-review': [[set(DONE, 'completed')], [get(DONE)], { mode: 'review' }],
  'status-before-score': [[set(DONE, 'completed'), set(SCALED, '0.8')], [set(SCALED, '0.8'), set(DONE, 'completed')]],
  logout: [[set('cmi.exit', 'logout')], [KEPT]],
  'saves-only-at-end': [[UNFINISHED, TERMINATE], [UNFINISHED, COMMIT, TERMINATE]],
  'no-status': [[TERMINATE], [UNFINISHED, TERMINATE]],
  'no-suspend': [[set('cmi.exit', 'normal'), TERMINATE], [KEPT, TERMINATE]],
  'score-of-a-part': [[UNFINISHED, set(SCALED, '0.5'), TERMINATE], [set(SCALED, '0.5'), set(DONE, 'completed'), TERMINATE], { mastery_score: '0.8' }],
  'score-without-max': [[set('cmi.score.raw', '80')], [set('cmi.score.max', '100'), set('cmi.score.raw', '80')]],
  'scaled-alone': [[set(SCALED, '0.5'), TERMINATE], [set(SCALED, '0.5'), set('cmi.score.raw', '50'), TERMINATE]],
  'no-progress': [[UNFINISHED, TERMINATE], [set('cmi.progress_measure', '0.5'), TERMINATE], { completion_threshold: '1.0' }],
};
const BOTH = { scorm12: CASES, scorm2004: CASES_2004 };

const warned = (calls, launch, profile, standard = 'scorm12') => {
  const learner = new Learner(profile, {}, launch, standard).begun();
  for (const [name, ...args] of calls) learner.api[`${learner.prefix}${name}`](...args);
  return [...learner.lms.calls.slice(1).map(({ warnings }) => [...warnings].map(({ id }) => id))];
};

for (const [standard, cases] of Object.entries(BOTH)) {
  for (const [id, [bad, good, launch]] of Object.entries(cases)) {
    test(`the warning ${id} of ${standard}`, () => {
      for (const profile of ['strict', 'moodle']) assert.ok(warned(bad, launch, profile, standard).at(-1).includes(id), profile);
      assert.ok(!warned(good, launch, 'strict', standard).flat().includes(id));
    });
  }

  test(`every warning of ${standard} has a case, names profiles that there are, and says something`, () => {
    const all = [...LmsWarnings.ALL].filter(({ profiles }) => profiles[standard]);
    assert.deepEqual(all.map(({ id }) => id), Object.keys(cases));
    for (const { id, text, profiles } of all) {
      assert.match(text, /^[A-Z].*\.$/, id);
      for (const name of profiles[standard]) assert.ok(PROFILES[name], name);
    }
  });
}

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
  const calls2004 = [
    get('cmi.suspend_data'), get(DONE), UNFINISHED, KEPT, set('cmi.progress_measure', '0'), COMMIT, set('cmi.suspend_data', '1Ab-_.1.'), COMMIT,
    set('cmi.location', '/a'), set('cmi.progress_measure', '1'), set(DONE, 'completed'), set('cmi.session_time', 'PT0H1M0.00S'), COMMIT, TERMINATE,
  ];
  assert.deepEqual(warned(calls2004, { completion_threshold: '1.0' }, 'strict', 'scorm2004').flat(), []);
});
