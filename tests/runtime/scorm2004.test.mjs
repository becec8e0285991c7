import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page, START, course } from './page.mjs';
import { StrictLms2004 } from './strict-lms.mjs';

const standard = 'scorm2004';
const DONE = 'cmi.completion_status';
const WON = 'cmi.success_status';

const values = (more = {}) =>
  ({ state: '1Ab-_.1.', location: '/step-1', seconds: 61.5, objectives: [], report: '', share: 0, ...more });

/** A host that has opened, and its LMS. */
const opened = async (lms = new StrictLms2004()) => {
  const page = new Page({ api: lms.api, standard });
  const session = await page.Host.open(false, (id) => `Title of ${id}`);
  return { ...page, lms, session };
};

const started = async (lms) => {
  const all = await opened(lms);
  assert.equal(await all.Host.save(values()), '');
  all.lms.log.length = 0;
  return all;
};

const errors = (lms) => lms.log.filter(([, , , code]) => code && code !== 403);

test('the first visit, call by call: what was never set is no fault (2-3)', async () => {
  const { Host, lms, session } = await opened();
  assert.deepEqual({ ...session }, { where: 'lms', learner: 'learner-1', name: '', state: '', location: '', complete: false, error: '' });
  assert.equal(await Host.save(values()), '');
  assert.deepEqual(lms.calls, [
    'Initialize', 'GetValue cmi.suspend_data', `GetValue ${DONE}`, `GetValue ${WON}`, 'GetValue cmi.mode', 'GetValue cmi.credit',
    'GetValue cmi.learner_id', `SetValue ${DONE} incomplete`, 'SetValue cmi.exit suspend', 'SetValue cmi.suspend_data 1Ab-_.1.',
    'SetValue cmi.progress_measure 0', 'Commit',
  ]);
  assert.ok(lms.log.length <= 14, `${lms.log.length} calls`);
  assert.deepEqual(errors(lms), []);
  assert.equal(lms.stored['cmi.exit'], 'suspend', 'X6: from the start, also for a browser that dies');
});

test('a later visit does not depend on the entry (2-1), and leaves the status alone', async () => {
  for (const [done, won] of [['incomplete', 'unknown'], ['completed', 'passed'], ['incomplete', 'failed'], ['not attempted', 'unknown']]) {
    const stored = { 'cmi.suspend_data': '1Ab-_.1.', 'cmi.location': '/step-2', [DONE]: done, [WON]: won };
    const { Host, lms, session } = await opened(new StrictLms2004({ stored, modes: ['always-new'] }));
    await Host.save(values());
    assert.equal(session.location, '/step-2');
    assert.equal(session.complete, done === 'completed');
    assert.deepEqual([stored[DONE], stored[WON] ?? 'unknown'], [done === 'not attempted' ? 'incomplete' : done, won]);
    assert.deepEqual(errors(lms), []);
  }
});

test('a step, call by call; the second one asks nothing any more (2-5)', async () => {
  const { Host, lms } = await started();
  assert.equal(await Host.save(values({ state: '1Ab-_.2.9vR', objectives: ['step-1'], share: 1 / 3 })), '');
  assert.deepEqual(lms.calls, [
    'SetValue cmi.suspend_data 1Ab-_.2.9vR', 'SetValue cmi.location /step-1', 'GetValue cmi.objectives._count',
    'SetValue cmi.session_time PT0H1M1.50S', 'SetValue cmi.progress_measure 0.33', 'SetValue cmi.objectives.0.id step-1',
    'SetValue cmi.objectives.0.description Title of step-1', 'SetValue cmi.objectives.0.completion_status completed',
    'SetValue cmi.objectives.0.progress_measure 1', 'Commit',
  ]);
  lms.log.length = 0;
  await Host.save(values({ objectives: ['step-1', 'step-2'], share: 2 / 3 }));
  assert.deepEqual(lms.calls.filter((call) => call.includes('objectives')).map((call) => call.split(' ')[1]),
    ['id', 'description', 'completion_status', 'progress_measure'].map((name) => `cmi.objectives.1.${name}`));
  assert.deepEqual(errors(lms), []);
});

