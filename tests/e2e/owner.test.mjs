// The owner's one-time link, what only the owner sees, publishing and withdrawing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { draft, launch, start } from './support.mjs';

let browser;
let site;

before(async () => {
  browser = await launch();
  site = await start(browser);
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

test('the owner publishes and withdraws what nobody else sees', async () => {
  const address = `${site.origin}/documents/${draft}`;
  const everyone = await (await browser.newContext()).newPage();
  const owner = await (await browser.newContext()).newPage();
  const seen = async () => (await everyone.goto(address)).status();

  assert.equal(await seen(), 404, 'an internal document is not there for others');

  await owner.goto(site.link);
  await owner.locator('main form button').click();
  await owner.waitForURL(`${site.origin}/`);
  const cookies = await owner.context().cookies();
  assert.equal(cookies.length, 1);
  assert.ok(cookies[0].httpOnly);
  assert.equal(cookies[0].sameSite, 'Strict');

  assert.equal((await owner.goto(address)).status(), 200);
  await owner.locator('form[action$="/publish"] button').click();
  await owner.waitForURL(address);
  assert.equal(await seen(), 200);
  assert.equal(await everyone.locator('form[action$="/withdraw"]').count(), 0);

  await owner.locator('form[action$="/withdraw"] button').click();
  await owner.waitForURL(address);
  assert.equal(await seen(), 404);

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

test('the log tells of requests and not of people', () => {
  assert.match(site.log(), /"event":"request"/);
  assert.doesNotMatch(site.log(), /token=/);
  assert.doesNotMatch(site.log(), new RegExp(draft));
});
