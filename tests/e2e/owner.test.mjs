// The owner's one-time link, what only the owner sees, publishing and withdrawing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { draft, draftOf, heads, launch, run, start, violations } from './support.mjs';

const added = draftOf('A/HRC/77/L.2');

let browser;
let owner;
let site;

before(async () => {
  browser = await launch();
  site = await start(browser);
  owner = await (await browser.newContext()).newPage();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

test('the one-time link signs the owner in', async () => {
  await owner.goto(site.link);
  await owner.locator('main form button').click();
  await owner.waitForURL(`${site.origin}/`);
  const cookies = await owner.context().cookies();
  assert.equal(cookies.length, 1);
  assert.ok(cookies[0].httpOnly);
  assert.equal(cookies[0].sameSite, 'Strict');
});

test('without script, the owner adds documents and sees what became of each file', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(await owner.context().cookies());
  const page = await context.newPage();
  await page.goto(`${site.origin}/documents`);
  await page.getByRole('link', { name: 'Add documents' }).click();
  const files = [
    { name: 'good.md', mimeType: 'text/markdown', buffer: Buffer.from(added) },
    { name: 'cut.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj\n') },
    { name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from('a,"b\n1,2\n') },
    { name: 'large.txt', mimeType: 'text/plain', buffer: Buffer.alloc(300_000, 'a line of text\n') },
  ];
  const before = heads(site.data);
  await page.locator('#files').setInputFiles(files);
  await page.getByLabel('Only say what would change').check();
  await page.getByRole('button', { name: 'Read them' }).click();
  await page.getByText('Nothing was written.').waitFor();
  assert.match(await page.locator('main').innerText(), /2 would be new documents/);
  assert.equal(heads(site.data), before, 'a dry run changes nothing');

  await page.locator('#files').setInputFiles(files);
  await page.getByLabel('Publish').check();
  await page.getByRole('button', { name: 'Read them' }).click();
  const rows = page.locator('.outcome > li');
  await rows.first().waitFor();
  assert.equal(await rows.count(), 2);
  // What helps, and of the table also where it broke.
  for (const [name, facts] of [['cut.pdf', 1], ['table.csv', 2]]) {
    const row = rows.filter({ hasText: name });
    assert.equal(await row.locator('dd').count(), facts, name);
    assert.ok((await row.innerText()).includes('\n'), name);
  }
  await page.getByRole('link', { name: 'A/HRC/77/L.2' }).click();
  await page.waitForURL(`${site.origin}/documents/A/HRC/77/L.2`);
  const everyone = await fetch(`${site.origin}/documents/A/HRC/77/L.2`);
  assert.equal(everyone.status, 200, 'published at once');
  await context.close();
});

test('the owner publishes and withdraws what nobody else sees', async () => {
  const address = `${site.origin}/documents/${draft}`;
  const everyone = await (await browser.newContext()).newPage();
  const seen = async () => (await everyone.goto(address)).status();

  assert.equal(await seen(), 404, 'an internal document is not there for others');

  assert.equal((await owner.goto(address)).status(), 200);
  await owner.locator('form[action$="/publish"] button').click();
  await owner.waitForURL(address);
  assert.equal(await seen(), 200);
  assert.equal(await everyone.locator('form[action$="/withdraw"]').count(), 0);

  await owner.locator('form[action$="/withdraw"] button').click();
  await owner.waitForURL(address);
  assert.equal(await seen(), 404);
});

test('signing out ends what only the owner sees', async () => {
  const address = `${site.origin}/documents/${draft}`;
  await owner.locator('form[action="/sign-out"] button').click();
  await owner.waitForURL(`${site.origin}/`);
  assert.equal((await owner.goto(address)).status(), 404);
  assert.equal((await owner.context().cookies()).length, 0);
});

test('a link that was used signs nobody in', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.link);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.locator('main form button').click(),
  ]);
  assert.equal(answer.status(), 401);
  assert.equal((await page.context().cookies()).length, 0);
});

test('another link signs in again', async () => {
  const { link } = JSON.parse(run('admin', 'link', '--data', site.data, '--origin', site.origin, '--json'));
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.locator('main form button').click();
  await page.waitForURL(`${site.origin}/`);
  assert.equal((await page.context().cookies()).length, 1);
});

test('the log tells of requests and not of people', () => {
  assert.match(site.log(), /"event":"request"/);
  assert.doesNotMatch(site.log(), /token=/);
  assert.doesNotMatch(site.log(), new RegExp(draft));
});
