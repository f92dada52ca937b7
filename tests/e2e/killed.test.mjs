// An import that is killed at any moment loses nothing, and the next one finishes it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { comity, numbers, run } from './support.mjs';

let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-killed-'));
});

after(() => rm(folder, { recursive: true, force: true }));

const count = (data) => JSON.parse(run('search', 'rights', '--data', data, '--json')).count;

// Starts the command, kills it after some milliseconds; whether it was still at work then.
async function killed(milliseconds, ...parameters) {
  const child = spawn(comity, parameters, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await sleep(milliseconds);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

function holds(data) {
  run('journal', 'verify', '--data', data);
  run('rebuild', '--check', '--data', data);
}

test('files', async () => {
  const made = join(folder, 'files');
  const data = join(folder, 'data');
  const whole = join(folder, 'whole');
  run('generate', '--out', made, '--seed', '7');
  // The specimen's own register lies beside its documents.
  const files = (await readdir(made)).filter((name) => !name.endsWith('.csv')).map((name) => join(made, name));
  const { read } = JSON.parse(run('import', ...files, '--data', whole, '--json'));
  assert.ok(read >= 50);

  const random = numbers(11);
  let deaths = 0;
  let kept = 0;
  for (let round = 0; round < 12; ++round) {
    deaths += (await killed(20 + 180 * random(), 'import', ...files, '--data', data)) ? 1 : 0;
    holds(data);
    const documents = JSON.parse(run('search', '--data', data, '--json', '--filter', 'kind=document')).count;
    assert.ok(documents >= kept, 'what was kept stays');
    kept = documents;
  }
  assert.ok(deaths > 0, 'no import was killed at work');
  const last = JSON.parse(run('import', ...files, '--data', data, '--json'));
  assert.equal(last.read + last.unchanged, read);
  holds(data);
  assert.equal(count(data), count(whole));
});

test('the specimen', async () => {
  const data = join(folder, 'specimen');
  let deaths = 0;
  for (const milliseconds of [30, 60, 90, 120, 150, 180]) {
    deaths += (await killed(milliseconds, 'generate', '--import', '--data', data)) ? 1 : 0;
    holds(data);
  }
  assert.ok(deaths > 0, 'no import was killed at work');
  const { read, unchanged } = JSON.parse(run('generate', '--import', '--data', data, '--json'));
  assert.ok(read + unchanged >= 50);
  assert.equal(JSON.parse(run('generate', '--import', '--data', data, '--json')).unchanged, read + unchanged);
  holds(data);
});
