// Narrowing by forms, completing a question, spelling, saved searches and tags of all that is found.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, start, violations } from './support.mjs';

let browser;
let page; // signed in, without script
let site;

before(async () => {
  browser = await launch();
  site = await start(browser);
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

// With script, for axe and the keyboard.
async function scripted(path, width = 1280) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  await context.addCookies(await page.context().cookies());
  const seen = await context.newPage();
  await seen.goto(site.origin + path);
  return seen;
}

async function faults(path) {
  const seen = await scripted(path);
  for (const each of await seen.locator('main details').all()) await each.evaluate((node) => (node.open = true));
  const found = await violations(seen);
  for (const direction of ['ltr', 'rtl']) {
    await seen.evaluate((dir) => (document.documentElement.dir = dir), direction);
    for (const width of [390, 1280]) {
      await seen.setViewportSize({ width, height: 900 });
      assert.ok(
        await seen.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        `${path} scrolls sideways at ${width}, ${direction}`,
      );
    }
  }
  await seen.context().close();
  return found;
}

test('where the page is narrow the facets open before the results, without script', async () => {
  await page.setViewportSize({ width: 390, height: 900 });
  await page.goto(`${site.origin}/search?q=rights`);
  const facets = page.locator('#facets');
  const top = async (selector) => (await page.locator(selector).boundingBox()).y;
  assert.ok(!(await facets.isVisible()), 'they do not push the results down');
  await page.getByText('Narrow the results').click();
  assert.ok(await facets.isVisible());
  assert.ok((await top('#facets')) < (await top('#results')));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip', 'the results are one key away');
  await page.locator('#facets .more a').first().click();
  assert.ok(await facets.isVisible(), 'who opens one more facet sees it');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${site.origin}/search?q=rights`);
  assert.ok(await facets.isVisible());
  assert.ok(!(await page.getByText('Narrow the results').isVisible()));
  assert.ok(Math.abs((await top('#facets')) - (await top('#results'))) < 40, 'beside each other');
  await page.goto(`${site.origin}/search?q=nothingisfound`);
  await page.setViewportSize({ width: 390, height: 900 });
  assert.ok(!(await page.getByText('Narrow the results').isVisible()), 'there is nothing to narrow');
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('several values of a facet are asked for, or excluded, without script', async () => {
  const all = await site.json('/search?kind=recommendation&more=regional_group');
  const groups = all.facets.find(({ facet }) => facet === 'regional_group').values;
  assert.ok(groups.length >= 2, JSON.stringify(groups));
  await page.goto(`${site.origin}/search?kind=recommendation&more=regional_group`);
  const facet = page.locator('#facet-regional_group');
  for (const { name } of groups.slice(0, 2)) await facet.getByRole('checkbox', { name, exact: true }).check();
  await facet.getByRole('button', { name: 'Any of these' }).click();
  assert.equal(Number(await page.locator('#results').getAttribute('data-count')), groups[0].count + groups[1].count);
  await page.goto(`${site.origin}/search?kind=recommendation&more=regional_group`);
  await facet.getByRole('checkbox', { name: groups[0].name, exact: true }).check();
  await facet.getByRole('button', { name: 'None of these' }).click();
  assert.equal(Number(await page.locator('#results').getAttribute('data-count')), all.count.value - groups[0].count);
  // The next narrowing says it with a minus, and keeps it.
  await page.locator('#facet-position').getByRole('checkbox').first().check();
  await page.locator('#facet-position').getByRole('button', { name: 'Any of these' }).click();
  assert.match(decodeURIComponent(page.url()), /regional_group=-/);
  assert.equal(await page.locator('.chips li').count(), 3);
});

test('a range of sessions is typed, and a wrong one is told', async () => {
  const { facets } = await site.json('/search?kind=recommendation');
  const sessions = facets.find(({ facet }) => facet === 'session').values;
  const first = Math.min(...sessions.map(({ value }) => Number(value)));
  const until = sessions.filter(({ value }) => Number(value) <= first + 1).reduce((sum, { count }) => sum + count, 0);
  await page.goto(`${site.origin}/search?kind=recommendation`);
  await page.locator('#range-session').fill(`..${first + 1}`);
  await page.locator('#facet-session').getByRole('button', { name: 'Show this range' }).click();
  assert.equal(Number(await page.locator('#results').getAttribute('data-count')), until);
  assert.equal(await page.locator('#range-session').inputValue(), `..${first + 1}`);
  // A tick stands in the place of the range; what is not wanted is taken out of it.
  const only = sessions.find(({ value }) => Number(value) === first);
  const ranged = page.url();
  await page.locator('#facet-session').getByRole('checkbox', { name: only.name, exact: true }).check();
  await page.locator('#facet-session').getByRole('button', { name: 'Any of these' }).click();
  assert.equal(Number(await page.locator('#results').getAttribute('data-count')), only.count);
  await page.goto(ranged);
  await page.locator('#facet-session').getByRole('checkbox', { name: only.name, exact: true }).check();
  await page.locator('#facet-session').getByRole('button', { name: 'None of these' }).click();
  assert.equal(Number(await page.locator('#results').getAttribute('data-count')), until - only.count);
  const wrong = await fetch(`${site.origin}/search.json?session=9..2`);
  assert.equal(wrong.status, 400);
  assert.match((await wrong.json()).detail, /ends before it begins/);
});

test('a question is completed by the keyboard, and the page finds nothing wrong with it', async () => {
  const { facets } = await site.json('/search?kind=recommendation');
  const state = facets.find(({ facet }) => facet === 'state').values[0];
  const seen = await scripted('/search', 390);
  const field = seen.getByRole('combobox');
  await field.pressSequentially('rights stat');
  await seen.getByRole('option', { name: 'state:' }).waitFor();
  await field.press('ArrowDown');
  assert.equal(await field.getAttribute('aria-activedescendant'), 'completion-0');
  await field.press('Enter');
  assert.equal(await field.inputValue(), 'rights state:');
  await field.pressSequentially(state.name.slice(0, 4).toLowerCase());
  const option = seen.getByRole('option', { name: `state:${state.value}` });
  await option.waitFor();
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await violations(seen), []);
  await option.click();
  assert.equal(await field.inputValue(), `rights state:${state.value} `);
  assert.equal(await field.getAttribute('aria-expanded'), 'false');
  await field.press('Enter');
  await seen.waitForURL(/q=rights\+state/);
  await field.pressSequentially('them');
  await seen.getByRole('option').first().waitFor();
  await field.press('Escape');
  assert.equal(await seen.getByRole('option').count(), 0);
  await seen.context().close();
});

test('a misspelt word gets a link to what was probably meant', async () => {
  const answer = await site.json('/search?q=childern');
  assert.equal(answer.count.value, 0);
  assert.equal(answer.suggestion.query, 'children');
  await page.goto(`${site.origin}/search?q=childern`);
  assert.equal(await page.locator('.suggestion a').innerText(), 'children');
  await page.locator('.suggestion a').click();
  assert.equal(Number(await page.locator('#results').getAttribute('data-count')), await counted('q=children'));
  assert.equal(await page.locator('.suggestion').count(), 0);
});

test('a search is saved, says what is new, is renamed, seen and deleted, without script', async () => {
  await page.goto(`${site.origin}/search?q=children&kind=recommendation`);
  await page.getByText('Save this search').click();
  await page.getByLabel('Name').fill('Children <b>');
  await page.getByRole('button', { name: 'Save it' }).click();
  await page.waitForURL(`${site.origin}/searches`);
  const one = page.locator('.saved li');
  assert.match(await one.innerText(), /Children <b>/);
  assert.match(await one.innerText(), /Nothing new/);
  assert.deepEqual(await faults('/searches'), []);
  assert.deepEqual(await faults('/search?q=children&kind=recommendation'), []);
  await one.getByText('Rename', { exact: true }).click();
  await one.getByLabel('Name').fill('Girls and boys');
  await one.getByRole('button', { name: 'Rename it' }).click();
  await page.goto(`${site.origin}/account`);
  await page.getByRole('link', { name: 'Girls and boys' }).click();
  assert.equal(Number(await page.locator('#results').getAttribute('data-count')), await counted('q=children&kind=recommendation'));
  await page.goto(`${site.origin}/searches`);
  await page.getByRole('button', { name: /Nothing of Girls and boys is new/ }).click();
  await page.getByRole('button', { name: 'Delete Girls and boys' }).click();
  await page.waitForURL(`${site.origin}/searches`);
  assert.equal(await page.locator('.saved li').count(), 0);
  assert.equal((await fetch(`${site.origin}/searches.json`)).status, 401);
});

test('tags of all that is found are told first, then made', async () => {
  const found = await counted('q=children&kind=recommendation');
  await page.goto(`${site.origin}/search?q=children&kind=recommendation`);
  await page.getByRole('link', { name: 'Confirm or correct tags of all that is found' }).click();
  assert.match(await page.locator('main').innerText(), new RegExp(`${found} clauses`));
  await page.getByLabel('They are about it, whatever the machine guesses').check();
  await page.locator('#found-tag').selectOption('target:16.2');
  await page.getByRole('button', { name: 'Show what would change' }).click();
  assert.match(await page.locator('#outcome').innerText(), /would be made/);
  assert.equal(await counted('q=children&tagged=confirmed'), 0);
  assert.deepEqual(await faults('/search/tags?q=children&kind=recommendation'), []);
  await page.getByRole('button', { name: /^Make th/ }).click();
  assert.match(await page.locator('#outcome').innerText(), new RegExp(`${found} decisions? (was|were) made`));
  assert.equal(await counted('q=children&kind=recommendation&target=16.2'), found);
});
