// An import or a server that is killed at any moment, fifty times, loses nothing that it had said, and
// the next import finishes what was begun.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { comity, databases, newDatabase, numbers, run, serve } from './support.mjs';

const rounds = Math.ceil(50 / databases.length / 2);

let folder;
let files;
let expected;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-killed-'));
  const made = join(folder, 'files');
  run('generate', '--out', made, '--seed', '7');
  // The specimen's own register lies beside its documents.
  files = (await readdir(made)).filter((name) => !name.endsWith('.csv')).sort().map((name) => join(made, name));
  const whole = ['--data', join(folder, 'whole'), ...newDatabase('SQLite')];
  expected = JSON.parse(run('import', ...files, ...whole, '--json')).read;
  assert.ok(expected >= 50);
  expected = { read: expected, rights: count(whole) };
});

after(() => rm(folder, { recursive: true, force: true }));

const count = (record) => JSON.parse(run('search', 'rights', ...record, '--json')).count;

// Whether the command was still at work when it was killed.
async function killed(milliseconds, ...parameters) {
  const child = spawn(comity, parameters, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await sleep(milliseconds);
  child.kill('SIGKILL');
  const [, signal] = await ended;
  return signal === 'SIGKILL';
}

// The record is whole; gives how many entries it has.
function entries(record) {
  run('rebuild', '--check', ...record);
  return JSON.parse(run('journal', 'verify', ...record, '--json')).entries;
}

function finishes(record) {
  const last = JSON.parse(run('import', ...files, ...record, '--json'));
  assert.equal(last.read + last.unchanged, expected.read);
  assert.equal(JSON.parse(run('import', ...files, ...record, '--json')).unchanged, expected.read);
  assert.equal(entries(record), expected.read + 1);
  assert.equal(count(record), expected.rights);
}

// Signs in by the one-time link and gives what a form needs.
async function signedIn(origin, link) {
  const token = new URL(link).searchParams.get('token');
  const entered = await fetch(`${origin}/sign-in`, {
    method: 'POST', redirect: 'manual', headers: { Origin: origin }, body: new URLSearchParams({ token }),
  });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0];
  assert.ok(cookie, `signing in answered ${entered.status}`);
  const page = await (await fetch(`${origin}/import`, { headers: { Cookie: cookie } })).text();
  return { cookie, csrf: /name="csrf" value="([^"]+)"/.exec(page)[1] };
}

// Adds the files one after another until the server is gone; puts those it said are kept into `kept`.
async function addUntilKilled(origin, { cookie, csrf }, names, kept) {
  for (const name of names) {
    const form = new FormData();
    form.set('csrf', csrf);
    form.set('files', new Blob([await readFile(name)]), name.replace(/.*\//, ''));
    try {
      const answer = await fetch(`${origin}/import`, {
        method: 'POST', body: form, headers: { Cookie: cookie, Origin: origin, Accept: 'application/json' },
      });
      assert.equal(answer.status, 200);
      const { read, unchanged } = await answer.json();
      assert.equal(read + unchanged, 1);
      kept.add(name);
    } catch (error) {
      // The connection broke off.
      if (error instanceof TypeError) return;
      throw error;
    }
  }
}

for (const database of databases) {
  test(`imports into ${database}`, async () => {
    const record = ['--data', join(folder, `import-${database}`), ...newDatabase(database)];
    const random = numbers(11);
    let deaths = 0;
    let kept = 0;
    for (let round = 0; round < rounds; ++round) {
      deaths += (await killed(20 + 180 * random(), 'import', ...files, ...record)) ? 1 : 0;
      const now = entries(record);
      assert.ok(now >= kept, 'what was kept stays');
      kept = now;
    }
    assert.ok(deaths > 0, 'no import was killed at work');
    finishes(record);
  });

  test(`servers of ${database}`, async () => {
    const record = ['--data', join(folder, `serve-${database}`), ...newDatabase(database)];
    const random = numbers(12);
    const kept = new Set();
    for (let round = 0; round < rounds; ++round) {
      const server = serve(...record);
      const { origin, link } = await server.ready;
      const session = await signedIn(origin, link);
      const order = files.map((name) => ({ name, at: random() })).sort((a, b) => a.at - b.at);
      const now = new Set();
      const adding = addUntilKilled(origin, session, order.map(({ name }) => name), now);
      // Only what is at work can be killed at work.
      const wanted = Math.floor(3 * random());
      for (let left = 5000; now.size < wanted && left > 0; --left) await sleep(2);
      await sleep(20 * random());
      await server.end('SIGKILL');
      await adding;
      for (const name of now) kept.add(name);
      assert.ok(entries(record) > kept.size, 'what was said to be kept is there');
    }
    assert.ok(kept.size > 0, 'no server was killed at work');
    finishes(record);
  });
}

test('the specimen', async () => {
  const record = ['--data', join(folder, 'specimen'), ...newDatabase('SQLite')];
  let deaths = 0;
  for (const milliseconds of [30, 60, 90, 120]) {
    deaths += (await killed(milliseconds, 'generate', '--import', ...record)) ? 1 : 0;
    entries(record);
  }
  assert.ok(deaths > 0, 'no import was killed at work');
  const { read, unchanged } = JSON.parse(run('generate', '--import', ...record, '--json'));
  assert.ok(read + unchanged >= 50);
  assert.equal(JSON.parse(run('generate', '--import', ...record, '--json')).unchanged, read + unchanged);
  entries(record);
});
