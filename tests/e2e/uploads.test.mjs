// Files that are sent ahead of a reply, in parts: over a line that breaks, after the page was closed,
// by keyboard, by programs, and while the server is killed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { bringCall, databases, launch, looksRight, newDatabase, run, serve, start } from './support.mjs';

const contract = parse(await readFile(new URL('../../api/openapi.yaml', import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false, formats: { 'date-time': true } });
ajv.addKeyword('components').addSchema({ $id: 'contract', components: { schemas: contract.components.schemas } });

let browser;
let site;
let call;
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-uploads-'));
  browser = await launch();
  site = await start(browser);
  call = await bringCall(site);
});

after(async () => {
  await browser?.close();
  await site?.stop();
  await rm(folder, { recursive: true, force: true });
});

function valid(schema, value) {
  const check = ajv.getSchema(`contract#/components/schemas/${schema}`);
  assert.ok(check(value), `${schema}: ${ajv.errorsText(check.errors)}`);
}

// A text of so many bytes that no compression makes small.
function textOf(bytes, last) {
  let text = '# Ours\n\n';
  for (let i = 0; text.length < bytes; ++i) text += `${createHash('sha256').update(String(i)).digest('hex')}\n\n`;
  return `${text}${last}\n`;
}

async function fileOf(name, text) {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function formOf(page, { way, text = 'en' } = {}) {
  await page.goto(`${site.origin}${call.address}/reply?language=${text}`);
  if (way) await page.check(`#way-${way}`);
  await page.selectOption('#kind', 'NGO');
  await page.fill('#body', `Society ${Math.random()}`);
  await page.fill('#answer-1', 'Dialogue.');
}

const shown = (page, name) => page.locator('ul.uploads li', { hasText: name });
// A file that "has arrived in part" has not arrived.
const state = (page, name, words) => shown(page, name).getByText(words, { exact: words === 'has arrived' }).waitFor();

async function seenWith(code, origin = site.origin) {
  const response = await fetch(`${origin}/consultations/receipt`, { method: 'POST', body: new URLSearchParams({ receipt: code }), headers: { Accept: 'application/json' } });
  assert.equal(response.status, 200);
  return (await response.json()).reply;
}

test('a file goes on where the line broke, after the page was closed, and is sent with the form', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const file = await fileOf('ours.md', textOf(900_000, 'The very last line.'));
  await formOf(page);
  // The line breaks in the midst: parts after the first do not arrive.
  let parts = 0;
  await page.route('**/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH' && ++parts > 1) await route.abort('internetdisconnected');
    else await route.continue();
  });
  await page.setInputFiles('#file-3', file);
  await state(page, 'ours.md', 'waiting for the line, will go on by itself');
  assert.match(await page.locator('#uploads-said').innerText(), /ours\.md: \d+\s?% · waiting/);
  await looksRight(page, 'upload-waiting');
  await page.getByRole('button', { name: 'Send the reply' }).click();
  await page.locator('#uploads-said').getByText('sent by itself').waitFor();
  await page.waitForFunction(() => localStorage.length === 1 && Object.values(localStorage)[0].includes('ours.md'));
  await page.close();

  const again = await context.newPage();
  const offsets = [];
  again.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  await again.goto(`${site.origin}${call.address}/reply`);
  await state(again, 'ours.md', 'choose the same file again');
  await looksRight(again, 'upload-again');
  await again.getByRole('button', { name: 'Send the reply' }).click();
  await again.locator('#uploads-said').getByText('Before the form is sent').waitFor();
  assert.equal(await again.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Remove: ours.md');
  await again.setInputFiles('#file-3', file);
  await state(again, 'ours.md', 'has arrived');
  assert.ok(offsets[0] > 0, `it went on from ${offsets[0]}`);
  await looksRight(again, 'upload-arrived');
  await again.getByRole('button', { name: 'Send the reply' }).click();
  await again.locator('.receipt').waitFor();
  await looksRight(again, 'upload-received');
  const reply = await seenWith(await again.locator('.receipt').innerText());
  const part = reply.parts.find(({ title }) => title === 'ours.md');
  assert.equal(part.bytes, (await readFile(file)).length);
  assert.equal(part.paragraphs.at(-1).text, 'The very last line.');
  assert.doesNotMatch(await again.locator('main').innerText(), /very last line/, 'the answer is lean');
  await again.waitForFunction(() => localStorage.length === 0);
  await context.close();
});

