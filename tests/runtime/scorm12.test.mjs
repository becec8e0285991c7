import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page, START } from './page.mjs';
import { StrictLms } from './strict-lms.mjs';


const values = (more = {}) =>
  ({ state: '1Ab-_.1.', location: '/step-1', seconds: 61.5, objectives: [], report: '', ...more });

/** A host that has opened, and its LMS. */
const opened = async (lms = new StrictLms()) => {
  const page = new Page({ api: lms.api });
  const session = await page.Host.open();
  return { ...page, lms, session };
};

const started = async (lms) => {
  const all = await opened(lms);
  assert.equal(await all.Host.save(values()), '');
  all.lms.log.length = 0;
  return all;
};

const errors = (lms) => lms.log.filter(([, , , code]) => code);

test('the first visit, call by call', async () => {
  const { Host, lms, session } = await opened();
  assert.deepEqual({ ...session }, { where: 'lms', learner: 'learner-1', name: '', state: '', location: '', complete: false, error: '' });
  assert.equal(await Host.save(values()), '');
  assert.deepEqual(lms.calls, [
    'Initialize', 'GetValue cmi.suspend_data', 'GetValue cmi.core.lesson_status', 'GetValue cmi.core.lesson_mode',
    'GetValue cmi.core.credit', 'GetValue cmi.core.student_id', 'SetValue cmi.core.lesson_status incomplete',
    'SetValue cmi.core.exit suspend', 'SetValue cmi.suspend_data 1Ab-_.1.', 'Commit',
  ]);
  assert.ok(lms.log.length <= 12, `${lms.log.length} calls`);
  assert.deepEqual(errors(lms), []);
});

test('a later visit reads the place and leaves the status alone', async () => {
  for (const status of ['incomplete', 'completed', 'passed', 'failed', 'browsed']) {
    const stored = { 'cmi.suspend_data': '1Ab-_.1.', 'cmi.core.lesson_location': '/step-2', 'cmi.core.lesson_status': status };
    const { Host, lms, session } = await opened(new StrictLms({ stored }));
    await Host.save(values({ objectives: ['step-1'] }));
    assert.equal(session.location, '/step-2');
    assert.equal(session.complete, ['completed', 'passed'].includes(status));
    assert.equal(stored['cmi.core.lesson_status'], status);
    assert.ok(lms.log.length <= 12, `${lms.log.length} calls`);
  }
});

test('the place is not read where no state is stored', async () => {
  const { session } = await opened(new StrictLms({ stored: { 'cmi.core.lesson_location': '/step-2' } }));
  assert.equal(session.location, '');
});

test('a lost completion is reported at the start of the next visit, within twelve calls', async () => {
  const stored = { 'cmi.suspend_data': '1Ab-_.1.', 'cmi.core.lesson_status': 'incomplete' };
  const { Host, lms } = await opened(new StrictLms({ stored }));
  await Host.save(values({ report: 'completed', objectives: ['step-1'] }));
  assert.equal(stored['cmi.core.lesson_status'], 'completed');
  assert.ok(lms.log.length <= 12, `${lms.log.length} calls`);
});

test('a step, call by call; the second one asks nothing any more', async () => {
  const { Host, lms } = await started();
  assert.equal(await Host.save(values({ state: '1Ab-_.2.9vR', objectives: ['step-1'] })), '');
  assert.deepEqual(lms.calls, [
    'SetValue cmi.suspend_data 1Ab-_.2.9vR', 'SetValue cmi.core.lesson_location /step-1',
    'GetValue cmi.objectives._count', 'SetValue cmi.core.session_time 0000:01:01.50',
    'SetValue cmi.objectives.0.id step-1', 'SetValue cmi.objectives.0.status completed', 'Commit',
  ]);
  lms.log.length = 0;
  await Host.save(values({ objectives: ['step-1', 'step-2'] }));
  assert.deepEqual(lms.calls.filter((call) => call.includes('objectives')),
    ['SetValue cmi.objectives.1.id step-2', 'SetValue cmi.objectives.1.status completed']);
  assert.deepEqual(errors(lms), []);
});

test('the end of the course is told once, and never lowered', async () => {
  for (const [before, report, after] of [
    ['incomplete', 'completed', 'completed'], ['incomplete', 'passed', 'passed'], ['failed', 'completed', 'completed'],
    ['passed', 'completed', 'passed'], ['completed', 'passed', 'passed'], ['completed', '', 'completed'],
  ]) {
    const stored = { 'cmi.suspend_data': '1Ab-_.1.', 'cmi.core.lesson_status': before };
    const { Host, lms } = await started(new StrictLms({ stored }));
    await Host.save(values({ report }));
    await Host.save(values({ report }));
    assert.equal(stored['cmi.core.lesson_status'], after);
    assert.equal(lms.calls.filter((call) => call.includes('lesson_status')).length, before === after ? 0 : 1);
  }
});

