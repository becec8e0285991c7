import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page, START, Storage, course } from './page.mjs';
import { StrictLms } from './strict-lms.mjs';

const KEY = 'scorm-builder:fire-drill:learner-1';

const sorted = (set) => [...set].sort();
const stepsIn = ({ done }) => sorted(done).filter((id) => id.startsWith('step-'));
const doneIn = (lms, page) => {
  const state = page.State.decode(lms.stored['cmi.suspend_data']);
  return state && sorted(state.done);
};
const objectives = (lms) => Object.keys(lms.stored).filter((element) => /^cmi\.objectives\.\d+\.id$/.test(element))
  .map((element) => {
    assert.equal(lms.stored[element.replace('.id', '.status')], 'completed');
    return lms.stored[element];
  });
const entry = (local, key = KEY) => JSON.parse(local.getItem(key));

/** A visit: its page, its LMS, the progress on it and a way to let the microtasks of a save run. */
const visit = async ({ lms = new StrictLms(), local = new Storage(), session, data = course(), ...around } = {}) => {
  const page = new Page({ api: lms?.api, local, session, ...around });
  const progress = await page.open(data);
  const seen = [];
  progress.on((snapshot) => seen.push(snapshot));
  return { page, lms, local, progress, seen, rest: () => page.clock.tick(0), tick: (ms) => page.clock.tick(ms) };
};

const again = (before, more = {}) => visit({ lms: before.lms.relaunch(), local: before.local, ...more });

test('a first visit starts with nothing, saved, in at most twelve calls', async () => {
  const { progress, lms, page } = await visit();
  const { saved, done, opened, ...rest } = progress.snapshot();
  assert.deepEqual(rest, {
    where: 'lms', fault: '', error: '', kept: true, pending: false, offer: false, restored: 0, share: 0, resume: '', reported: false,
    closed: false, name: '', complete: false, report: '', completed: 0,
  });
  assert.ok(saved > 0);
  assert.deepEqual([done.size, opened.size, doneIn(lms, page)], [0, 0, []]);
  assert.ok(lms.log.length <= 12, `${lms.log.length} calls`);
  assert.equal(lms.stored['cmi.core.lesson_status'], 'incomplete');
});

test('a relaunch takes at most twelve calls, also of 2,000 steps', async () => {
  const data = course(2000);
  const { State } = new Page();
  const done = new Set(data.topics[0].steps.map((step) => step.tag));
  const stored = { 'cmi.suspend_data': State.encode({ ...State.fresh(), done }), 'cmi.core.lesson_status': 'incomplete' };
  const { progress, lms } = await visit({ data, lms: new StrictLms({ stored }) });
  assert.equal(stepsIn(progress.snapshot()).length, 1000);
  assert.ok(lms.log.length <= 12, `${lms.log.length} calls`);
});

test('a finished step is in the LMS before the call returns', async () => {
  const { progress, lms, page } = await visit();
  progress.complete('step-1');
  assert.deepEqual(doneIn(lms, page), [1000]);
  assert.equal(lms.stored['cmi.objectives.0.id'], 'step-1');
  assert.equal(lms.stored['cmi.core.session_time'], '0000:00:05.00');
});

test('a killed tab costs nothing, at any step', async () => {
  let before = await visit();
  for (const id of ['step-1', 'step-2', 'step-3']) {
    before.progress.move(`/${id}`);
    before.progress.complete(id);
    before = await again(before);
    assert.ok(before.progress.snapshot().done.has(id));
    assert.equal(before.progress.snapshot().resume, `/${id}`);
    assert.deepEqual(sorted(before.progress.snapshot().opened), [id]);
  }
  assert.equal(before.lms.stored['cmi.core.lesson_status'], 'completed');
});

test('a step is saved once, and unknown ones are ignored', async () => {
  const { progress, lms, rest } = await visit();
  progress.complete('step-1');
  await rest();
  const calls = lms.log.length;
  progress.complete('step-1');
  progress.complete('nowhere');
  progress.move('/nowhere');
  await rest();
  assert.equal(lms.log.length, calls);
});

