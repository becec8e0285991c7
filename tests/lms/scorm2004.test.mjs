// The simulated LMS by SCORM 2004: one test for each rule of the book.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Learner, PROFILES_2004, Scorm2004, Scorm2004Rules, SimulatedLms } from './lms.mjs';

const learner = (profile = 'strict', more = {}, launch = {}) => new Learner(profile, more, launch, 'scorm2004');
const begun = (...all) => learner(...all).begun();
const DONE = 'cmi.completion_status';
const WON = 'cmi.success_status';

test('each function has its time (3.1.7)', () => {
  const one = learner().visit();
  const all = () => [one.get(DONE), one.set(DONE, 'completed'), one.call('Commit', ''), one.call('Terminate', '')];
  assert.equal(one.api.version, '1.0');
  assert.deepEqual(all(), ['122', 'false 132', 'false 142', 'false 112']);
  assert.deepEqual([one.call('Initialize', 'x'), one.call('Initialize', ''), one.call('Initialize', '')], ['false 201', 'true 0', 'false 103']);
  assert.deepEqual([one.call('Commit', 'x'), one.call('Terminate', 'x'), one.call('Terminate', '')], ['false 201', 'false 201', 'true 0']);
  assert.deepEqual(all(), ['123', 'false 133', 'false 143', 'false 113']);
  assert.equal(one.call('Initialize', ''), 'false 104');
  assert.equal(one.api.GetErrorString('403'), 'Data Model Element Value Not Initialized');
});

test('every element can be read or written by its access, and has its first value', () => {
  const { get, set, model } = begun();
  for (const [name, [access, , , first]] of Object.entries(model.elements)) {
    if (/\.[nm]\.|_children|_count|\{target\}/.test(name)) continue;
    const given = /learner_(id|name)/.test(name) ? { id: 'anna', name: 'Visser, Anna' }[name.slice('cmi.learner_'.length)] : first;
    assert.equal(get(name), access === 'w' ? '405' : given === undefined ? '403' : `${given} 0`.trim(), name);
    if (access === 'r') assert.equal(set(name, '1'), 'false 404', name);
  }
  assert.equal(get('adl.nav.request_valid.choice.{target=i.1}'), 'unknown 0');
});

test('the elements of a record, their order and their ids (351, 408, 301)', () => {
  const { set, get } = begun();
  assert.deepEqual([set('cmi.interactions.1.id', 'q'), set('cmi.interactions.0.type', 'choice'), set('cmi.interactions.0.id', 'q')], ['false 351', 'false 408', 'true 0']);
  assert.deepEqual([set('cmi.interactions.0.learner_response', 'a'), set('cmi.interactions.0.type', 'choice'), set('cmi.interactions.0.learner_response', 'a[,]b')],
    ['false 408', 'true 0', 'true 0']);
  assert.deepEqual([get('cmi.interactions.0.learner_response'), get('cmi.interactions.0.result'), get('cmi.interactions.1.id')], ['a[,]b 0', '403', '301']);
  assert.deepEqual([set('cmi.objectives.0.id', 'o'), set('cmi.objectives.1.id', 'o'), set('cmi.objectives.0.id', 'p'), set('cmi.objectives.0.id', 'o')],
    ['true 0', 'false 351', 'false 351', 'true 0']);
  assert.deepEqual([get('cmi.objectives.0.success_status'), get('cmi.objectives._count'), get('cmi.location._children'), get('cmi.location._count')],
    ['unknown 0', '1 0', '301', '301']);
  assert.equal(set('cmi.comments_from_learner.0.location', 'here'), 'true 0');
});

test('what there may be one of, and how many patterns', () => {
  const { set } = begun();
  set('cmi.interactions.0.id', 'q');
  set('cmi.interactions.0.type', 'numeric');
  const pattern = (n, value) => set(`cmi.interactions.0.correct_responses.${n}.pattern`, value);
  assert.deepEqual([pattern(0, '4'), pattern(0, '5[:]4'), pattern(0, '4[:]4'), pattern(1, '5[:]')], ['false 406', 'false 406', 'true 0', 'false 351']);
});

