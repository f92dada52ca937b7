// The pages in Arabic: from right to left, with what is not Arabic standing in them as it is written.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bringSource, colours, launch, run, start, violations } from './support.mjs';

let browser;
let site;
let owner;
let kinds;

before(async () => {
  browser = await launch();
  site = await start(browser);
  const source = await bringSource(site);
  const signing = await browser.newContext();
  const page = await signing.newPage();
  await page.goto(site.link);
  await Promise.all([page.waitForNavigation(), page.locator('main form button').click()]);
  owner = await signing.storageState();
  await signing.close();
  const { reviews } = await site.json('/reviews');
  const review = await site.json(reviews[0].address);
  const [resolution, another] = (await site.json('/documents?kind=resolution')).works;
  const recommendation = (await site.json('/search?group=women')).results[0].address;
  kinds = {
    home: '/',
    search: '/search',
    results: '/search?q=rights',
    facets: '/search?q=rights&kind=recommendation&position=supported&more=treaty',
    'search that is wrong': `/search?q=${encodeURIComponent('rights AND "unclosed')}`,
    'plot of sessions': '/plots',
    'plot of themes': '/plots?plot=themes',
    'plot of States': '/plots?plot=states',
    'plot of pairs': '/plots?plot=matrix',
    reviews: '/reviews',
    review: review.address,
    recommendation,
    'recommendation with sources': '/recommendations/A/HRC/90/3/3.1',
    similar: '/similar?text=protect+the+rights+of+women',
    documents: '/documents',
    document: resolution.address,
    report: review.work.address,
    'pages of the original': '/documents/A/HRC/77/2?view=pages&page=1',
    compared: `/compare?from=${resolution.work}&to=${another.work}`,
    sources: '/sources',
    source: source.address,
    'rows of a source': source.counts.rows.address,
    'columns of a source': `${source.address}/columns`,
    'row of a source': `${source.address}/rows/2`,
    states: '/states',
    state: review.state.address,
    sessions: '/sessions',
    session: (await site.json('/sessions')).bodies[0].sessions[0].address,
    citations: '/citations',
    'what cites a text': '/citations?symbol=A/HRC/RES/5/1',
    mandates: '/mandates',
    lineage: `/lineage?document=${resolution.work}`,
    corrections: '/corrections',
    'what came back': '/asked',
    journal: '/journal',
    help: '/help',
    about: '/about',
    'sign in': '/sign-in',
    import: '/import',
    account: '/account',
    people: '/people',
  };
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

const arabic = (width, more = {}) =>
  browser.newContext({ locale: 'ar', storageState: owner, viewport: { width, height: 900 }, ...more });

// Symbols, numbers of paragraphs, commands and questions whose signs do not all go rightwards on their line.
function turned() {
  const found = [];
  for (const element of document.querySelectorAll('.symbol, .where, .anchor, code, dd.hash')) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (/[\u0590-\u08ff]/.test(element.textContent)) continue;
      const range = document.createRange();
      let last = null;
      for (let at = 0; at < text.length; ++at) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const box = range.getBoundingClientRect();
        if (box.width === 0) continue;
        if (last && Math.abs(box.top - last.top) < 2 && box.left < last.left - 0.5) {
          found.push(text.data);
          break;
        }
        last = box;
      }
    }
  }
  return found;
}

for (const width of [1280, 390]) {
  test(`every page at ${width} px`, async (t) => {
    const context = await arabic(width);
    for (const [name, address] of [...Object.entries(kinds), ['not found', '/documents/A/0/0']]) {
      await t.test(name, async () => {
        const page = await context.newPage();
        const response = await page.goto(site.origin + address, { waitUntil: 'load' });
        assert.equal(response.status(), name === 'not found' ? 404 : 200, address);
        const root = page.locator('html');
        assert.deepEqual([await root.getAttribute('lang'), await root.getAttribute('dir')], ['ar', 'rtl']);
        await page.evaluate(() => {
          for (const closed of document.querySelectorAll('details')) closed.open = true;
        });
        // What is heard does not depend on the width, nor colours on the direction.
        if (width === 390) assert.deepEqual(await violations(page, { without: colours }), []);
        assert.deepEqual(await page.evaluate(turned), [], 'turned round');
        assert.doesNotMatch(await page.locator('body').innerText(), /[٠-٩۰-۹]/, 'digits are those of UN documents');
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(sideways, 0, 'the page scrolls sideways');
        await page.close();
      });
    }
    await context.close();
  });
}