test('the course is complete without its extras, and the LMS hears it once', async () => {
  const { progress, lms, seen, rest } = await visit({ data: course(4, { report: 'passed' }) });
  for (const id of ['step-1', 'step-2']) progress.complete(id);
  await rest();
  assert.equal(progress.snapshot().complete, false);
  assert.equal(lms.stored['cmi.core.lesson_status'], 'incomplete');
  progress.complete('step-3');
  await rest();
  assert.equal(lms.stored['cmi.core.lesson_status'], 'passed');
  assert.deepEqual([seen.at(-1).complete, seen.at(-1).reported], [true, true]);
  progress.complete('step-4');
  assert.equal(lms.calls.filter((call) => call.includes('passed')).length, 1);
});

test('a topic is an objective in the save of the step that finishes it', async () => {
  const { progress, lms, rest } = await visit();
  progress.complete('step-1');
  await rest();
  assert.deepEqual(objectives(lms), ['step-1']);
  progress.complete('step-2');
  assert.deepEqual(objectives(lms), ['step-1', 'step-2', 'before']);
  await rest();
  progress.complete('step-4');
  assert.deepEqual(objectives(lms), ['step-1', 'step-2', 'before', 'step-4']);
  await rest();
  lms.log.length = 0;
  progress.complete('step-3');
  assert.deepEqual(lms.calls.slice(3), [
    'SetValue cmi.objectives.4.id step-3', 'SetValue cmi.objectives.4.status completed',
    'SetValue cmi.objectives.5.id after', 'SetValue cmi.objectives.5.status completed',
    'SetValue cmi.core.lesson_status completed', 'Commit',
  ]);
});

test('a topic without a required step is finished with all its steps', async () => {
  const data = course(5);
  for (const topic of data.topics) for (const step of topic.steps) step.required = false;
  const { progress, lms, rest } = await visit({ data });
  for (const id of ['step-4', 'step-5', 'step-1']) {
    progress.complete(id);
    await rest();
  }
  assert.deepEqual(objectives(lms), ['step-4', 'step-5', 'after', 'step-1']);
});

test('the place is in the LMS once the page is hidden', async () => {
  const { progress, lms, page } = await visit();
  progress.move('/step-3/exits');
  page.show(false);
  assert.equal(lms.stored['cmi.core.lesson_location'], '/step-3/exits');
});

test('the place of the last seconds comes from this device', async () => {
  const first = await visit();
  first.progress.move('/step-1');
  assert.equal(entry(first.local).location, '/step-1');
  first.progress.move('/step-3/exits');
  first.progress.move('/');
  assert.deepEqual(sorted(first.progress.snapshot().opened), ['step-1', 'step-3']);
  const second = await again(first);
  assert.equal(second.progress.snapshot().resume, '/step-3/exits');
  assert.deepEqual(sorted(second.progress.snapshot().opened), ['step-3']);
});

test('an optional topic and a course of extras never complete anything', async () => {
  const data = course();
  for (const topic of data.topics) topic.required = false;
  const { progress, lms } = await visit({ data });
  for (const id of ['step-1', 'step-2', 'step-3']) progress.complete(id);
  assert.equal(progress.snapshot().complete, false);
  assert.equal(lms.stored['cmi.core.lesson_status'], 'incomplete');
});

test('a lost completion is healed at the next visit', async () => {
  const first = await visit();
  for (const id of ['step-1', 'step-2', 'step-3']) first.progress.complete(id);
  first.lms.stored['cmi.core.lesson_status'] = 'incomplete';
  const second = await again(first);
  assert.equal(second.lms.stored['cmi.core.lesson_status'], 'completed');
  assert.ok(second.lms.log.length <= 12, `${second.lms.log.length} calls`);
});

test('a new step after the end leaves the status where it is', async () => {
  const first = await visit({ data: course(3) });
  for (const id of ['step-1', 'step-2']) first.progress.complete(id);
  const second = await again(first, { data: course(6) });
  const { complete, reported } = second.progress.snapshot();
  assert.deepEqual([complete, reported], [false, true]);
  second.progress.complete('step-3');
  assert.equal(second.lms.stored['cmi.core.lesson_status'], 'completed');
});