test('answers have the form of their type (4.2.9.1)', () => {
  const long = (n) => 'x'.repeat(n);
  for (const [type, good, bad] of [
    ['true-false', ['true', 'false'], ['t', '1', '']],
    ['choice', ['', 'a', 'a[,]b', long(250)], ['a,b', 'a[,]a', 'two words', long(251), Array(37).fill(0).map((_, n) => n).join('[,]')]],
    ['fill-in', ['Paris', '{lang=fr}Paris[,]Lyon', 'a[.]b', long(250)], [long(251), '{lang=?}x', Array(11).fill('a').join('[,]')]],
    ['long-fill-in', ['two\nlines', long(4000)], [long(4001)]],
    ['matching', ['a[.]b', 'a[.]b[,]c[.]d'], ['a', 'a[.]', 'a.b']],
    ['performance', ['a[.]b', '[.]b', 'a[.]', 'a[.]b[,]c[.]two words'], ['[.]', 'a[.]b[.]c']],
    ['sequencing', ['a[,]b', 'a'], ['a b']],
    ['likert', ['agree'], ['', 'a[,]b']],
    ['numeric', ['3.14', '-1'], ['', '.5', '1e3', '1[:]2']],
    ['other', ['anything at all', ''], [long(4001)]],
  ]) {
    const { set } = begun();
    set('cmi.interactions.0.id', 'q');
    set('cmi.interactions.0.type', type);
    for (const value of good) assert.equal(set('cmi.interactions.0.learner_response', value), 'true 0', `${type} ${value.slice(0, 20)}`);
    for (const value of bad) assert.equal(set('cmi.interactions.0.learner_response', value), 'false 406', `${type} ${value.slice(0, 20)}`);
  }
});

test('types, ranges and lengths (406, 407)', () => {
  const { set } = begun();
  for (const [element, good, bad] of [
    ['cmi.score.scaled', ['-1', '0.8333333', '1'], [['.5', 406], ['1.5', 407], ['-1.1', 407], ['', 406], ['0.12345678', 406]]],
    ['cmi.progress_measure', ['0', '1'], [['1.1', 407], ['-0.1', 407]]],
    ['cmi.session_time', ['PT1H2M3.45S', 'P1D', 'PT0S'], [['PT3.456S', 406], ['P', 406], ['PT', 406], ['00:01:00', 406]]],
    [DONE, ['completed', 'not attempted', 'unknown'], [['passed', 406], ['', 406]]],
    [WON, ['passed', 'failed', 'unknown'], [['completed', 406]]],
    ['cmi.exit', ['suspend', 'normal', 'logout', 'time-out', ''], [['exit', 406]]],
    ['cmi.location', ['', 'x'.repeat(1000)], [['x'.repeat(1001), 406]]],
    ['cmi.suspend_data', ['x'.repeat(64000)], [['x'.repeat(64001), 406]]],
    ['cmi.comments_from_learner.0.comment', [`{lang=en}${'x'.repeat(4000)}`], [['x'.repeat(4001), 406], ['{lang=}x', 406]]],
    ['cmi.comments_from_learner.0.timestamp', ['2026', '2026-01-02T03:04:05', '2026-01-02T03:04:05.67Z', '2026-01-02T03:04:05.6+02:00'],
      [['2026-01-02T03:04:05Z', 406], ['2026-01-02T03:04:05.678Z', 406], ['1969', 406]]],
    ['cmi.learner_preference.language', ['', 'en-GB'], [['e n', 406]]],
    ['adl.nav.request', ['suspendAll', '{target=i.1}choice', '{target=i}jump'], [['next', 406]]],
  ]) {
    for (const value of good) assert.equal(set(element, value), 'true 0', `${element} ${value.slice(0, 30)}`);
    for (const [value, code] of bad) assert.equal(set(element, value), `false ${code}`, `${element} ${value.slice(0, 30)}`);
  }
});

