// SHA-256 (FIPS 180-4) of a short ASCII text, its first 32 bits. The browser's own is there over TLS
// only, and takes a turn of the event loop for each hash.

/** The first 32 bits of the fractional parts of roots of the first primes. */
function roots(count: number, root: (prime: number) => number): Uint32Array {
  const found = new Uint32Array(count);
  for (let prime = 2, at = 0; at < count; prime += 1) {
    let divisor = 2;
    while (divisor * divisor <= prime && prime % divisor !== 0) divisor += 1;
    if (divisor * divisor <= prime) continue;
    const value = root(prime);
    found[at++] = (value - Math.floor(value)) * 2 ** 32;
  }
  return found;
}
const begin = roots(8, Math.sqrt);
const constants = roots(64, Math.cbrt);

const turned = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

function block(state: Uint32Array, words: Uint32Array): void {
  for (let i = 16; i < 64; i += 1) {
    const [a, b] = [words[i - 15]!, words[i - 2]!];
    const small = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
    const large = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
    words[i] = words[i - 16]! + small + words[i - 7]! + large;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as number[] as [
    number, number, number, number, number, number, number, number,
  ];
  for (let i = 0; i < 64; i += 1) {
    const first =
      h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + constants[i]! + words[i]!;
    const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i]! += value));
}

export function sha256Head(text: string): number {
  const state = begin.slice();
  const words = new Uint32Array(64);
  const bytes = text.length;
  const blocks = Math.ceil((bytes + 9) / 64);
  for (let at = 0; at < blocks; at += 1) {
    words.fill(0, 0, 16);
    for (let i = 0; i < 64; i += 1) {
      const place = at * 64 + i;
      const byte = place < bytes ? text.charCodeAt(place) : place === bytes ? 0x80 : 0;
      words[i >> 2]! |= byte << (24 - 8 * (i & 3));
    }
    if (at === blocks - 1) words[15] = bytes * 8;
    block(state, words);
  }
  return state[0]!;
}
