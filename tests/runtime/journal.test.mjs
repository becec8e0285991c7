import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page, Storage, course } from './page.mjs';
import { StrictLms } from './strict-lms.mjs';

const LMS_KEY = 'scorm-builder:fire-drill:learner-1';
const NOBODY_KEY = 'scorm-builder:fire-drill:';

const open = async (around) => {
  const page = new Page(around);
  return { page, progress: await page.open(course()) };
};

test('an entry is kept under the course and the learner, and another learner does not see it', async () => {
  const local = new Storage();
  const lms = new StrictLms();
  const { progress, page } = await open({ api: lms.api, local });
  progress.move('/step-1');
  progress.complete('step-1');
  await page.clock.tick(0);
  assert.deepEqual([...local.items.keys()], [LMS_KEY]);
  const { state, ...rest } = JSON.parse(local.getItem(LMS_KEY));
  assert.deepEqual(rest, { location: '/step-1', pending: false, heard: true });
  assert.deepEqual([...page.State.decode(state).done], [1000]);
  const ben = new StrictLms({ stored: { 'cmi.core.student_id': 'ben' } });
  const other = await open({ api: ben.api, local });
  assert.equal(other.progress.snapshot().offer, false);
});

test('without a name the learner is the one of before in this tab, and nobody in another', async () => {
  const session = new Storage();
  const lms = new StrictLms();
  await open({ api: lms.api, session });
  for (const [tab, key] of [[session, LMS_KEY], [new Storage(), NOBODY_KEY]]) {
    const local = new Storage();
    const { progress } = await open({ session: tab, local });
    progress.complete('step-1');
    assert.deepEqual([...local.items.keys()], [key]);
  }
});

test('what another program left there is not an entry', async () => {
  for (const left of ['', 'null', '{', '7', '[]', '{"state":7}', '{"state":null,"location":7}']) {
    for (const api of [new StrictLms().api, undefined]) {
      const local = new Storage();
      for (const key of [LMS_KEY, NOBODY_KEY]) local.setItem(key, left);
      const { progress } = await open({ api, local });
      const { done, offer, restored, resume } = progress.snapshot();
      assert.deepEqual([done.size, offer, restored, resume], [0, false, 0, ''], left);
    }
  }
});

test('a browser that forbids or lacks storage is no fault of the LMS', async () => {
  const forbidden = new Proxy({}, { get: () => () => { throw new Error('denied'); } });
  for (const local of [forbidden, null]) {
    const lms = new StrictLms();
    const { progress, page } = await open({ api: lms.api, local, session: local });
    progress.complete('step-1');
    await page.clock.tick(0);
    assert.equal(progress.snapshot().fault, '');
    assert.equal(page.State.decode(lms.stored['cmi.suspend_data']).done.has(1000), true);
  }
});

test('what stays on the device is kept by name for a learner and a course, and the LMS never gets it', async () => {
  const local = new Storage();
  const lms = new StrictLms();
  const { progress } = await open({ api: lms.api, local });
  assert.equal(progress.device('size'), undefined);
  assert.equal(progress.device('size', 2), true);
  assert.equal(progress.device('marks', ['/step-1']), true);
  assert.deepEqual(JSON.parse(local.getItem(`${LMS_KEY} own`)), { size: 2, marks: ['/step-1'] });
  const later = await open({ api: lms.relaunch().api, local });
  assert.deepEqual([later.progress.device('size'), [...later.progress.device('marks')]], [2, ['/step-1']]);
  assert.ok(!JSON.stringify(lms.stored).includes('marks'));
  const ben = await open({ api: new StrictLms({ stored: { 'cmi.core.student_id': 'ben' } }).api, local });
  assert.equal(ben.progress.device('size'), undefined);
});

test('where a device keeps nothing, and in review, what should stay on it lasts for the visit', async () => {
  const forbidden = new Proxy({}, { get: () => () => { throw new Error('denied'); } });
  const review = new StrictLms({ stored: { 'cmi.core.lesson_mode': 'review' } });
  for (const around of [{ local: forbidden }, { local: null }, { api: review.api }]) {
    const { progress, page } = await open(around);
    assert.equal(progress.device('size', 2), false);
    assert.equal(progress.device('size'), 2);
    assert.equal(page.window.localStorage?.items?.size ?? 0, 0);
  }
});
