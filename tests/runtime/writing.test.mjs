import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { TextDecoder, TextEncoder } from 'node:util';
import vm from 'node:vm';

const FOLDER = new URL('../../templates/runtime/', import.meta.url);
const realm = vm.createContext({ TextEncoder, TextDecoder });
for (const file of ['state.js', 'blocks/writing.js']) vm.runInContext(readFileSync(new URL(file, FOLDER), 'utf8'), realm);
const Writing = vm.runInContext('Writing', realm);

test('what is written comes back as it was, but for halves of characters and a mark before it', () => {
  for (const text of ['', 'Paris', 'é 四 😀', 'two\nlines', ' \u202e\u200f ', 'x'.repeat(5000)]) {
    assert.equal(Writing.unpack(Writing.pack(text)), text);
  }
  assert.equal(Writing.unpack(Writing.pack('half \ud83d')), 'half \ufffd');
  assert.equal(Writing.unpack(Writing.pack('\ufeffmarked')), 'marked');
});

test('a unit of UTF-16 takes four characters at most', () => {
  for (const one of ['x', 'é', '四', '😀', '\ud83d', '\uffff']) {
    const text = one.repeat(300);
    assert.ok(Writing.pack(text).length <= 4 * text.length, one);
  }
});

test('words are counted, and characters where words have no end', () => {
  for (const [text, count] of [['', 0], [' … ', 0], ['It’s 10 o’clock', 5], ['四海 all', 3], ['ひらカナ', 4]]) assert.equal(Writing.words(text), count, text);
});
