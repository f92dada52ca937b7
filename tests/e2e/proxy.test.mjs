// The reverse proxy of docs/operations.md, word for word but for ports and paths, before the server.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { comity } from './support.mjs';

const name = 'comity.example';
const origin = `https://${name}`;
const said = { port: '', link: '' };
let folder;
let server;
let proxy;
let port;

async function freePort() {
  const probe = createServer();
  await new Promise((fulfil) => probe.listen(0, '127.0.0.1', fulfil));
  const found = probe.address().port;
  await new Promise((fulfil) => probe.close(fulfil));
  return found;
}

// One request through the proxy, by the server's public name.
function ask(path, { method = 'GET', headers = {}, body = '' } = {}) {
  return new Promise((fulfil, refuse) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method, rejectUnauthorized: false, servername: name,
        headers: { Host: name, ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece) => (text += piece));
        answer.on('end', () => fulfil({ status: answer.statusCode, headers: answer.headers, text }));
      },
    );
    asked.on('error', refuse);
    asked.end(body);
  });
}

async function startServer() {
  server = spawn(comity, ['serve', '--data', join(folder, 'data'), '--specimen', '--port', '0',
    '--origin', origin], { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: server.stdout })) {
    said.port ||= /^Comity is ready: http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? '';
    said.link ||= /(https:\/\/\S+)/.exec(line)?.[1] ?? '';
    if (said.port && said.link) return;
  }
}

async function startProxy() {
  const manual = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const block = /```nginx\n([^]*?)```/.exec(manual)[1];
  const changed = block
    .replace('listen 443', `listen 127.0.0.1:${port}`)
    .replace(/\/etc\/ssl/g, folder)
    .replace('127.0.0.1:8080', `127.0.0.1:${said.port}`);
  await mkdir(join(folder, 'tmp'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/tmp/${kind};`)
    .join(' ');
  await writeFile(join(folder, 'nginx.conf'), `daemon off; error_log stderr; pid ${folder}/pid;
events {} http { access_log off; ${temporary}\n${changed} }`);
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt',
    'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${name}`, '-days', '2', '-keyout',
    join(folder, 'comity.key'), '-out', join(folder, 'comity.pem')], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  proxy = spawn('/usr/sbin/nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 100; ++tries) {
    if (await ask('/healthz').catch(() => undefined)) return;
    await new Promise((fulfil) => setTimeout(fulfil, 50));
  }
  assert.fail('nginx does not answer');
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-proxy-'));
  port = await freePort();
  await startServer();
  await startProxy();
});

after(async () => {
  for (const program of [proxy, server]) {
    if (!program || program.exitCode !== null || program.signalCode !== null) continue;
    const ended = once(program, 'exit');
    program.kill('SIGTERM');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

test('pages come through it', async () => {
  const home = await ask('/');
  assert.equal(home.status, 200);
  assert.match(home.headers['content-security-policy'], /default-src 'none'/);
  const found = await ask('/search.json?q=water');
  assert.ok(JSON.parse(found.text).count.value > 0);
});

test('the owner signs in by the public name, with a cookie for TLS alone', async () => {
  assert.ok(said.link.startsWith(`${origin}/sign-in?token=`), said.link);
  const token = new URL(said.link).searchParams.get('token');
  const post = (from) =>
    ask('/sign-in', {
      method: 'POST',
      headers: { Origin: from, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token }).toString(),
    });
  assert.equal((await post('https://elsewhere.example')).status, 403);
  const signed = await post(origin);
  assert.equal(signed.status, 303, signed.text);
  const [cookie] = signed.headers['set-cookie'];
  assert.match(cookie, /; Secure/);
  const session = cookie.split(';')[0];
  const page = await ask('/import', { headers: { Cookie: session } });
  assert.equal(page.status, 200);
});
