// What each built-in profile does, and each setting that no built-in one has.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Learner, LmsElements, PROFILES, Scorm12 } from './lms.mjs';

const plain = (value) => JSON.parse(JSON.stringify(value));
const text = (length) => 'x'.repeat(length);
const all = (learner, pairs) => pairs.map(([element, value]) => learner.set(element, value));

test('the types and refusals that a profile names are there, and its expressions are those of JavaScript', () => {
  for (const [name, { elements }] of Object.entries(PROFILES)) {
    for (const type of [...Object.keys(elements.limits), ...Object.keys(elements.forms)]) assert.ok(Scorm12.types[type], `${name}: ${type}`);
    for (const fault of Object.keys(elements.codes)) assert.ok(Scorm12.faults[fault], `${name}: ${fault}`);
    for (const missing of elements.missing) {
      assert.ok(Object.keys(Scorm12.elements).some((one) => one === missing || one.startsWith(`${missing}.`)), missing);
    }
    assert.ok(new LmsElements(Scorm12, elements));
    for (const form of Object.values(elements.forms)) assert.ok(new RegExp(form));
  }
});

// Moodle

test('moodle takes 64,000 characters, and 4,096 in standards mode', () => {
  for (const [profile, most, short] of [['moodle', 64000, 64000], ['moodle-standards', 4096, 255]]) {
    const learner = new Learner(profile).begun();
    assert.deepEqual(all(learner, [
      ['cmi.suspend_data', text(most)], ['cmi.suspend_data', text(most + 1)], ['cmi.core.lesson_location', text(short)],
      ['cmi.core.lesson_location', text(short + 1)],
    ]), ['true 0', 'false 405', 'true 0', 'false 405'], profile);
  }
});

// what was measured: a value, and whether it is taken
const MOODLE = {
  'cmi.core.lesson_status': { passed: 1, browsed: 1, 'not attempted': 0, '': 0, Passed: 0 },
  'cmi.core.exit': { suspend: 1, '': 1, normal: 0 },
  'cmi.core.score.raw': { 0: 1, 100: 1, '33.333333': 1, '1e1': 1, ' 50': 1, '+5': 1, '': 1, 101: 0, '-1': 0, abc: 0 },
  'cmi.core.session_time': { '00:01:02': 1, '0000:01:02.50': 1, '00:99:99': 1, '1:02:03': 0, '10000:00:00': 0, PT5S: 0, 5: 0 },
  'cmi.interactions.0.time': { '12:34:56.78': 1, '25:00:00': 1, '9:34:56': 0, '30:00:00': 0, '12:34:56.789': 0 },
  'cmi.interactions.0.id': { 'a/b:c.d#e?f&g=h%': 1, '': 1, 'a b': 0, ü: 0 },
  'cmi.interactions.0.result': { correct: 1, wrong: 1, 0.5: 1, '': 1, incorrect: 0 },
  'cmi.interactions.0.weighting': { '-100': 1, 100: 1, 101: 0 },
  'cmi.interactions.0.student_response': { 'any text, ☺': 1 },
  'cmi.objectives.0.status': { 'not attempted': 1, unknown: 0 },
  'cmi.student_preference.audio': { '-1': 1, 100: 1, 50.5: 0 },
};
for (const [element, values] of Object.entries(MOODLE)) {
  test(`moodle: what ${element} takes, as measured`, () => {
    const learner = new Learner('moodle').begun();
    for (const [value, taken] of Object.entries(values)) {
      assert.equal(learner.set(element, value), taken ? 'true 0' : 'false 405', JSON.stringify(value));
    }
  });
}

test('moodle: refusals have the codes that were measured, and 401 is none of them', () => {
  const learner = new Learner('moodle').begun();
  assert.equal(learner.set('cmi.core.credit', 'credit'), 'false 403');
  assert.equal(learner.set('cmi.objectives._count', '1'), 'false 402');
  assert.equal(learner.get('cmi.core.exit'), '404');
  assert.equal(learner.get('cmi.completion_status'), '201');
  assert.equal(learner.set('cmi.objectives.0.description', 'x'), 'false 201');
  assert.equal(learner.set('cmi.interactions.1.id', 'q'), 'false 201');
  assert.equal(learner.set('cmi.interactions.0.type', 'choice'), 'true 0');
});