test('a status that cannot be read is not touched', async () => {
  for (const answer of [() => '', () => {
    throw new Error('timeout');
  }]) {
    const lms = new StrictLms({ stored: { 'cmi.suspend_data': '1Ab-_.1.', 'cmi.core.lesson_status': 'passed' } });
    const get = lms.api.LMSGetValue;
    const code = lms.api.LMSGetLastError;
    let failed = false;
    lms.api.LMSGetValue = (element) => {
      failed = element === 'cmi.core.lesson_status';
      return failed ? answer() : get(element);
    };
    lms.api.LMSGetLastError = () => (failed ? '101' : code());
    const { Host } = await opened(lms);
    await Host.save(values());
    assert.equal(lms.stored['cmi.core.lesson_status'], 'passed');
    assert.ok(lms.log.length <= 12);
  }
});

test('an LMS that starts with an empty status gets one', async () => {
  const { Host, lms } = await opened(new StrictLms({ stored: { 'cmi.core.lesson_status': '' } }));
  await Host.save(values());
  assert.equal(lms.stored['cmi.core.lesson_status'], 'incomplete');
  assert.ok(lms.log.length <= 12);
});

test('objectives of earlier visits keep their places', async () => {
  const stored = {
    'cmi.suspend_data': '1Ab-_.1.', 'cmi.objectives.0.id': 'foreign', 'cmi.objectives.1.id': 'step-2',
    'cmi.objectives.1.status': 'completed', 'cmi.objectives.2.id': 'step-1', 'cmi.objectives.2.status': 'incomplete',
  };
  const { Host, lms } = await started(new StrictLms({ stored }));
  await Host.save(values({ objectives: ['step-1', 'step-2', 'step-3'] }));
  assert.deepEqual(lms.calls.filter((call) => call.startsWith('SetValue cmi.objectives')), [
    'SetValue cmi.objectives.2.status completed', 'SetValue cmi.objectives.1.status completed',
    'SetValue cmi.objectives.3.id step-3', 'SetValue cmi.objectives.3.status completed',
  ]);
});

test('an LMS without objectives is asked once and then left alone', async () => {
  for (const mode of ['mandatory-only', 'no-objectives']) {
    const { Host, lms } = await started(new StrictLms({ modes: [mode] }));
    assert.equal(await Host.save(values({ objectives: ['step-1'] })), '');
    assert.equal(await Host.save(values({ objectives: ['step-1', 'step-2'] })), '');
    assert.deepEqual(lms.calls.filter((call) => call.includes('objectives')), ['GetValue cmi.objectives._count']);
  }
});

test('an objective that is refused ends objectives, not the save', async () => {
  const lms = new StrictLms();
  const set = lms.api.LMSSetValue;
  lms.api.LMSSetValue = (element, value) => (element.startsWith('cmi.objectives.') ? 'false' : set(element, value));
  const { Host } = await started(lms);
  assert.equal(await Host.save(values({ objectives: ['step-1'] })), '');
  lms.api.LMSSetValue = set;
  await Host.save(values({ objectives: ['step-1', 'step-2'] }));
  assert.ok(!lms.calls.some((call) => call.startsWith('SetValue cmi.objectives')));
});

test('objectives of an LMS that was gone for a while get there', async () => {
  for (const mode of ['throws', 'answers-false', 'disappears', 'commit-fails']) {
    for (const before of [[], ['step-1']]) {
      const { Host, lms } = await started();
      await Host.save(values({ objectives: before }));
      lms.modes.add(mode);
      const ids = ['step-1', 'step-2'];
      assert.notEqual(await Host.save(values({ objectives: ids })), '');
      lms.modes.delete(mode);
      assert.equal(await Host.save(values({ objectives: ids })), '', mode);
      for (const n of [0, 1]) {
        assert.equal(lms.stored[`cmi.objectives.${n}.id`], ids[n], mode);
        assert.equal(lms.stored[`cmi.objectives.${n}.status`], 'completed');
      }
    }
  }
});

test('suspend_data over the limit is a fault, and the status still gets there', async () => {
  const { Host, lms } = await started();
  assert.match(await Host.save(values({ state: 'x'.repeat(4097), report: 'completed' })), /405/);
  assert.equal(lms.stored['cmi.core.lesson_status'], 'completed');
  assert.equal(await Host.save(values({ state: 'x'.repeat(4096) })), '');
  assert.equal(lms.stored['cmi.suspend_data'].length, 4096);
});

