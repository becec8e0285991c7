'use strict';
// The answer of what may throw, or null
const guard = (action) => {
  try {
    return action();
  } catch {
    return null;
  }
};

// A learner's state as one string: docs/architecture.md
/** @type {StateApi} */
const State = (() => {
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const FORM = /^1[\w-]{4}\.[\da-z]{1,10}\.([\da-k][\w-]*)?(\.[\w-]{4,})*$/;
  const TAGS = 2 ** 21;

  const unpack = (text) =>
    text.replace(/./g, (digit) => DIGITS.indexOf(digit).toString(2).padStart(6, '0'));
  const pack = (bits) =>
    bits.replace(/.{1,6}/g, (six) => DIGITS[parseInt(six.padEnd(6, '1'), 2)]);
  const word = (n) => pack(n.toString(2).padStart(24, '0'));

  const readTags = (text) => {
    const k = parseInt(text[0], 36);
    const bits = unpack(text.slice(1));
    const tags = [];
    for (let at = 0, tag = 0; ; tag++) {
      const zero = bits.indexOf('0', at);
      if (zero < 0 || zero + k >= bits.length) return tags;
      tag += (zero - at) * 2 ** k;
      at = zero + 1 + k;
      tag += parseInt(bits.slice(zero, at), 2);
      tags.push(tag);
    }
  };

  const writeTags = (tags) => {
    const gaps = tags.sort((a, b) => a - b).map((tag, i) => (i ? tag - tags[i - 1] - 1 : tag));
    const size = (k) => gaps.reduce((sum, gap) => sum + (gap >> k) + k, 0);
    let best = 0;
    for (let k = 1; k < 21; k++) if (size(k) < size(best)) best = k;
    const low = 2 ** best;
    return gaps.length ? best.toString(36) + pack(gaps.map((gap) =>
      '1'.repeat(gap >> best) + '0' + (low + gap % low).toString(2).slice(1)).join('')) : '';
  };

  const encode = ({ attempt, counter, done, items }) =>
    [`1${attempt}`, counter.toString(36), writeTags([...done]),
      ...[...items].map(([tag, value]) => word(tag) + value)].join('.');

  return {
    encode,
    pack,
    unpack,
    fresh: () => ({ attempt: word(Math.random() * 2 ** 24 | 0), counter: 0, done: new Set(), items: new Map() }),

    decode(text) {
      if (!FORM.test(text)) return null;
      const [head, counter, packed, ...rest] = text.split('.');
      const done = new Set(packed ? readTags(packed) : []);
      const items = new Map(rest.map((item) => [parseInt(unpack(item.slice(0, 4)), 2), item.slice(4)]));
      return [...done, ...items.keys()].some((tag) => tag >= TAGS) ? null
        : { attempt: head.slice(1), counter: parseInt(counter, 36), done, items };
    },

    fit(state, known, limit) {
      const items = new Map([...state.items].filter(([tag]) => known.has(tag)));
      const done = new Set([...state.done].filter((tag) => known.has(tag)));
      const small = { ...state, items, done };
      const texts = [state, { ...state, items }, small].map(encode);
      let text = texts.find(({ length }) => length <= limit) ?? texts[2];
      // what a release that allowed longer texts kept: what is done comes before what was written
      for (const [tag] of [...items].sort((a, b) => b[1].length - a[1].length)) {
        if (text.length <= limit) break;
        items.delete(tag);
        text = encode(small);
      }
      return text;
    },

    merge(a, b) {
      const [old, young] = a.counter > b.counter ? [b, a] : [a, b];
      return {
        attempt: a.attempt,
        counter: young.counter,
        done: new Set([...a.done, ...b.done]),
        items: new Map([...old.items, ...young.items]),
      };
    },
  };
})();