test('a removed step keeps its place in the state', async () => {
  const first = await visit({ data: course(5) });
  first.progress.complete('step-4');
  first.progress.move('/step-4');
  const second = await again(first, { data: course(3) });
  assert.equal(second.progress.snapshot().resume, '');
  second.progress.complete('step-1');
  assert.deepEqual(doneIn(second.lms, second.page), [1000, 1111]);
});

test('what the blocks say is saved together, at most once a second', async () => {
  const { progress, lms, tick, local, page } = await visit();
  const before = lms.calls.filter((call) => call === 'Commit').length;
  for (const value of ['AAAB', 'AAAC', 'AAAD']) progress.put(77, value);
  assert.equal(progress.value(77), 'AAAD');
  assert.equal(page.State.decode(entry(local).state).items.get(77), 'AAAD');
  await tick(999);
  assert.equal(lms.calls.filter((call) => call === 'Commit').length, before);
  await tick(1);
  progress.put(77, 'AAAD');
  await tick(5000);
  assert.equal(lms.calls.filter((call) => call === 'Commit').length, before + 1);
  assert.equal((await again({ lms, local })).progress.value(77), 'AAAD');
});

test('what a block said in the last second before a kill comes back from this device', async () => {
  const first = await visit();
  first.progress.put(77, 'AAAB');
  await first.tick(1000);
  first.progress.put(77, 'AAAC');
  const second = await again(first);
  assert.equal(second.progress.value(77), 'AAAC');
  assert.equal(second.page.State.decode(second.lms.stored['cmi.suspend_data']).items.get(77), 'AAAC');
});

test('a failed save is told, kept on the device, and tried after 2, 5, 15, 60 and 60 seconds', async () => {
  const { progress, lms, tick, rest, local, page } = await visit();
  lms.modes.add('commit-fails');
  progress.complete('step-1');
  await rest();
  assert.match(progress.snapshot().fault, /101/);
  assert.equal(entry(local).pending, true);
  assert.deepEqual(sorted(page.State.decode(entry(local).state).done), [1000]);
  for (const delay of [2, 5, 15, 60, 60]) {
    let calls = lms.log.length;
    await tick(delay * 1000 - 1);
    assert.equal(lms.log.length, calls, `before ${delay} s`);
    calls = lms.log.length;
    await tick(1);
    assert.ok(lms.log.length > calls, `after ${delay} s`);
  }
  lms.modes.delete('commit-fails');
  await tick(60000);
  assert.equal(progress.snapshot().fault, '');
  assert.equal(entry(local).pending, false);
  assert.deepEqual(doneIn(lms, page), [1000]);
  const calls = lms.log.length;
  await tick(60000);
  assert.equal(lms.log.length, calls);
});

test('no two tries are equal', async () => {
  const { lms, progress, tick } = await visit({ lms: new StrictLms({ modes: ['no-objectives'] }) });
  lms.modes.add('commit-fails');
  progress.complete('step-1');
  await tick(100000);
  const tries = lms.calls.filter((call) => call.startsWith('SetValue cmi.suspend_data'));
  assert.equal(tries.length, 6);
  assert.equal(lms.calls.filter((call) => call === 'Commit').length, 6);
  assert.equal(new Set(tries).size, tries.length);
});

test('the learner, the network and coming back start a try at once', async () => {
  const { progress, lms, tick, page } = await visit();
  lms.modes.add('commit-fails');
  progress.complete('step-1');
  await tick(10);
  for (const nudge of [() => progress.retry(), () => page.fire('online'), () => page.show(true)]) {
    const calls = lms.log.length;
    nudge();
    assert.ok(lms.log.length > calls, String(nudge));
    await tick(1);
  }
  lms.modes.delete('commit-fails');
  progress.retry();
  await tick(1);
  const calls = lms.log.length;
  progress.retry();
  page.fire('online');
  await tick(60000);
  assert.equal(lms.log.length, calls);
});