test('a refused status is a fault and is tried again', async () => {
  const lms = new StrictLms();
  const set = lms.api.LMSSetValue;
  const { Host } = await started(lms);
  lms.api.LMSSetValue = (element, value) => (value === 'completed' ? 'false' : set(element, value));
  assert.notEqual(await Host.save(values({ report: 'completed' })), '');
  lms.api.LMSSetValue = set;
  assert.equal(await Host.save(values({ report: 'completed' })), '');
  assert.equal(lms.stored['cmi.core.lesson_status'], 'completed');
});

test('after a failed commit everything is stored by the next good one, as Moodle needs it', async () => {
  const { Host, lms } = await started();
  lms.modes.add('commit-fails');
  const last = { objectives: ['step-1', 'step-2'], report: 'completed' };
  assert.match(await Host.save(values({ ...last, state: '1Ab-_.2.' })), /101/);
  assert.match(await Host.save(values({ ...last, state: '1Ab-_.3.' })), /./);
  lms.modes.delete('commit-fails');
  assert.equal(await Host.save(values({ ...last, state: '1Ab-_.4.' })), '');
  assert.equal(lms.stored['cmi.suspend_data'], '1Ab-_.4.');
  assert.equal(lms.stored['cmi.core.lesson_status'], 'completed');
  for (const n of [0, 1]) {
    assert.equal(lms.stored[`cmi.objectives.${n}.id`], `step-${n + 1}`);
    assert.equal(lms.stored[`cmi.objectives.${n}.status`], 'completed');
  }
  lms.log.length = 0;
  await Host.save(values({ ...last, state: '1Ab-_.5.' }));
  assert.equal(lms.calls.filter((call) => /objectives|lesson_status/.test(call)).length, 0);
});

test('time is written in whole hundredths and stops at 9999 hours', async () => {
  const { Host, lms } = await started();
  for (const [seconds, text] of [
    [0, '0000:00:00.00'], [59.994, '0000:00:59.99'], [59.995, '0000:01:00.00'], [59.999, '0000:01:00.00'],
    [3599.996, '0001:00:00.00'], [90061.07, '0025:01:01.07'], [1e9, '9999:59:59.99'],
  ]) {
    await Host.save(values({ seconds }));
    assert.equal(lms.values['cmi.core.session_time'], text);
  }
  assert.deepEqual(errors(lms), []);
});

test('the end is one Finish, and no call comes after it', async () => {
  const { Host, lms } = await started();
  await Host.close(values({ state: '1Ab-_.2.', seconds: 90 }));
  assert.deepEqual(lms.calls, ['SetValue cmi.suspend_data 1Ab-_.2.', 'SetValue cmi.core.lesson_location /step-1',
    'SetValue cmi.core.session_time 0000:01:30.00', 'Finish']);
  const before = lms.log.length;
  await Host.close(values());
  await Host.save(values());
  assert.equal(lms.log.length, before);
});

test('review, browse and no-credit write nothing and are finished', async () => {
  for (const more of [{ 'cmi.core.lesson_mode': 'review' }, { 'cmi.core.lesson_mode': 'browse' }, { 'cmi.core.credit': 'no-credit' }]) {
    const stored = { 'cmi.suspend_data': '1Ab-_.1.', 'cmi.core.lesson_status': 'incomplete', ...more };
    const { Host, lms, session } = await opened(new StrictLms({ stored }));
    assert.equal(session.where, 'review');
    assert.equal(session.state, '1Ab-_.1.');
    await Host.save(values({ report: 'completed', objectives: ['step-1'] }));
    await Host.close(values({ report: 'completed' }));
    assert.deepEqual(lms.calls.filter((call) => /^(Set|Commit)/.test(call)), []);
    assert.equal(lms.calls.at(-1), 'Finish');
  }
});

test('any other mode is an ordinary visit', async () => {
  for (const mode of ['', 'undefined', 'Review', 'normal', 'reviewed']) {
    const { session } = await opened(new StrictLms({ stored: { 'cmi.core.lesson_mode': mode } }));
    assert.equal(session.where, 'lms', mode);
  }
  assert.equal((await opened(new StrictLms({ modes: ['mandatory-only'] }))).session.where, 'lms');
});

test('booleans and numbers are answers too', async () => {
  const { Host, lms, session } = await started(new StrictLms({ modes: ['booleans'] }));
  assert.equal(session.where, 'lms');
  assert.equal(await Host.save(values({ state: '1Ab-_.2.', objectives: ['step-1'], report: 'completed' })), '');
  assert.equal(lms.stored['cmi.objectives.0.status'], 'completed');
  assert.match(await Host.save(values({ state: 'x'.repeat(5000) })), /405/);
});

