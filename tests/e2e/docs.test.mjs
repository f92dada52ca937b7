// Each example of docs/api.md, run by a shell against a server as whoever reads it would, and its
// output compared with what the page shows; "…" stands for any text.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { comity, launch, start } from './support.mjs';

const page = await readFile(new URL('../../docs/api.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```sh\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```$)?/gm)];

let browser;
let folder;
let site;

before(async () => {
  browser = await launch();
  site = await start(browser);
  folder = join(site.data, '..', 'examples');
  await mkdir(join(folder, 'bin'), { recursive: true });
  await symlink(comity, join(folder, 'bin', 'comity'));
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

async function run(script) {
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, COMITY: site.origin, COMITY_DATA_DIR: site.data, PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
  });
  let out = '';
  let error = '';
  shell.stdout.on('data', (piece) => (out += piece));
  shell.stderr.on('data', (piece) => (error += piece));
  const [code] = await once(shell, 'close');
  assert.equal(code, 0, `${script}\n${out}\n${error}`);
  return out.replaceAll('\r', '').trimEnd();
}

const pattern = (shown) =>
  new RegExp(`^${shown.trimEnd().split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^\\n]*?')}$`);

test('each example has an answer', () => {
  assert.ok(examples.length >= 16, `${examples.length} examples`);
  assert.equal(examples.length, page.match(/^```sh$/gm).length);
  for (const [, script, shown] of examples) assert.ok(shown, script);
});

for (const [, script, shown] of examples) {
  test(script.trim().split('\n').at(-1).slice(0, 80), async () => {
    assert.match(await run(script), pattern(shown));
  });
}

test('the trailer says what came before it', async () => {
  const rows = await readFile(join(folder, 'rows.ndjson'), 'utf8');
  const lines = rows.trimEnd().split('\n');
  assert.equal(JSON.parse(lines.at(-1)).trailer.count, lines.length - 1);
});
