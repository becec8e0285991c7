import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page, Storage } from './page.mjs';

const ENTRY = { state: '1Ab-_.1.', location: '/step-1', pending: true };
const plain = (value) => JSON.parse(JSON.stringify(value));

test('an entry comes back, under the course and the learner', () => {
  const { Journal, window } = new Page();
  const key = Journal.key('fire-drill', 'anna');
  assert.equal(key, 'scorm-builder:fire-drill:anna');
  assert.equal(Journal.write(key, ENTRY), true);
  assert.deepEqual(plain(Journal.read(key)), ENTRY);
  assert.deepEqual([...window.localStorage.items.keys()], [key]);
  assert.equal(Journal.read(Journal.key('fire-drill', 'ben')), null);
});

test('without a name the learner is the one of before in this tab, and nobody in another', () => {
  const session = new Storage();
  new Page({ session }).Journal.key('fire-drill', 'anna');
  assert.equal(new Page({ session }).Journal.key('fire-drill', ''), 'scorm-builder:fire-drill:anna');
  assert.equal(new Page().Journal.key('fire-drill', ''), 'scorm-builder:fire-drill:');
});

test('what another program left there is not an entry', () => {
  for (const left of ['', 'null', '{', '7', '[]']) {
    const local = new Storage();
    local.setItem('key', left);
    const entry = new Page({ local }).Journal.read('key');
    assert.ok(entry === null || new Page().State.decode(entry.state) === null, left);
  }
});

test('a browser that forbids or lacks storage is no fault', () => {
  const forbidden = new Proxy({}, { get: () => () => { throw new Error('denied'); } });
  for (const local of [forbidden, null]) {
    const { Journal } = new Page({ local, session: local });
    assert.equal(Journal.key('fire-drill', 'anna'), 'scorm-builder:fire-drill:anna');
    assert.equal(Journal.read('key'), null);
    assert.equal(Journal.write('key', ENTRY), false);
  }
});