test('moodle: scores and counts come as numbers of JavaScript', () => {
  const learner = new Learner('moodle').begun();
  learner.set('cmi.core.score.raw', '80');
  assert.equal(learner.read('cmi.core.score.raw'), 80);
  assert.equal(learner.read('cmi.objectives._count'), 0);
  assert.equal(learner.read('cmi.core.lesson_status'), 'not attempted');
});

test('moodle: comments are joined, and the name is written as people say it', () => {
  const learner = new Learner('moodle').begun();
  all(learner, [['cmi.comments', 'one'], ['cmi.comments', 'two']]);
  assert.equal(learner.read('cmi.comments'), 'onetwo');
  assert.equal(learner.read('cmi.core.student_name'), 'Anna Visser');
  assert.equal(new Learner('moodle-standards').begun().read('cmi.core.student_name'), 'Visser, Anna');
});

test('moodle: what a failed commit had is sent again only when it is another value', () => {
  const learner = new Learner('moodle').begun();
  learner.set('cmi.suspend_data', 'one');
  learner.network = 'refused';
  assert.equal(learner.call('Commit', ''), 'false 101');
  learner.network = 'stored';
  assert.equal(learner.call('Commit', ''), 'true 0');
  assert.equal(learner.server[0].values['cmi.suspend_data'], undefined);
  learner.set('cmi.suspend_data', 'one');
  learner.call('Commit', '');
  assert.equal(learner.server[0].values['cmi.suspend_data'], undefined);
  learner.set('cmi.suspend_data', 'two');
  learner.call('Commit', '');
  assert.equal(learner.server[0].values['cmi.suspend_data'], 'two');
});

test('moodle: offline a commit answers true, and a page that is left sends a beacon', () => {
  const learner = new Learner('moodle').begun();
  learner.network = 'offline';
  learner.set('cmi.suspend_data', 'one');
  assert.equal(learner.call('Commit', ''), 'true 0');
  assert.deepEqual(learner.server, []);
  learner.network = 'stored';
  learner.lms.leaving = true;
  learner.call('Finish', '');
  assert.deepEqual(learner.sent, [['commit', 'request'], ['finish', 'beacon']]);
});

test('moodle: who returns to a finished attempt is in review, and what the course writes is stored all the same', () => {
  const learner = new Learner('moodle').begun();
  all(learner, [['cmi.core.lesson_status', 'completed'], ['cmi.core.score.raw', '80'], ['cmi.core.exit', 'suspend']]);
  learner.call('Finish', '');
  learner.begun();
  assert.deepEqual(['mode', 'status'].map((name) => learner.read(`cmi.core.lesson_${name}`)), ['review', 'completed']);
  assert.equal(learner.read('cmi.core.credit'), 'no-credit');
  all(learner, [['cmi.core.lesson_status', 'incomplete'], ['cmi.core.score.raw', '10']]);
  learner.call('Commit', '');
  assert.deepEqual([learner.server[0].status, learner.server[0].score.raw], ['incomplete', '10']);
});

// Others

test('open-edx: no state, no errors, no elements; each value is stored when it is set, what is not is an empty text', () => {
  const learner = new Learner('open-edx').visit();
  assert.equal(learner.set('cmi.anything.at.all', 'x'), 'true 0');
  assert.equal(learner.server[0].values['cmi.anything.at.all'], 'x');
  for (const element of ['cmi.core.lesson_mode', 'cmi.core.lesson_status', 'cmi.objectives._count', 'cmi.core.entry', 'nonsense']) {
    assert.equal(learner.get(element), '0', element);
  }
  assert.equal(learner.set('cmi.suspend_data', text(100000)), 'true 0');
  assert.equal(learner.call('Finish', ''), 'true 0');
  assert.equal(learner.call('Finish', ''), 'true 0');
  assert.deepEqual([PROFILES['open-edx'].player.launches, PROFILES['open-edx'].player.state], ['resource', 'package']);
});