test('every fault starts with a short wait, also after a try of the learner', async () => {
  const { progress, lms, tick } = await visit();
  for (const id of ['step-1', 'step-2', 'step-3']) {
    lms.modes.add('commit-fails');
    progress.complete(id);
    await tick(2000);
    await tick(1000);
    progress.retry();
    await tick(1);
    lms.modes.delete('commit-fails');
    assert.notEqual(progress.snapshot().fault, '');
    await tick(15000);
    assert.equal(progress.snapshot().fault, '');
  }
});

test('a hidden page does not try', async () => {
  const { progress, lms, tick, page } = await visit();
  lms.modes.add('commit-fails');
  progress.complete('step-1');
  await tick(1);
  page.show(false);
  await tick(1);
  const calls = lms.log.length;
  await tick(3600000);
  assert.equal(lms.log.length, calls);
  lms.modes.delete('commit-fails');
  page.show(true);
  assert.deepEqual(doneIn(lms, page), [1000]);
});

test('steps that the LMS lost are given back to it at the next visit, with their objectives', async () => {
  const first = await visit();
  first.progress.complete('step-1');
  await first.rest();
  first.lms.modes.add('commit-fails');
  first.progress.complete('step-2');
  first.progress.complete('step-3');
  await first.rest();
  const second = await again(first);
  assert.equal(second.progress.snapshot().restored, 2);
  assert.equal(second.progress.snapshot().fault, '');
  assert.deepEqual(doneIn(second.lms, second.page), [1000, 1037, 1074]);
  assert.equal(second.lms.stored['cmi.core.lesson_status'], 'completed');
  assert.deepEqual(objectives(second.lms), ['step-1', 'step-2', 'step-3', 'before', 'after']);
  assert.equal((await again(second)).progress.snapshot().restored, 0);
});

test('an LMS that says yes and stores nothing until Finish loses nothing either', async () => {
  const first = await visit();
  first.lms.modes.add('volatile');
  first.progress.complete('step-1');
  await first.rest();
  assert.deepEqual(doneIn(first.lms, first.page), []);
  const second = await again(first);
  assert.equal(second.progress.snapshot().restored, 1);
  assert.deepEqual(doneIn(second.lms, second.page), [1000]);
  assert.equal(second.lms.stored['cmi.objectives.0.id'], 'step-1');
});

test('progress of another attempt is an offer, and the journal waits for the answer', async () => {
  const first = await visit({ lms: new StrictLms({ modes: ['forgetful'] }) });
  for (const id of ['step-1', 'step-2']) first.progress.complete(id);
  first.progress.move('/step-2');
  first.progress.put(77, '____');
  await first.tick(2000);
  const kept = first.local.getItem(KEY);
  for (let round = 0; round < 2; round++) {
    const idle = await again({ lms: new StrictLms(), local: first.local });
    const { offer, restored, done, resume } = idle.progress.snapshot();
    assert.deepEqual([offer, restored, done.size, resume], [true, 0, 0, '']);
    idle.progress.move('/step-1');
    await idle.progress.exit();
    assert.equal(first.local.getItem(KEY), kept);
    const later = await again(idle);
    assert.equal(later.progress.snapshot().offer, true);
  }
  const taken = await again({ lms: new StrictLms(), local: first.local });
  taken.progress.accept();
  await taken.rest();
  const { offer, restored, done } = taken.progress.snapshot();
  assert.deepEqual([offer, restored, stepsIn({ done })], [false, 2, ['step-1', 'step-2']]);
  assert.equal(taken.progress.value(77), '____');
  assert.deepEqual(doneIn(taken.lms, taken.page), [1000, 1037]);
  assert.notEqual(taken.page.State.decode(entry(first.local).state).attempt, JSON.parse(kept).state.slice(1, 5));
  assert.deepEqual(stepsIn((await again(taken)).progress.snapshot()), ['step-1', 'step-2']);
});

