// A machine learns from one coder's marks and proposes codes: accepted and dismissed by keys, by touch
// and by a form without script; a second coder learns nothing of it. And readers see who is where.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, looksRight, run, start } from './support.mjs';

const password = 'marker of four words';
const lines = (at) => [1, 2, 3].flatMap((number) => [
  `Lack of money and funds hinders year ${at}${number}.`,
  `Open dialogue and talks helped place ${at}${number}.`,
  `The river of region ${at}${number} is long.`]);
const arabic = (at) => [1, 2, 3].flatMap((number) => [
  `نقص المال والتمويل يعوق العمل في السنة ${at}${number}.`,
  `الحوار المفتوح واللقاءات ساعدت المكان ${at}${number}.`,
  `النهر في المنطقة ${at}${number} طويل.`]);

let browser;
let site;
let owner;
let ben;
let call;
let folder;
const replies = [];

async function answer(body, language, text) {
  const answered = await fetch(`${site.origin}/consultations/${call}/reply`, {
    method: 'POST',
    headers: { Accept: 'application/json', Origin: site.origin },
    body: new URLSearchParams({ way: 'named', language, body, kind: 'NGO', publish: 'yes', 'answer.1': text.join('\n') }),
  });
  assert.equal(answered.status, 200, await answered.clone().text());
  return (await answered.json()).reply.id;
}

before(async () => {
  browser = await launch();
  site = await start(browser);
  folder = await mkdtemp(join(tmpdir(), 'comity-proposals-'));
  const file = join(folder, 'call.json');
  await writeFile(file, JSON.stringify({
    title: { en: 'Ways and means', ar: 'السبل والوسائل' }, questions: [{ text: { en: 'What helps?' } }],
    closes: '2100-12-31T18:00', time_zone: 'UTC', ways: ['named'], terms: 'all',
  }));
  call = JSON.parse(run('consultation', 'write', file, '--data', site.data, '--json')).id;
  run('consultation', 'open', call, '--data', site.data);
  for (let at = 0; at < 5; ++at) replies.push(await answer(`Society ${at}`, 'en', lines(at)));
  for (let at = 5; at < 9; ++at) replies.push(await answer(`جمعية ${at}`, 'ar', arabic(at)));
  run('consultation', 'publish-replies', call, '--data', site.data);
  owner = await (await browser.newContext()).newPage();
  await owner.goto(site.link);
  await owner.locator('main form button').click();
  await owner.waitForURL(`${site.origin}/`);
  const invited = JSON.parse(run('people', 'invite', 'Ben', '--role', 'reader', '--origin', site.origin, '--data', site.data, '--json'));
  ben = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await ben.goto(invited.link.startsWith('http') ? invited.link : site.origin + invited.link);
  await ben.locator('input[name=name]').fill('Ben');
  await ben.locator('input[name=password]').fill(password);
  await ben.locator('main form button').click();
});

after(async () => {
  await browser?.close();
  await site?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const passages = (at) => `${site.origin}/consultations/${call}/passages?reply=${replies[at]}`;
const proposals = (at) => `${site.origin}/consultations/${call}/proposals?reply=${replies[at]}`;

// As a person would: money hinders, dialogue helps.
const marks = (at) => [0, 1, 2].flatMap((third) => [
  { reply: replies[at], part: 'question 1', paragraph: 3 * third + 1, codes: ['obstacle'] },
  { reply: replies[at], part: 'question 1', paragraph: 3 * third + 2, codes: ['ways_and_means'] }]);

test('before enough is coded the page says how much is lacking', async () => {
  await owner.goto(proposals(4));
  assert.match(await owner.locator('main').innerText(), /Nothing is proposed for this reply/);
  const row = owner.locator('tr', { hasText: 'Obstacles' });
  assert.match(await row.innerText(), /8 more paragraphs with it\s+in 3 more replies/);
});

test('what is proposed stands under its paragraph and is decided by keys', async () => {
  const rows = [0, 1, 2, 3, 5, 6, 7].flatMap((at) => [...marks(at), { reply: replies[at], finished: true }]);
  const file = join(folder, 'marks.ndjson');
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  run('consultation', 'passages', call, '--from', file, '--data', site.data);
  await owner.goto(passages(4));
  await owner.locator('form.proposal').nth(5).waitFor();
  assert.equal(await owner.locator('form.proposal').count(), 6);
  assert.match(await owner.locator('.said.machine').textContent(), /for 6 paragraphs/);
  const first = owner.locator('.passage-paragraph').first();
  assert.match(await first.innerText(), /Proposed by a machine[\s\S]*Obstacles[\s\S]*% sure[\s\S]*because of/);
  assert.equal(await owner.locator('mark').count(), 0, 'it is no mark');
  await looksRight(owner, 'proposals-reading');
  const text = owner.locator('.coded .text');
  await text.first().focus();
  await Promise.all([owner.waitForNavigation(), owner.keyboard.press('a')]);
  await owner.locator('form.proposal').nth(4).waitFor();
  assert.equal(await owner.locator('.passage-paragraph').first().locator('ul.marks li').count(), 1);
  assert.ok(await text.nth(1).evaluate((node) => document.activeElement === node), 'one goes on from there');
  await Promise.all([owner.waitForNavigation(), owner.keyboard.press('d')]);
  await owner.locator('form.proposal').nth(3).waitFor();
  assert.equal(await owner.locator('form.proposal').count(), 4);
  assert.equal(await owner.locator('ul.marks li').count(), 1, 'dismissed is not marked');
});

test('what is proposed is accepted by touch', async () => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 }, storageState: await owner.context().storageState() });
  const page = await context.newPage();
  await page.goto(passages(4));
  const accept = page.locator('form.proposal').first().getByRole('button', { name: 'Accept' });
  await accept.waitFor();
  assert.ok((await accept.boundingBox()).height >= 44, 'as large as a finger wants it');
  await Promise.all([page.waitForNavigation(), accept.tap()]);
  assert.equal(await page.locator('ul.marks li').count(), 2);
  await context.close();
});