test('minimal: optional elements answer 401, those of a must are there', () => {
  const learner = new Learner('minimal').begun();
  for (const [name, [access, support]] of Object.entries(Scorm12.elements)) {
    if (access === 'w' && support === 'M') continue;
    const found = learner.get(name.replace(/\.[nm]\./g, '.0.'));
    assert.equal(/401$/.test(found), support === 'O', name);
  }
  assert.equal(learner.set('cmi.interactions.0.id', 'q'), 'false 401');
  assert.equal(learner.read('cmi.core._children'), 'student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,exit,session_time');
});

test('truncating: a long text is taken and stored cut', () => {
  const learner = new Learner('truncating').begun();
  assert.equal(learner.set('cmi.suspend_data', text(4096) + 'end'), 'true 0');
  assert.equal(learner.set('cmi.core.lesson_location', text(300)), 'true 0');
  assert.equal(learner.read('cmi.suspend_data').length, 4099);
  learner.call('Commit', '');
  learner.begun();
  assert.equal(learner.read('cmi.suspend_data'), text(4096));
  assert.equal(learner.read('cmi.core.lesson_location').length, 255);
  assert.equal(learner.set('cmi.core.lesson_status', 'done'), 'false 405');
});

test('a long text may be dropped whole', () => {
  const learner = new Learner('truncating', { elements: { overlong: 'drop' } }).begun();
  learner.set('cmi.suspend_data', 'short');
  learner.call('Commit', '');
  assert.equal(learner.set('cmi.suspend_data', text(4097)), 'true 0');
  assert.equal(learner.call('Finish', ''), 'true 0');
  assert.equal(learner.begun().read('cmi.suspend_data'), 'short');
});

test('forgetful: Finish answers true and keeps nothing since the last commit', () => {
  const learner = new Learner('forgetful').begun();
  learner.set('cmi.suspend_data', 'one');
  learner.call('Commit', '');
  learner.set('cmi.suspend_data', 'two');
  assert.equal(learner.call('Finish', ''), 'true 0');
  assert.equal(learner.begun().read('cmi.suspend_data'), 'one');
});

test('expiring: after 60 calls nothing is stored any more, in this visit', () => {
  const learner = new Learner('expiring').begun();
  for (let n = 2; n < 60; n++) learner.api.LMSSetValue('cmi.suspend_data', String(n));
  assert.equal(learner.call('Commit', ''), 'true 0');
  learner.api.LMSSetValue('cmi.suspend_data', 'late');
  assert.equal(learner.call('Commit', ''), 'false 101');
  assert.equal(learner.call('Finish', ''), 'false 101');
  assert.equal(learner.begun().read('cmi.suspend_data'), '59');
});

test('flaky: one call of ten fails with 101, and each run is like the one before', () => {
  const failed = (more = {}) => {
    const learner = new Learner('flaky', { answers: more }).begun();
    return Array.from({ length: 1000 }, () => learner.set('cmi.suspend_data', 'x')).map((answer) => answer === 'false 101');
  };
  const count = failed().filter(Boolean).length;
  assert.ok(count > 60 && count < 140, `${count} of 1000`);
  assert.deepEqual(failed(), failed());
  assert.notDeepEqual(failed(), failed({ seed: 2 }));
  assert.equal(failed({ failing_calls: ['commit'] }).filter(Boolean).length, 0);
});

test('slow: each call takes 800 ms, those that ask for an error none', () => {
  const learner = new Learner('slow').begun();
  learner.api.LMSCommit('');
  learner.api.LMSGetLastError();
  learner.api.LMSGetErrorString('0');
  assert.equal(learner.clock, 1600);
});

// Settings of no built-in profile