test('there is nothing to accept without an offer', async () => {
  const { progress, lms } = await visit();
  const calls = lms.log.length;
  progress.accept();
  assert.equal(lms.log.length, calls);
});

test('a journal without progress waits for nobody', async () => {
  const first = await visit();
  const second = await again({ lms: new StrictLms(), local: first.local });
  second.progress.move('/step-2');
  assert.equal(second.progress.snapshot().offer, false);
  assert.equal(entry(first.local).location, '/step-2');
});

test('a declined offer does not come back', async () => {
  const first = await visit();
  first.progress.complete('step-1');
  const second = await again({ lms: new StrictLms(), local: first.local });
  assert.equal(second.progress.snapshot().offer, true);
  second.progress.decline();
  assert.deepEqual([second.progress.snapshot().offer, second.progress.snapshot().done.size], [false, 0]);
  const third = await again(second);
  assert.equal(third.progress.snapshot().offer, false);
});

test('the progress of another attempt in the LMS wins; the journal is replaced when there is progress', async () => {
  const local = new Storage();
  const old = await visit({ local });
  old.progress.complete('step-1');
  await old.rest();
  const kept = local.getItem(KEY);
  const elsewhere = await visit();
  elsewhere.progress.complete('step-2');
  const here = await again(elsewhere, { local });
  assert.deepEqual(stepsIn(here.progress.snapshot()), ['step-2']);
  assert.equal(here.progress.snapshot().offer, false);
  assert.equal(local.getItem(KEY), kept);
  here.progress.complete('step-3');
  assert.deepEqual(sorted(here.page.State.decode(entry(local).state).done), [1037, 1074]);
});

test('two devices come together', async () => {
  const a = await visit();
  a.progress.complete('step-1');
  const b = await visit({ lms: a.lms.relaunch(), local: new Storage() });
  b.progress.complete('step-2');
  b.progress.move('/step-2');
  await b.progress.exit();
  const back = await visit({ lms: b.lms.relaunch(), local: a.local });
  assert.deepEqual(stepsIn(back.progress.snapshot()), ['step-1', 'step-2']);
  assert.equal(back.progress.snapshot().resume, '/step-2');
});

test('a state of another tool is replaced, its status kept', async () => {
  const stored = { 'cmi.suspend_data': '{"page":3}', 'cmi.core.lesson_status': 'passed' };
  const { progress, page, lms } = await visit({ lms: new StrictLms({ stored }) });
  assert.equal(progress.snapshot().reported, true);
  assert.deepEqual(doneIn(lms, page), []);
  progress.complete('step-1');
  assert.equal(stored['cmi.core.lesson_status'], 'passed');
});

test('review shows what the LMS has, marks in memory, and writes nothing anywhere', async () => {
  const first = await visit();
  first.progress.complete('step-1');
  await first.rest();
  first.progress.move('/step-1');
  await first.progress.exit();
  first.lms.stored['cmi.core.lesson_mode'] = 'review';
  const stored = JSON.stringify(first.lms.stored);
  const kept = first.local.getItem(KEY);
  const review = await again(first);
  assert.equal(review.progress.snapshot().where, 'review');
  assert.equal(review.progress.snapshot().resume, '/step-1');
  review.progress.complete('step-2');
  review.progress.put(77, '____');
  review.progress.move('/step-2');
  await review.tick(400000);
  assert.deepEqual(stepsIn(review.seen.at(-1)), ['step-1', 'step-2']);
  review.page.show(false);
  await review.progress.exit();
  assert.deepEqual(review.lms.calls.filter((call) => /^(Set|Commit)/.test(call)), []);
  assert.equal(review.lms.calls.at(-1), 'Finish');
  assert.equal(JSON.stringify(first.lms.stored), stored);
  assert.equal(first.local.getItem(KEY), kept);
});

