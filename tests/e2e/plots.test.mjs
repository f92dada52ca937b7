// Plots as a person meets them: drawn above their tables, by keys and without script, as files.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch, start } from './support.mjs';

const kinds = ['time', 'positions', 'themes', 'states', 'matrix'];
let browser;
let site;

before(async () => {
  browser = await launch();
  site = await start(browser);
});
after(async () => {
  await site?.stop();
  await browser?.close();
});

async function opened(address, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(site.origin + address);
  return { page, errors, close: () => context.close() };
}

test('every mark leads to what it counts', async () => {
  for (const kind of kinds) {
    const { page, errors, close } = await opened(`/plots?plot=${kind}`);
    await page.waitForSelector('#plot svg a');
    const marks = await page.$$eval('#plot svg a', (links) =>
      links.map((link) => [link.getAttribute('href'), link.getAttribute('aria-label')]),
    );
    for (const [address, label] of [marks.at(0), marks[Math.floor(marks.length / 2)], marks.at(-1)]) {
      const { count } = await site.json(address);
      assert.equal(label.split(': ').at(-1), count.value.toLocaleString('en'), `${kind}: ${label}`);
    }
    assert.deepEqual(errors, [], kind);
    await close();
  }
});

test('a plot is one stop of the tabulator, and arrow keys go from mark to mark', async () => {
  for (const kind of ['time', 'states', 'matrix']) {
    const { page, close } = await opened(`/plots?plot=${kind}`);
    await page.waitForSelector('#plot svg a');
    assert.equal(await page.locator('#plot svg a[tabindex="0"]').count(), 1, kind);
    await page.locator('#plot svg a[tabindex="0"]').focus();
    const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const first = await label();
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await label(), first, kind);
    const address = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/search');
    const { pathname, search } = new URL(page.url());
    assert.equal(pathname + search, address, kind);
    await close();
  }
});

test('without script the table has every count', async () => {
  const { page, close } = await opened('/plots?plot=states', { javaScriptEnabled: false });
  assert.equal(await page.locator('#plot svg').count(), 0);
  const table = await site.json('/plots?plot=states');
  assert.equal(await page.locator('#counts tbody tr').count(), table.rows.length);
  assert.equal(await page.locator('#take button:visible').count(), 0);
  await close();
});

test('a plot is taken away as SVG and as PNG', async () => {
  const { page, errors, close } = await opened('/plots?plot=themes', { acceptDownloads: true });
  await page.waitForSelector('#plot svg a');
  for (const [kind, begins] of [['svg', '<svg'], ['png', '\x89PNG']]) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`#take button[value=${kind}]`).click(),
    ]);
    assert.equal(download.suggestedFilename(), `themes.${kind}`);
    const bytes = await readFile(await download.path());
    assert.equal(bytes.subarray(0, begins.length).toString('latin1'), begins);
    assert.ok(bytes.length > 1000, kind);
  }
  assert.deepEqual(errors, []);
  await close();
});

test('a plot keeps to the width of a phone', async () => {
  for (const kind of kinds) {
    const { page, close } = await opened(`/plots?plot=${kind}`, { viewport: { width: 390, height: 844 } });
    await page.waitForSelector('#plot svg a');
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, kind);
    await close();
  }
});