test('dark and printed pages do not scroll sideways', async () => {
  const context = await arabic(390, { colorScheme: 'dark' });
  const page = await context.newPage();
  for (const address of [kinds.review, kinds.recommendation, kinds.compared, kinds['rows of a source']]) {
    await page.goto(site.origin + address);
    assert.deepEqual(await violations(page, { rules: colours }), [], address);
    await page.emulateMedia({ media: 'print' });
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(sideways, 0, address);
    await page.emulateMedia({ media: 'screen' });
  }
  await context.close();
});

test('a date after a symbol keeps its day', async () => {
  const context = await arabic(1280);
  const page = await context.newPage();
  await page.goto(`${site.origin}/search?q=rights`);
  const dates = await page.locator('.result time').evaluateAll((times) =>
    times.map((time) => {
      const text = time.firstChild;
      const range = document.createRange();
      const left = (from, to) => {
        range.setStart(text, from);
        range.setEnd(text, to);
        return range.getBoundingClientRect().left;
      };
      return [text.data, left(0, 1) > left(text.length - 1, text.length)];
    }),
  );
  assert.ok(dates.length > 0);
  for (const [date, rightmost] of dates) {
    assert.match(date, /^\d+ .+\/\S+ \d{4}$/, 'months as the United Nations writes them');
    assert.ok(rightmost, `${date}: the day comes first from the right`);
  }
  await context.close();
});

test('units stand under units', async () => {
  const context = await arabic(1280);
  const page = await context.newPage();
  await page.goto(`${site.origin}/reviews`);
  const ends = await page.locator('tbody td:nth-child(5) a').evaluateAll((links) =>
    links.map((link) => Math.round(link.getBoundingClientRect().right)),
  );
  assert.ok(ends.length > 1);
  assert.deepEqual([...new Set(ends)], [ends[0]]);
  await context.close();
});

test('texts in English run from left to right within the page', async () => {
  const context = await arabic(1280);
  const page = await context.newPage();
  const directions = (selector) =>
    page.locator(selector).evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).direction))]);
  await page.goto(site.origin + kinds.review);
  assert.deepEqual(await directions('ol.recommendations .body > p:not(.by, .answer, .refers, .muted)'), ['ltr']);
  await page.goto(site.origin + kinds['pages of the original']);
  assert.deepEqual(await directions('.sheet .text .body > p'), ['ltr']);
  await page.goto(site.origin + kinds['rows of a source']);
  assert.deepEqual(await directions('p.compared'), ['ltr']);
  await context.close();
});

test('plots begin at the right, with their numbers beside the axis', async () => {
  const context = await arabic(1280);
  const page = await context.newPage();
  await page.goto(`${site.origin}/plots`);
  await page.waitForSelector('#plot svg .mark');
  const { line, numbers, marks } = await page.evaluate(() => {
    const boxes = (selector) => [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
    return {
      line: boxes('#plot .axis:nth-of-type(2) .domain')[0],
      numbers: boxes('#plot .axis:nth-of-type(2) text'),
      marks: boxes('#plot .mark rect'),
    };
  });
  for (const number of numbers) assert.ok(number.left >= line.left, 'a number lies on the axis');
  for (const mark of marks) assert.ok(mark.right <= line.right + 1, 'a mark lies beyond the axis');
  await page.goto(`${site.origin}/plots?plot=themes`);
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#take button[value=svg]').click(),
  ]);
  assert.match(await readFile(await saved.path(), 'utf8'), /direction="rtl"/, 'a saved plot keeps its direction');
  await context.close();
});

test('an Arabic text goes from right to left, whatever symbol stands first in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'comity-symbol-first-'));
  await writeFile(join(folder, 'first.md'), `A/HRC/91/3

**A/HRC/RES/5/1 وما بعده**

1. CEDAW اتفاقية تخص المرأة، وهي من المعاهدات الأساسية لحقوق الإنسان.

2. يطلب المجلس إلى الدول أن تتعاون فيما بينها ومع الأمم المتحدة.
`);
  run('import', '--publish', '--data', site.data, folder);
  await rm(folder, { recursive: true });
  const page = await browser.newPage();
  await page.goto(`${site.origin}/documents/A/HRC/91/3`);
  const directions = await page.locator('.text .body > p, h1').evaluateAll((all) => all.map((each) => getComputedStyle(each).direction));
  assert.ok(directions.length >= 3);
  assert.deepEqual([...new Set(directions)], ['rtl']);
  assert.equal(await page.locator('html').getAttribute('dir'), 'ltr');
  await page.close();
});
