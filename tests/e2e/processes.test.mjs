// Several processes on one PostgreSQL, each with an index of its own that follows the journal: all
// write at once, and in the end all answer the same.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { comity, databases, newDatabase, run, serve } from './support.mjs';

let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-processes-'));
});

after(() => rm(folder, { recursive: true, force: true }));

async function ended(child) {
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
}

async function filesOf(seed) {
  const made = join(folder, seed);
  run('generate', '--out', made, '--seed', seed);
  return (await readdir(made)).filter((name) => !name.endsWith('.csv')).sort().map((name) => join(made, name));
}

const pages = [
  '/search?q=rights', '/search?q=rights&kind=document', '/search?q=torture+OR+water&limit=100',
  '/documents', '/states', '/reviews', '/journal',
];

// What does not say how long it took.
function lasting(answer) {
  const { microseconds, ...rest } = answer;
  return rest;
}

// Waits until the server's index shows the whole journal.
async function caughtUp(server) {
  for (let left = 300; left > 0; --left) {
    const health = await server.json('/healthz');
    if (health.index_behind === 0) return;
    await sleep(100);
  }
  assert.fail('the index does not follow');
}

async function writtenAtOnce(record, indexes) {
  const [one, two] = [await filesOf('21'), await filesOf('22')];
  const servers = indexes.map((words) => serve('--data', join(folder, record.name), ...record.words, ...words));
  try {
    await Promise.all(servers.map(({ ready }) => ready));
    const importing = [one, two].map((files, at) =>
      spawn(comity, ['import', ...files, '--publish', '--data', join(folder, record.name), ...record.words, ...indexes[at]],
        { stdio: ['ignore', 'ignore', 'inherit'] }));
    // Both are asked while both are written.
    const asked = Promise.all(servers.map(async (server) => {
      while (importing.some(({ exitCode }) => exitCode === null)) {
        const answer = await server.json('/search?q=rights&limit=5');
        assert.ok(answer.results.length <= 5);
      }
    }));
    await Promise.all([...importing.map(ended), asked]);
    await Promise.all(servers.map(caughtUp));
    for (const page of pages) {
      const [first, second] = await Promise.all(servers.map((server) => server.json(page)));
      assert.deepEqual(lasting(first), lasting(second), page);
    }
    const { at } = await servers[0].json('/journal');
    const { count } = await servers[1].json('/search?q=rights');
    assert.ok(count.value > 0);
    return { entries: at[0].entry, count: count.value };
  } finally {
    // One that broke down must not leave the other running, or the test would never end.
    const codes = await Promise.all(servers.map((server) => server.end('SIGTERM')));
    servers.forEach((server, at) => assert.equal(codes[at], 0, server.log()));
  }
}

for (const database of databases.filter((each) => each !== 'SQLite')) {
  test(`each with its own index on ${database}`, async () => {
    const record = { name: 'own', words: newDatabase(database) };
    const indexes = [['--index', join(folder, 'index-one')], ['--index', join(folder, 'index-two')]];
    const { entries, count } = await writtenAtOnce(record, indexes);
    const words = ['--data', join(folder, record.name), ...record.words];
    assert.equal(JSON.parse(run('journal', 'verify', ...words, '--json')).entries, entries);
    run('rebuild', '--check', ...words);
    // A third, which has no index yet, makes its own from the journal.
    const third = run('search', 'rights', ...words, '--index', join(folder, 'index-three'), '--json');
    assert.equal(JSON.parse(third).count, count);
    assert.deepEqual((await readdir(join(folder, record.name))).includes('index'), false);
  });
}

for (const database of databases) {
  test(`with one index among them on ${database}`, async () => {
    const record = { name: `shared-${database}`, words: newDatabase(database) };
    await writtenAtOnce(record, [[], []]);
    run('rebuild', '--check', '--data', join(folder, record.name), ...record.words);
  });
}
