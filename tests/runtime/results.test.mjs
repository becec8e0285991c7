import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page, course } from './page.mjs';
import { StrictLms } from './strict-lms.mjs';

const NOON = new Date(2026, 0, 5, 12, 34, 56).getTime();

const record = (more = {}) => ({
  id: 'exam_sound', type: 'choice', at: NOON, seconds: 12.5, weight: 1, response: ['b'], patterns: [['b']], credit: 1, place: '', ...more,
});

let turn = 0;

/** A visit that has begun. */
const visit = async (lms = new StrictLms()) => {
  const page = new Page({ api: lms.api, questions: true });
  const progress = await page.open(course());
  lms.log.length = 0;
  return { page, progress, results: page.Results, lms };
};

/** Answers, and what the LMS heard of them. */
const told = async ({ progress, results, page, lms }, ...records) => {
  lms.log.length = 0;
  const places = records.map((one) => results.add(one));
  progress.put(77, `${++turn}${places}`);
  await page.clock.tick(1000);
  return lms.calls.filter((call) => call.includes('interactions')).map((call) => call.replace(/^SetValue cmi\.interactions\./, ''));
};

test('an answer, element by element', async () => {
  const all = await visit();
  assert.deepEqual(await told(all, record()), [
    'GetValue cmi.interactions._count', '0.id exam_sound', '0.type choice', '0.time 12:34:56',
    '0.correct_responses.0.pattern b', '0.weighting 1', '0.student_response b', '0.result correct', '0.latency 0000:00:12.50',
  ]);
  assert.equal(all.lms.calls.at(-1), 'Commit');
  assert.equal((await told(all, record({ id: 'exam_route' })))[0], '1.id exam_route');
});

const refused = ({ lms }) => lms.log.filter(([name, , , code]) => code && name !== 'LMSGetLastError').map(([, args, , code]) => [args[0].split('.').pop(), code]);
/** The values of a record, by the last word of the element. */
const stored = ({ lms }, n) => Object.fromEntries(Object.entries(lms.stored)
  .filter(([element]) => element.startsWith(`cmi.interactions.${n}.`)).map(([element, value]) => [element.split('.').slice(3).join('.'), value]));

test('every type of answer has the form of the standard', async () => {
  const all = await visit();
  let n = 0;
  const surrogate = `${'x'.repeat(254)}😀 and more`;
  for (const [type, response, patterns, credit, text, rights, result] of [
    ['choice', ['a', 'c'], [['a', 'c']], 1, 'a,c', ['a,c'], 'correct'],
    ['choice', ['a'], [['a', 'c']], 0.5, 'a', ['a,c'], '0.5'],
    ['performance', ['talk.a'], [], 300 / 301, 'talk.a', [], '0.99'],
    ['performance', ['talk.b'], [], 1 / 301, 'talk.b', [], '0.01'],
    ['true-false', ['f'], [['t']], 0, 'f', ['t'], 'wrong'],
    ['fill-in', ['a, b'], [['Paris'], ['Parijs']], 0, 'a, b', ['Paris', 'Parijs'], 'wrong'],
    ['fill-in', [surrogate], [], 0, 'x'.repeat(254), [], 'wrong'],
    ['fill-in', ['lone \ud800 half'], [], 0, 'lone  half', [], 'wrong'],
    ['numeric', ['-3.14'], [['3.14']], 0, '-3.14', ['3.14'], 'wrong'],
    ['numeric', ['1e21'], [['0.1']], 0, undefined, ['0.1'], 'wrong'],
    ['matching', [['a', 'c'], ['b', 'a']], [[['a', 'c'], ['b', 'b']]], 0.5, 'a.c,b.a', ['a.c,b.b'], '0.5'],
    ['sequencing', ['b', 'a', 'c'], [['a', 'b', 'c']], 1 / 3, 'b,a,c', ['a,b,c'], '0.33'],
    ['likert', ['d'], [], null, 'd', [], 'neutral'],
    ['performance', ['start: a'], [], null, 'start: a', [], 'neutral'],
    ['choice', [], [['b']], 0, undefined, ['b'], 'wrong'],
  ]) {
    await told(all, record({ type, response, patterns, credit }));
    const found = stored(all, n++);
    assert.deepEqual([found.student_response, found.result, found.type], [text, result, type], type);
    assert.deepEqual([0, 1].flatMap((m) => found[`correct_responses.${m}.pattern`] ?? []), rights, type);
    assert.deepEqual(refused(all), [], type);
  }
});

test('a journal goes on behind what earlier visits left', async () => {
  const all = await visit();
  await told(all, record(), record({ id: 'exam_route' }));
  await all.progress.exit();
  const again = await visit(all.lms.relaunch());
  await told(again, record({ response: ['a'], credit: 0 }));
  assert.deepEqual([0, 1, 2].map((n) => stored(again, n).id), ['exam_sound', 'exam_route', 'exam_sound']);
  assert.deepEqual(refused(again), []);
});

test('where each question has one record, its last answer is in it, also in a later visit', async () => {
  const all = await visit();
  const places = [record({ place: 'AA' }), record({ id: 'exam_route', place: 'AA' })].map((one) => all.results.add(one));
  assert.deepEqual(places, ['AB', 'AC']);
  all.progress.put(77, 'A');
  await all.page.clock.tick(1000);
  await all.progress.exit();
  const again = await visit(all.lms.relaunch());
  assert.equal(again.results.add(record({ id: 'exam_route', response: ['c'], credit: 0, place: 'AC' })), 'AC');
  assert.equal(again.results.add(record({ id: 'exam_last', place: 'AA' })), 'AD');
  again.progress.put(77, 'B');
  await again.page.clock.tick(1000);
  assert.deepEqual([0, 1, 2].map((n) => stored(again, n).id), ['exam_sound', 'exam_route', 'exam_last']);
  assert.deepEqual([stored(again, 1).student_response, stored(again, 1).result], ['c', 'wrong']);
  assert.deepEqual(refused(again), []);
});

