// What recommendations are about: counted, linked and explained, by names alone and by a model that is
// trained while the server runs.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, run, start } from './support.mjs';

const tagged = ['theme', 'goal', 'group', 'treaty', 'named', 'action'];
const opened = '/search?kind=recommendation&more=treaty&more=named&more=action';

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

const valuesOf = (answer, facet) => answer.facets.find((each) => each.facet === facet)?.values ?? [];

async function recount(facets) {
  const answer = await site.json(opened);
  const wrong = [];
  for (const facet of facets) {
    for (const { value, count, address } of valuesOf(answer, facet)) {
      const there = await site.json(address);
      if (there.count.value !== count) wrong.push(`${facet}:${value} ${count}, there ${there.count.value}`);
    }
  }
  assert.deepEqual(wrong, []);
  return answer;
}

test('without a model every number of a tag leads to what it counts', async () => {
  const answer = await recount(tagged);
  assert.equal(answer.tagged_by, 'gazetteers');
  assert.ok(valuesOf(answer, 'group').length > 3);
  assert.ok(valuesOf(answer, 'treaty').length > 0);
  assert.equal(valuesOf(answer, 'action').length, 0, 'kinds of action need a model');
});

test('several values are alternatives, and a minus leaves out', async () => {
  const count = async (filters) => (await site.json(`/search?kind=recommendation${filters}`)).count.value;
  const [first, second] = valuesOf(await site.json(opened), 'group').map((each) => each.value);
  const all = await count('');
  const one = await count(`&group=${first}`);
  const either = await count(`&group=${first}&group=${second}`);
  assert.ok(one > 0 && either >= one && either < all);
  assert.equal(await count(`&group=-${first}`), all - one);
  const asked = await site.json(`/search?q=${encodeURIComponent(`kind:recommendation group:${first.toUpperCase()}`)}`);
  assert.equal(asked.count.value, one);
});

test('facets beside the page’s own are counted when they are opened', async () => {
  const page = await browser.newPage();
  await page.goto(`${site.origin}/search?q=rights`);
  assert.equal(await page.locator('#facet-treaty').count(), 0);
  await page.locator('#facets .more a', { hasText: 'Treaty named' }).click();
  await page.waitForURL(/more=treaty/);
  assert.equal(await page.locator('#facet-treaty').getAttribute('open'), '');
  assert.ok((await page.locator('#facet-treaty li').count()) > 0);
  await page.close();
});

test('a recommendation says what it is about, and why', async () => {
  const found = await site.json('/search?group=women');
  const recommendation = await site.json(found.results[0].address);
  const tag = recommendation.tags.find((each) => each.scheme === 'group' && each.code === 'women');
  assert.ok(tag.why.length > 0 && tag.confidence > 0.5);
  assert.equal(recommendation.tagged_by, 'gazetteers');
  const page = await browser.newPage();
  await page.goto(site.origin + found.results[0].address);
  await page.locator('#tags summary').click();
  const shown = await page.locator('#tags').innerText();
  assert.match(shown, /Women and girls/);
  assert.match(shown, /by names and phrases alone/);
  assert.ok(shown.includes(tag.why[0]));
  await page.locator('#tags dl a', { hasText: 'Women and girls' }).click();
  await page.waitForURL(/group=women/);
  const stated = await page.locator('#count').innerText();
  assert.equal(+/[\d,]+/.exec(stated)[0].replaceAll(',', ''), found.count.value);
  await page.close();
});

test('a server that runs takes up what is trained', async () => {
  const all = (await site.json(opened)).count.value;
  const table = ['recommendation,action,issues,session,state_under_review'];
  for (let session = 1; session <= 6; ++session) {
    table.push(`Strengthen the rights of children,4,Rights of the Child,${session},Iceland`);
    table.push(`Consider clean rivers,3,Environment,${session},Iceland`);
  }
  const file = join(site.data, 'table.csv');
  await writeFile(file, table.join('\n'));
  run('train', '--data', site.data, '--from', file);
  const acting = (answer) => valuesOf(answer, 'action').reduce((sum, each) => sum + each.count, 0);
  // Each has one kind of action, as soon as the index is made anew.
  const until = Date.now() + 60_000;
  while (acting(await site.json(opened)) !== all) assert.ok(Date.now() < until, 'the model is not taken up');
  const answer = await recount(['theme', 'action', 'goal']);
  assert.equal(answer.count.value, all);
  assert.equal(answer.tagged_by, 'model');
  const child = await site.json(`/search?theme=${encodeURIComponent('Rights of the Child')}`);
  const recommendation = await site.json(child.results[0].address);
  assert.ok(recommendation.tags.some((tag) => tag.origin === 'model'));
  assert.equal(recommendation.tagged_by, 'model');
  const rows = await (await fetch(`${site.origin}/search.csv?theme=${encodeURIComponent('Rights of the Child')}`)).text();
  assert.match(rows, /Rights of the Child,,\r\n/);
});
