'use strict';
/**
 * A learner's state as one short string; docs/architecture.md has the grammar.
 * @typedef {{attempt: string, counter: number, done: Set<number>, items: Map<number, string>}} LearnerState
 */
const State = (() => {
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const FORM = /^1[\w-]{4}\.[\da-z]{1,10}\.([\da-k][\w-]*)?(\.[\w-]{4,})*$/;
  const TAGS = 2 ** 21;

  /** @param {string} text */
  const unpack = (text) => [...text].map((c) => DIGITS.indexOf(c).toString(2).padStart(6, '0')).join('');

  /** @param {string} bits */
  const pack = (bits) => (bits.match(/.{1,6}/g) ?? []).map((b) => DIGITS[parseInt(b.padEnd(6, '1'), 2)]).join('');

  /** @param {number} n 24 bits */
  const word = (n) => pack(n.toString(2).padStart(24, '0'));

  /** @param {string} text @returns {Set<number> | null} */
  const readDone = (text) => {
    const k = parseInt(text[0], 36);
    const bits = unpack(text.slice(1));
    /** @type {Set<number>} */
    const done = new Set();
    for (let at = 0, tag = -1; ;) {
      const zero = bits.indexOf('0', at);
      if (zero < 0 || zero + k >= bits.length) return done;
      const next = zero + 1 + k;
      tag += 1 + (zero - at) * 2 ** k + (parseInt(bits.slice(zero + 1, next), 2) || 0);
      if (tag >= TAGS) return null;
      done.add(tag);
      at = next;
    }
  };

  /** @param {Set<number>} done */
  const writeDone = (done) => {
    const tags = [...done].sort((a, b) => a - b);
    if (!tags.length) return '';
    const gaps = tags.map((tag, i) => (i ? tag - tags[i - 1] - 1 : tag));
    const size = (/** @type {number} */ k) => gaps.reduce((sum, gap) => sum + (gap >> k) + 1 + k, 0);
    let k = 0;
    for (let other = 1; other <= 20; other++) if (size(other) < size(k)) k = other;
    const low = 2 ** k;
    return k.toString(36) + pack(gaps.map((gap) =>
      '1'.repeat(gap >> k) + '0' + (low + gap % low).toString(2).slice(1)).join(''));
  };

  /** @param {LearnerState} state */
  const encode = ({ attempt, counter, done, items }) =>
    [`1${attempt}`, counter.toString(36), writeDone(done),
      ...[...items].map(([tag, value]) => word(tag) + value)].join('.');

  return {
    encode,

    /** @returns {LearnerState} */
    fresh: () => ({
      attempt: word(Math.floor(Math.random() * 2 ** 24)), counter: 0, done: new Set(), items: new Map(),
    }),

    /** Null when the text is not ours. @param {string} text @returns {LearnerState | null} */
    decode(text) {
      if (!FORM.test(text)) return null;
      const [head, counter, packed, ...rest] = text.split('.');
      const done = packed ? readDone(packed) : new Set();
      /** @type {[number, string][]} */
      const items = rest.map((item) => [parseInt(unpack(item.slice(0, 4)), 2), item.slice(4)]);
      if (!done || items.some(([tag]) => tag >= TAGS)) return null;
      return { attempt: head.slice(1), counter: parseInt(counter, 36), done, items: new Map(items) };
    },

    /** Drops what the course does not know (any more), but only when the state is too long.
     * @param {LearnerState} state @param {Set<number>} known @param {number} limit */
    fit(state, known, limit) {
      const items = new Map([...state.items].filter(([tag]) => known.has(tag)));
      const done = new Set([...state.done].filter((tag) => known.has(tag)));
      const texts = [state, { ...state, items }, { ...state, items, done }].map(encode);
      return texts.find((text) => text.length <= limit) ?? texts[2];
    },

    /** Everything that either of two states holds, in the first one's attempt.
     * @param {LearnerState} a @param {LearnerState} b @returns {LearnerState} */
    merge(a, b) {
      const [older, newer] = a.counter > b.counter ? [b, a] : [a, b];
      return {
        attempt: a.attempt,
        counter: newer.counter,
        done: new Set([...a.done, ...b.done]),
        items: new Map([...older.items, ...newer.items]),
      };
    },
  };
})();
