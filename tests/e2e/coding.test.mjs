// Replies read together: marked by keys and by a form without script, coded by two who do not see
// each other, brought together line by line, reported, and what a withdrawn reply leaves.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, looksRight, run, start } from './support.mjs';

const password = 'marker of four words';
const answers = [
  ['Society of Rivers', 'NGO', 'en', 'Open dialogue helps most.\nMoney is an obstacle in every place.'],
  ['Lakeland', 'State', 'en', 'Patience is a way, and time.\nWater is shared by all.'],
  ['جمعية الأنهار', 'NGO', 'ar', 'الحوار المفتوح يساعد.\nالوقت عائق.'],
  ['湖泊之国', 'State', 'zh', '对话需要时间。'],
];

let browser;
let site;
let owner;
let ben;
let call;
let folder;
const receipts = {};
const replies = {};

before(async () => {
  browser = await launch();
  site = await start(browser);
  folder = await mkdtemp(join(tmpdir(), 'comity-coding-'));
  const file = join(folder, 'call.json');
  await writeFile(file, JSON.stringify({
    title: { en: 'Ways and means' }, questions: [{ text: { en: 'What helps?' } }],
    closes: '2100-12-31T18:00', time_zone: 'UTC', ways: ['named'], terms: 'all',
  }));
  call = JSON.parse(run('consultation', 'write', file, '--data', site.data, '--json')).id;
  run('consultation', 'open', call, '--data', site.data);
  for (const [body, kind, language, text] of answers) {
    const answered = await fetch(`${site.origin}/consultations/${call}/reply`, {
      method: 'POST',
      headers: { Accept: 'application/json', Origin: site.origin },
      body: new URLSearchParams({ way: 'named', language, body, kind, publish: 'yes', 'answer.1': text }),
    });
    assert.equal(answered.status, 200, await answered.clone().text());
    const received = await answered.json();
    receipts[body] = received.receipt;
    replies[body] = received.reply.id;
  }
  run('consultation', 'publish-replies', call, '--data', site.data);
  owner = await (await browser.newContext()).newPage();
  await owner.goto(site.link);
  await owner.locator('main form button').click();
  await owner.waitForURL(`${site.origin}/`);
  const invited = JSON.parse(run('people', 'invite', 'Ben', '--role', 'reader', '--origin', site.origin, '--data', site.data, '--json'));
  // Without script from the first page on.
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

const passages = (body) => `${site.origin}/consultations/${call}/passages?reply=${replies[body]}`;

test('words are chosen, coded and marked by keys alone', async () => {
  await owner.goto(passages('Society of Rivers'));
  await owner.locator('.coded .text').first().focus();
  for (const key of ['ArrowRight', 'Shift+ArrowRight', '2', 'Enter']) await owner.keyboard.press(key);
  await owner.locator('mark').first().waitFor();
  assert.equal(await owner.locator('mark').first().textContent(), 'Open dialogue');
  assert.match(await owner.locator('ul.marks').first().textContent(), /Obstacles/);
  await owner.locator('.coded .text').first().focus();
  await owner.keyboard.press('j');
  for (const key of ['3', 'Enter']) await owner.keyboard.press(key);
  await owner.locator('mark').nth(1).waitFor();
  await looksRight(owner, 'coding-passages');
});

// The middle of a word of the text, as it is seen.
const middleOf = (text, word) => text.evaluate((node, sought) => {
  const range = document.createRange();
  const at = node.firstChild.data.indexOf(sought);
  range.setStart(node.firstChild, at);
  range.setEnd(node.firstChild, at + sought.length);
  const { left, right, top, bottom } = range.getBoundingClientRect();
  return { left, right, x: (left + right) / 2, y: (top + bottom) / 2 };
}, word);

async function markedAlone(page, words) {
  await page.waitForFunction((all) => document.querySelector('textarea[name=words]').value === all, words);
  assert.equal(await page.locator('select[name=place]').inputValue(), 'question 1|2');
  await page.getByLabel('Obstacles').check();
  await page.getByRole('button', { name: 'Mark', exact: true }).click();
  await page.locator('mark').first().waitFor();
  assert.deepEqual(await page.locator('mark').allTextContents(), [words]);
  await page.getByRole('button', { name: /^Take/ }).click();
  await page.waitForFunction(() => !document.querySelector('mark'));
}

test('words are chosen and marked by pointer', async () => {
  await owner.goto(passages('Lakeland'));
  const text = owner.locator('.coded .text').nth(1);
  await text.scrollIntoViewIfNeeded();
  const [from, to] = [await middleOf(text, 'shared'), await middleOf(text, 'by')];
  await owner.mouse.move(from.left + 1, from.y);
  await owner.mouse.down();
  await owner.mouse.move(to.right - 1, to.y, { steps: 5 });
  await owner.mouse.up();
  await markedAlone(owner, 'shared by');
  await text.click({ clickCount: 3 });
  await markedAlone(owner, 'Water is shared by all.');
});

test('words are chosen and marked by touch', async () => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 }, storageState: await owner.context().storageState() });
  const page = await context.newPage();
  await page.goto(passages('Lakeland'));
  const text = page.locator('.coded .text').nth(1);
  await text.scrollIntoViewIfNeeded();
  const { x, y } = await middleOf(text, 'shared');
  await page.touchscreen.tap(x, y);
  assert.ok(await text.evaluate((node) => document.activeElement === node), 'where the finger is');
  // Its handles move the ends of what is selected; a browser without a screen has none.
  await text.evaluate((node) => {
    const at = node.firstChild.data.indexOf('shared');
    getSelection().setBaseAndExtent(node.firstChild, at, node.firstChild, at + 'shared'.length);
  });
  await markedAlone(page, 'shared');
  await context.close();
});

