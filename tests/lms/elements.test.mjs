// Types and elements: scorm12.md 2.3 and 2.4. A test names its rule.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Learner, LmsElements, LmsWarnings, PROFILES, Scorm12 } from './lms.mjs';

const text = (length) => 'x'.repeat(length);
const plain = (value) => JSON.parse(JSON.stringify(value));

// [element, values that are taken, values that are not], each in a record that is there
const TYPES = [
  ['cmi.core.lesson_location', ['', text(255), 'é\n'], [text(256)]],
  ['cmi.suspend_data', ['', text(4096)], [text(4097)]],
  ['cmi.comments', ['', text(4096)], [text(4097)]],
  ['cmi.core.lesson_status', ['passed', 'completed', 'failed', 'incomplete', 'browsed'], ['not attempted', '', 'Passed', 'unknown', 'passed ']],
  ['cmi.core.exit', ['time-out', 'suspend', 'logout', ''], ['normal', 'Suspend']],
  ['cmi.core.score.raw', ['', '0', '100', '80.5', '33.3333'], ['-1', '100.1', '1e1', ' 5', '5.', '.5', '+5', 'abc', '5,5']],
  ['cmi.core.score.min', ['', '0'], ['-0.1']],
  ['cmi.core.score.max', ['', '100'], ['101']],
  ['cmi.core.session_time', ['00:00:00', '0000:01:02.5', '9999:59:59.99', '00:99:99'], ['0:01:02', '10000:00:00', '00:00', '', '00:00:00.123', 'PT5S', '5']],
  ['cmi.objectives.0.id', ['a', 'A-b_9', text(255)], ['', 'a b', 'a.b', 'ü', text(256)]],
  ['cmi.objectives.0.status', ['not attempted', 'completed'], ['', 'unknown']],
  ['cmi.objectives.0.score.raw', ['', '50'], ['101']],
  ['cmi.student_preference.audio', ['-1', '0', '100'], ['-2', '101', '50.5', '']],
  ['cmi.student_preference.speed', ['-100', '100'], ['-101', '101']],
  ['cmi.student_preference.text', ['-1', '0', '1'], ['2', '-2']],
  ['cmi.student_preference.language', ['nl', text(255)], [text(256)]],
  ['cmi.interactions.0.id', ['q-1', text(255)], ['q 1', '']],
  ['cmi.interactions.0.time', ['00:00:00', '23:59:59.99'], ['24:00:00', '9:00:00', '12:60:00', '12:00', '2026-01-01T12:00:00', '']],
  ['cmi.interactions.0.type', ['true-false', 'choice', 'fill-in', 'matching', 'performance', 'sequencing', 'likert', 'numeric'], ['other', 'long-fill-in', '']],
  ['cmi.interactions.0.weighting', ['1', '-2.5', '1000'], ['', 'x']],
  ['cmi.interactions.0.result', ['correct', 'wrong', 'unanticipated', 'neutral', '0.5', '-1'], ['incorrect', '', 'Correct']],
  ['cmi.interactions.0.latency', ['00:00:01'], ['1', '']],
  ['cmi.interactions.0.objectives.0.id', ['o-1'], ['o 1']],
];

for (const [element, good, bad] of TYPES) {
  test(`2.3, 2.4: what ${element} takes`, () => {
    const learner = new Learner().begun();
    learner.set('cmi.objectives.0.id', 'o');
    learner.set('cmi.interactions.0.id', 'q');
    for (const value of good) assert.equal(learner.set(element, value), 'true 0', JSON.stringify(value));
    for (const value of bad) assert.equal(learner.set(element, value), 'false 405', JSON.stringify(value));
    if (Scorm12.elements[new LmsElements(Scorm12, LmsWarnings.BOOK).general(element)][0] !== 'w') {
      assert.equal(learner.read(element), good.at(-1), 'what is refused changes nothing');
    }
  });
}

// 2.6: the form of an answer hangs on the type of its interaction
const ANSWERS = {
  'true-false': [['t', 'f', '0', '1'], ['true', 'x', '']],
  choice: [['a', 'a,c', '0,9'], ['ab', 'a, c', 'A', '']],
  sequencing: [['b,a,d,c'], ['b a']],
  matching: [['1.c,2.a', 'a.b'], ['a', 'a.bc', '1.c 2.a']],
  numeric: [['3.14', '-2'], ['3,14', '1:2', '']],
  likert: [['4', ''], ['45']],
  'fill-in': [['Paris', '', text(255)], [text(256)]],
  performance: [['opened menu'], [text(256)]],
};

