import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page } from './page.mjs';

const { State } = new Page();
const TAGS = 2 ** 21;

/** A repeatable source of numbers below 1. */
const random = (seed) => () => {
  seed = (seed * 48271) % 2147483647;
  return seed / 2147483647;
};

const tags = (next, count, range = TAGS) => new Set(Array.from({ length: count }, () => Math.floor(next() * range)));

const text = (next, length) => Array.from({ length }, () =>
  'ABCXYZabcxyz019-_'[Math.floor(next() * 17)]).join('');

const plain = ({ attempt, counter, done, items }) =>
  ({ attempt, counter, done: [...done].sort((a, b) => a - b), items: [...items].map((item) => [...item]) });

const state = (done, items = [], counter = 1, attempt = 'Ab-_') =>
  ({ attempt, counter, done: new Set(done), items: new Map(items) });

test('every state comes back as it was', () => {
  const next = random(7);
  for (let round = 0; round < 160; round++) {
    const range = [3, 70, 5000, TAGS][round % 4];
    const items = [...tags(next, round % 9)].map((tag) => [tag, text(next, Math.floor(next() * 12))]);
    const before = state(tags(next, Math.floor(next() ** 3 * 400), range), items, Math.floor(next() * 1e9), text(next, 4));
    const written = State.encode(before);
    assert.match(written, /^[A-Za-z0-9._-]+$/);
    assert.deepEqual(plain(State.decode(written)), plain(before));
  }
});

test('the edges come back as they were', () => {
  const all = Array.from({ length: 300 }, (_, i) => i);
  for (const done of [[], [0], [TAGS - 1], [0, TAGS - 1], all, all.map((i) => TAGS - 1 - i), all.map((i) => i * 6000)]) {
    assert.deepEqual(plain(State.decode(State.encode(state(done)))), plain(state([...done])));
  }
});

test('the text follows the grammar, bit by bit', () => {
  assert.equal(State.encode(state([])), '1Ab-_.1.');
  assert.equal(State.encode(state([], [[77, '____']], 36)), '1Ab-_.10..AABN____');
  // k = 0: gaps 0 and 2 are 0 and 110, then ones to the end of the character
  assert.equal(State.encode(state([0, 3])), '1Ab-_.1.0b');
  // k = 9: 1000 is 1 0 111101000, then ones
  assert.equal(State.encode(state([1000])), '1Ab-_.1.9vR');
});

test('2,000 steps fit 4,096 characters, 200 need about 520', () => {
  assert.ok(State.encode(state(tags(random(3), 2000))).length < 4096);
  const text200 = State.encode(state(tags(random(5), 200))).length;
  assert.ok(text200 < 535, String(text200));
});

test('a tag that was cut off is not read', () => {
  // k = 1: the first character ends on the zero of a code whose low bit is gone
  assert.deepEqual(plain(State.decode('1Ab-_.1.1-')), plain(state([])));
});

test('what is not ours is null', () => {
  for (const foreign of ['', 'undefined', '2Ab-_.1.', '1Ab-.1.', '1Ab-_', '1Ab-_.1', '1Ab-_.A.', '1Ab-_..', '{"v":1}',
    '1Ab-_.1.z00', '1Ab-_.1..AAB', '1Ab-_.1.5a b', '1Ab-_.1.\n', '1Ab-_.1..____', '1Ab-_.1..IAAA',
    '1Ab-_.zzzzzzzzzzz.', `1Ab-_.1.k${'_'.repeat(3)}AAAAAAA`]) {
    assert.equal(State.decode(foreign), null, foreign);
  }
});

test('a state that is too long loses what the course does not know, and only then', () => {
  const known = new Set([1, 2, 50]);
  const long = state([1, 2, 900000], [[50, 'keep'], [60, 'drop']]);
  const all = State.encode(long);
  assert.equal(State.fit(long, known, all.length), all);
  const items = State.fit(long, known, all.length - 1);
  assert.deepEqual(plain(State.decode(items)), plain(state([1, 2, 900000], [[50, 'keep']])));
  assert.deepEqual(plain(State.decode(State.fit(long, known, items.length - 1))), plain(state([1, 2], [[50, 'keep']])));
});

test('what is done comes before what was written when a release allows shorter texts', () => {
  const known = new Set([1, 2, 50, 51, 52]);
  const long = state([1, 2], [[50, 'x'.repeat(70)], [51, 'y'.repeat(90)], [52, '1']]);
  const one = State.encode(state([1, 2], [[50, 'x'.repeat(70)], [52, '1']]));
  assert.equal(State.fit(long, known, State.encode(long).length - 1), one);
  assert.equal(State.fit(long, known, one.length - 1), State.encode(state([1, 2], [[52, '1']])));
  assert.equal(State.fit(long, known, 3), State.encode(state([1, 2])));
  assert.equal(long.items.size, 3, 'nothing is forgotten here');
});

test('merging keeps all that was done and the newer of two answers', () => {
  const a = state([1, 2], [[50, 'old'], [51, 'only a']], 4, 'aaaa');
  const b = state([2, 3], [[50, 'new'], [52, 'only b']], 9, 'bbbb');
  const both = { attempt: 'aaaa', counter: 9, done: [1, 2, 3] };
  for (const [merged, attempt] of [[State.merge(a, b), 'aaaa'], [State.merge(b, a), 'bbbb']]) {
    const { items, ...rest } = plain(merged);
    assert.deepEqual(rest, { ...both, attempt });
    assert.deepEqual(Object.fromEntries(items), { 50: 'new', 51: 'only a', 52: 'only b' });
  }
});

test('of two states with the same counter the second one answers', () => {
  const [a, b] = ['LMS', 'device'].map((value) => state([], [[50, value]], 4));
  assert.equal(State.merge(a, b).items.get(50), 'device');
});

test('a fresh state is empty and an attempt of its own', () => {
  const fresh = Array.from({ length: 50 }, () => State.fresh());
  assert.ok(new Set(fresh.map(({ attempt }) => attempt)).size > 45);
  for (const one of fresh) assert.deepEqual(plain(State.decode(State.encode(one))), { ...plain(one), done: [], items: [] });
});