test('without an LMS the device keeps everything', async () => {
  const local = new Storage();
  const first = await visit({ lms: null, local });
  assert.equal(first.progress.snapshot().where, 'device');
  first.progress.move('/step-2');
  first.progress.complete('step-2');
  first.progress.put(77, '____');
  await first.rest();
  assert.ok(first.progress.snapshot().saved);
  const second = await visit({ lms: null, local });
  const { resume, done, restored, offer } = second.progress.snapshot();
  assert.deepEqual([resume, stepsIn({ done }), restored, offer], ['/step-2', ['step-2'], 0, false]);
  assert.equal(second.progress.value(77), '____');
});

test('a device that keeps nothing says so', async () => {
  const { progress, rest } = await visit({ lms: null, local: null });
  assert.equal(progress.snapshot().fault, '');
  progress.complete('step-1');
  await rest();
  assert.equal(progress.snapshot().fault, 'journal');
  assert.ok(progress.snapshot().done.has('step-1'));
});

test('an LMS alone is enough', async () => {
  const first = await visit({ local: null });
  first.progress.complete('step-1');
  await first.rest();
  assert.equal(first.progress.snapshot().fault, '');
  assert.deepEqual(stepsIn((await again(first)).progress.snapshot()), ['step-1']);
});

test('a lost visit goes on with the learner of this tab, and its steps reach the LMS at the next one', async () => {
  const session = new Storage();
  const first = await visit({ session });
  first.progress.complete('step-1');
  await first.progress.exit();
  const lost = await visit({ lms: first.lms, local: first.local, session });
  const { where, done, fault } = lost.progress.snapshot();
  assert.deepEqual([where, stepsIn({ done }), fault], ['lost', ['step-1'], '']);
  lost.progress.complete('step-2');
  lost.progress.move('/step-2');
  await lost.rest();
  const back = await again(first);
  assert.deepEqual([back.progress.snapshot().restored, back.progress.snapshot().resume], [1, '/step-2']);
  assert.deepEqual(doneIn(back.lms, back.page), [1000, 1037]);
});

test('a state that cannot be read is left alone', async () => {
  const first = await visit();
  first.progress.complete('step-1');
  const text = first.lms.stored['cmi.suspend_data'];
  const lost = await visit({ lms: first.lms.relaunch(['read-fails']) });
  assert.equal(lost.progress.snapshot().where, 'lost');
  lost.progress.complete('step-2');
  await lost.progress.exit();
  assert.equal(first.lms.stored['cmi.suspend_data'], text);
});

test('an LMS that fails from the start, or goes, is a fault and never an exception', async () => {
  for (const mode of ['throws', 'answers-false', 'commit-fails', 'disappears', 'forgetful', 'mandatory-only', 'booleans']) {
    for (const late of [true, false]) {
      const lms = new StrictLms({ modes: late ? [] : [mode] });
      const { progress, tick, local } = await visit({ lms });
      lms.modes.add(mode);
      progress.move('/step-1');
      progress.complete('step-1');
      await tick(100);
      const { fault, where } = progress.snapshot();
      const bad = ['throws', 'answers-false', 'commit-fails', 'disappears'].includes(mode);
      assert.equal(fault !== '' || where === 'lost', bad, `${mode} ${late}`);
      const key = local.getItem(KEY) ? KEY : 'scorm-builder:fire-drill:';
      assert.equal(entry(local, key).location, '/step-1');
      await progress.exit();
      assert.equal(progress.snapshot().closed, true);
    }
  }
});

test('hiding the page commits the time, and time stands still while it is hidden', async () => {
  const { page, lms, tick } = await visit();
  await tick(60000 - (page.clock.now() - START));
  page.show(false);
  assert.deepEqual(lms.calls.slice(-2), ['SetValue cmi.core.session_time 0000:01:00.00', 'Commit']);
  await tick(3600000);
  page.show(true);
  await tick(30000);
  page.show(false);
  assert.equal(lms.values['cmi.core.session_time'], '0000:01:30.00');
});

test('hiding the page saves what waits', async () => {
  const { page, lms, progress } = await visit();
  progress.put(77, 'AAAB');
  page.show(false);
  assert.equal(page.State.decode(lms.stored['cmi.suspend_data']).items.get(77), 'AAAB');
});

