'use strict';
// A text as the state keeps it, its UTF-8 as base64url; and how many words it has
/** @type {WritingApi} */
const Writing = {
  pack: (text) => State.pack(Array.from(new TextEncoder().encode(text), (byte) => byte.toString(2).padStart(8, '0')).join('')),
  unpack: (digits) => new TextDecoder()
    .decode(Uint8Array.from(State.unpack(digits).match(/.{8}/g) ?? [], (bits) => parseInt(bits, 2))),
  // where a word has no end to be seen, each character counts
  words: (text) => (text.replace(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu, ' $& ').match(/[\p{L}\p{N}]+/gu) ?? []).length,
};