test('a place that the LMS does not have any more, or gave to another question, is a new one', async () => {
  const { results } = await visit();
  assert.equal(results.add(record({ place: 'AF' })), 'AB');
  assert.equal(results.add(record({ id: 'exam_route', place: 'AB' })), 'AC');
  assert.equal(results.add(record({ place: 'AB' })), 'AB');
});

test('more records than two digits can tell have no place', async () => {
  const lms = new StrictLms();
  const get = lms.api.LMSGetValue;
  lms.api.LMSGetValue = (element) => (element === 'cmi.interactions._count' ? '4094' : get(element));
  const { results } = await visit(lms);
  assert.deepEqual([1, 2].map((n) => results.add(record({ id: `exam_${n}`, place: 'AA' }))), ['__', 'AA']);
});

test('an LMS without interactions is asked once, and everything else is saved', async () => {
  for (const odd of [{ modes: ['no-interactions'] }, { modes: ['mandatory-only'] }, { count: '' }, { count: 'NaN' }, { count: '-1' }, { count: '1.0' }]) {
    const lms = new StrictLms({ modes: odd.modes });
    const get = lms.api.LMSGetValue;
    lms.api.LMSGetValue = (element) => (element === 'cmi.interactions._count' ? odd.count ?? get(element) : get(element));
    const all = await visit(lms);
    for (let n = 0; n < 3; n++) assert.deepEqual((await told(all, record({ place: 'AA' }))).filter((call) => !call.startsWith('Get')), []);
    assert.equal(all.progress.snapshot().fault, '');
    assert.match(lms.stored['cmi.suspend_data'], /AA$/);
  }
});

test('a 401 to an element ends them for the visit, and is asked again in the next', async () => {
  const all = await visit();
  all.lms.modes.add('no-interactions');
  const get = all.lms.api.LMSGetValue;
  all.lms.api.LMSGetValue = (element) => (element === 'cmi.interactions._count' ? '0' : get(element));
  assert.deepEqual(await told(all, record()), ['0.id exam_sound']);
  assert.deepEqual(await told(all, record()), []);
  assert.equal(all.progress.snapshot().fault, '');
  assert.equal((await told(await visit(all.lms.relaunch()), record())).length, 9);
});

test('any other refusal is passed over: the rest is sent, and objectives go on', async () => {
  const all = await visit();
  const set = all.lms.api.LMSSetValue;
  all.lms.api.LMSSetValue = (element, value) => set(element, element.endsWith('.result') ? 'incorrect' : value);
  await told(all, record());
  assert.deepEqual(refused(all), [['result', 405]]);
  assert.equal(stored(all, 0).latency, '0000:00:12.50');
  all.progress.complete('step-1');
  await all.page.clock.tick(0);
  assert.equal(all.lms.stored['cmi.objectives.0.id'], 'step-1');
  assert.equal(all.progress.snapshot().fault, '');
});

test('a record without an id leaves no gap behind it', async () => {
  const all = await visit();
  all.lms.modes.add('refuses-interactions');
  await told(all, record());
  assert.equal(all.progress.snapshot().fault, '');
  all.lms.modes.delete('refuses-interactions');
  await told(all, record({ id: 'exam_route' }));
  assert.equal(stored(all, 0).id, 'exam_route');
  assert.deepEqual(refused(all), []);
});

test('what a failed commit had gets to its place, also as Moodle needs it', async () => {
  for (const mode of ['commit-fails', 'throws', 'answers-false', 'disappears']) {
    const all = await visit();
    await told(all, record());
    all.lms.modes.add(mode);
    await told(all, record({ id: 'exam_route', type: 'performance', credit: null, patterns: [['-'], ['_']], response: ['-'], weight: 2 }));
    await told(all, record({ id: 'exam_last' }));
    assert.notEqual(all.progress.snapshot().fault, '');
    all.lms.modes.delete(mode);
    await all.page.clock.tick(60000);
    assert.equal(all.progress.snapshot().fault, '', mode);
    assert.deepEqual(refused(all).filter(([, code]) => code !== 101), [], mode);
    assert.deepEqual(stored(all, 1), {
      id: 'exam_route', type: 'performance', time: '12:34:56', 'correct_responses.0.pattern': '-', 'correct_responses.1.pattern': '_',
      weighting: '2', student_response: '-', result: 'neutral', latency: '0000:00:12.50',
    }, mode);
    assert.deepEqual([stored(all, 2).id, stored(all, 2).student_response, stored(all, 3)], ['exam_last', 'b', {}], mode);
  }
});

test('in review, without an LMS and after the end an answer is told to nobody', async () => {
  for (const given of [{ 'cmi.core.lesson_mode': 'review' }, { 'cmi.core.lesson_mode': 'browse' }, { 'cmi.core.credit': 'no-credit' }]) {
    const all = await visit(new StrictLms({ stored: given }));
    assert.equal(all.results.add(record({ place: 'AC' })), 'AC');
    await all.progress.exit();
    assert.deepEqual(all.lms.calls.filter((call) => /^Set|interactions/.test(call)), []);
  }
  const alone = await visit({ log: [] });
  assert.equal(alone.results.add(record()), '');
  const { progress, results, lms } = await visit();
  await progress.exit();
  lms.log.length = 0;
  assert.equal(results.add(record({ place: 'AA' })), 'AA');
  assert.deepEqual(lms.calls, []);
});
