'use strict';
// A text as the state keeps it: its UTF-8 as base64url
/** @type {WritingApi} */
const Writing = {
  pack: (text) => State.pack(Array.from(new TextEncoder().encode(text), (byte) => byte.toString(2).padStart(8, '0')).join('')),
  unpack(digits) {
    const bytes = State.unpack(digits).match(/.{8}/g) ?? [];
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes, (bits) => parseInt(bits, 2)));
  },
};
