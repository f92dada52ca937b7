// Reviews that only a table of sessions names are told as what nobody verified.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bringSource, launch, run, start, violations } from './support.mjs';

let browser;
let site;

before(async () => {
  browser = await launch();
  site = await start(browser);
  await bringSource(site);  // with the report of Iceland's review in session 48
  const folder = await mkdtemp(join(tmpdir(), 'comity-sessions-'));
  const file = join(folder, 'sessions.csv');
  await writeFile(file, 'state,cow_code,session\nIceland,ICE,48\nPeru,PER,48\nAtlantis,ATL,3\n');
  run('import', '--publish', '--data', site.data, file);
  await rm(folder, { recursive: true });
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

test('pages list them apart from the reviews that were read', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${site.origin}/reviews`);
  const rows = await page.locator('#unverified tbody tr').allInnerTexts();
  assert.equal(rows.length, 2);
  assert.match(rows[0], /Atlantis/);
  assert.match(rows[1], /Peru/);
  assert.match(rows[1], /21 January 2035/, 'the day of another review of the session');
  assert.deepEqual(await violations(page), []);
  await page.goto(`${site.origin}/states/PER`);
  assert.match(await page.locator('#unverified').innerText(), /row 3/);
  assert.deepEqual(await violations(page), []);
  const phone = await (await browser.newContext({ locale: 'ar', viewport: { width: 390, height: 844 } })).newPage();
  await phone.goto(`${site.origin}/reviews`);
  assert.deepEqual(await violations(phone), []);
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});

test('programs and calendars are told so', async () => {
  const { unverified_reviews: reviews } = await site.json('/reviews?session=48');
  assert.deepEqual(reviews.map(({ state, unverified }) => [state.code, unverified]), [['PER', true]]);
  const calendar = await (await fetch(`${site.origin}/states/PER.ics`)).text();
  assert.match(calendar, /STATUS:TENTATIVE\r\nCATEGORIES:unverified/);
  assert.match(calendar, /DTSTART;VALUE=DATE:20350121/);
});
