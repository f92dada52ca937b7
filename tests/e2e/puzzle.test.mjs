// What the puzzle's script hashes is SHA-256, and what it finds is what the server asks for.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const islands = join(dirname(fileURLToPath(import.meta.url)), '../../web/islands');
const bundled = await build({
  entryPoints: [join(islands, 'sha256.ts')],
  bundle: true,
  format: 'esm',
  write: false,
});
const { sha256Head } = await import(
  `data:text/javascript;base64,${Buffer.from(bundled.outputFiles[0].text).toString('base64')}`
);

test('the first bits are those of SHA-256, of texts of every length', () => {
  for (let length = 0; length < 200; length += 1) {
    const text = 'a'.repeat(length) + length;
    const whole = createHash('sha256').update(text).digest();
    assert.equal(sha256Head(text), whole.readUInt32BE(0), `${length}`);
  }
});

test('a puzzle is solved in the time of a few keystrokes', () => {
  const challenge = `1700043200.${'0f'.repeat(16)}.${'ab'.repeat(32)}`;
  let number = 0;
  while (Math.clz32(sha256Head(`${challenge}.${number}`)) < 16) number += 1;
  const whole = createHash('sha256').update(`${challenge}.${number}`).digest();
  assert.equal(whole.readUInt16BE(0), 0);
});
