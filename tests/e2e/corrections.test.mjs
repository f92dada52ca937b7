// Correcting what was read, deciding, and settling rows of a source: with forms, without script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bringSource, launch, run, start, violations } from './support.mjs';

const address = '/recommendations/A/HRC/90/3/3.1';

let browser;
let page;
let site;
let rows;

before(async () => {
  browser = await launch();
  site = await start(browser);
  const source = await bringSource(site);
  rows = `${source.address}/rows`;
  const signer = await browser.newContext();
  const owner = await signer.newPage();
  await owner.goto(site.link);
  await owner.locator('main form button').click();
  await owner.waitForURL(`${site.origin}/`);
  const context = await browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(await signer.cookies());
  page = await context.newPage();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

// axe needs script: the same page in a context that has it.
async function faults(path) {
  const context = await browser.newContext();
  await context.addCookies(await page.context().cookies());
  const seen = await context.newPage();
  await seen.goto(site.origin + path);
  for (const each of await seen.locator('main details').all()) await each.evaluate((node) => (node.open = true));
  const found = await violations(seen);
  for (const width of [390, 1280]) {
    await seen.setViewportSize({ width, height: 900 });
    assert.ok(
      await seen.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
      `${path} scrolls sideways at ${width}`,
    );
  }
  await context.close();
  return found;
}

test('the text is corrected, and what was read stays beside it', async () => {
  await page.goto(site.origin + address);
  await page.getByText('Text or States of clause 1').click();
  await page.locator('#text-1').fill('Keep the rivers clear');
  await page.locator('#states-1').fill('Norway; SWE');
  await page.locator('#reason-1').fill('as on the page');
  await page.locator('details[open]').getByRole('button', { name: 'Correct' }).click();
  await page.waitForURL(site.origin + address);
  const said = await page.locator('main').innerText();
  assert.match(said, /Keep the rivers clear/);
  assert.match(said, /text corrected/);
  assert.match(said, /States corrected/);
  assert.match(said, /As read\s+Keep the rivers clean/);
  assert.deepEqual(await faults(address), []);
  const body = await site.json(address);
  assert.equal(body.clauses[0].text, 'Keep the rivers clear');
  assert.deepEqual(body.clauses[0].corrected, ['text', 'states']);
  assert.equal(body.correct, '', 'others are offered no forms');
  assert.deepEqual(await faults('/reviews/ISL/4'), []);
});

test('it is listed, and taken back from the list', async () => {
  await page.goto(`${site.origin}/corrections?standing=kept`);
  assert.deepEqual(await faults('/corrections?standing=kept'), []);
  await page.getByText('Decide', { exact: true }).click();
  await page.getByLabel('Reason').fill('the page has clean');
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.waitForURL(`${site.origin}/corrections?standing=kept`);
  assert.match(await page.locator('main').innerText(), /There are none/);
  assert.equal((await site.json(address)).clauses[0].text, 'Keep the rivers clean');
  assert.equal((await site.json('/corrections?standing=ended')).count.value, 1);
});

test('a clause is split in a form', async () => {
  await page.goto(site.origin + address);
  await page.getByText('Split clause 1').click();
  await page.locator('#parts-1').fill('Keep the rivers\n\nclean [SWE]');
  await page.locator('#split-reason-1').fill('two matters');
  await page.getByRole('button', { name: 'Split' }).click();
  await page.waitForURL(site.origin + address);
  const body = await site.json(address);
  assert.deepEqual(body.clauses.map((each) => each.states[0].code), ['NOR', 'SWE']);
  assert.deepEqual(await faults(address), []);
});

test('a part is a recommendation of its own, and the two are one again', async () => {
  await page.goto(site.origin + address);
  await page.getByText('Split clause 1').click();
  await page.locator('#parts-1').fill('Keep the rivers\n\n[3.9] as they were [SWE]');
  await page.locator('#split-reason-1').fill('its number was lost');
  await page.locator('details[open]').getByRole('button', { name: 'Split' }).click();
  await page.waitForURL(site.origin + address);
  const made = '/recommendations/A/HRC/90/3/3.9';
  assert.equal((await site.json(made)).clauses[0].states[0].code, 'SWE');
  assert.equal((await site.json(made)).paragraphs[0].number, '3.1');
  assert.deepEqual(await faults(made), []);
  await page.goto(site.origin + address);
  await page.getByText('Merge with another recommendation').click();
  await page.locator('#join-with').fill('3.9');
  await page.locator('#join-reason').fill('one after all');
  await page.locator('details[open]').getByRole('button', { name: 'Merge' }).click();
  await page.waitForURL(site.origin + address);
  const gone = await fetch(site.origin + made, { headers: { Accept: 'application/json' } });
  assert.equal(gone.status, 404, 'a number that no paper has goes with what made it');
  assert.match(await page.locator('main').innerText(), /number corrected/);
  assert.deepEqual(await faults(address), []);
});

test('a program corrects with a token of that scope, naming what it saw', async () => {
  const secret = run('admin', 'token', 'create', '--name', 'corrects', '--scope', 'correct', '--data', site.data).trim();
  const post = (headers, fields) =>
    fetch(`${site.origin}${address}/correct`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}`, Accept: 'application/json', ...headers },
      body: new URLSearchParams(fields),
    });
  const wish = { what: 'position', counts_as: 'noted', position: 'takes note', reason: 'as in the addendum' };
  assert.equal((await post({}, wish)).status, 428);
  assert.equal((await post({ 'If-Match': '"other"' }, wish)).status, 412);
  const seen = await fetch(site.origin + address, {
    headers: { Authorization: `Bearer ${secret}`, Accept: 'application/json' },
  });
  const done = await post({ 'If-Match': seen.headers.get('ETag') }, wish);
  assert.equal(done.status, 200, await done.clone().text());
  assert.equal((await done.json()).address, address);
  const body = await site.json(address);
  assert.equal(body.counts_as, 'noted');
  assert.equal(body.position_corrected, true);
  const bad = await post({ 'If-Match': '*' }, { what: 'clause', states: 'Atlantis', reason: 'x' });
  assert.equal(bad.status, 400);
  assert.equal((await bad.json()).place, 'states');
});

test('a row is settled and taken back', async () => {
  await page.goto(site.origin + rows);
  await page.getByText('Settle row 2').click();
  const form = page.locator('details[open] form');
  await form.getByLabel('The clause that the row is').fill(site.origin + address);
  await form.getByLabel('Reason').fill('the same in other words');
  await form.getByRole('button', { name: 'It is this clause' }).click();
  await page.waitForURL(site.origin + rows);
  assert.deepEqual(await faults(rows), []);
  const row = async () => (await site.json(rows)).rows.find((each) => each.row === 2);
  assert.equal((await row()).standing, 'settled');
  assert.equal((await row()).settlement.made.reason, 'the same in other words');
  const file = await (await fetch(`${site.origin}${rows}.csv?standing=settled`)).text();
  assert.match(file.split('\r\n')[1], /,settled,/);
  await page.getByText('Settle row 2').click();
  await page.locator('details[open]').getByLabel('Reason').fill('in doubt');
  await page.getByRole('button', { name: 'Take back what was settled' }).click();
  await page.waitForURL(site.origin + rows);
  assert.equal((await row()).settlement, null);
});