test('the page without script lists them with how good they are, in Arabic too', async () => {
  await owner.goto(proposals(4));
  assert.match(await owner.locator('tr', { hasText: 'Obstacles' }).innerText(), /is proposed[\s\S]*[01]\.?\d*$/);
  await looksRight(owner, 'proposals-page');
  const page = await (await browser.newContext({ locale: 'ar', storageState: await owner.context().storageState() })).newPage();
  for (const [name, address] of Object.entries({ reading: passages(8), page: proposals(8) })) {
    await page.goto(address);
    await page.locator('form.proposal').first().waitFor();
    assert.equal(await page.locator('form.proposal').count(), 6, 'of an Arabic reply');
    assert.match(await page.locator('form.proposal').first().innerText(), /المال|التمويل|نقص/);
    await looksRight(page, `proposals-arabic-${name}`);
  }
});

test('a second coder is proposed nothing of the first, then what they taught themselves', async () => {
  await ben.goto(proposals(4));
  assert.match(await ben.locator('tr', { hasText: 'Obstacles' }).innerText(), /^Obstacles\s+0\s/);
  assert.equal(await ben.locator('form.proposal').count(), 0);
  await ben.goto(passages(4));
  const csrf = await ben.locator('input[name=csrf]').first().inputValue();
  const send = async (path, fields) => {
    const body = new URLSearchParams({ csrf });
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, String(one));
    const done = await ben.request.post(`${site.origin}/consultations/${call}/${path}`, {
      headers: { Accept: 'application/json', Origin: site.origin, 'Content-Type': 'application/x-www-form-urlencoded' }, data: body.toString(),
    });
    assert.equal(done.status(), 200, await done.text());
    return done.json();
  };
  for (const at of [0, 1, 2]) {
    for (const { codes, ...mark } of marks(at)) await send('passages', { ...mark, code: codes });
    await send('passages/finish', { reply: replies[at] });
  }
  await ben.goto(proposals(4));
  assert.equal(await ben.locator('form.proposal').count(), 6, 'whatever the first accepted or dismissed');
  await ben.locator('form.proposal').first().getByRole('button', { name: 'Accept' }).click();
  assert.equal(await ben.locator('form.proposal').count(), 5);
  await ben.locator('form.proposal').first().getByRole('button', { name: 'Dismiss' }).click();
  assert.equal(await ben.locator('form.proposal').count(), 4);
  const { proposals: left } = await (await ben.request.get(proposals(4), { headers: { Accept: 'application/json' } })).json();
  const done = await send('proposals/accept', { reply: replies[4], part: left[0].part, paragraph: left[0].paragraph, code: left[0].codes[0].code });
  assert.equal(done.passage.codes[0].code, left[0].codes[0].code);
  await ben.goto(passages(4));
  assert.equal(await ben.locator('ul.marks li').count(), 2);
});

test('readers see who is where, and hear who comes', async () => {
  // Without script a page that is loaded says it.
  await ben.goto(passages(0));
  await owner.goto(passages(0));
  assert.match(await owner.locator('p.here').innerText(), /Also here now:\s+Ben\s+just now/);
  assert.match(await owner.locator('div.everyone').innerText(), /Ben:\s+Society 0/);
  const line = (at) => owner.locator('li.work', { has: owner.locator(`a.title[href$="reply=${replies[at]}"]`) });
  assert.match(await line(0).innerText(), /here now:\s+Ben/, 'on the line of the reply');
  await looksRight(owner, 'presence-reading');
  await ben.goto(passages(4));
  // The page says that its reader is there every half minute, and as soon as it is seen again.
  await owner.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await owner.waitForFunction(() => /Ben:\s+Society 4/.test(document.querySelector('div.everyone').innerText));
  assert.match(await line(4).innerText(), /here now:\s+Ben/);
  assert.doesNotMatch(await line(0).innerText(), /Ben/);
  assert.equal(await owner.locator('p.here').innerText(), '');
  assert.equal(await owner.locator('p.here').getAttribute('aria-live'), 'polite');
  await ben.goto(passages(0));
  assert.match(await ben.locator('p.here').innerText(), /Owner/);
  const page = await (await browser.newContext({ locale: 'ar', storageState: await owner.context().storageState() })).newPage();
  await page.goto(passages(0));
  assert.match(await page.locator('p.here').innerText(), /Ben/);
  await looksRight(page, 'presence-arabic');
  await page.goto(`${site.origin}/consultations/${call}/presence?reply=${replies[0]}`);
  await looksRight(page, 'presence-page');
  assert.doesNotMatch(JSON.stringify(await site.json('/journal?space=home')), /presen/);
});
