// What several items mean for one another and for the whole, and where a course asks to go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LmsPrerequisites, Scorm12Rules, Scorm2004Rules } from './lms.mjs';

const ROLLUP = { completion: true, objective: true, weight: 1, completion_set: true, objective_set: true };

const item = (id, told, more = {}) => ({
  id, stops: [], disabled: [], mastery_score: '', prerequisites: '', ...more, rollup: { ...ROLLUP, ...more.rollup },
  attempt: told && { values: { 'cmi.exit': 'suspend' }, finished: true, status: 'incomplete', success: 'unknown', score: { raw: '', scaled: '' }, total_time: '', ...told },
});

const DONE = { status: 'completed', success: 'passed', score: { scaled: '0.8' } };
const LEFT_OUT = { completion: false, objective: false, weight: 0 };
const plain = (value) => JSON.parse(JSON.stringify(value));

test('a course is complete and satisfied when all items are that count, and not known before one is', () => {
  for (const [items, expected] of [
    [[item('a'), item('b')], [null, null, null]],
    [[item('a', {}), item('b')], [false, null, null]],
    [[item('a', DONE), item('b')], [false, false, 0.4]],
    [[item('a', DONE), item('b', DONE)], [true, true, 0.8]],
    [[item('a', DONE), item('b', {}, { rollup: LEFT_OUT })], [true, true, 0.8]],
    [[item('a', DONE), item('b', { ...DONE, success: 'failed', score: { scaled: '0.2' } }, { rollup: { weight: 3 } })], [true, false, 0.35]],
    [[item('a', {}, { rollup: LEFT_OUT })], [null, null, null]],
  ]) {
    const { completed, satisfied, measure } = Scorm2004Rules.course(items);
    assert.deepEqual([completed, satisfied, measure && Math.round(measure * 100) / 100], expected);
  }
});

test('a platform makes all well of an item that said nothing, unless the manifest or a suspended visit forbids it', () => {
  const silent = (values, rollup) => Scorm2004Rules.course([item('a', { status: 'unknown', values }, { rollup })]);
  const ALONE = { completion_set: false, objective_set: false };
  assert.deepEqual(plain(silent({ 'cmi.exit': 'normal' }, ALONE)), { completed: true, satisfied: true, measure: null });
  assert.deepEqual(plain(silent({ 'cmi.exit': 'normal' }, {})), { completed: null, satisfied: null, measure: null });
  assert.deepEqual(plain(silent({ 'cmi.exit': 'suspend' }, ALONE)), { completed: null, satisfied: null, measure: null });
});

test('nobody comes past an item that stops, or into one that is disabled', () => {
  const stop = { combination: 'any', conditions: ['not completed'], of: '' };
  const chain = (told) => [item('a', told, { stops: [stop] }), item('b'), item('c')];
  const open = (items) => items.map((one) => Scorm2004Rules.isOpen(one, items));
  assert.deepEqual(open(chain()), [true, false, false]);
  assert.deepEqual(open(chain(DONE)), [true, true, true]);

  const disabled = (of) => [{ combination: 'any', conditions: ['not satisfied', 'not objectiveStatusKnown'], of }];
  const linear = (told) => [item('a', told), item('b', null, { disabled: disabled('a') }), item('c', null, { disabled: disabled('b') })];
  assert.deepEqual(open(linear()), [true, false, false]);
  assert.deepEqual(open(linear({ success: 'failed' })), [true, false, false]);
  assert.deepEqual(open(linear(DONE)), [true, true, false]);
  // a condition that is not simulated does not hold
  assert.deepEqual(open([item('a', null, { disabled: [{ combination: 'all', conditions: ['timeLimitExceeded'], of: '' }] })]), [true]);
});

test('a course that has ended asks where to go', () => {
  const items = [item('a'), item('b'), item('c')];
  for (const [request, next] of [
    ['_none_', ''], ['continue', 'c'], ['previous', 'a'], ['suspendAll', 'close'], ['exitAll', 'close'], ['exit', 'close'], ['abandon', 'close'],
    ['{target=a}choice', 'a'], ['{target=c}jump', 'c'],
  ]) assert.equal(Scorm2004Rules.next({ 'adl.nav.request': request }, items[1], items), next, request);
  assert.equal(Scorm2004Rules.next({ 'adl.nav.request': 'continue' }, items[2], items), 'close');
  assert.equal(Scorm12Rules.next({}, items[1], items), '');
});

test('by SCORM 1.2 a whole is done when all items are, and prerequisites open them', () => {
  const items = [item('a', { status: 'passed', score: { raw: '80' } }), item('b', { status: 'incomplete' }, { prerequisites: 'a' }), item('c', null, { prerequisites: 'a&b' })];
  assert.deepEqual(plain(Scorm12Rules.course(items)), { completed: false, satisfied: null, measure: 0.8 });
  assert.deepEqual(items.map((one) => Scorm12Rules.isOpen(one, items)), [true, true, false]);
  assert.equal(Scorm12Rules.course([items[0]]).completed, true);
  assert.equal(Scorm12Rules.course([item('a')]).completed, null);
});

test('the script of prerequisites, as Moodle was measured to read it', () => {
  const status = (id) => ({ I1: 'passed', I2: 'incomplete', I3: 'completed' })[id];
  for (const [script, met] of [
    ['', true], ['I1', true], ['I2', false], ['I1&I3', true], ['I1&I2', false], ['I1|I2', true], ['~I2', true], ['~(I1|I2)', false], ['I1="passed"', true],
    ['I1<>"passed"', false], ['I2="incomplete"', true], ['1*{I1,I2}', true], ['2*{I1,I2}', false], ['2*{I1,I2,I3}', true], ['(I1 & I3) | I2', true],
    ['I9', false], ['I9="not attempted"', true], ['I1&', false], ['(I1', false], ['~', false], ['&&', false], ['I1 I3', false], ['I1,I3', false], ['"', false],
  ]) assert.equal(LmsPrerequisites.met(script, status), met, script);
});
