import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

// raised only for something that a learner gains
const MOST = 6200;

test(`the three scripts take at most ${MOST} bytes, each compressed alone`, () => {
  const sizes = ['state', 'scorm12', 'progress'].map((name) => {
    const source = readFileSync(new URL(`../../templates/runtime/${name}.js`, import.meta.url));
    return gzipSync(source, { level: 9 }).length;
  });
  const total = sizes.reduce((sum, size) => sum + size);
  assert.ok(total <= MOST, `${sizes.join(' + ')} = ${total}`);
});
