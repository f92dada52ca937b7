// The specimen's consultation is held to its end, at whatever moment the server that holds it is killed.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { databases, newDatabase, run, serve } from './support.mjs';

let folder;
before(async () => { folder = await mkdtemp(join(tmpdir(), 'comity-specimen-')); });
after(() => rm(folder, { recursive: true, force: true }));

// How far it is, by what anybody reads: none, a number of replies, or "published".
async function stateOf(server) {
  const [call] = (await server.json('/consultations')).calls;
  if (!call) return 'none';
  if ((await server.json(call.address)).report_published) return 'published';
  return (await server.json(`${call.address}/replies`)).replies?.length ?? 0;
}

// What the whole of it leaves.
function left(record) {
  const [call, ...others] = JSON.parse(run('consultation', ...record, '--json')).calls;
  assert.equal(others.length, 0, 'one call');
  const written = JSON.parse(run('consultation', 'synthesis', call.id, ...record, '--json'));
  const marked = JSON.parse(run('consultation', 'passages', call.id, ...record, '--json'));
  const people = JSON.parse(run('people', ...record, '--json')).people;
  return {
    coverage: written.coverage, codes: written.codes.length,
    lines: written.sections.map(({ code, lines }) => [code, lines.map(({ text, passage_count: count }) => [text, count])]),
    replies: marked.pages.count,
    // Which of two is called the first is by their ids, which are new each time.
    agreement: marked.agreement.map(({ units, codes }) => [units, codes.map(({ first_only: a, second_only: b, ...code }) => ({ ...code, only: [a, b].sort() }))]),
    coders: people.filter(({ name }) => /invented/.test(name)).length,
  };
}

for (const database of databases) {
  test(`killed while it is held, it is finished by the next start (${database})`, async () => {
    const whole = ['--data', join(folder, `whole-${database}`), ...newDatabase(database)];
    run('generate', '--import', ...whole);
    const expected = left(whole);
    assert.equal(expected.replies, 30);
    assert.equal(expected.coders, 2);

    const cut = ['--data', join(folder, `cut-${database}`), ...newDatabase(database)];
    const met = new Set();
    // What was begun is gone on with three seconds after the last entry.
    for (const wait of [150, 3_250, 3_400]) {
      const server = serve(...cut, '--specimen');
      await server.ready;
      await sleep(wait);
      met.add(await stateOf(server).catch(() => 'none'));
      await server.end('SIGKILL');
    }
    const server = serve(...cut, '--specimen');
    await server.ready;
    const until = Date.now() + 60_000;
    while ((await stateOf(server)) !== 'published') {
      assert.ok(Date.now() < until, 'it is finished within a minute');
      await sleep(100);
    }
    await server.end('SIGTERM');
    assert.ok([...met].some((state) => state !== 'published'), `killed too late: ${[...met]}`);
    assert.deepEqual(left(cut), expected);
    run('rebuild', '--check', ...cut);
  });
}
