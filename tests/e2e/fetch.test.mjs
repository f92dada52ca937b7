// `comity fetch` before a server that behaves like the United Nations' document service on a bad
// day: it asks to wait, fails, cuts transfers, sends pages for documents and leads in circles.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { comity } from './support.mjs';

const folder = await mkdtemp(join(tmpdir(), 'comity-fetch-'));
const data = join(folder, 'record');
const seen = [];
let origin = '';
let server;
let file;

const title = (symbol) => `${symbol}\n\n**Clean rivers**\n\n*The General Assembly,*\n\n1. *Decides* to meet again.\n`;

// A Word document, made by the program itself from a text.
async function documentOf(symbol) {
  const source = join(folder, 'text.md');
  await writeFile(source, title(symbol));
  const made = await run(['compare', source, source, '--format', 'docx'], 'buffer');
  assert.equal(made.code, 0, made.error);
  return made.output;
}

function run(words, encoding = 'utf8') {
  const child = spawn(comity, words);
  const output = [];
  let error = '';
  child.stdout.on('data', (piece) => output.push(piece));
  child.stderr.on('data', (piece) => { error += piece; });
  return once(child, 'close').then(([code]) => {
    const bytes = Buffer.concat(output);
    return { code, error, output: encoding === 'buffer' ? bytes : bytes.toString() };
  });
}

async function fetched(...words) {
  const done = await run(['fetch', ...words, '--from', origin, '--pause', '0', '--data', data, '--json']);
  return { code: done.code, ...(done.output ? JSON.parse(done.output) : {}), error: done.error };
}

const times = new Map();
const time = (name) => { times.set(name, (times.get(name) ?? 0) + 1); return times.get(name); };

function answer(request, response) {
  const { pathname } = new URL(request.url, origin);
  seen.push(`${pathname} ${request.headers.range ?? ''}`.trim());
  const send = (status, headers = {}, body = '') => response.writeHead(status, headers).end(body);
  const whole = (headers = {}) => send(200, { 'Content-Type': 'application/octet-stream', ETag: '"1"', ...headers }, file);
  switch (pathname) {
    case '/robots.txt': return send(200, {}, 'User-agent: *\nDisallow: /en/A/RES/70/9\n');
    case '/en/A/RES/70/1': return request.headers['if-none-match'] === '"1"' ? send(304) : whole();
    case '/en/A/RES/70/2': return time(pathname) === 1 ? send(429, { 'Retry-After': '1' }) : whole();
    case '/en/A/RES/70/3': {
      if (request.headers.range) {
        const begin = Number(request.headers.range.match(/\d+/)[0]);
        assert.equal(request.headers['if-range'], '"1"');
        return send(206, { ETag: '"1"', 'Content-Range': `bytes ${begin}-${file.length - 1}/${file.length}` }, file.subarray(begin));
      }
      response.writeHead(200, { 'Content-Length': file.length, ETag: '"1"' });
      return response.write(file.subarray(0, 700), () => response.destroy());
    }
    case '/en/A/RES/70/4': return send(200, { 'Content-Type': 'application/pdf' }, '<!doctype html><title>Sorry</title>');
    case '/en/A/RES/70/5': return send(302, { Location: '/en/A/RES/70/5?again' });
    case '/en/A/RES/70/6': return send(302, { Location: '/doc/n26/1' });
    case '/doc/n26/1': return whole();
    case '/en/A/RES/70/7': return send(302, { Location: 'file:///etc/hostname' });
    default: return send(404);
  }
}

before(async () => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${server.address().port}`;
  file = await documentOf('A/RES/70/1');
});

after(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test('private networks are asked only when it is allowed', async () => {
  const { code, failed } = await fetched('A/RES/70/1');
  assert.equal(code, 3);
  assert.equal(failed[0].kind, 'forbidden');
  assert.match(failed[0].mend, /allow private addresses/);
  assert.deepEqual(seen, []);
});

test('a document is brought and imported, and not sent twice', async () => {
  const first = await fetched('A/RES/70/1', '--allow-private');
  assert.equal(first.code, 0, first.error);
  assert.equal(first.read, 1);
  assert.equal(first.files[0].work, 'A/RES/70/1');
  assert.equal(first.documents[0].address, `${origin}/en/A/RES/70/1`);
  assert.equal(first.documents[0].file, 'A_RES_70_1-en.docx');
  const again = await fetched('A/RES/70/1', '--allow-private');
  assert.equal(again.unchanged, 1);
  assert.equal(again.documents[0].unchanged, true);
});

test('a service that asks to wait is waited for, and a cut transfer goes on', async () => {
  seen.length = 0;
  const { code, documents, failed } = await fetched('A/RES/70/2', 'A/RES/70/3', 'A/RES/70/6', '--allow-private', '--dry-run');
  assert.equal(code, 0, JSON.stringify(failed));
  assert.deepEqual(documents.map(({ symbol }) => symbol), ['A/RES/70/2', 'A/RES/70/3', 'A/RES/70/6']);
  assert.equal(documents[2].address, `${origin}/doc/n26/1`);
  assert.ok(seen.some((line) => /^\/en\/A\/RES\/70\/3 bytes=\d+-$/.test(line)), seen.join('\n'));
});

test('what does not come is told with its reason, and the others come', async () => {
  const { code, failed, documents } = await fetched('A/RES/70/4', 'A/RES/70/5', 'A/RES/70/7', 'A/RES/70/8', 'A/RES/70/9', 'A/RES/70/1', '--allow-private');
  assert.equal(code, 3);
  const kinds = Object.fromEntries(failed.map((each) => [each.file, each.kind]));
  assert.deepEqual(kinds, {
    'A/RES/70/4 (en)': 'unsupported',
    'A/RES/70/5 (en)': 'unavailable',
    'A/RES/70/7 (en)': 'invalid_input',
    'A/RES/70/8 (en)': 'not_found',
    'A/RES/70/9 (en)': 'forbidden',
  });
  assert.match(failed[0].message, /web page/);
  assert.equal(documents.length, 1);
});

test('a folder laid out alike needs no network', async () => {
  const mirror = join(folder, 'mirror');
  await mkdir(join(mirror, 'en/A/RES/71'), { recursive: true });
  await writeFile(join(mirror, 'en/A/RES/71/1.md'), title('A/RES/71/1'));
  await writeFile(join(mirror, 'A_RES_71_2-fr.md'), title('A/RES/71/2'));
  const done = await run(['fetch', 'A/RES/71/1', 'A/RES/71/2', '--language', 'en,fr', '--from', mirror, '--data', data, '--json']);
  const report = JSON.parse(done.output);
  assert.equal(done.code, 3);
  assert.deepEqual(report.documents.map(({ symbol, language }) => `${symbol} ${language}`), ['A/RES/71/1 en', 'A/RES/71/2 fr']);
  assert.deepEqual(report.failed.map((each) => each.file), ['A/RES/71/1 (fr)', 'A/RES/71/2 (en)']);
});

test('an installation may name addresses of its own', async () => {
  await writeFile(join(data, 'fetch.csv'), `name,address\nours,${origin}/{language}/{symbol}\n`);
  const words = ['fetch', 'A/RES/70/1', '--allow-private', '--data', data];
  const done = await run([...words, '--json']);
  assert.equal(JSON.parse(done.output).documents[0].address, `${origin}/en/A/RES/70/1`);
  await writeFile(join(data, 'fetch.csv'), 'name,address\nours,https://mirror.example/\n');
  const wrong = await run(words);
  assert.equal(wrong.code, 2);
  assert.match(wrong.error, /fetch\.csv, line 2/);
});
