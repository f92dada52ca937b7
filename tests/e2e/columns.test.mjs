// A person says what the columns of their own table mean, and the table is read by it.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bringSource, launch, run, start, violations } from './support.mjs';

let browser;
let owner;
let site;
let address;

before(async () => {
  browser = await launch();
  site = await start(browser);
  await bringSource(site);
  const { works } = await site.json('/documents?kind=table&q=matrix');
  address = `/sources/${works[0].work}/columns`;
  owner = await (await browser.newContext()).newPage();
  await owner.goto(site.link);
  await owner.locator('main form button').click();
  await owner.waitForURL(`${site.origin}/`);
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

test('everyone sees what the columns are taken for, and nobody else may change it', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.origin + address);
  assert.match(await page.locator('main').innerText(), /names too little/);
  assert.equal(await page.locator('main select').count(), 0);
  const response = await page.request.post(site.origin + address, { form: { columns: 'text=2' } });
  assert.equal(response.status(), 401);
});

test('the owner says it by keyboard, and the rows are taken', async () => {
  await owner.goto(site.origin + address);
  assert.deepEqual(await violations(owner), []);
  await owner.getByLabel('Column 1 holds').selectOption('number');
  await owner.getByLabel('Column 2 holds').selectOption('text');
  await owner.getByLabel('Column 3 holds').selectOption('by');
  await owner.getByLabel('State under review or addressed').last().fill('Iceland');
  await owner.locator('#says-cycle').fill('4');
  await owner.getByRole('button', { name: 'Save and read again' }).focus();
  await owner.keyboard.press('Enter');
  await owner.getByText('A person said what these columns mean.').waitFor();
  assert.match(await owner.locator('main').innerText(), /1 row was taken, 0 refused/);
  assert.deepEqual(await violations(owner), []);
  const said = await site.json(address);
  assert.equal(said.told, true);
  assert.equal(said.taken, 1);
  const source = await site.json(said.source_address);
  assert.equal(source.counts.agreed.value, 1, 'found again in the report');
});

test('what cannot be is said with its place', async () => {
  const { etag } = await site.json(address);
  const page = await owner.goto(site.origin + address);
  assert.equal(page.status(), 200);
  const csrf = await owner.locator('input[name=csrf]').first().inputValue();
  const response = await owner.request.post(site.origin + address, {
    form: { csrf, etag, columns: 'text=9' }, headers: { accept: 'application/json', origin: site.origin },
  });
  assert.equal(response.status(), 400);
  assert.match((await response.json()).detail, /no column 9/);
});

test('the row that names the columns is chosen without a script', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'comity-titled-'));
  const file = join(folder, 'liste.csv');
  await writeFile(file, '"Liste, Island"\nNr;Forderung;Staat\n3.1;Keep the rivers clean;Norway\n');
  run('import', '--publish', '--data', site.data, file);
  await rm(folder, { recursive: true });
  const { works } = await site.json('/documents?kind=table&q=liste');
  const columns = `/sources/${works[0].work}/columns`;
  assert.equal((await site.json(columns)).header, 1);
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: await owner.context().storageState() });
  const page = await context.newPage();
  await page.goto(site.origin + columns);
  await page.getByLabel('The names of the columns are').selectOption('2');
  await page.getByRole('button', { name: 'Show its columns' }).click();
  assert.match(await page.locator('main thead').innerText(), /Forderung/);
  await page.getByLabel('Column 1 holds').selectOption('number');
  await page.getByLabel('Column 2 holds').selectOption('text');
  await page.getByLabel('Column 3 holds').selectOption('by');
  await page.getByLabel('State under review or addressed').last().fill('Iceland');
  await page.locator('#says-cycle').fill('4');
  await page.getByRole('button', { name: 'Save and read again' }).click();
  await page.getByText('A person said what these columns mean.').waitFor();
  const said = await site.json(columns);
  assert.equal(said.header, 2);
  assert.equal(said.taken, 1);
  const wrong = await page.request.get(`${site.origin}${columns}?header=9`, { headers: { accept: 'application/json' } });
  assert.equal(wrong.status(), 400);
  await owner.goto(site.origin + columns);
  assert.deepEqual(await violations(owner), []);
});
