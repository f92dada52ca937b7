// comity fetch before a server that behaves as the document service does, with the faults of servers
// and lines: what comes is imported, what breaks off goes on, and what is refused says why.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { comity, numbers, run } from './support.mjs';

const symbolOf = (number) => `A/C.3/90/L.${number}`;
const large = symbolOf(90);
const random = numbers(5);
const words = () => Array.from({ length: 60_000 }, () => random().toString(36).slice(2, 12)).join(' ');

const textOf = (symbol, more = '') => `${symbol}

**Shared record of clean rivers**

*The General Assembly,*

1. *Encourages* all members to keep a shared record;

2. *Decides* to return to the matter. ${more}
`;

let folder;
let server;
let origin;
let documents;
let asked;
let plays;
let open;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-fetch-'));
  const maker = ['--data', join(folder, 'maker'), '--database', ''];
  const symbols = [1, 2, 3, 4].map(symbolOf);
  for (const symbol of [...symbols, large]) {
    await writeFile(join(folder, `${symbol.replaceAll('/', '_')}.md`), textOf(symbol, symbol === large ? words() : ''));
  }
  run('import', ...(await readdir(folder)).filter((name) => name.endsWith('.md')).map((name) => join(folder, name)), ...maker);
  documents = new Map();
  for (const symbol of [...symbols, large]) {
    const out = join(folder, 'one.docx');
    await writeFile(out, await exported(symbol, maker));
    documents.set(symbol, await readFile(out));
  }
  assert.ok(documents.get(large).length > 600_000 / 2);
  server = createServer((request, response) => {
    const url = new URL(request.url, 'http://server');
    asked.push({ path: url.pathname, symbol: url.searchParams.get('s'), headers: request.headers });
    response.on('close', () => open.delete(response));
    open.add(response);
    if (url.pathname === '/robots.txt') return response.end('User-agent: comity\nDisallow: /hidden/\n');
    const play = plays[url.searchParams.get('s') ?? url.pathname]?.shift() ?? whole;
    play(request, response, documents.get(url.searchParams.get('s')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${server.address().port}`;
});

beforeEach(() => {
  asked = [];
  plays = {};
  open = new Set();
});

after(async () => {
  for (const response of open) response.destroy();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function exported(symbol, record) {
  const child = spawn(comity, ['export', 'document', symbol, '--format', 'docx', ...record]);
  const pieces = [];
  child.stdout.on('data', (piece) => pieces.push(piece));
  const [code] = await once(child, 'close');
  assert.equal(code, 0);
  return Buffer.concat(pieces);
}

const tag = '"first"';

// As a good server: conditions and ranges by the rules.
function whole(request, response, body) {
  if (!body) return response.writeHead(404).end('no such document');
  if (request.headers['if-none-match'] === tag) return response.writeHead(304, { ETag: tag }).end();
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from > 0 && request.headers['if-range'] === tag) {
    response.writeHead(206, {
      ETag: tag, 'Content-Range': `bytes ${from}-${body.length - 1}/${body.length}`, 'Content-Length': body.length - from,
    });
    return response.end(body.subarray(from));
  }
  response.writeHead(200, { ETag: tag, 'Content-Length': body.length }).end(body);
}

const status = (code, headers = {}) => (request, response) => response.writeHead(code, headers).end('not now');
const page = (request, response) =>
  response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!DOCTYPE html><html>There is no document</html>');
const redirect = (to) => (request, response) => response.writeHead(302, { Location: to }).end();

// Sends so many bytes and breaks off.
const cut = (bytes, etag = tag) => (request, response, body) => {
  response.writeHead(200, { ETag: etag, 'Content-Length': body.length });
  response.write(body.subarray(0, bytes), () => response.destroy());
};

// Sends so many bytes, and nothing more for ever.
const stall = (bytes) => (request, response, body) => {
  response.writeHead(200, { ETag: tag, 'Content-Length': body.length });
  response.write(body.subarray(0, bytes));
};

// Sends a byte now and then, for ever.
const drip = (request, response) => {
  response.writeHead(200);
  const dripping = setInterval(() => response.write('.'), 20);
  response.on('close', () => clearInterval(dripping));
};

let records = 0;

// A new installation whose settings name the server.
async function installation(settings = {}) {
  const data = join(folder, `record-${++records}`);
  await mkdir(data);
  const rows = { local: 'yes', pause: 0, backoff: 0, ...settings };
  await writeFile(join(data, 'fetch.csv'), [
    'setting,format,value',
    `service,docx,${settings.service ?? `${origin}/access?s={symbol}&l={language}`}`,
    ...Object.entries(rows).filter(([name]) => name !== 'service').map(([name, value]) => `${name},,${value}`),
  ].join('\n'));
  return ['--data', data, '--database', ''];
}

function begin(record, symbols, ...flags) {
  const child = spawn(comity, ['fetch', ...symbols, '--format', 'docx', '--json', ...flags, ...record]);
  const said = { out: '', error: '' };
  child.stdout.on('data', (piece) => (said.out += piece));
  child.stderr.on('data', (piece) => (said.error += piece));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...said }));
  return { child, ended };
}

async function fetched(record, symbols, ...flags) {
  const { code, out, error } = await begin(record, symbols, ...flags).ended;
  assert.ok(out, error);
  return { code, ...JSON.parse(out) };
}

const requests = (symbol) => asked.filter((each) => each.symbol === symbol);
// The bytes that lie in the cache of a record, which was given one address.
async function body(record) {
  const cache = join(record[1], 'fetch-cache');
  const [place] = await readdir(cache);
  return readFile(join(cache, place, 'body'));
}
const shown = (record, symbol) => JSON.parse(run('show', symbol, '--json', ...record));

test('documents come by their symbols, once, and are asked for by their tags when they are old', async () => {
  const record = await installation({ fresh: 0, contact: 'https://rivers.example' });
  const symbols = [symbolOf(1), symbolOf(2), symbolOf(99)];
  const first = await fetched(record, symbols);
  assert.equal(first.code, 3);
  assert.deepEqual([first.fetched, first.unchanged, first.not_found, first.refused], [2, 0, 1, 0]);
  assert.equal(first.import.read, 2);
  assert.equal(first.files[2].message, 'there is no such document');
  assert.ok(first.files[2].mend);
  assert.equal(shown(record, symbolOf(2)).paragraphs.at(-1).verb, 'Decides');
  assert.match(asked[0].headers['user-agent'], /^Comity\/[\d.]+ \(\+https:\/\/rivers\.example\)$/);
  assert.equal(asked.filter(({ path }) => path === '/robots.txt').length, 1);

  const second = await fetched(record, symbols.slice(0, 2));
  assert.equal(second.code, 0);
  assert.deepEqual([second.fetched, second.unchanged], [0, 2]);
  assert.equal(second.import.unchanged, 2);
  assert.equal(requests(symbolOf(1)).at(-1).headers['if-none-match'], tag);
});

test('what came today is not asked for again', async () => {
  const record = await installation();
  await fetched(record, [symbolOf(1)]);
  asked = [];
  assert.equal((await fetched(record, [symbolOf(1)])).unchanged, 1);
  assert.deepEqual(asked, []);
});

test('a dry run asks nobody', async () => {
  const record = await installation();
  const { code, files } = await fetched(record, [symbolOf(1)], '--dry-run', '--language', 'en,fr');
  assert.equal(code, 0);
  assert.deepEqual(files.map(({ outcome }) => outcome), ['planned', 'planned']);
  assert.deepEqual(files[1].addresses, [`${origin}/access?s=${symbolOf(1)}&l=fr`]);
  assert.deepEqual(asked, []);
});

test('a server that is busy is asked again when it says', async () => {
  const record = await installation();
  plays[symbolOf(1)] = [status(429, { 'Retry-After': '0' }), status(503), status(500)];
  assert.equal((await fetched(record, [symbolOf(1)])).fetched, 1);
  assert.equal(requests(symbolOf(1)).length, 4);
});

test('a broken line goes on where it stopped', async () => {
  const record = await installation();
  plays[large] = [cut(100_000), cut(50_000, '"other"')];
  // The second answer is another one: of it, not of the first, the rest is asked for, and it has none.
  assert.equal((await fetched(record, [large])).fetched, 1);
  const [first, second, third] = requests(large);
  assert.equal(first.headers.range, undefined);
  assert.match(second.headers.range, /^bytes=\d+-$/);
  assert.equal(second.headers['if-range'], tag);
  assert.equal(third.headers['if-range'], '"other"');
  assert.ok((await body(record)).equals(documents.get(large)));
});

test('a process that was killed goes on where it stopped', async () => {
  const record = await installation();
  plays[large] = [stall(300_000)];
  const { child, ended } = begin(record, [large]);
  const parts = async () => {
    const cache = join(record[1], 'fetch-cache');
    const places = await readdir(cache).catch(() => []);
    const names = await Promise.all(places.map((place) => readdir(join(cache, place))));
    return names.flat().filter((name) => /^part-[0-9a-f]+-0-\d+$/.test(name));
  };
  for (let left = 3000; (await parts()).length === 0 && left > 0; --left) await sleep(10);
  const [part] = await parts();
  assert.ok(part, 'a part was kept');
  child.kill('SIGKILL');
  assert.equal((await ended).signal, 'SIGKILL');
  assert.equal((await fetched(record, [large])).fetched, 1);
  assert.equal(requests(large).at(-1).headers.range, `bytes=${part.split('-').at(-1)}-`);
  assert.ok((await body(record)).equals(documents.get(large)));
});

test('Ctrl-C ends it, and the next run brings the rest', async () => {
  const record = await installation();
  plays[symbolOf(2)] = [stall(10)];
  const { child, ended } = begin(record, [symbolOf(1), symbolOf(2)]);
  for (let left = 3000; requests(symbolOf(2)).length === 0 && left > 0; --left) await sleep(10);
  child.kill('SIGINT');
  const { code, out } = await ended;
  assert.equal(code, 130);
  assert.equal(JSON.parse(out).interrupted, true);
  const { fetched: came, unchanged } = await fetched(record, [symbolOf(1), symbolOf(2)]);
  assert.deepEqual([came, unchanged], [1, 1]);
});

test('what is refused says why, and the others go on', async () => {
  const record = await installation({ attempts: 2, longest: 1 });
  plays[symbolOf(1)] = [page];
  plays[symbolOf(2)] = Array(9).fill((request, response) => redirect(request.url)(request, response));
  plays[symbolOf(3)] = [redirect(`${origin}/hidden/file`)];
  plays[large] = [drip, drip];
  const { code, files } = await fetched(record, [symbolOf(1), symbolOf(2), symbolOf(3), large, symbolOf(4)]);
  assert.equal(code, 3);
  const told = files.map(({ outcome, kind }) => [outcome, kind]);
  assert.deepEqual(told, [
    ['refused', 'unsupported'], ['refused', 'unsupported'], ['refused', 'forbidden'], ['refused', 'timeout'], ['fetched', undefined],
  ]);
  assert.match(files[0].message, /a web page came where a Word document was expected/);
  assert.match(files[1].message, /from address to address/);
  assert.match(files[2].message, /robots\.txt/);
  assert.equal(asked.filter(({ path }) => path === '/hidden/file').length, 0);
  for (const { outcome, message, place, mend } of files) {
    if (outcome === 'refused') assert.ok(message && place.startsWith('http') && mend, message);
  }
});

test('a server that asks for its own cookie gets it, in the same run', async () => {
  const record = await installation();
  const gate = (request, response) => request.headers.cookie === 'pass=1'
    ? whole(request, response, documents.get(symbolOf(1)))
    : response.writeHead(302, { Location: request.url, 'Set-Cookie': 'pass=1; Path=/' }).end();
  plays[symbolOf(1)] = [gate, gate];
  assert.equal((await fetched(record, [symbolOf(1)])).fetched, 1);
});

test('a certificate that nobody vouches for is refused', async () => {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-keyout', key, '-out', cert]);
  assert.equal(made.status, 0, `openssl: ${made.stderr}`);
  let reached = 0;
  const secure = createSecureServer({ key: await readFile(key), cert: await readFile(cert) }, (_, response) => {
    ++reached;
    response.end();
  });
  secure.listen(0, '127.0.0.1');
  await once(secure, 'listening');
  const record = await installation({ service: `https://localhost:${secure.address().port}/{symbol}` });
  const { files } = await fetched(record, [symbolOf(1)]);
  secure.close();
  assert.equal(files[0].kind, 'forbidden');
  assert.match(files[0].message, /cannot be trusted/);
  assert.match(files[0].mend, /ca-certificates/);
  assert.equal(reached, 0);
});

test('what is too large is refused by its announced length', async () => {
  const record = await installation({ largest: 1 });
  plays[symbolOf(1)] = [(request, response) => response.writeHead(200, { 'Content-Length': 2 ** 21 }).end(Buffer.alloc(2 ** 21))];
  const { files } = await fetched(record, [symbolOf(1)]);
  assert.equal(files[0].kind, 'too_large');
});

test('addresses of this machine are asked only where the settings say so', async (context) => {
  const port = server.address().port;
  const names = ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1'];
  // A name that the system resolves to an address of its own.
  const own = await lookup(hostname()).then(() => hostname(), () => undefined);
  if (own) names.push(own);
  else context.diagnostic('this machine does not resolve its own name');
  for (const name of names) {
    const record = await installation({ local: 'no', service: `http://${name}:${port}/access?s={symbol}` });
    const { files } = await fetched(record, [symbolOf(1)]);
    assert.equal(files[0].kind, 'forbidden', name);
    assert.match(files[0].mend, /local,yes/);
  }
  assert.deepEqual(asked, []);
});

test('a server that is not there is told at once for all', async () => {
  const record = await installation({ attempts: 2, service: 'http://127.0.0.1:9/access?s={symbol}' });
  const { code, files } = await fetched(record, [symbolOf(1), symbolOf(2)]);
  assert.equal(code, 3);
  assert.deepEqual(files.map(({ kind }) => kind), ['unavailable', 'unavailable']);
  assert.match(files[0].mend, /--from FOLDER/);
});

test('a mirror and a folder are laid out alike', async () => {
  const mirror = join(folder, 'mirror');
  await mkdir(join(mirror, 'en'), { recursive: true });
  await writeFile(join(mirror, 'en', 'A_C.3_90_L.1.docx'), documents.get(symbolOf(1)));
  const name = 'A_C.3_90_L.1-en.docx';
  const record = await installation();
  const one = await fetched(record, [symbolOf(1)], '--from', mirror);
  assert.deepEqual([one.fetched, one.import.read, one.files[0].addresses.length], [1, 1, 2]);
  await copyFile(join(mirror, 'en', 'A_C.3_90_L.1.docx'), join(mirror, name));
  plays[`/mirror/${name}`] = [(request, response) => whole(request, response, documents.get(symbolOf(1)))];
  const other = await installation();
  const two = await fetched(other, [symbolOf(1)], '--from', `${origin}/mirror`);
  assert.deepEqual([two.fetched, two.files[0].addresses], [1, [`${origin}/mirror/${name}`]]);
});