test('results may be true, false and numbers', () => {
  const learner = new Learner('strict', { answers: { results: 'native' } }).visit();
  assert.equal(learner.api.LMSInitialize(''), true);
  assert.equal(learner.api.LMSInitialize(''), false);
  assert.equal(learner.api.LMSGetLastError(), 101);
  assert.equal(learner.api.LMSGetValue('cmi.objectives._count'), 0);
  assert.equal(learner.api.LMSGetValue('cmi.core.lesson_status'), 'not attempted');
});

test('arguments may be anything', () => {
  const learner = new Learner('strict', { answers: { arguments: 'any' } }).visit();
  assert.equal(learner.api.LMSInitialize(), 'true');
  assert.equal(learner.set('cmi.core.score.raw', 80), 'true 0');
  assert.equal(learner.read('cmi.core.score.raw'), '80');
  assert.equal(learner.call('Commit', null), 'true 0');
  const strict = new Learner().begun();
  assert.equal(strict.set('cmi.core.score.raw', 80), 'false 201');
});

test('elements may be missing with all below them', () => {
  const learner = new Learner('strict', { elements: { missing: ['cmi.objectives', 'cmi.core.lesson_mode'] } }).begun();
  for (const element of ['cmi.objectives._count', 'cmi.objectives._children', 'cmi.core.lesson_mode']) assert.equal(learner.get(element), '401');
  assert.equal(learner.set('cmi.objectives.0.id', 'o'), 'false 401');
  assert.ok(!learner.read('cmi.core._children').includes('lesson_mode'));
});

test('unset elements may be empty', () => {
  const learner = new Learner('strict', { elements: { unset: 'empty' } }).begun();
  assert.equal(learner.get('cmi.core.lesson_status'), '0');
  assert.equal(learner.get('cmi.core.lesson_mode'), 'normal 0');
});

test('an interaction may be taken in its order alone', () => {
  const learner = new Learner('strict', { elements: { ordered: true } }).begun();
  const record = 'cmi.interactions.0';
  assert.deepEqual(all(learner, [
    [`${record}.id`, 'q'], [`${record}.type`, 'choice'], [`${record}.student_response`, 'a'], [`${record}.correct_responses.0.pattern`, 'a'],
    [`${record}.result`, 'correct'], [`${record}.time`, '12:00:00'], [`${record}.latency`, '00:00:01'],
  ]), ['true 0', 'true 0', 'true 0', 'false 201', 'true 0', 'false 201', 'true 0']);
});

test('a platform may store at Finish alone, or nothing', () => {
  for (const [stores, kept] of [[['finish'], ['', 'two']], [[], ['', '']]]) {
    const found = [];
    for (const end of ['kill', 'Finish']) {
      const learner = new Learner('strict', { saving: { stores } }).begun();
      learner.set('cmi.suspend_data', 'two');
      assert.equal(learner.call('Commit', ''), 'true 0');
      if (end === 'kill') learner.lms.kill();
      else assert.equal(learner.call('Finish', ''), 'true 0');
      found.push(learner.begun().read('cmi.suspend_data'));
    }
    assert.deepEqual(found, kept);
  }
});

test('a page that is left may send requests, which browsers refuse', () => {
  const learner = new Learner('strict', { saving: { leaving: 'request' } }).begun();
  learner.lms.leaving = true;
  learner.call('Finish', '');
  assert.deepEqual(learner.sent, [['finish', 'request']]);
});

test('an attempt is stored with what can be read off it', () => {
  const learner = new Learner().begun();
  all(learner, [['cmi.core.score.raw', '80'], ['cmi.core.lesson_status', 'passed'], ['cmi.objectives.0.id', 'o']]);
  learner.call('Commit', '');
  const { values, ...rest } = plain(learner.server[0]);
  assert.deepEqual(rest, { finished: false, status: 'passed', score: { raw: '80', min: '', max: '' }, total_time: '0000:00:00.00' });
  assert.equal(values['cmi.objectives.0.id'], 'o');
});