test('an Arabic reply is marked from right to left', async () => {
  await owner.goto(passages('جمعية الأنهار'));
  const text = owner.locator('.coded .text').first();
  assert.equal(await text.getAttribute('dir'), 'rtl');
  await text.focus();
  for (const key of ['ArrowLeft', 'Shift+ArrowLeft', '1', 'Enter']) await owner.keyboard.press(key);
  await owner.locator('mark').first().waitFor();
  assert.equal(await owner.locator('mark').first().textContent(), 'الحوار المفتوح');
  await looksRight(owner, 'coding-arabic');
});

test('a second coder marks without script, and sees nothing of the first before finishing', async () => {
  await ben.goto(passages('Society of Rivers'));
  assert.equal(await ben.locator('mark').count(), 0);
  await ben.locator('textarea[name=words]').fill('dialogue helps');
  await ben.getByLabel('Obstacles').check();
  await ben.getByRole('button', { name: 'Mark', exact: true }).click();
  assert.equal(await ben.locator('mark').count(), 1);
  await ben.getByRole('button', { name: 'I have finished with this reply' }).click();
  assert.equal(await ben.locator('ul.marks li').count(), 3, 'those of both');
  await owner.goto(passages('Society of Rivers'));
  assert.equal(await owner.locator('ul.marks li').count(), 2);
  await owner.getByRole('button', { name: 'I have finished with this reply' }).click();
  const row = owner.locator('#agreement ~ .table tr', { hasText: 'Obstacles' });
  assert.match(await row.textContent(), /1$/);
  await owner.goto(`${passages('Society of Rivers')}&beside=${replies['جمعية الأنهار']}&code=obstacle`);
  assert.equal(await owner.locator('#code').inputValue(), 'obstacle', 'what the list is of stays chosen');
  const [one, other] = await owner.locator('.coded').evaluateAll((all) => all.map((each) => each.getBoundingClientRect()));
  assert.ok(one.right <= other.left && one.top === other.top, 'side by side');
  await looksRight(owner, 'coding-agreement');
});

test('words that are not there are told with what helps', async () => {
  await ben.goto(passages('Lakeland'));
  await ben.locator('textarea[name=words]').fill('no such words');
  await ben.getByLabel('Proposals').check();
  await ben.getByRole('button', { name: 'Mark', exact: true }).click();
  assert.match(await ben.locator('main').textContent(), /the paragraph has no such words/);
});