test('progress is whole when the course is complete, and never before (2-5)', async () => {
  const { Host, lms } = await started();
  for (const [share, report, told] of [
    [0, '', '0'], [0.005, '', '0'], [0.999, '', '0.99'], [1, '', '0.99'], [1, 'failed', '0.99'], [0.5, 'completed', '1'], [0.5, '', '1'],
  ]) {
    await Host.save(values({ share, report }));
    assert.equal(lms.stored['cmi.progress_measure'], told);
  }
});

test('an LMS that computes its status comes to the same, and a new release does not take it back', async () => {
  const stored = { 'cmi.completion_threshold': '1.0', 'cmi.scaled_passing_score': '0.8' };
  const { Host, lms } = await started(new StrictLms2004({ stored, modes: ['computes'] }));
  assert.equal(stored[DONE], 'incomplete');
  await Host.save(values({ share: 1, report: 'completed', success: 'passed' }));
  assert.equal(stored[DONE], 'completed');
  await Host.close(values({ share: 1, report: 'completed' }), false);
  const again = await opened(lms.relaunch(['computes']));
  assert.equal(again.session.complete, true);
  await again.Host.save(values({ share: 0.5 }));
  assert.equal(stored[DONE], 'completed');
});

test('completion and success are told apart, each once, and never lowered (C12)', async () => {
  for (const [before, told, after] of [
    [['incomplete', 'unknown'], { report: 'completed' }, ['completed', 'unknown']],
    [['incomplete', 'unknown'], { report: 'passed' }, ['completed', 'passed']],
    [['incomplete', 'unknown'], { report: 'failed' }, ['incomplete', 'failed']],
    [['incomplete', 'unknown'], { report: 'completed', success: 'passed' }, ['completed', 'passed']],
    [['incomplete', 'unknown'], { report: '', success: 'failed' }, ['incomplete', 'failed']],
    [['incomplete', 'failed'], { report: 'passed' }, ['completed', 'passed']],
    [['completed', 'passed'], { report: 'failed' }, ['completed', 'passed']],
    [['completed', 'passed'], { report: '' }, ['completed', 'passed']],
  ]) {
    const stored = { 'cmi.suspend_data': '1Ab-_.1.', [DONE]: before[0], [WON]: before[1] };
    const { Host, lms } = await started(new StrictLms2004({ stored }));
    await Host.save(values(told));
    await Host.save(values(told));
    assert.deepEqual([stored[DONE], stored[WON]], after);
    const set = (element) => lms.calls.filter((call) => call.startsWith(`SetValue ${element}`)).length;
    assert.deepEqual([set(DONE), set(WON)], before.map((word, i) => +(word !== after[i])));
  }
});

test('a status that cannot be read is not touched', async () => {
  const lms = new StrictLms2004({ stored: { 'cmi.suspend_data': '1Ab-_.1.', [DONE]: 'completed' } });
  const get = lms.api.GetValue;
  const code = lms.api.GetLastError;
  let failed = false;
  lms.api.GetValue = (element) => {
    failed = element === DONE;
    return failed ? '' : get(element);
  };
  lms.api.GetLastError = () => (failed ? '101' : code());
  const { Host } = await opened(lms);
  await Host.save(values());
  assert.equal(lms.stored[DONE], 'completed');
});

test('objectives of earlier visits and of the manifest keep their places and their ids', async () => {
  const stored = { 'cmi.suspend_data': '1Ab-_.1.', 'cmi.objectives.0.id': 'PRIMARY', 'cmi.objectives.1.id': 'step-2' };
  const { Host, lms } = await started(new StrictLms2004({ stored }));
  await Host.save(values({ objectives: ['step-1', 'step-2'] }));
  assert.deepEqual([stored['cmi.objectives.0.id'], stored['cmi.objectives.0.completion_status']], ['PRIMARY', undefined]);
  assert.deepEqual([1, 2].map((n) => [stored[`cmi.objectives.${n}.id`], stored[`cmi.objectives.${n}.completion_status`]]),
    [['step-2', 'completed'], ['step-1', 'completed']]);
  assert.deepEqual(errors(lms), []);
});

