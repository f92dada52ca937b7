// The little work that a form which anybody may post asks the browser for: a number whose SHA-256,
// after the challenge, begins with enough zero bits; a little at a time between what else the page
// has to do.
import { sha256Head } from './sha256';

const atOnce = 2000; // hashes between two looks at what else the page has to do

export async function solve(challenge: string, bits: number): Promise<string> {
  for (let number = 0; ; number += 1) {
    const text = `${challenge}.${number}`;
    if (Math.clz32(sha256Head(text)) >= bits) return String(number);
    if (number % atOnce === atOnce - 1) await new Promise((done) => setTimeout(done));
  }
}