test('lines are written from passages, and what no line uses is listed', async () => {
  await owner.goto(`${site.origin}/consultations/${call}/passages`);
  await owner.getByLabel(/I code no/).check();
  await owner.getByRole('button', { name: 'See all marks' }).click();
  await owner.goto(`${site.origin}/consultations/${call}/synthesis`);
  assert.equal(await owner.locator('fieldset input[name=passage]').count(), 4);
  await owner.locator('p.choice', { hasText: 'Open dialogue' }).locator('input').check();
  await owner.locator('p.choice', { hasText: 'الحوار' }).locator('input').check();
  await owner.getByLabel('Section').selectOption('ways_and_means');
  await owner.locator('textarea#text').fill('Open dialogue helps.');
  await owner.getByRole('button', { name: 'Write the line' }).click();
  assert.match(await owner.locator('article.line').textContent(), /Two non-governmental organizations|All non-governmental/);
  assert.match(await owner.locator('#coverage ~ p').first().textContent(), /2 used, 0 set aside, 2 not used/);
  await owner.getByText('Set passages aside').click();
  await owner.locator('details form').first().locator('input[name=reason]').fill('said elsewhere');
  await owner.locator('details form').first().getByRole('button').click();
  assert.match(await owner.locator('#coverage ~ p').first().textContent(), /1 set aside, 1 not used/);
  await looksRight(owner, 'coding-synthesis');
});

test('the report is published, opens its passages, and goes out as files', async () => {
  const address = `${site.origin}/consultations/${call}/report`;
  assert.equal((await fetch(address)).status, 404);
  await owner.getByLabel('Everyone may read the report').check();
  await owner.getByRole('button', { name: 'Save', exact: true }).click();
  const anyone = await (await browser.newContext()).newPage();
  await anyone.goto(address);
  await anyone.getByRole('link', { name: /Open 2 passages/ }).click();
  assert.match(await anyone.locator('ul.marks').textContent(), /Open dialogue/);
  assert.match(await anyone.locator('ul.marks').textContent(), /الحوار المفتوح/);
  await looksRight(anyone, 'coding-report');
  const arabic = await (await browser.newContext({ locale: 'ar', storageState: await owner.context().storageState() })).newPage();
  for (const [name, page] of Object.entries({ passages: passages('Society of Rivers'), synthesis: `${site.origin}/consultations/${call}/synthesis`, report: anyone.url() })) {
    await arabic.goto(page);
    assert.equal(await arabic.locator('html').getAttribute('dir'), 'rtl');
    await looksRight(arabic, `coding-in-arabic-${name}`);
  }
  assert.match(await arabic.locator('main').innerText(), /السبل والوسائل/);
  assert.doesNotMatch(await arabic.locator('article.line .facts').first().innerText(), /organization|question/);
  for (const [form, type] of [['docx', /wordprocessingml/], ['csv', /text\/csv/], ['ndjson', /ndjson/]]) {
    const file = await fetch(`${address}.${form}`);
    assert.equal(file.status, 200);
    assert.match(file.headers.get('content-type'), type);
  }
  await anyone.goto(`${site.origin}/consultations/${call}`);
  await anyone.getByRole('link', { name: 'Report' }).click();
  await anyone.waitForURL(address);
});

test('a withdrawn reply takes its passages, and the line says so', async () => {
  const withdrawn = await fetch(`${site.origin}/consultations/receipt/withdraw`, {
    method: 'POST',
    headers: { Accept: 'application/json', Origin: site.origin },
    body: new URLSearchParams({ receipt: receipts['Society of Rivers'] }),
  });
  assert.equal(withdrawn.status, 200);
  await owner.goto(`${site.origin}/consultations/${call}/synthesis`);
  assert.match(await owner.locator('main').textContent(), /1 line has lost passages/);
  assert.match(await owner.locator('article.line').textContent(), /1 passage is gone/);
  run('rebuild', '--check', '--data', site.data);
});
