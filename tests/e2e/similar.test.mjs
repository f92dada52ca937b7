// One recommendation followed over States and cycles, and a submission of one's own beside a review.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { heads, launch, run, start, violations } from './support.mjs';

const report = (symbol, session, state, rows) => `${symbol}

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**${state}**

## Introduction

1. The Working Group on the Universal Periodic Review held its ${session} session from 20 to 31 January 2035. The review of ${state} was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of ${state}:

${rows.map((row, i) => `2.${i + 1}. ${row}`).join('\n\n')}
`;

let browser;
let site;

before(async () => {
  browser = await launch();
  site = await start(browser);
  const folder = await mkdtemp(join(tmpdir(), 'comity-similar-'));
  await writeFile(join(folder, 'one.md'), report('A/HRC/81/4', 'thirty-fifth', 'Iceland', ['Measure the water of every river each year and publish the results (Norway);', 'Repair the lighthouses along the western coast (Peru).']));
  await writeFile(join(folder, 'two.md'), report('A/HRC/91/4', 'forty-eighth', 'Iceland', ['Measure yearly the water of every river and publish all results (Brazil).']));
  await writeFile(join(folder, 'three.md'), report('A/HRC/91/5', 'forty-ninth', 'Chad', ['Measure the water of every river each year, and publish the results (Peru).']));
  run('import', '--publish', '--data', site.data, folder);
  await rm(folder, { recursive: true });
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

const address = '/recommendations/A/HRC/81/4/2.1';

for (const width of [1280, 390]) {
  test(`its page tells what became of it, and leads to all that is similar, at ${width} px`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.goto(site.origin + address);
    const places = page.locator('#cycles');
    await places.getByRole('link', { name: 'Cycle 4' }).waitFor();
    assert.match(await places.innerText(), /asked again in other words/);
    assert.match(await places.innerText(), /Chad/);
    assert.deepEqual(await violations(page), []);
    await places.getByRole('link', { name: /All similar/ }).click();
    assert.match(await page.locator('.count').innerText(), /2 similar clauses/);
    assert.deepEqual(await violations(page), []);
    await page.locator('#facets').getByRole('link', { name: /Chad/ }).click();
    assert.match(await page.locator('.count').innerText(), /1 similar clause/);
    assert.equal(await page.locator('.result').count(), 1);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, 'nothing is wider than the page');
    await context.close();
  });
}

test('programs are told what became of it, and what it was before', async () => {
  const { cycles, elsewhere } = await site.json(address);
  assert.deepEqual(cycles.map(({ cycle, own, earlier, became }) => [cycle, own, earlier, became]), [[4, false, false, 'reworded']]);
  assert.deepEqual(cycles[0].results.map(({ number, counts_as, relation }) => [number, counts_as, relation]), [['2.1', 'supported', 'reworded']]);
  assert.deepEqual(elsewhere.map(({ state_under_review: state, relation }) => [state.code, relation]), [['TCD', 'same']]);
  const later = await site.json('/recommendations/A/HRC/91/4/2.1');
  assert.deepEqual(later.cycles.map(({ cycle, earlier, became }) => [cycle, earlier, became]), [[3, true, 'reworded']]);
  const { count } = await site.json(cycles[0].address);
  assert.equal(count.value, 1);
});

test('a text is typed and sent with the keyboard', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.origin}/similar`);
  await page.getByLabel('A recommendation').focus();
  await page.keyboard.type('measuring the water of every river');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.result').first().waitFor();
  assert.match(page.url(), /text=measuring/);
  await context.close();
});

test('every number of what is similar is a link to what it counts', async () => {
  const answer = await site.json('/similar?recommendation=A/HRC/81/4/2.1');
  assert.equal(answer.count.value, 2);
  for (const { facet, values } of answer.facets) {
    for (const { address: narrower, count } of values) {
      const narrowed = await site.json(narrower);
      assert.equal(narrowed.count.value, count, `${facet}: ${narrower}`);
    }
  }
  const csv = await (await fetch(`${site.origin}/similar.csv?recommendation=A/HRC/81/4/2.1`)).text();
  assert.equal(csv.trim().split('\r\n').length, 3);
});

const submission = 'We ask that the zebras of Reykjavik be counted. The Government should measure the water of every river each year and publish the results.';

test('a submission is compared, and nothing of it is kept', async () => {
  const entries = heads(site.data);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.origin}/asked`);
  assert.match(await page.locator('main').innerText(), /signed in/);
  await page.goto(site.link);
  await page.locator('main form button').click();
  await page.waitForURL(`${site.origin}/`);
  await page.goto(`${site.origin}/asked`);
  await page.getByLabel('Your submission').setInputFiles({ name: 'zebras-secret.md', mimeType: 'text/markdown', buffer: Buffer.from(submission) });
  await page.getByLabel('The review').selectOption('ISL/3');
  await page.getByRole('button', { name: 'Compare' }).click();
  assert.match(await page.locator('#back').innerText(), /2\.1/);
  assert.match(await page.locator('#not').innerText(), /zebras/);
  assert.deepEqual(await violations(page), []);
  await context.close();

  assert.equal(heads(site.data), entries);
  assert.equal((await site.json('/search?q=zebras')).count.value, 0);
  assert.doesNotMatch(site.log(), /zebras/);
});

test('a submission by a token', async () => {
  const { secret } = JSON.parse(run('admin', 'token', 'create', '--data', site.data, '--name', 'asks', '--scope', 'read', '--json'));
  const form = new FormData();
  form.set('text', submission);
  form.set('review', 'ISL/3');
  const sent = { method: 'POST', body: form, headers: { Authorization: `Bearer ${secret}`, 'Idempotency-Key': 'asked-1' } };
  const answer = await fetch(`${site.origin}/asked.json`, sent);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const { counts, asks } = await answer.json();
  assert.deepEqual(counts, { back: 1, part: 0, not: 1 });
  assert.equal(asks[1].matches[0].number, '2.1');
  form.set('review', 'BRA/2/1');
  assert.equal((await fetch(`${site.origin}/asked.json`, sent)).status, 400);
});

test('a review is seen as a whole', async () => {
  const review = await site.json('/reviews/ISL/3');
  assert.deepEqual(review.timeline.map(({ cycle, current }) => [cycle, current]), [[3, true], [4, false]]);
  for (const group of review.recommending_groups) {
    for (const part of ['recommendations', 'supported', 'noted', 'pending']) {
      const { recommendations } = await site.json(group[part].address);
      assert.equal(recommendations, group[part].value, `${group.name}, ${part}`);
    }
  }
  const page = await browser.newPage();
  for (const at of ['/reviews/ISL/3', '/states/ISL']) {
    await page.goto(site.origin + at);
    await page.locator('#timeline').waitFor();
    assert.deepEqual(await violations(page), []);
  }
  await page.close();
});
