// Adding documents with script: parts over a line that breaks, what would change, what became.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { draftOf, heads, launch, run, start, violations } from './support.mjs';

const markdown = (name, text) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });
const patience = { timeout: 30_000 };
const slow = { offline: false, latency: 20, downloadThroughput: 400_000, uploadThroughput: 150_000 };
const quick = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

let browser;
let site;
let owner; // a context that is signed in

before(async () => {
  browser = await launch();
  site = await start(browser);
  owner = await signedIn({});
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

async function signedIn(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const words = ['admin', 'link', '--data', site.data, '--origin', site.origin, '--json'];
  await page.goto(JSON.parse(run(...words)).link);
  await page.locator('main form button').click();
  await page.waitForURL(`${site.origin}/`);
  await page.close();
  return context;
}

async function opened(context = owner) {
  const page = await context.newPage();
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    const line = /ERR_INTERNET_DISCONNECTED|net::|409|status of 4/.test(message.text());
    if (message.type() === 'error' && !line) wrong.push(message.text());
  });
  await page.goto(`${site.origin}/import`);
  return { page, wrong };
}

const entries = () => heads(site.data);
const phase = (page, name) => page.locator(`#state[data-phase="${name}"]`).waitFor(patience);
const row = (page, name) => page.locator('.file').filter({ hasText: name });

test('several files, one of them bad: first what would change, then brought in', async () => {
  const { page, wrong } = await opened();
  assert.deepEqual(await violations(page), []);
  const before = entries();
  await page.locator('#files').setInputFiles([
    markdown('one.md', draftOf('A/HRC/77/L.11')),
    markdown('two.md', draftOf('A/HRC/77/L.12')),
    { name: 'cut.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj\n') },
    markdown('known.md', draftOf('A/HRC/77/L.1')),
  ]);
  await phase(page, 'checked');
  assert.equal(entries(), before, 'a dry run changes nothing');
  assert.match(await row(page, 'one.md').innerText(), /Would be new/);
  assert.match(await row(page, 'cut.pdf').innerText(), /Refused[^]*What helps/);
  assert.match(await row(page, 'known.md').innerText(), /Here already/);
  assert.match(await page.locator('#said').textContent(), /What would change/, 'it is said aloud');
  assert.deepEqual(await violations(page), []);

  await page.getByRole('radio', { name: 'Publish at once' }).check();
  await page.getByRole('button', { name: 'Bring them in' }).click();
  await phase(page, 'done');
  assert.notEqual(entries(), before);
  assert.deepEqual(await violations(page), []);
  await row(page, 'two.md').getByRole('link').click();
  await page.waitForURL(`${site.origin}/documents/A/HRC/77/L.12`);
  assert.equal((await fetch(page.url())).status, 200, 'published');
  assert.deepEqual(wrong, []);
  await page.close();
});

test('what is kept internal nobody else sees', async () => {
  const { page } = await opened();
  await page.locator('#files').setInputFiles([markdown('own.md', draftOf('A/HRC/77/L.13'))]);
  await phase(page, 'checked');
  await page.getByRole('button', { name: 'Bring them in' }).click();
  await phase(page, 'done');
  assert.equal((await fetch(`${site.origin}/documents/A/HRC/77/L.13`)).status, 404);
  await page.close();
});

test('a line that breaks in the middle of an upload is waited for', async () => {
  const { page, wrong } = await opened();
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', slow);
  const begins = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') begins.push(Number(request.headers()['upload-offset']));
  });
  const long = `${draftOf('A/HRC/77/L.14')}\n${'Some more words of it. '.repeat(30_000)}`;
  await page.locator('#files').setInputFiles([markdown('long.md', long)]);
  const bar = page.locator('.file progress');
  await bar.waitFor(patience);
  await page.waitForFunction(() => document.querySelector('.file progress')?.value > 0, null, patience);
  await line.send('Network.emulateNetworkConditions', { ...slow, offline: true });
  await page.locator('#weak').waitFor({ state: 'visible', ...patience });
  const arrived = await bar.evaluate((each) => each.value);
  assert.ok(arrived > 0 && arrived < long.length);
  await line.send('Network.emulateNetworkConditions', slow);
  await phase(page, 'checked');
  assert.equal(await page.locator('#weak').isVisible(), false);
  assert.match(await row(page, 'long.md').innerText(), /Would be new/);
  assert.deepEqual(begins, [...begins].sort((one, other) => one - other), 'it never went back');
  assert.equal(begins.filter((at) => at === 0).length, 1, 'it did not begin anew');
  assert.deepEqual(wrong, []);
  await page.close();
});

test('a page that is loaded again comes back to its job, and the same file goes on', async () => {
  const { page } = await opened();
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', slow);
  const file = markdown('again.md', `${draftOf('A/HRC/77/L.15')}\n${'More words of it. '.repeat(40_000)}`);
  const folder = await mkdtemp(join(tmpdir(), 'comity-again-'));
  await writeFile(join(folder, file.name), file.buffer);
  await page.locator('#files').setInputFiles(join(folder, file.name));
  await page.waitForFunction(() => document.querySelector('.file progress')?.value > 0, null, patience);
  const address = page.url();
  assert.match(address, /\/import\/jobs\/[0-9A-Z]{13}$/);
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await phase(page, 'receiving');
  const offset = Number(await row(page, 'again.md').getAttribute('data-offset'));
  assert.ok(offset > 0 && offset < file.buffer.length);
  assert.match(await page.locator('#state').innerText(), /choose the same file again/);
  assert.deepEqual(await violations(page), []);
  const [part] = await Promise.all([
    page.waitForRequest((request) => request.method() === 'PATCH', patience),
    page.locator('#files').setInputFiles(join(folder, file.name)),
  ]);
  assert.equal(Number(part.headers()['upload-offset']), offset);
  await line.send('Network.emulateNetworkConditions', quick);
  await phase(page, 'checked');
  assert.equal(await page.locator('.file').count(), 1);
  await page.goto(`${site.origin}/import`);
  await page.locator(`#jobs a[href="${new URL(address).pathname}"]`).click();
  await phase(page, 'checked');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.waitForURL(`${site.origin}/import`);
  assert.equal((await page.request.get(address)).status(), 404);
  await rm(folder, { recursive: true, force: true });
  await page.close();
});

