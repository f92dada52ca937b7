// One resolution in six languages: any two stand side by side, on the page, on narrow ones in pairs, in
// print, from right to left, without script.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, run, serve, violations } from './support.mjs';

const languages = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const sources = new URL('../golden/languages/', import.meta.url);
const work = '/documents/A/RES/86/41';

let folder;
let browser;
let server;
let origin;

// A source of tests/golden as Markdown.
const markdownOf = (source) => source.split('\n').filter((line) => line && !line.startsWith('%'))
  .map((line) => line.replace(/^! /, '').replace(/^(- )?\{(.*?)\} /, '$2 ')).join('\n\n');

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-beside-'));
  const record = join(folder, 'record');
  for (const language of languages) {
    const source = await readFile(new URL(`resolution.${language}.source`, sources), 'utf8');
    const file = join(folder, `${language}.md`);
    // English first: what is read first leads.
    await writeFile(file, markdownOf(source));
  }
  for (const language of ['en', ...languages.filter((each) => each !== 'en')]) {
    run('import', join(folder, `${language}.md`), '--publish', '--data', record, '--json');
  }
  server = serve('--data', record);
  origin = (await server.ready).origin;
  browser = await launch();
});

after(async () => {
  if (server) await server.end('SIGTERM');
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function look(path, width, options = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(origin + path);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, `${path} at ${width}`);
  if (process.env.COMITY_SHOTS) {
    const name = path.replaceAll(/[^A-Za-z0-9]+/g, '_');
    await page.screenshot({ path: join(process.env.COMITY_SHOTS, `${name}-${width}-${options.locale ?? 'en'}-${options.colorScheme ?? 'light'}.png`), fullPage: true });
  }
  return page;
}

// The places of the two texts of a paragraph.
const placesOf = (page, number) => page.locator(`[id="${number}"] .side`).evaluateAll((sides) => sides.map((side) => {
  const { left, top } = side.getBoundingClientRect();
  return { left: Math.round(left), top: Math.round(top), lang: side.lang, dir: getComputedStyle(side).direction };
}));

for (const language of languages.filter((each) => each !== 'en')) {
  test(`English and ${language} agree in every number`, async () => {
    const { beside } = await server.json(`${work}?beside=${language}`);
    assert.deepEqual(beside.alone, []);
    const numbers = beside.rows.filter(({ number }) => number).map(({ number }) => number);
    assert.deepEqual(numbers, ['PP1', 'PP2', 'PP3', 'PP4', '1', '2', '3', '4', '4 (a)', '4 (b)', '5', '6']);
    // A masthead names its own language, which the English one leaves out.
    for (const { first, second } of beside.rows.filter(({ kind }) => kind !== 'masthead')) {
      assert.equal(first?.kind, second?.kind, JSON.stringify([first?.text, second?.text]));
      assert.equal(Boolean(first?.verb), Boolean(second?.verb));
    }
  });
}

test('the pages have nothing that axe finds, wide and narrow, light and dark, in both directions', async () => {
  for (const [path, width, options] of [
    [`${work}?beside=fr`, 1280, {}],
    [`${work}?beside=ar`, 1280, { colorScheme: 'dark' }],
    [`${work}?beside=ar`, 390, {}],
    [`${work}?beside=ar`, 390, { locale: 'ar' }],
    [`${work}?language=zh&beside=ru`, 390, { colorScheme: 'dark' }],
  ]) {
    const page = await look(path, width, options);
    assert.deepEqual(await violations(page), [], `${path} at ${width}`);
    await page.context().close();
  }
});

test('two columns each with its own language and direction, narrow pages stack the pair', async () => {
  const wide = await look(`${work}?beside=ar`, 1280, { javaScriptEnabled: false });
  const [first, second] = await placesOf(wide, 'PP2');
  assert.deepEqual([first.lang, first.dir, second.lang, second.dir], ['en', 'ltr', 'ar', 'rtl']);
  assert.equal(first.top, second.top);
  assert.ok(second.left > first.left + 400);
  await wide.context().close();
  // On an Arabic page the first text stands at the right.
  const mirrored = await look(`${work}?beside=ar`, 1280, { locale: 'ar' });
  const [right, left] = await placesOf(mirrored, 'PP2');
  assert.equal(right.lang, 'en');
  assert.ok(right.left > left.left + 400);
  await mirrored.context().close();
  const narrow = await look(`${work}?beside=ar`, 390);
  const [above, below] = await placesOf(narrow, 'PP2');
  assert.ok(below.top > above.top + 20);
  await narrow.context().close();
});

test('on paper the two texts stand in two columns', async () => {
  const page = await look(`${work}?beside=fr`, 700);
  await page.emulateMedia({ media: 'print' });
  const [first, second] = await placesOf(page, '3');
  assert.equal(first.top, second.top);
  assert.ok(second.left > first.left + 200);
  assert.equal(await page.locator('.actions').isVisible(), false);
  await page.context().close();
});

test('a document leads to each of its other languages, beside it and back', async () => {
  const page = await look(work, 1280, { javaScriptEnabled: false });
  const links = page.locator('header.document a[href*="beside="]');
  assert.equal(await links.count(), 5);
  await page.locator('header.document a[href$="beside=es"]').click();
  assert.equal(new URL(page.url()).search, '?beside=es');
  assert.match(await page.title(), /\(English, Spanish\)/);
  assert.match(await page.locator('.beside').innerText(), /Every numbered paragraph stands in both versions/);
  await page.locator('.actions a', { hasText: 'In one language' }).click();
  assert.equal(page.url(), origin + work);
  // A language that the text is not there in leaves the text alone, and says so.
  await page.goto(`${origin}${work}?beside=es`);
  await page.locator('.beside .heads a', { hasText: 'Spanish' }).click();
  assert.equal(await page.locator('main .text').getAttribute('lang'), 'es');
  await page.context().close();
});

test('what a version lacks is said where it is missing, and at the head', async () => {
  const record = join(folder, 'short');
  const text = (await readFile(join(folder, 'fr.md'), 'utf8')).split('\n\n');
  await writeFile(join(folder, 'short.md'), text.filter((line) => !line.startsWith('6.')).join('\n\n'));
  for (const file of ['en.md', 'short.md']) {
    run('import', join(folder, file), '--publish', '--data', record, '--json');
  }
  const other = serve('--data', record);
  const said = await other.ready;
  const page = await browser.newPage();
  await page.goto(`${said.origin}${work}?beside=fr`);
  assert.match(await page.locator('.beside .finding').innerText(), /These numbers stand in one version alone: 6/);
  assert.match(await page.locator('[id="6"]').innerText(), /Decides to continue[\s\S]*Not in this version/);
  assert.deepEqual(await violations(page), []);
  await page.goto(`${said.origin}${work}?beside=ru`);
  assert.match(await page.locator('header.document').innerText(), /no copy of this document in this language: Russian/);
  assert.equal(await page.locator('.beside').count(), 0);
  await page.close();
  await other.end('SIGTERM');
});