test('offline it waits, online it goes on by itself, and the form that waits for it is sent', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await formOf(page);
  await context.setOffline(true);
  await page.setInputFiles('#files', [await fileOf('one.md', '# One\n\nFirst.\n'), await fileOf('two.md', textOf(300_000, 'Second.'))]);
  await state(page, 'one.md', 'waiting for the line');
  await page.getByRole('button', { name: 'Send the reply' }).click();
  await page.locator('#uploads-said').getByText('sent by itself').waitFor();
  await context.setOffline(false);
  await page.locator('.receipt').waitFor();
  const reply = await seenWith(await page.locator('.receipt').innerText());
  assert.deepEqual(reply.parts.filter(({ kind }) => kind === 'file').map(({ title }) => title), ['one.md', 'two.md']);
  await context.close();
});

test('by keyboard a file is removed, a larger one is told of, and a refused form keeps what has arrived', async () => {
  const page = await (await browser.newContext()).newPage();
  await formOf(page);
  await page.setInputFiles('#files', [await fileOf('one.md', '# One\n\nFirst.\n'), await fileOf('two.md', '# Two\n\nSecond.\n')]);
  await state(page, 'two.md', 'has arrived');
  await shown(page, 'one.md').getByRole('button').focus();
  const discarded = page.waitForResponse((response) => response.url().endsWith('/discard'));
  await page.keyboard.press('Enter');
  assert.equal((await discarded).status(), 200);
  assert.match(await page.locator('#uploads-said').innerText(), /one\.md: removed/);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'files');
  await page.setInputFiles('#files', await fileOf('large.md', 'x'.repeat((8 << 20) + 1)));
  await state(page, 'large.md', 'larger than 8 MB');
  await page.getByRole('button', { name: 'Send the reply' }).click();
  await page.locator('#uploads-said').getByText('Before the form is sent').waitFor();
  await page.keyboard.press('Enter');
  await page.evaluate(() => document.querySelectorAll('[required]').forEach((each) => each.removeAttribute('required')));
  await page.fill('#answer-1', '');
  await page.getByRole('button', { name: 'Send the reply' }).click();
  assert.match(await page.locator('[role=alert]').innerText(), /question 1 is not answered[\s\S]*with the files that have arrived/);
  await state(page, 'two.md', 'has arrived');
  await page.fill('#answer-1', 'Dialogue.');
  await page.getByRole('button', { name: 'Send the reply' }).click();
  await page.locator('.receipt').waitFor();
  const code = await page.locator('.receipt').innerText();
  assert.deepEqual((await seenWith(code)).parts.map(({ title }) => title).slice(1), ['two.md']);

  await page.goto(`${site.origin}/consultations/receipt`);
  await page.fill('#receipt', code);
  await page.getByRole('button', { name: 'Show the reply' }).click();
  await page.setInputFiles('#files', await fileOf('three.md', '# Three\n\nThird.\n'));
  await state(page, 'three.md', 'has arrived');
  await page.getByRole('button', { name: 'Send the correction' }).click();
  await page.getByText(/correction has been received/).waitFor();
  assert.deepEqual((await seenWith(code)).parts.map(({ title }) => title).slice(1), ['two.md', 'three.md']);
});

test('where the server takes no files ahead they go with the form, and in Arabic it reads from the right', async () => {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await formOf(page, { text: 'ar' });
  await page.route('**/uploads', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }));
  await page.setInputFiles('#file-3', await fileOf('ours.md', '# Ours\n\nWhat we found.\n'));
  await state(page, 'ours.md', 'يُرسَل مع الاستمارة');
  await looksRight(page, 'upload-ar');
  await page.locator('form.reply > button').last().click();
  await page.locator('.receipt').waitFor();
  const reply = await seenWith(await page.locator('.receipt').innerText());
  assert.equal(reply.parts.at(-1).title, 'ours.md');
});

const headers = { Accept: 'application/json' };
const begin = (origin, address, fields) => fetch(`${origin}${address}/uploads`, { method: 'POST', headers, body: new URLSearchParams(fields) });
const send = (origin, { address, secret }, offset, body) => fetch(origin + address, { method: 'PATCH', body, headers: { ...headers, 'Content-Type': 'application/partial-upload', 'Upload-Offset': `${offset}`, 'Upload-Secret': secret } });
const reply = (fields) => ({ way: 'named', kind: 'NGO', language: 'en', answers: { 1: 'Dialogue.' }, ...fields });