test('files and folders are dropped, and chosen by keyboard', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'comity-drop-'));
  await mkdir(join(folder, 'session', 'drafts'), { recursive: true });
  await writeFile(join(folder, 'dropped.md'), draftOf('A/HRC/77/L.16'));
  await writeFile(join(folder, 'session', 'drafts', 'below.md'), draftOf('A/HRC/77/L.19'));
  const { page } = await opened();
  await page.locator('#files').focus();
  const outline = await page
    .locator('label[for="files"]')
    .evaluate((each) => getComputedStyle(each).outlineStyle);
  assert.notEqual(outline, 'none', 'the focus shows');

  const line = await page.context().newCDPSession(page);
  const area = await page.locator('form.import').boundingBox();
  const files = [join(folder, 'dropped.md'), join(folder, 'session')];
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await line.send('Input.dispatchDragEvent', {
      type,
      x: area.x + area.width - 20,
      y: area.y + 20,
      data: { items: [], files, dragOperationsMask: 1 },
    });
  }
  await phase(page, 'checked');
  assert.match(await row(page, 'dropped.md').innerText(), /Would be new/);
  assert.match(await row(page, 'session/drafts/below.md').innerText(), /Would be new/);
  await rm(folder, { recursive: true, force: true });
  await page.close();
});

// A ZIP archive with its files as they are (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
function zipOf(files) {
  const locals = [];
  const entries = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    const path = Buffer.from(name);
    const fields = Buffer.alloc(26); // from the version needed to the length of the extra field
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2); // names are UTF-8
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(path.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    locals.push(Buffer.from('PK\x03\x04'), fields, path, bytes);
    entries.push(Buffer.from('PK\x01\x02\x14\x00'), fields, rest, path);
    offset += 30 + path.length + bytes.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; ++bit) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

test('of an archive each file is told by itself, and a bad one fails alone', async () => {
  const { page, wrong } = await opened();
  const before = entries();
  const buffer = zipOf({
    'drafts/inner.md': draftOf('A/HRC/77/L.20'),
    'other.md': draftOf('A/HRC/77/L.21'),
    'drafts/cut.pdf': '%PDF-1.4\n1 0 obj\n',
  });
  await page.locator('#files').setInputFiles({ name: 'archive.zip', mimeType: 'application/zip', buffer });
  await phase(page, 'checked');
  assert.equal(entries(), before, 'a dry run changes nothing');
  assert.equal(await page.locator('.file').count(), 1, 'one row for the archive');
  assert.match(await row(page, 'archive.zip').innerText(), /drafts\/cut\.pdf[^]*Refused|Refused[^]*drafts\/cut\.pdf/);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Bring them in' }).click();
  await phase(page, 'done');
  await page.reload();
  await phase(page, 'done');
  const told = await (await page.request.get(`${page.url()}.json`)).json();
  const [archive] = told.files;
  const states = archive.outcomes.map(({ name, state, kind }) => [`${archive.name}/${name}`, kind ?? state]);
  assert.deepEqual(states.sort(), [
    ['archive.zip/drafts/cut.pdf', 'corrupt'],
    ['archive.zip/drafts/inner.md', 'read'],
    ['archive.zip/other.md', 'read'],
  ]);
  await row(page, 'archive.zip').getByRole('link', { name: 'A/HRC/77/L.20' }).click();
  await page.waitForURL(`${site.origin}/documents/A/HRC/77/L.20`);
  assert.deepEqual(wrong, []);
  await page.close();
});

for (const width of [1280, 390]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`at ${width} px, ${colorScheme}, in both directions`, async () => {
      const context = await signedIn({ viewport: { width, height: 900 }, colorScheme });
      const { page } = await opened(context);
      const long = `${'a-long-name-without-any-space'.repeat(4)}.md`;
      await page.locator('#files').setInputFiles([
        markdown(long, draftOf('A/HRC/77/L.17')),
        { name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,"2\n') },
      ]);
      await phase(page, 'checked');
      for (const direction of ['ltr', 'rtl']) {
        await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
        assert.deepEqual(await violations(page), []);
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(sideways, 0, 'the page scrolls sideways');
      }
      await context.close();
    });
  }
}

test('without script the job of a page is run by its forms', async () => {
  const { page } = await opened();
  await page.locator('#files').setInputFiles([markdown('plain.md', draftOf('A/HRC/77/L.18'))]);
  await phase(page, 'checked');
  const address = page.url();
  const plain = await browser.newContext({ javaScriptEnabled: false });
  await plain.addCookies(await owner.cookies());
  const bare = await plain.newPage();
  await bare.goto(address);
  await bare.getByRole('button', { name: 'Bring them in' }).click();
  for (let load = 0; load < 100 && (await bare.locator('#state[data-phase="done"]').count()) === 0; ++load) {
    await bare.goto(address);
  }
  assert.match(await bare.locator('#state').innerText(), /1 was read/);
  await plain.close();
  await page.close();
});
