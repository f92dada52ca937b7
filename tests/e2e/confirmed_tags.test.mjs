// Saying which tags a recommendation has: with forms, without script; and following a search.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, start, violations } from './support.mjs';

let browser;
let page;
let site;
let address;

before(async () => {
  browser = await launch();
  site = await start(browser);
  address = (await site.json('/search?group=women&kind=recommendation')).results[0].address;
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

const counted = async (query) => (await site.json(`/search?${query}`)).count.value;

// axe needs script: the same page in a context that has it.
async function faults(path, direction = 'ltr') {
  const context = await browser.newContext();
  await context.addCookies(await page.context().cookies());
  const seen = await context.newPage();
  await seen.goto(site.origin + path);
  await seen.evaluate((dir) => (document.documentElement.dir = dir), direction);
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

async function correctTags() {
  await page.goto(site.origin + address);
  await page.getByText('Correct the tags').click();
  return page.locator('#tags');
}

test('a tag is confirmed, and the page, the facet and the answer say so', async () => {
  const all = await counted('group=women');
  const tags = await correctTags();
  await tags.getByRole('button', { name: 'Confirm the tag Women and girls' }).click();
  await page.waitForURL(site.origin + address);
  assert.match(await page.locator('#tags').innerText(), /Women and girls\s+confirmed/);
  assert.match(await page.locator('#tag-decisions').innerText(), /it has this tag/);
  assert.equal(await counted('group=women'), all);
  assert.equal(await counted('tagged=confirmed'), 1);
  assert.deepEqual(await faults(address), []);
  assert.deepEqual(await faults(address, 'rtl'), []);
});

test('one is added, whatever the machine says', async () => {
  const tags = await correctTags();
  await tags.getByLabel('Add a tag').selectOption({ label: 'Elections' });
  await tags.getByLabel('Reason').fill('as the footnote has it');
  await tags.getByRole('button', { name: 'Add', exact: true }).click();
  await page.waitForURL(site.origin + address);
  assert.match(await page.locator('#tag-decisions').innerText(), /Elections[\s\S]*as the footnote has it/);
  const body = await site.json(address);
  const tag = body.tags.find((each) => each.code === 'Elections');
  assert.equal(tag.origin, 'person');
  assert.equal(tag.confirmed, true);
  assert.equal(body.tag, '', 'others are offered no forms');
  assert.ok((await site.json('/search?theme=Elections')).results.some((each) => each.address === address));
  assert.equal(await page.locator('#tags form').count(), 2);
});

test('one is removed, and taken back', async () => {
  const before = await counted('group=women');
  const tags = await correctTags();
  await tags.getByRole('button', { name: 'Remove the tag Women and girls' }).click();
  await page.waitForURL(site.origin + address);
  assert.equal(await counted('group=women'), before - 1);
  assert.match(await page.locator('#tag-decisions').innerText(), /it does not have this tag/);
  await page.goto(site.origin + address);
  await page.locator('#tag-decisions').getByRole('button', { name: 'Take back what was said of the tag Women and girls' }).click();
  await page.waitForURL(site.origin + address);
  assert.equal(await counted('group=women'), before);
});

test('the search page counts whose tags they are', async () => {
  const context = await browser.newContext();
  const seen = await context.newPage();
  await seen.goto(`${site.origin}/search?kind=recommendation&more=tagged`);
  const facet = seen.locator('#facet-tagged');
  assert.match(await facet.innerText(), /A person\s+1/);
  await facet.getByText('A person').click();
  await seen.waitForURL(/tagged=confirmed/);
  assert.match(await seen.locator('#count').innerText(), /^1 result/);
  await context.close();
});

test('a search is followed as Atom', async () => {
  const context = await browser.newContext();
  const seen = await context.newPage();
  await seen.goto(`${site.origin}/search?group=women`);
  const linked = await seen.locator('head link[type="application/atom+xml"]').getAttribute('href');
  assert.equal(await seen.locator('#count a', { hasText: 'Atom' }).getAttribute('href'), linked);
  const answer = await fetch(site.origin + linked);
  assert.equal(answer.headers.get('content-type'), 'application/atom+xml; charset=utf-8');
  const text = await answer.text();
  const parsed = await seen.evaluate((xml) => {
    const feed = new DOMParser().parseFromString(xml, 'application/xml');
    const entries = [...feed.getElementsByTagName('entry')];
    return {
      root: feed.documentElement.nodeName,
      links: entries.map((each) => each.querySelector('link').getAttribute('href')),
      ids: entries.map((each) => each.querySelector('id').textContent),
      whole: entries.every((each) => ['id', 'title', 'updated', 'summary'].every((name) => each.querySelector(name))),
    };
  }, text);
  assert.equal(parsed.root, 'feed');
  assert.equal(parsed.links.length, Math.min(50, await counted('group=women')));
  assert.equal(new Set(parsed.ids).size, parsed.ids.length);
  assert.ok(parsed.whole);
  assert.equal((await fetch(site.origin + parsed.links[0].split('#')[0])).status, 200);
  const again = await fetch(site.origin + linked, { headers: { 'If-None-Match': answer.headers.get('etag') } });
  assert.equal(again.status, 304);
  assert.equal((await fetch(`${site.origin}/search.atom?group=women&page=21`)).status, 400);
  await context.close();
});