test('an LMS without objectives is asked once and then left alone', async () => {
  const { Host, lms } = await started(new StrictLms2004({ modes: ['no-objectives'] }));
  assert.equal(await Host.save(values({ objectives: ['step-1'] })), '');
  assert.equal(await Host.save(values({ objectives: ['step-1', 'step-2'] })), '');
  assert.deepEqual(lms.calls.filter((call) => call.includes('objectives')), ['GetValue cmi.objectives._count']);
});

test('what an LMS missed gets there, and no id is changed on the way (351)', async () => {
  for (const mode of ['throws', 'answers-false', 'disappears', 'commit-fails']) {
    const { Host, lms } = await started();
    lms.modes.add(mode);
    const last = { objectives: ['step-1', 'step-2'], report: 'passed', share: 1 };
    for (let n = 0; n < 2; n++) assert.notEqual(await Host.save(values(last)), '');
    lms.modes.delete(mode);
    assert.equal(await Host.save(values({ ...last, state: '1Ab-_.4.' })), '', mode);
    for (const n of [0, 1]) {
      assert.deepEqual(['id', 'description', 'completion_status', 'progress_measure'].map((name) => lms.stored[`cmi.objectives.${n}.${name}`]),
        [`step-${n + 1}`, `Title of step-${n + 1}`, 'completed', '1'], mode);
    }
    assert.deepEqual([lms.stored['cmi.suspend_data'], lms.stored[DONE], lms.stored[WON]], ['1Ab-_.4.', 'completed', 'passed'], mode);
    assert.deepEqual(errors(lms).filter(([, , , code]) => ![101, 391].includes(code)), []);
  }
});

test('suspend_data holds 64,000 characters (406), and the status still gets there', async () => {
  const { Host, lms } = await started();
  assert.equal(await Host.save(values({ state: 'x'.repeat(64001), report: 'completed' })), 'SetValue 406');
  assert.equal(lms.stored[DONE], 'completed');
  assert.equal(await Host.save(values({ state: 'x'.repeat(64000) })), '');
});

test('time has two decimals, in hours, minutes and seconds', async () => {
  const { Host, lms } = await started();
  for (const [seconds, text] of [
    [0, 'PT0H0M0.00S'], [59.994, 'PT0H0M59.99S'], [59.995, 'PT0H1M0.00S'], [3599.996, 'PT1H0M0.00S'], [90061.07, 'PT25H1M1.07S'],
    [4e7, 'PT11111H6M40.00S'],
  ]) {
    await Host.save(values({ seconds }));
    assert.equal(lms.values['cmi.session_time'], text);
  }
  assert.deepEqual(errors(lms), []);
});

test('the end is one Terminate without a Commit (2-4), and no call comes after it (113, 133, 143)', async () => {
  for (const asked of [true, false]) {
    const { Host, lms } = await started();
    await Host.close(values({ state: '1Ab-_.2.', seconds: 90 }), asked);
    assert.deepEqual(lms.calls, ['SetValue cmi.suspend_data 1Ab-_.2.', 'SetValue cmi.location /step-1',
      'SetValue cmi.session_time PT0H1M30.00S', 'SetValue cmi.progress_measure 0', ...asked ? ['SetValue adl.nav.request suspendAll'] : [],
      'Terminate']);
    const before = lms.log.length;
    await Host.close(values(), true);
    await Host.save(values());
    assert.equal(lms.log.length, before);
  }
});

test('where to go is asked by the button alone, not when the page goes away (X8)', async () => {
  for (const leave of ['button', 'pagehide']) {
    const lms = new StrictLms2004();
    const page = new Page({ api: lms.api, standard });
    const progress = await page.open(course());
    if (leave === 'button') await progress.exit();
    else page.fire(leave);
    assert.equal(lms.values['adl.nav.request'], leave === 'button' ? 'suspendAll' : '_none_');
    assert.equal(lms.phase, 'finished');
    assert.equal(lms.stored['cmi.exit'], 'suspend');
  }
});