test('leaving finishes once, with what was not saved, and nothing is said after it', async () => {
  const { page, lms, progress, tick } = await visit();
  progress.move('/step-2');
  progress.put(77, 'AAAB');
  page.fire('pagehide', { persisted: true });
  assert.equal(lms.calls.filter((call) => call === 'Finish').length, 1);
  assert.equal(lms.calls.at(-2).startsWith('SetValue cmi.core.session_time'), true);
  assert.equal(page.State.decode(lms.stored['cmi.suspend_data']).items.get(77), 'AAAB');
  assert.equal(lms.stored['cmi.core.lesson_location'], '/step-2');
  const calls = lms.log.length;
  page.show(false);
  page.fire('pagehide', {});
  page.show(true);
  progress.complete('step-1');
  progress.put(77, 'AAAC');
  progress.move('/step-1');
  progress.retry();
  await progress.exit();
  await tick(1000000);
  assert.equal(lms.log.length, calls);
});

test('leaving brings what a failed save could not', async () => {
  const { page, lms, progress, rest, local } = await visit();
  lms.modes.add('commit-fails');
  progress.complete('step-1');
  await rest();
  lms.modes.delete('commit-fails');
  page.fire('pagehide', {});
  assert.deepEqual(doneIn(lms, page), [1000]);
  assert.equal(lms.stored['cmi.objectives.0.id'], undefined);
  const second = await again({ lms, local });
  assert.equal(second.progress.snapshot().restored, 0);
  assert.equal(lms.stored['cmi.objectives.0.id'], 'step-1');
  assert.equal(entry(local).pending, false);
});

test('an LMS whose Finish takes the page away at once is finished once', async () => {
  const { page, lms, progress } = await visit();
  const finish = lms.api.LMSFinish;
  lms.api.LMSFinish = (arg) => {
    page.fire('pagehide', {});
    return finish(arg);
  };
  await progress.exit();
  assert.equal(lms.calls.filter((call) => call === 'Finish').length, 1);
});

test('every change is told', async () => {
  const { progress, seen, rest } = await visit({ local: (await (async () => {
    const before = await visit();
    before.progress.complete('step-1');
    return before;
  })()).local });
  const told = async (action) => {
    const before = seen.length;
    action();
    await rest();
    assert.ok(seen.length > before, String(action));
  };
  await told(() => progress.move('/step-1'));
  await told(() => progress.put(77, 'AAAB'));
  await told(() => progress.decline());
  await told(() => progress.complete('step-2'));
  await told(() => progress.exit());
});

test('a page that comes back from the cache starts again', async () => {
  const { page } = await visit();
  page.fire('pageshow', { persisted: false });
  assert.equal(page.reloads, 0);
  page.fire('pageshow', { persisted: true });
  assert.equal(page.reloads, 1);
});

test('exit saves what waits with a commit of its own, then finishes', async () => {
  const { lms, progress, seen } = await visit();
  progress.put(77, 'AAAB');
  lms.log.length = 0;
  await progress.exit();
  assert.deepEqual(lms.calls.map((call) => call.split(' ')[0]).filter((name) => name !== 'SetValue'), ['Commit', 'Finish']);
  assert.equal(seen.at(-1).closed, true);
  await progress.exit();
  assert.equal(lms.calls.filter((call) => call === 'Finish').length, 1);
});

test('a course that is read for long is heard every five minutes, an empty chair is not', async () => {
  const { lms, page, tick } = await visit();
  await tick(300000);
  let commits = lms.calls.filter((call) => call === 'Commit').length;
  assert.equal(commits, 2);
  await tick(900000);
  assert.equal(lms.calls.filter((call) => call === 'Commit').length, commits);
  page.fire('scroll');
  await tick(300000);
  assert.equal(lms.calls.filter((call) => call === 'Commit').length, ++commits);
  page.show(false);
  commits = lms.calls.filter((call) => call === 'Commit').length;
  page.fire('keydown');
  await tick(900000);
  assert.equal(lms.calls.filter((call) => call === 'Commit').length, commits);
});

