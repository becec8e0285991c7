import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page, course } from './page.mjs';
import { StrictLms2004 } from './strict-lms.mjs';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

const record = (more = {}) => ({
  id: 'exam_sound', text: 'Which  sound\n is it?', type: 'choice', at: AT, seconds: 12.5, weight: 1, response: ['b'], patterns: [['b']],
  credit: 1, place: '', ...more,
});

let turn = 0;

/** A visit that has begun. */
const visit = async (lms = new StrictLms2004()) => {
  const page = new Page({ api: lms.api, questions: true, standard: 'scorm2004' });
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

const refused = ({ lms }) => lms.log.filter(([name, , , code]) => code && code !== 403 && name !== 'GetLastError')
  .map(([, args, , code]) => [args[0].split('.').pop(), code]);
const stored = ({ lms }, n) => Object.fromEntries(Object.entries(lms.stored)
  .filter(([element]) => element.startsWith(`cmi.interactions.${n}.`)).map(([element, value]) => [element.split('.').slice(3).join('.'), value]));

test('an answer, element by element: the type before what hangs on it (408), two decimals and a zone (Q8)', async () => {
  const all = await visit();
  assert.deepEqual(await told(all, record()), [
    'GetValue cmi.interactions._count', '0.id exam_sound', '0.type choice', '0.timestamp 2026-01-02T03:04:05.67Z',
    '0.correct_responses.0.pattern b', '0.weighting 1', '0.learner_response b', '0.result correct', '0.latency PT0H0M12.50S',
    '0.description Which sound is it?',
  ]);
  assert.equal(all.lms.calls.at(-1), 'Commit');
});

test('every type of answer has the form of the standard', async () => {
  const all = await visit();
  const long = 'x'.repeat(251);
  let n = 0;
  for (const [type, response, patterns, credit, text, rights, result, kind = type] of [
    ['choice', ['a', 'c'], [['a', 'c']], 1, 'a[,]c', ['a[,]c'], 'correct'],
    ['choice', ['a'], [['a', 'c']], 0.5, 'a', ['a[,]c'], '0.5'],
    ['choice', [], [['b']], 0, undefined, ['b'], 'incorrect'],
    ['true-false', ['f'], [['t']], 0, 'false', ['true'], 'incorrect'],
    ['fill-in', ['a, b'], [['Paris'], ['Parijs']], 0, 'a, b', ['Paris', 'Parijs'], 'incorrect'],
    ['fill-in', [long], [['Paris']], 0, long, ['Paris'], 'incorrect', 'long-fill-in'],
    ['long-fill-in', [`${'x'.repeat(3999)}😀 more`], [], null, 'x'.repeat(3999), [], 'neutral'],
    ['long-fill-in', ['lone \ud800 half'], [], null, 'lone  half', [], 'neutral'],
    ['numeric', ['-3.14'], [['3.14']], 0, '-3.14', ['3.14[:]3.14'], 'incorrect'],
    ['numeric', ['30'], [[['29', '31']]], 1, '30', ['29[:]31'], 'correct'],
    ['matching', [['a', 'c'], ['b', 'a']], [[['a', 'c'], ['b', 'b']]], 0.5, 'a[.]c[,]b[.]a', ['a[.]c[,]b[.]b'], '0.5'],
    ['sequencing', ['b', 'a', 'c'], [['a', 'b', 'c']], 1 / 3, 'b[,]a[,]c', ['a[,]b[,]c'], '0.33'],
    ['likert', ['d'], [], null, 'd', [], 'neutral'],
    ['performance', [['start', 'a'], ['talk', 'b']], [[['start', 'a'], ['talk', 'a']]], 0.5, 'start[.]a[,]talk[.]b', ['start[.]a[,]talk[.]a'], '0.5'],
  ]) {
    await told(all, record({ type, response, patterns, credit }));
    const found = stored(all, n++);
    assert.deepEqual([found.learner_response, found.result, found.type], [text, result, kind], type);
    assert.deepEqual([0, 1].flatMap((m) => found[`correct_responses.${m}.pattern`] ?? []), rights, type);
    assert.deepEqual(refused(all), [], type);
  }
});

test('a description has 250 characters at most, and no half of one (Q5)', async () => {
  const all = await visit();
  await told(all, record({ text: `${'x'.repeat(249)}😀 and more` }));
  assert.equal(stored(all, 0).description, 'x'.repeat(249));
  assert.deepEqual(refused(all), []);
});

test('a journal goes on behind what earlier visits left; where each question has one record, its last answer is in it', async () => {
  const all = await visit();
  await told(all, record(), record({ id: 'exam_route', place: 'AA' }));
  await all.progress.exit();
  const again = await visit(all.lms.relaunch());
  await told(again, record({ response: ['a'], credit: 0 }), record({ id: 'exam_route', response: ['c'], credit: 0, place: 'AC' }));
  assert.deepEqual([0, 1, 2, 3].map((n) => stored(again, n).id), ['exam_sound', 'exam_route', 'exam_sound', undefined]);
  assert.deepEqual([stored(again, 1).learner_response, stored(again, 1).result], ['c', 'incorrect']);
  assert.deepEqual(refused(again), []);
});

test('an LMS without interactions is asked once, and everything else is saved (Q3)', async () => {
  const all = await visit(new StrictLms2004({ modes: ['no-interactions'] }));
  for (let n = 0; n < 3; n++) assert.deepEqual((await told(all, record())).filter((call) => !call.startsWith('Get')), []);
  assert.equal(all.progress.snapshot().fault, '');
});

test('what a failed commit had gets to its place, also as Moodle needs it', async () => {
  for (const mode of ['commit-fails', 'throws', 'answers-false', 'disappears']) {
    const all = await visit();
    await told(all, record());
    all.lms.modes.add(mode);
    await told(all, record({ id: 'exam_route', type: 'performance', credit: null, patterns: [], response: [['a', 'b']], weight: 2 }));
    assert.notEqual(all.progress.snapshot().fault, '');
    all.lms.modes.delete(mode);
    await all.page.clock.tick(60000);
    assert.equal(all.progress.snapshot().fault, '', mode);
    assert.deepEqual(refused(all).filter(([, code]) => ![101, 391].includes(code)), [], mode);
    assert.deepEqual(stored(all, 1), {
      id: 'exam_route', type: 'performance', timestamp: '2026-01-02T03:04:05.67Z', weighting: '2', learner_response: 'a[.]b',
      result: 'neutral', latency: 'PT0H0M12.50S', description: 'Which sound is it?',
    }, mode);
  }
});

test('a score is scaled and raw, before the status, and another one when it has to be sent again (C7, C8)', async () => {
  const all = await visit();
  assert.equal(all.results.score('83.33'), true);
  all.progress.put(77, 'score');
  await all.page.clock.tick(1000);
  const score = Object.fromEntries(Object.entries(all.lms.stored).filter(([element]) => element.includes('score')));
  assert.deepEqual(score, { 'cmi.score.scaled': '0.8333', 'cmi.score.min': '0', 'cmi.score.max': '100', 'cmi.score.raw': '83.33' });
  for (const [element, value] of [['scaled', '1'], ['scaled', '0.8333'], ['scaled', '0'], ['raw', '100'], ['raw', '83.33'], ['min', '0'], ['max', '100']]) {
    const other = all.results.other(`cmi.score.${element}`, value);
    assert.notEqual(+other, +value);
    assert.ok(+other >= 0 && +other <= (element === 'scaled' ? 1 : 100));
  }
});