for (const [type, [good, bad]] of Object.entries(ANSWERS)) {
  test(`2.6: answers of ${type}`, () => {
    const learner = new Learner().begun();
    learner.set('cmi.interactions.0.id', 'q');
    learner.set('cmi.interactions.0.type', type);
    for (const element of ['cmi.interactions.0.student_response', 'cmi.interactions.0.correct_responses.0.pattern']) {
      for (const value of good) assert.equal(learner.set(element, value), 'true 0', value);
      for (const value of bad) assert.equal(learner.set(element, value), 'false 405', value);
    }
  });
}

const names = (access) => Object.keys(Scorm12.elements).filter((name) => Scorm12.elements[name][0] === access);

test('2.4: the elements that an LMS must have', () => {
  assert.deepEqual(Object.keys(Scorm12.elements).filter((name) => Scorm12.elements[name][1] === 'M'), [
    'cmi._version', 'cmi.core._children', 'cmi.core.student_id', 'cmi.core.student_name', 'cmi.core.lesson_location', 'cmi.core.credit',
    'cmi.core.lesson_status', 'cmi.core.entry', 'cmi.core.score._children', 'cmi.core.score.raw', 'cmi.core.total_time', 'cmi.core.exit',
    'cmi.core.session_time', 'cmi.suspend_data', 'cmi.launch_data',
  ]);
});

test('2.4: elements that a course only writes are not read: 404', () => {
  const learner = new Learner().begun();
  learner.set('cmi.interactions.0.id', 'q');
  learner.set('cmi.interactions.0.objectives.0.id', 'o');
  learner.set('cmi.interactions.0.correct_responses.0.pattern', 'a');
  assert.deepEqual(names('w'), [
    'cmi.core.exit', 'cmi.core.session_time', 'cmi.interactions.n.id', 'cmi.interactions.n.objectives.m.id', 'cmi.interactions.n.time',
    'cmi.interactions.n.type', 'cmi.interactions.n.correct_responses.m.pattern', 'cmi.interactions.n.weighting',
    'cmi.interactions.n.student_response', 'cmi.interactions.n.result', 'cmi.interactions.n.latency',
  ]);
  for (const name of names('w')) assert.equal(learner.get(name.replace(/\.[nm]\./g, '.0.')), '404', name);
});

test('2.4: elements that a course only reads are not set: 403, keywords 402', () => {
  const learner = new Learner().begun();
  learner.set('cmi.objectives.0.id', 'o');
  learner.set('cmi.interactions.0.id', 'q');
  for (const name of names('r')) {
    const code = /\._(children|count|version)$/.test(name) ? 402 : 403;
    assert.equal(learner.set(name.replace(/\.n\./, '.0.'), '1'), `false ${code}`, name);
  }
});

test('2.4: first values', () => {
  const learner = new Learner('strict', {}, { launch_data: 'room=4', mastery_score: '80' }).begun();
  const first = {
    'cmi._version': '3.4', 'cmi.core.student_id': 'anna', 'cmi.core.student_name': 'Visser, Anna', 'cmi.core.lesson_location': '',
    'cmi.core.credit': 'credit', 'cmi.core.lesson_status': 'not attempted', 'cmi.core.entry': 'ab-initio', 'cmi.core.score.raw': '',
    'cmi.core.score.min': '', 'cmi.core.score.max': '', 'cmi.core.total_time': '0000:00:00.00', 'cmi.core.lesson_mode': 'normal',
    'cmi.suspend_data': '', 'cmi.launch_data': 'room=4', 'cmi.comments': '', 'cmi.comments_from_lms': '', 'cmi.objectives._count': '0',
    'cmi.interactions._count': '0', 'cmi.student_data.mastery_score': '80', 'cmi.student_preference.audio': '0',
  };
  for (const [element, value] of Object.entries(first)) assert.equal(learner.get(element), `${value} 0`.trim(), element);
});