test('what an edition does not have', () => {
  const of = (edition) => {
    const lms = new SimulatedLms({
      model: Scorm2004[edition], rules: Scorm2004Rules, profile: PROFILES_2004.strict, launch: { learner: { id: 'a', name: 'A' } }, send: () => 'stored',
    });
    lms.api.Initialize('');
    const calls = [() => lms.api.GetValue('adl.data._count'), () => lms.api.SetValue('adl.nav.request', '{target=i}jump'), () => lms.api.SetValue('cmi.suspend_data', 'x'.repeat(4001))];
    return calls.map((call) => `${call()} ${lms.code}`.trim());
  };
  assert.deepEqual(of('fourth'), ['0 0', 'true 0', 'true 0']);
  assert.deepEqual(of('third'), ['401', 'false 406', 'true 0']);
  assert.deepEqual(of('second'), ['401', 'false 406', 'false 406']);
});

test('what the manifest says of an item is there to read', () => {
  const launch = { launch_data: 'room=4', mastery_score: '0.8', completion_threshold: '0.5', max_time_allowed: 'PT30M', time_limit_action: 'exit,message', objectives: ['PRIMARY', 'more'] };
  const { read } = begun('strict', {}, launch);
  assert.deepEqual(['launch_data', 'scaled_passing_score', 'completion_threshold', 'max_time_allowed', 'time_limit_action', 'objectives._count', 'objectives.1.id']
    .map((name) => read(`cmi.${name}`)), ['room=4', '0.8', '0.5', 'PT30M', 'exit,message', '2', 'more']);
});

/** The statuses that are read, and those that are kept at the end. */
const judged = (told, launch, more = {}) => {
  const one = begun('strict', { rules: more }, launch);
  for (const [element, value] of Object.entries(told)) one.set(element, value);
  const now = [one.read(DONE), one.read(WON)];
  one.call('Terminate', '');
  const { values, status, success } = one.server.at(-1);
  return { now, kept: [values[DONE] ?? 'unknown', values[WON] ?? 'unknown'], summary: [status, success] };
};

test('a measure decides where the manifest asks for one, whatever the course says (4.2.4, 4.2.22)', () => {
  const launch = { completion_threshold: '0.75', mastery_score: '0.8' };
  for (const [told, expected] of [
    [{ 'cmi.progress_measure': '0.75', 'cmi.score.scaled': '0.8', [DONE]: 'incomplete', [WON]: 'failed' }, ['completed', 'passed']],
    [{ 'cmi.progress_measure': '0.5', 'cmi.score.scaled': '0.79', [DONE]: 'completed', [WON]: 'passed' }, ['incomplete', 'failed']],
  ]) assert.deepEqual(judged(told, launch), { now: expected, kept: expected, summary: expected });
  const untold = judged({ [DONE]: 'completed', [WON]: 'passed' }, launch);
  assert.deepEqual([untold.now, untold.kept], [['unknown', 'unknown'], ['completed', 'unknown']]);
  const word = { 'cmi.progress_measure': '1', 'cmi.score.scaled': '1', [DONE]: 'incomplete', [WON]: 'failed' };
  assert.deepEqual(judged(word, {}).kept, ['incomplete', 'failed']);
  assert.deepEqual(judged(word, launch, { completion: 'course', success: 'course' }).kept, ['incomplete', 'failed']);
  assert.deepEqual(judged(word, { ...launch, credit: 'no-credit' }).kept, ['incomplete', 'failed']);
});

