// What the book says of the eight functions and their states: scorm12.md 2.2.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Learner, Scorm12 } from './lms.mjs';

test('a visit that has not begun takes nothing', () => {
  const learner = new Learner().visit();
  assert.equal(learner.get('cmi.core.lesson_status'), '301');
  assert.equal(learner.set('cmi.core.lesson_status', 'incomplete'), 'false 301');
  assert.equal(learner.call('Commit', ''), 'false 301');
  assert.equal(learner.call('Finish', ''), 'false 301');
  assert.equal(learner.call('Initialize', ''), 'true 0');
});

test('a visit that is on is not begun again', () => {
  const learner = new Learner().begun();
  assert.equal(learner.call('Initialize', ''), 'false 101');
  assert.equal(learner.set('cmi.core.lesson_location', '3'), 'true 0');
});

test('a visit that is over takes nothing', () => {
  const learner = new Learner().begun();
  assert.equal(learner.call('Finish', ''), 'true 0');
  assert.equal(learner.call('Initialize', ''), 'false 101');
  assert.equal(learner.get('cmi.core.lesson_status'), '301');
  assert.equal(learner.set('cmi.core.lesson_status', 'incomplete'), 'false 301');
  assert.equal(learner.call('Commit', ''), 'false 301');
  assert.equal(learner.call('Finish', ''), 'false 301');
});

test('the argument of Initialize, Commit and Finish is an empty text', () => {
  for (const name of ['Initialize', 'Commit', 'Finish']) {
    for (const args of [['x'], [], ['', ''], [null], [0]]) {
      const learner = name === 'Initialize' ? new Learner().visit() : new Learner().begun();
      assert.equal(learner.call(name, ...args), 'false 201', `${name}(${args})`);
      assert.equal(learner.call(name, ''), 'true 0');
    }
  }
});

test('asking for an error leaves it as it is, and the next call clears it', () => {
  const learner = new Learner().begun();
  learner.api.LMSSetValue('cmi.core.credit', 'credit');
  assert.equal(learner.api.LMSGetErrorString('201'), 'Invalid argument error');
  assert.equal(learner.api.LMSGetDiagnostic(''), 'Element is read only');
  assert.equal(learner.code(), 403);
  assert.equal(learner.code(), 403);
  assert.equal(learner.get('cmi.core.credit'), 'credit 0');
});

test('every code has the text of the book', () => {
  const learner = new Learner().visit();
  const texts = Object.fromEntries([0, 101, 201, 202, 203, 301, 401, 402, 403, 404, 405].map((code) =>
    [code, learner.api.LMSGetErrorString(String(code))]));
  assert.deepEqual(texts, { ...Scorm12.errors });
  assert.equal(texts[203], 'Element not an array - cannot have count');
  assert.equal(learner.api.LMSGetErrorString('407'), '');
  assert.equal(learner.api.LMSGetErrorString(''), '');
});

test('a save that fails is a general exception', () => {
  const learner = new Learner().begun();
  for (const fate of ['refused', 'offline']) {
    learner.network = fate;
    assert.equal(learner.call('Commit', ''), 'false 101');
  }
  assert.deepEqual(learner.server, []);
  learner.network = 'stored';
  assert.equal(learner.call('Commit', ''), 'true 0');
});

test('what was committed is there at the next visit, and what was not is lost', () => {
  const learner = new Learner().begun();
  learner.set('cmi.suspend_data', 'one');
  learner.set('cmi.core.exit', 'suspend');
  learner.call('Commit', '');
  learner.set('cmi.suspend_data', 'two');
  learner.lms.kill();
  assert.equal(learner.api.LMSCommit(''), 'false');
  learner.begun();
  assert.equal(learner.read('cmi.suspend_data'), 'one');
  assert.equal(learner.read('cmi.core.entry'), 'resume');
});

test('a call is kept with its time, arguments, answer and code', () => {
  const learner = new Learner('slow').begun();
  learner.set('cmi.core.lesson_location', '3');
  assert.deepEqual(JSON.parse(JSON.stringify(learner.lms.calls.map(({ at, name, args, result, code }) => [at, name, args, result, code]))), [
    [0, 'LMSInitialize', [''], 'true', 0],
    [800, 'LMSSetValue', ['cmi.core.lesson_location', '3'], 'true', 0],
    [1600, 'LMSGetLastError', [], '0', 0],
  ]);
});