test('2.4: the children of each group', () => {
  const learner = new Learner().begun();
  learner.set('cmi.objectives.0.id', 'o');
  const children = {
    'cmi.core': 'student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time',
    'cmi.core.score': 'raw,max,min',
    'cmi.objectives': 'id,score,status',
    'cmi.objectives.0.score': 'raw,max,min',
    'cmi.student_data': 'mastery_score,max_time_allowed,time_limit_action',
    'cmi.student_preference': 'audio,language,speed,text',
    'cmi.interactions': 'id,objectives,time,type,correct_responses,weighting,student_response,result,latency',
  };
  for (const [group, list] of Object.entries(children)) assert.equal(learner.read(`${group}._children`), list);
});

test('2.2: 202 and 203 for children and counts of what has none', () => {
  const learner = new Learner().begun();
  assert.equal(learner.get('cmi.core.lesson_status._children'), '202');
  assert.equal(learner.get('cmi.core._count'), '203');
  assert.equal(learner.get('cmi.suspend_data._count'), '203');
  assert.equal(learner.get('cmi.nonsense._count'), '401');
});

test('2.2: 201 for what is no name of an element, 401 for an element that is not there', () => {
  const learner = new Learner().begun();
  for (const name of ['', 'cmi', 'lesson_status', 'cmi..core', 'cmi.', '.cmi.core', 'cmi core']) {
    assert.equal(learner.get(name), '201', name);
    assert.equal(learner.set(name, '1'), 'false 201', name);
  }
  for (const name of ['cmi.completion_status', 'cmi.core.nonsense', 'cmi.objectives.n.id', 'cmi.objectives.x.id', 'cmi.core', 'adl.nav.request']) {
    assert.equal(learner.get(name), '401', name);
    assert.equal(learner.set(name, '1'), 'false 401', name);
  }
});

test('2.4: records are numbered from 0 without a gap, begin with their id, and are counted', () => {
  const learner = new Learner().begun();
  assert.equal(learner.set('cmi.objectives.1.id', 'b'), 'false 201');
  assert.equal(learner.set('cmi.objectives.0.status', 'passed'), 'false 201');
  assert.equal(learner.get('cmi.objectives.0.id'), '201');
  assert.equal(learner.set('cmi.objectives.0.id', 'a b'), 'false 405');
  assert.equal(learner.get('cmi.objectives._count'), '0 0');
  assert.equal(learner.set('cmi.objectives.0.id', 'a'), 'true 0');
  assert.equal(learner.set('cmi.objectives.00.id', 'a'), 'false 401');
  assert.equal(learner.set('cmi.objectives.0.status', 'passed'), 'true 0');
  assert.equal(learner.set('cmi.objectives.1.id', 'b'), 'true 0');
  assert.equal(learner.get('cmi.objectives._count'), '2 0');
  assert.equal(learner.get('cmi.objectives.2.status'), '201');
  for (let n = 2; n < 12; n++) assert.equal(learner.set(`cmi.objectives.${n}.id`, `o${n}`), 'true 0');
  assert.equal(learner.get('cmi.objectives._count'), '12 0');
});

test('2.4: lists within a record have the same rules', () => {
  const learner = new Learner().begun();
  assert.equal(learner.set('cmi.interactions.0.correct_responses.0.pattern', 'a'), 'false 201');
  assert.equal(learner.get('cmi.interactions.0.correct_responses._count'), '201');
  learner.set('cmi.interactions.0.id', 'q');
  assert.equal(learner.get('cmi.interactions.0.correct_responses._count'), '0 0');
  assert.equal(learner.set('cmi.interactions.0.correct_responses.1.pattern', 'a'), 'false 201');
  assert.equal(learner.set('cmi.interactions.0.correct_responses.0.pattern', 'a'), 'true 0');
  assert.equal(learner.set('cmi.interactions.0.objectives.0.id', 'o'), 'true 0');
  assert.equal(learner.get('cmi.interactions.0.correct_responses._count'), '1 0');
  assert.equal(learner.get('cmi.interactions.0.objectives._count'), '1 0');
  assert.equal(learner.get('cmi.interactions._count'), '1 0');
});

test('the book that warnings go by is the profile `strict`', () => {
  assert.deepEqual(plain(LmsWarnings.BOOK), PROFILES.strict.elements);
});
