// Against an LMS side that we did not write.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scorm12API } from 'scorm-again/scorm12';
import { Page, Storage, course } from './page.mjs';

const LOUD = 5;

/** One visit to scorm-again, which holds what was committed; calls are logged as lines. */
class Lms {
  constructor(stored = null) {
    this.stored = stored;
    this.calls = [];
    this.asked = 0;
    const lms = new Scorm12API({ autocommit: false, logLevel: LOUD });
    const first = { core: { student_id: 'anna', credit: 'credit', lesson_mode: 'normal' } };
    lms.loadFromJSON(stored ?? first, 'cmi');
    this.api = {};
    for (const name of ['Initialize', 'Finish', 'GetValue', 'SetValue', 'Commit', 'GetLastError']) {
      this.api[`LMS${name}`] = (...args) => {
        this.asked++;
        if (name !== 'GetLastError') this.calls.push([name, ...args].join(' ').trim());
        const answer = lms[`LMS${name}`](...args);
        if (name !== 'GetLastError') assert.equal(String(lms.LMSGetLastError()), '0', this.calls.at(-1));
        if (name === 'Commit' || name === 'Finish') {
          this.stored = JSON.parse(lms.renderCMIToJSONString()).cmi;
          // what any LMS does between two visits
          Object.assign(this.stored.core, { entry: 'resume', exit: '', session_time: '' });
        }
        return answer;
      };
    }
  }
}

const visit = async (stored, local = new Storage()) => {
  const lms = new Lms(stored);
  const page = new Page({ api: lms.api, local });
  return { lms, page, local, progress: await page.open(course(3)) };
};

const words = (lms) => lms.calls.map((call) => call.replace(/(suspend_data|session_time) .*/, '$1'));

const START = [
  'Initialize', 'GetValue cmi.suspend_data', 'GetValue cmi.core.lesson_status', 'GetValue cmi.core.lesson_mode',
  'GetValue cmi.core.credit', 'GetValue cmi.core.student_id',
];
const OPENING = ['SetValue cmi.core.exit suspend', 'SetValue cmi.suspend_data', 'Commit'];

test('first visit, step, kill, relaunch, end and exit, call by call', async () => {
  const first = await visit(null);
  assert.deepEqual(words(first.lms), [...START, 'SetValue cmi.core.lesson_status incomplete', ...OPENING]);
  assert.ok(first.lms.asked <= 12);

  first.lms.calls.length = 0;
  first.progress.move('/step-1');
  first.progress.complete('step-1');
  assert.deepEqual(words(first.lms), [
    'SetValue cmi.suspend_data', 'SetValue cmi.core.lesson_location /step-1', 'GetValue cmi.objectives._count',
    'SetValue cmi.core.session_time', 'SetValue cmi.objectives.0.id step-1',
    'SetValue cmi.objectives.0.status completed', 'Commit',
  ]);

  // no event: the tab is killed, and the device forgets too
  const second = await visit(first.lms.stored);
  assert.deepEqual(words(second.lms), [...START, 'GetValue cmi.core.lesson_location', ...OPENING]);
  assert.ok(second.lms.asked <= 12);
  assert.deepEqual([...second.progress.snapshot().done], ['step-1']);
  assert.equal(second.progress.snapshot().resume, '/step-1');

  second.lms.calls.length = 0;
  second.progress.complete('step-2');
  assert.deepEqual(words(second.lms), [
    'SetValue cmi.suspend_data', 'SetValue cmi.core.lesson_location /step-1',
    'GetValue cmi.objectives._count', 'GetValue cmi.objectives.0.id',
    'SetValue cmi.core.session_time', 'SetValue cmi.objectives.0.status completed', 'SetValue cmi.objectives.1.id step-2',
    'SetValue cmi.objectives.1.status completed', 'SetValue cmi.objectives.2.id before',
    'SetValue cmi.objectives.2.status completed', 'SetValue cmi.core.lesson_status completed', 'Commit',
  ]);

  await second.page.clock.tick(0);
  second.lms.calls.length = 0;
  await second.progress.exit();
  assert.deepEqual(words(second.lms), [
    'SetValue cmi.suspend_data', 'SetValue cmi.core.lesson_location /step-1', 'SetValue cmi.core.session_time', 'Finish',
  ]);
  assert.equal(second.lms.stored.core.lesson_status, 'completed');

  const third = await visit(second.lms.stored);
  assert.deepEqual([...third.progress.snapshot().done], ['step-1', 'step-2', 'before']);
  assert.equal(third.progress.snapshot().reported, true);
  await third.progress.exit();
  assert.equal(third.lms.stored.core.lesson_status, 'completed');
});

test('closing the first page at once does not complete the course', async () => {
  const { lms, page } = await visit(null);
  page.fire('pagehide', {});
  assert.equal(lms.calls.at(-1), 'Finish');
  assert.equal(lms.stored.core.lesson_status, 'incomplete');
});

test('a mastery score that an LMS adds does not fail a course without a score', async () => {
  const { lms, progress } = await visit({
    core: { student_id: 'anna', credit: 'credit', lesson_mode: 'normal' }, student_data: { mastery_score: '80' },
  });
  for (const id of ['step-1', 'step-2']) progress.complete(id);
  await progress.exit();
  assert.equal(lms.stored.core.lesson_status, 'completed');
});