test('a visit that ended goes on where it was, also one that was completed', async () => {
  for (const count of [1, 3]) {
    const lms = new StrictLms2004();
    let progress = await new Page({ api: lms.api, standard }).open(course());
    for (let n = 1; n <= count; n++) progress.complete(`step-${n}`);
    await progress.exit();
    progress = await new Page({ api: lms.relaunch().api, standard }).open(course());
    assert.deepEqual([1, 2, 3].map((n) => progress.snapshot().done.has(`step-${n}`)), [1, 2, 3].map((n) => n <= count));
    assert.equal(progress.snapshot().reported, count === 3);
  }
});

test('review, browse and no-credit write nothing and are ended', async () => {
  for (const more of [{ 'cmi.mode': 'review' }, { 'cmi.mode': 'browse' }, { 'cmi.credit': 'no-credit' }]) {
    const stored = { 'cmi.suspend_data': '1Ab-_.1.', [DONE]: 'incomplete', ...more };
    const { Host, lms, session } = await opened(new StrictLms2004({ stored }));
    assert.deepEqual([session.where, session.state], ['review', '1Ab-_.1.']);
    await Host.save(values({ report: 'completed', objectives: ['step-1'] }));
    await Host.close(values({ report: 'completed' }), true);
    assert.deepEqual(lms.calls.filter((call) => /^(Set|Commit)/.test(call)), []);
    assert.equal(lms.calls.at(-1), 'Terminate');
  }
});

test('any other mode is an ordinary visit', async () => {
  for (const mode of ['', 'undefined', 'Review', 'normal']) {
    assert.equal((await opened(new StrictLms2004({ stored: { 'cmi.mode': mode } }))).session.where, 'lms', mode);
  }
});

test('booleans and numbers are answers too', async () => {
  const { Host, lms, session } = await started(new StrictLms2004({ modes: ['booleans'] }));
  assert.equal(session.where, 'lms');
  assert.equal(await Host.save(values({ state: '1Ab-_.2.', objectives: ['step-1'], report: 'completed' })), '');
  assert.equal(lms.stored['cmi.objectives.0.completion_status'], 'completed');
});

test('a second visit in the same window is lost (103, 104): one refusal, and no further call', async () => {
  for (const [before, code] of [[['Initialize'], 103], [['Initialize', 'Terminate'], 104]]) {
    const lms = new StrictLms2004();
    for (const name of before) lms.api[name]('');
    lms.log.length = 0;
    const { Host, session } = await opened(lms);
    assert.deepEqual([session.where, session.error], ['lost', `Initialize ${code}`]);
    await Host.save(values());
    await Host.close(values(), true);
    assert.deepEqual(lms.calls, ['Initialize']);
  }
});

test('a state that cannot be read is never overwritten', async () => {
  const stored = { 'cmi.suspend_data': '1Ab-_.1.9vR' };
  const { Host, session } = await opened(new StrictLms2004({ stored, modes: ['read-fails'] }));
  assert.deepEqual([session.where, session.error], ['lost', 'GetValue 101']);
  await Host.save(values({ state: 'other' }));
  await Host.close(values({ state: 'other' }), true);
  assert.equal(stored['cmi.suspend_data'], '1Ab-_.1.9vR');
});

test('the API of 2004 is taken, and that of 1.2 beside it left alone (S11)', async () => {
  const lms = new StrictLms2004();
  const touched = [];
  const other = new Proxy({}, { get: (_, name) => void touched.push(name) });
  const parent = { API: other, API_1484_11: lms.api };
  const page = new Page({ parent: Object.assign(parent, { parent, top: parent }), standard });
  assert.equal((await page.Host.open(false, String)).where, 'lms');
  assert.deepEqual(touched, []);
  const alone = new Page({ standard });
  assert.equal((await alone.Host.open(false, String)).where, 'device');
  assert.equal(alone.clock.now(), START);
});

test('a name is written as people say it', async () => {
  const page = new Page({ api: new StrictLms2004({ stored: { 'cmi.learner_name': 'Wit, Noor de' } }).api, standard });
  assert.equal((await page.Host.open(true, String)).name, 'Noor de Wit');
});
