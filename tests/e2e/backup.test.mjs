// A backup while the record is served and written, from one database to the other and back: the same
// roots, the same counts, the same rows.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { comity, databases, newDatabase, run, serve } from './support.mjs';

let folder;
let files;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-backup-'));
  const made = join(folder, 'files');
  run('generate', '--out', made, '--seed', '31');
  files = (await readdir(made)).filter((name) => !name.endsWith('.csv')).sort().map((name) => join(made, name));
});

after(() => rm(folder, { recursive: true, force: true }));

const heads = (record) => JSON.parse(run('journal', 'verify', ...record, '--json')).heads
  .map(({ entries, root }) => `${entries} ${root}`).sort();
const copied = (json) => JSON.parse(json).heads.map(({ entries, root }) => `${entries} ${root}`).sort();
const rows = (record) => run('export', 'recommendations', ...record).split('\n').sort().join('\n');
const count = (record, query) => JSON.parse(run('search', query, ...record, '--json')).count;

for (const database of databases) {
  test(`while ${database} serves and writes`, async () => {
    const record = ['--data', join(folder, `record-${database}`), ...newDatabase(database)];
    const half = files.slice(0, files.length / 2);
    run('import', ...half, '--publish', ...record);
    const server = serve(...record);
    await server.ready;
    const importing = spawn(comity, ['import', ...files, '--publish', ...record], { stdio: 'ignore' });
    const ended = once(importing, 'exit');
    const copies = [];
    for (let at = 0; at < 3; ++at) {
      const place = join(folder, `copy-${database}-${at}`);
      const wasAtWork = importing.exitCode === null;
      copies.push({ place, wasAtWork, heads: copied(run('backup', place, ...record, '--json')) });
    }
    assert.equal((await ended)[0], 0);
    const { count: published } = await server.json('/search?q=rights');
    assert.equal(await server.end('SIGTERM'), 0, server.log());
    assert.ok(copies[0].wasAtWork, 'nothing was written meanwhile');
    for (const copy of copies) {
      const words = ['--data', copy.place, '--database', ''];
      assert.deepEqual(heads(words), copy.heads);
      run('rebuild', '--check', ...words);
      // It is an installation like another: the same import brings it to the same record.
      const { read, unchanged } = JSON.parse(run('import', ...files, '--publish', ...words, '--json'));
      assert.equal(read + unchanged, files.length);
      assert.ok(unchanged >= half.length);
      assert.equal(count(words, 'rights'), published.value);
    }
  });

  test(`from SQLite to ${database} and back`, () => {
    const first = ['--data', join(folder, `first-${database}`), ...newDatabase('SQLite')];
    run('import', ...files, '--publish', ...first);
    const wanted = heads(first);
    const there = ['--data', join(folder, `there-${database}`), ...newDatabase(database)];
    const back = ['--data', join(folder, `back-${database}`), ...newDatabase('SQLite')];
    const copies = [join(folder, `a-${database}`), join(folder, `b-${database}`)];
    assert.deepEqual(copied(run('backup', copies[0], ...first, '--json')), wanted);
    assert.deepEqual(copied(run('restore', copies[0], ...there, '--json')), wanted);
    assert.deepEqual(copied(run('backup', copies[1], ...there, '--json')), wanted);
    assert.deepEqual(copied(run('restore', copies[1], ...back, '--json')), wanted);
    for (const record of [there, back]) {
      assert.deepEqual(heads(record), wanted);
      run('rebuild', '--check', ...record);
      assert.equal(rows(record), rows(first));
      assert.equal(count(record, 'rights'), count(first, 'rights'));
    }
  });
}