test('an attempt goes on after `suspend`, and another one begins after any other end (4.2.8)', () => {
  for (const [exit, request, entry, goesOn] of [
    ['suspend', '_none_', 'resume', true], ['logout', '_none_', 'resume', true], ['normal', '_none_', 'ab-initio', false], ['', '_none_', 'ab-initio', false],
    ['time-out', '_none_', 'ab-initio', false], ['normal', 'suspendAll', 'resume', true], ['suspend', 'exitAll', 'ab-initio', false], ['suspend', 'abandon', 'ab-initio', false],
  ]) {
    const one = begun();
    for (const [element, value] of [['cmi.suspend_data', 's'], ['cmi.session_time', 'PT1M1.50S'], ['cmi.exit', exit], ['adl.nav.request', request]]) one.set(element, value);
    one.call('Terminate', '');
    one.begun();
    assert.deepEqual([one.read('cmi.entry'), one.read('cmi.suspend_data'), one.read('cmi.total_time')], [entry, goesOn ? 's' : '', goesOn ? 'PT0H1M1.5S' : 'PT0H0M0S'], `${exit} ${request}`);
    assert.equal(one.read('adl.nav.request'), '_none_');
    one.call('Terminate', '');
    assert.equal(one.server.length, goesOn ? 1 : 2);
  }
});

test('a visit that was killed goes on only where it was suspended by then', () => {
  for (const [exit, state] of [['suspend', 's'], ['', '']]) {
    const one = begun();
    if (exit) one.set('cmi.exit', exit);
    one.set('cmi.suspend_data', 's');
    one.set('cmi.session_time', 'PT10S');
    one.call('Commit', '');
    one.begun();
    assert.deepEqual([one.read('cmi.suspend_data'), one.read('cmi.total_time')], [state, exit ? 'PT0H0M10S' : 'PT0H0M0S']);
  }
});

test('Moodle gives nothing back of what is finished or was not suspended, keeps the attempt, and leaves success to the course', () => {
  const other = begun('moodle');
  for (const [element, value] of [['cmi.suspend_data', 's'], [DONE, 'incomplete'], ['cmi.exit', 'normal']]) other.set(element, value);
  other.call('Terminate', '');
  other.begun();
  assert.deepEqual([other.read('cmi.entry'), other.read('cmi.suspend_data'), other.read('cmi.mode'), other.lms.number], ['ab-initio', '', 'normal', 0]);

  const one = begun('moodle', {}, { mastery_score: '0.8' });
  for (const [element, value] of [['cmi.suspend_data', 's'], ['cmi.score.scaled', '0.2'], [WON, 'passed'], ['cmi.exit', 'suspend']]) one.set(element, value);
  one.call('Terminate', '');
  assert.equal(one.server[0].success, 'passed');
  one.begun();
  assert.deepEqual([one.read('cmi.entry'), one.read('cmi.suspend_data'), one.read(DONE), one.read('cmi.mode'), one.get('adl.data._count')],
    ['ab-initio', '', 'unknown', 'review', '401']);
  one.set('cmi.suspend_data', 't');
  one.call('Terminate', '');
  assert.deepEqual([one.server.length, one.server[0].values['cmi.suspend_data']], [1, 't']);
});

test('an id that cannot be changed is told again by each save, also where nothing else is', () => {
  const one = begun('moodle');
  one.set('cmi.objectives.0.id', 'o');
  one.network = 'refused';
  assert.equal(one.call('Commit', ''), 'false 101');
  one.network = 'stored';
  one.call('Commit', '');
  assert.equal(one.server[0].values['cmi.objectives.0.id'], 'o');
});

test('a save that does not get there has a code of its own', () => {
  const one = begun();
  one.network = 'refused';
  assert.deepEqual([one.call('Commit', ''), one.call('Terminate', '')], ['false 391', 'false 111']);
});

test('texts are cut, and platforms without elements answer 402', () => {
  const cut = begun('truncating');
  assert.equal(cut.set('cmi.suspend_data', 'x'.repeat(70000)), 'true 0');
  cut.call('Commit', '');
  assert.equal(cut.server[0].values['cmi.suspend_data'].length, 64000);
  const { get, set } = begun('minimal');
  assert.deepEqual([get('cmi.mode'), get('cmi.objectives._count'), set('cmi.interactions.0.id', 'q'), get(DONE)], ['402', '402', 'false 402', 'unknown 0']);
  const blind = begun('open-edx');
  assert.deepEqual([blind.set('cmi.nonsense', '1'), blind.get('cmi.location')], ['true 0', '0']);
});