test('a program sends a file in parts and names it in a reply of JSON', async () => {
  valid('UploadTerms', await site.json(`${call.address}/uploads`));
  const bytes = Buffer.from(textOf(5_000, 'The end.'));
  const digest = createHash('sha256').update(bytes).digest('hex');
  const made = await begin(site.origin, call.address, { name: 'ours.md', bytes: bytes.length, digest });
  assert.equal(made.status, 201);
  const upload = await made.json();
  valid('Upload', upload);
  assert.equal(made.headers.get('location'), upload.address);
  assert.equal((await send(site.origin, upload, 0, bytes.subarray(0, 3000))).status, 200);
  const twice = await send(site.origin, upload, 0, bytes.subarray(0, 3000));
  assert.equal(twice.status, 409);
  assert.equal(twice.headers.get('upload-offset'), '3000');
  assert.equal((await send(site.origin, { ...upload, secret: upload.secret.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }, 3000, 'x')).status, 404);
  assert.equal((await send(site.origin, upload, 3000, Buffer.alloc(bytes.length))).status, 400, 'more than was told');
  assert.equal((await send(site.origin, upload, 3000, Buffer.alloc((1 << 20) + 500))).status, 413);
  const last = await send(site.origin, upload, 3000, bytes.subarray(3000));
  assert.equal(last.headers.get('upload-complete'), '?1');
  valid('Upload', await last.json());
  const post = () => fetch(`${site.origin}${call.address}/reply`, {
    method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(reply({ body: 'Society of Programs', receipt: upload.receipt, uploads: [{ question: 3, secret: upload.secret }] })),
  });
  upload.receipt = (await site.json(`${call.address}/reply`)).receipt;
  const first = await post();
  assert.equal(first.status, 200, await first.clone().text());
  const received = await first.json();
  valid('ReplyReceived', received);
  assert.deepEqual(received.reply.parts.at(-1).paragraphs, []);
  assert.equal((await (await post()).json()).unchanged, true, 'sent again, its answer having been lost');
  assert.equal((await fetch(site.origin + upload.address, { headers: { ...headers, 'Upload-Secret': upload.secret } })).status, 404);
  assert.ok(!site.log().includes(upload.secret));
});

async function files(path) {
  const found = [];
  for (const each of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (each.isFile()) found.push(join(each.parentPath ?? each.path, each.name));
  }
  return found;
}

for (const kind of databases) {
  test(`parts that were answered are there after the server was killed, of which there are two (${kind})`, async () => {
    const data = join(folder, `killed-${kind}`);
    const database = newDatabase(kind);
    const more = ['--data', data, ...database];
    const file = join(folder, 'call.json');
    await writeFile(file, JSON.stringify({ title: { en: 'Ways' }, questions: [{ text: { en: 'What?' } }], closes: '2100-01-01T00:00', ways: ['named'], terms: 'all' }));
    const { id, address } = JSON.parse(run('consultation', 'write', file, '--json', ...more));
    run('consultation', 'open', id, ...more);
    let one = serve(...more);
    let { origin } = await one.ready;
    const marker = 'marker-of-what-was-broken-off';
    const bytes = Buffer.from(textOf(400_000, marker) + `${marker}\n`.repeat(1000));
    const upload = await (await begin(origin, address, { name: `${marker}.md`, bytes: bytes.length })).json();
    const size = 20_000;
    let answered = 0;
    // Killed in the midst of a part, again and again.
    for (let kills = 0; kills < 3; ++kills) {
      const killed = new Promise((done) => { setTimeout(() => one.end('SIGKILL').then(done), 60 + 40 * kills); });
      for (;;) {
        const done = await send(origin, upload, answered, bytes.subarray(answered, answered + size)).catch(() => undefined);
        if (!done) break;
        assert.equal(done.status, 200, await done.clone().text());
        answered = Number(done.headers.get('upload-offset'));
        if (answered >= bytes.length - size) break;
      }
      await killed;
      for (const path of await files(data)) assert.ok(!(await readFile(path)).includes(marker), path);
      one = serve(...more);
      ({ origin } = await one.ready);
      const now = await (await fetch(origin + upload.address, { headers: { ...headers, 'Upload-Secret': upload.secret } })).json();
      assert.ok(now.offset === answered || now.offset === answered + size, `${now.offset} after ${answered} were answered`);
      answered = now.offset;
    }
    // Another process of the server goes on, and takes the reply.
    const two = serve(...more);
    const other = (await two.ready).origin;
    for (let turn = 0; answered < bytes.length; ++turn) {
      const done = await send(turn % 2 ? origin : other, upload, answered, bytes.subarray(answered, answered + size));
      assert.equal(done.status, 200, await done.clone().text());
      answered = Number(done.headers.get('upload-offset'));
    }
    const sent = await fetch(`${other}${address}/reply`, {
      method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(reply({ body: 'Society of Rivers', uploads: [upload.secret] })),
    });
    assert.equal(sent.status, 200, await sent.clone().text());
    const held = await seenWith((await sent.json()).receipt, origin);
    assert.equal(held.parts.at(-1).bytes, bytes.length);
    assert.equal(held.parts.at(-1).paragraphs.at(-1).text.trim().split(/\s+/).at(-1), marker);
    await two.end('SIGTERM');
    await one.end('SIGTERM');
  });
}