test('the scripts know no unload and no other exit', async () => {
  const { readFileSync } = await import('node:fs');
  for (const file of ['state', 'scorm12', 'progress']) {
    const source = readFileSync(new URL(`../../templates/runtime/${file}.js`, import.meta.url), 'utf8');
    assert.doesNotMatch(source, /unload|window\.close|logout|'normal'/);
  }
});

const DAY = 864e5;
const today = () => Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / DAY) - 20089;

/** The state that a visit left, completed on another day. */
const completedOn = (day, { lms, page }) => {
  const state = page.State.decode(lms.stored['cmi.suspend_data']);
  state.items.set(7, day);
  return page.State.encode(state);
};

test('the day of completion is kept in the save of the last step, and once', async () => {
  const first = await visit();
  for (const id of ['step-1', 'step-2']) first.progress.complete(id);
  assert.equal(first.progress.snapshot().completed, 0);
  await first.rest();
  first.progress.complete('step-3');
  assert.equal(first.progress.snapshot().completed, today());
  assert.match(first.lms.stored['cmi.suspend_data'], /\.AAAH[0-9a-z]{3}$/);
  await first.rest();
  await first.progress.exit();

  first.lms.stored['cmi.suspend_data'] = completedOn('0b1', first);
  const later = await visit({ lms: first.lms.relaunch() });
  assert.equal(later.progress.snapshot().completed, parseInt('0b1', 36));
  later.progress.complete('step-4');
  await later.rest();
  await later.progress.exit();
  assert.match(later.lms.stored['cmi.suspend_data'], /\.AAAH0b1$/);
});

test('of two copies the earlier day of completion stays, whichever is younger', async () => {
  const first = await visit();
  for (const id of ['step-1', 'step-2', 'step-3']) first.progress.complete(id);
  await first.rest();
  const theirs = completedOn('0b2', first);
  const mine = { ...entry(first.local), state: completedOn('0b1', first) };
  for (const [stored, kept] of [[theirs, mine], [mine.state, { ...mine, state: theirs }]]) {
    first.lms.stored['cmi.suspend_data'] = stored;
    first.local.setItem(KEY, JSON.stringify(kept));
    assert.equal((await again(first)).progress.snapshot().completed, parseInt('0b1', 36));
  }
});

test('a review gives no day of completion, and keeps the one that is there', async () => {
  const first = await visit();
  for (const id of ['step-1', 'step-2', 'step-3']) first.progress.complete(id);
  await first.rest();
  const text = first.lms.stored['cmi.suspend_data'];
  const review = () => visit({
    lms: new StrictLms({ stored: { ...first.lms.stored, 'cmi.core.lesson_mode': 'review' } }), local: first.local,
  });
  assert.equal((await review()).progress.snapshot().completed, today());
  first.lms.stored['cmi.suspend_data'] = text.replace(/\.AAAH...$/, '');
  assert.deepEqual([(await review()).progress.snapshot()].map(({ complete, completed }) => [complete, completed]), [[true, 0]]);
});

test('what the LMS refused is told until the end of the visit, and what waits', async () => {
  const { progress, lms, tick } = await visit();
  lms.modes.add('commit-fails');
  progress.complete('step-1');
  await tick(0);
  const told = ({ error, pending, fault }) => [error, pending, fault !== ''];
  const [error] = told(progress.snapshot());
  assert.match(error, /^Commit \d+$/);
  assert.deepEqual(told(progress.snapshot()), [error, true, true]);
  lms.modes.delete('commit-fails');
  await tick(2000);
  assert.deepEqual(told(progress.snapshot()), [error, false, false]);
});

test('the name is asked for only by a course that shows it', async () => {
  for (const certificate of [false, true]) {
    const { progress, lms } = await visit({ data: course(4, { certificate }) });
    assert.equal(progress.snapshot().name, certificate ? 'Anna Visser' : '');
    assert.equal(lms.calls.includes('GetValue cmi.core.student_name'), certificate);
    assert.ok(lms.log.length <= 12, `${lms.log.length} calls`);
  }
});