test('undefined and NaN are no answers, and no faults either', async () => {
  const lms = new StrictLms();
  lms.api.LMSGetLastError = () => NaN;
  lms.api.LMSGetValue = () => undefined;
  const { session } = await opened(lms);
  assert.deepEqual({ ...session }, { where: 'lms', learner: '', name: '', state: '', location: '', complete: false, error: '' });
});

test('an LMS that throws, refuses or has gone is a fault, never an exception', async () => {
  for (const mode of ['throws', 'answers-false', 'commit-fails', 'disappears']) {
    const { Host, lms } = await started();
    lms.modes.add(mode);
    assert.notEqual(await Host.save(values({ objectives: ['step-1'], report: 'completed' })), '', mode);
    await Host.close(values());
  }
});

test('a second visit in the same window is lost: one refusal, and no further call', async () => {
  const lms = new StrictLms();
  lms.api.LMSInitialize('');
  lms.log.length = 0;
  const { Host, session } = await opened(lms);
  assert.deepEqual([session.where, session.error], ['lost', 'Initialize 101']);
  await Host.save(values());
  await Host.close(values());
  assert.deepEqual(lms.calls, ['Initialize']);
});

test('a state that cannot be read is never overwritten', async () => {
  const stored = { 'cmi.suspend_data': '1Ab-_.1.9vR' };
  const throwing = new StrictLms({ stored });
  throwing.api.LMSGetValue = () => {
    throw new Error('timeout');
  };
  for (const lms of [new StrictLms({ stored, modes: ['read-fails'] }), throwing]) {
    const { Host, session } = await opened(lms);
    assert.deepEqual([session.where, session.error], ['lost', `GetValue ${lms === throwing ? 0 : 101}`]);
    await Host.save(values({ state: 'other' }));
    await Host.close(values({ state: 'other' }));
    assert.equal(stored['cmi.suspend_data'], '1Ab-_.1.9vR');
  }
});

/** A window of another origin: it has a parent, and refuses everything else. */
const foreign = (parent) => new Proxy({}, {
  get(_, name) {
    if (name === 'parent') return parent;
    throw new Error('SecurityError');
  },
});

const find = async (around) => {
  const page = new Page(around);
  const open = page.Host.open();
  await page.clock.tick(6000);
  return { ...await open, waited: page.clock.now() };
};

test('the API is found in the own window, above it, and behind the window that opened it', async () => {
  const top = (more) => {
    const win = { ...more };
    return Object.assign(win, { parent: win, top: win });
  };
  const places = {
    own: () => ({ api: new StrictLms().api }),
    parent: () => ({ parent: top({ API: new StrictLms().api }) }),
    beyond: () => ({ parent: foreign(top({ API: new StrictLms().api })), top: {} }),
    opener: () => ({ opener: top({ API: new StrictLms().api }) }),
    above: () => ({ opener: { parent: top({ API: new StrictLms().api }) } }),
    topOpener: () => ({ parent: {}, top: top({ opener: top({ API: new StrictLms().api }) }) }),
    element: () => ({ api: { id: 'API' }, parent: top({ API: new StrictLms().api }) }),
  };
  for (const [name, place] of Object.entries(places)) assert.equal((await find(place())).where, 'lms', name);
});

test('a late API is waited for in a frame, up to five seconds', async () => {
  const parent = {};
  Object.assign(parent, { parent, top: parent });
  for (const [after, where] of [[4900, 'lms'], [5200, 'device']]) {
    delete parent.API;
    const page = new Page({ parent });
    page.clock.set(() => {
      parent.API = new StrictLms().api;
    }, after);
    const open = page.Host.open();
    await page.clock.tick(6000);
    assert.equal((await open).where, where);
  }
});

test('a page that is alone does not wait', async () => {
  const page = new Page();
  assert.equal((await page.Host.open()).where, 'device');
  assert.equal(page.clock.now(), START);
});

test('endless and hostile windows end the search', async () => {
  const endless = new Proxy({}, { get: (_, name) => (name === 'parent' ? Object.create(endless) : undefined) });
  const loop = {};
  const other = { parent: loop };
  loop.parent = other;
  for (const parent of [endless, loop, foreign(null)]) assert.equal((await find({ parent })).where, 'device');
});

test('a name is written as people say it', async () => {
  for (const [stored, name] of [
    ['Wit, Noor de', 'Noor de Wit'], ['Noor de Wit', 'Noor de Wit'], ['Wit,Noor', 'Noor Wit'], ['', ''], [' , ', ''],
    ['King, M. L., Jr.', 'King, M. L., Jr.'],
  ]) {
    const page = new Page({ api: new StrictLms({ stored: { 'cmi.core.student_name': stored } }).api });
    assert.equal((await page.Host.open(true)).name, name);
  }
});
