// What is made of a visit at its end and at the next launch: scorm12.md 2.5.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Learner } from './lms.mjs';

const STATUS = 'cmi.core.lesson_status';

/** The status after a visit in which these values were set. */
const after = (profile, values, launch = {}, more = {}) => {
  const learner = new Learner(profile, more, launch).begun();
  for (const [name, value] of Object.entries(values)) assert.equal(learner.set(`cmi.core.${name}`, value), 'true 0');
  learner.call('Finish', '');
  return learner.server[0]?.status ?? 'not attempted'; // Open edX has no record of who set nothing
};

const score = (raw, status) => ({ ...(status ? { lesson_status: status } : {}), ...(raw ? { 'score.raw': raw } : {}) });

// status set, raw score, mastery score → by profile
const TABLE = [
  // set, raw, mastery, strict, moodle, scorm-cloud, scorm-again, open-edx
  ['', '', '', 'completed', 'completed', 'completed', 'not attempted', 'not attempted'],
  ['', '', '80', 'completed', 'completed', 'completed', 'not attempted', 'not attempted'],
  ['', '90', '80', 'passed', 'passed', 'passed', 'passed', 'not attempted'],
  ['', '50', '80', 'failed', 'failed', 'failed', 'failed', 'not attempted'],
  ['', '80', '80', 'passed', 'passed', 'passed', 'passed', 'not attempted'],
  ['', '50', '', 'completed', 'completed', 'completed', 'not attempted', 'not attempted'],
  ['completed', '50', '80', 'failed', 'failed', 'completed', 'failed', 'completed'],
  ['completed', '', '80', 'completed', 'completed', 'completed', 'completed', 'completed'],
  ['incomplete', '90', '80', 'incomplete', 'passed', 'incomplete', 'passed', 'incomplete'],
  ['incomplete', '50', '80', 'incomplete', 'failed', 'incomplete', 'failed', 'incomplete'],
  ['failed', '90', '80', 'passed', 'passed', 'failed', 'passed', 'failed'],
  ['passed', '50', '', 'passed', 'passed', 'passed', 'passed', 'passed'],
];

for (const [set, raw, mastery, ...expected] of TABLE) {
  test(`2.5: status "${set}", score "${raw}", mastery score "${mastery}"`, () => {
    const found = ['strict', 'moodle', 'scorm-cloud', 'scorm-again', 'open-edx'].map((profile) =>
      after(profile, score(raw, set), mastery ? { mastery_score: mastery } : {}));
    assert.deepEqual(found, expected);
  });
}

test('2.5: without credit the LMS leaves the status, and browsing makes `browsed`', () => {
  const launch = { mastery_score: '80' };
  assert.equal(after('strict', score('50', 'completed'), { ...launch, credit: 'no-credit' }), 'completed');
  assert.equal(after('strict', {}, { ...launch, mode: 'review' }), 'not attempted');
  assert.equal(after('strict', {}, { ...launch, mode: 'browse' }), 'browsed');
  assert.equal(after('strict', score('', 'completed'), { ...launch, mode: 'browse' }), 'completed');
  assert.equal(after('strict', {}, { mode: 'review' }, { rules: { judges_review: true } }), 'completed');
});

const ENTRIES = [['suspend', 'resume'], ['', ''], ['time-out', ''], ['logout', '']];
for (const [exit, entry] of ENTRIES) {
  test(`2.5: after the exit "${exit}" the entry is "${entry}", and what was stored is there`, () => {
    const learner = new Learner().begun();
    learner.set('cmi.core.exit', exit);
    learner.set('cmi.suspend_data', 'kept');
    learner.call('Finish', '');
    learner.begun();
    assert.equal(learner.get('cmi.core.entry'), `${entry} 0`.trim());
    assert.equal(learner.read('cmi.suspend_data'), 'kept');
    assert.equal(learner.server.length, 1);
  });
}

test('2.5: an exit is that of one visit', () => {
  const learner = new Learner().begun();
  learner.set('cmi.core.exit', 'suspend');
  learner.call('Finish', '');
  learner.begun().call('Finish', '');
  assert.equal(learner.begun().read('cmi.core.entry'), '');
});

test('2.5: some platforms begin a new attempt without `suspend`, or after the end, or know no entry', () => {
  const visit = (more, exit, status) => {
    const learner = new Learner('strict', { rules: more }).begun();
    learner.set('cmi.core.exit', exit);
    learner.set(STATUS, status);
    learner.set('cmi.suspend_data', 'kept');
    learner.call('Finish', '');
    learner.begun();
    return [learner.lms.number, learner.read('cmi.suspend_data'), learner.read('cmi.core.entry'), learner.read('cmi.core.lesson_mode')];
  };
  assert.deepEqual(visit({ unsuspended: 'new' }, '', 'incomplete'), [1, '', 'ab-initio', 'normal']);
  assert.deepEqual(visit({ unsuspended: 'new' }, 'suspend', 'incomplete'), [0, 'kept', 'resume', 'normal']);
  assert.deepEqual(visit({ reopens: 'new' }, 'suspend', 'passed'), [1, '', 'ab-initio', 'normal']);
  assert.deepEqual(visit({ reopens: 'review' }, 'suspend', 'failed'), [0, 'kept', 'resume', 'review']);
  assert.deepEqual(visit({ reopens: 'review' }, 'suspend', 'incomplete'), [0, 'kept', 'resume', 'normal']);
  assert.deepEqual(visit({ entry: 'ab-initio' }, 'suspend', 'incomplete'), [0, 'kept', 'ab-initio', 'normal']);
});

test('2.5: the time of a visit is its last session_time, and total_time the sum of the visits before', () => {
  const learner = new Learner().begun();
  learner.set('cmi.core.session_time', '00:10:00');
  learner.call('Commit', '');
  learner.set('cmi.core.session_time', '0000:59:59.75');
  assert.equal(learner.read('cmi.core.total_time'), '0000:00:00.00');
  learner.call('Finish', '');
  learner.begun();
  assert.equal(learner.read('cmi.core.total_time'), '0000:59:59.75');
  learner.set('cmi.core.session_time', '0000:00:00.5');
  learner.call('Finish', '');
  assert.equal(learner.begun().read('cmi.core.total_time'), '0001:00:00.25');
  learner.set('cmi.core.session_time', '9999:59:59.99');
  learner.call('Finish', '');
  assert.equal(learner.begun().read('cmi.core.total_time'), '9999:59:59.99');
});

test('2.5: a visit that was killed counts where the LMS notices, and in Moodle it does not', () => {
  const total = (profile) => {
    const learner = new Learner(profile).begun();
    learner.set('cmi.core.session_time', '00:10:00');
    learner.call('Commit', '');
    learner.lms.kill();
    return learner.begun().read('cmi.core.total_time');
  };
  assert.equal(total('strict'), '0000:10:00.00');
  assert.equal(total('moodle'), '0000:00:00.00');
});
