// The pages in each language that there is a catalogue of, and the choice that is kept.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { bringSource, colours, launch, start, violations } from './support.mjs';

const folder = new URL('../../data/messages/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
const catalogues = await Promise.all(names.map(async (name) => JSON.parse(await readFile(new URL(name, folder), 'utf8'))));
const others = catalogues.filter(({ language }) => language !== 'en');

let browser;
let site;
let addresses;

before(async () => {
  browser = await launch();
  site = await start(browser);
  const source = await bringSource(site);
  const review = await site.json((await site.json('/reviews')).reviews[0].address);
  const recommendation = review.lists.find(({ recommendations }) => recommendations.length > 0).recommendations[0];
  addresses = {
    '/': 200,
    '/documents': 200,
    [review.work.address]: 200,
    [`/compare?from=${review.work.work}`]: 200,
    '/citations': 200,
    '/sessions': 200,
    '/mandates': 200,
    '/reviews': 200,
    [review.address]: 200,
    [recommendation.address]: 200,
    '/similar?text=protect+the+rights+of+women': 200,
    '/asked': 200,
    '/corrections': 200,
    '/sources': 200,
    [source.address]: 200,
    [source.counts.rows.address]: 200,
    [`${source.address}/columns`]: 200,
    [`${source.address}/rows/2`]: 200,
    '/states': 200,
    [review.state.address]: 200,
    '/search?q=rights&kind=recommendation&position=supported': 200,
    '/search?q=zzzqqqxyz': 200,
    '/plots?plot=matrix': 200,
    '/journal': 200,
    '/help': 200,
    '/about': 200,
    '/sign-in': 200,
    '/documents/A/0/0': 404,
    '/import': 401,
  };
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

// What a language can change for who hears a page is on each of these; pages.test.mjs hears all.
const aloud = new Set(['/', '/search?q=rights&kind=recommendation&position=supported', '/states', '/documents/A/0/0']);

const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const foot = (page, language) => page.locator(`footer nav a[hreflang="${language}"]`);

for (const { language, direction, messages } of catalogues) {
  // Where words are too long a narrow page shows it; pages.test.mjs looks at wide ones.
  const width = 390;
  test(`every page in ${language} at ${width} px`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, locale: language });
    const page = await context.newPage();
    for (const [address, status] of Object.entries(addresses)) {
      const response = await page.goto(site.origin + address);
      assert.equal(response.status(), status, address);
      assert.equal(response.headers()['content-language'], language, address);
      const html = page.locator('html');
      assert.equal(await html.getAttribute('lang'), language, address);
      assert.equal(await html.getAttribute('dir'), direction, address);
      assert.equal(await page.locator('header nav a').first().innerText(), messages['nav.search'], address);
      await page.evaluate(() => {
        for (const closed of document.querySelectorAll('details')) closed.open = true;
      });
      assert.equal(await sideways(page), 0, `${address} scrolls sideways`);
      if (aloud.has(address)) assert.deepEqual(await violations(page, { without: colours }), [], address);
      // An id in the place of its message says that a catalogue lacks it.
      const words = new Set((await page.locator('body').innerText()).split(/\s+/));
      assert.deepEqual([...words].filter((word) => /^[a-z_]+\.[a-z_]+$/.test(word) && word in messages), [], address);
    }
    await context.close();
  });
}

for (const { language, messages } of others) {
  test(`${language} is kept once it is chosen`, async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(`${site.origin}/search?q=rights&language=en`);
    await foot(page, language).click();
    await page.waitForURL(`${site.origin}/search?q=rights`);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    assert.equal(await foot(page, language).getAttribute('aria-current'), 'true');
    const [kept, ...more] = await context.cookies();
    assert.deepEqual(more, []);
    assert.equal(kept.name, 'language');
    assert.equal(kept.value, language);
    assert.equal(kept.sameSite, 'Lax');
    const days = (kept.expires - Date.now() / 1000) / 86400;
    assert.ok(days > 364 && days < 366, `${days} days`);
    // The next page, and one that was seen before in another language.
    await page.locator('header nav a[href="/states"]').click();
    assert.equal(await page.locator('h1').innerText(), messages['states.title']);
    await page.goto(`${site.origin}/states?language=en`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.goto(`${site.origin}/states`);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    // What script asks for comes in it too.
    const fragment = await page.evaluate(async () => (await fetch('/search.fragment?q=zzzqqqxyz')).text());
    assert.ok(fragment.includes(messages['search.nothing']), fragment);
    await foot(page, 'en').click();
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    await page.goto(`${site.origin}/help`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await context.close();
  });
}

test('texts keep their own language in pages of another', async () => {
  const { language } = others[0] ?? { language: 'en' };
  const page = await browser.newPage({ locale: language });
  await page.goto(`${site.origin}/documents/A/HRC/77/2`);
  assert.equal(await page.locator('html').getAttribute('lang'), language);
  assert.equal(await page.locator('main .text').getAttribute('lang'), 'en');
  assert.equal(await page.locator('main h1').getAttribute('lang'), 'en');
  await page.close();
});

test('a choice works without script and by keyboard', async () => {
  const { language } = others[0] ?? { language: 'en' };
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(`${site.origin}/about`);
  await foot(page, language).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.origin}/about`);
  await page.waitForSelector(`html[lang="${language}"]`);
  await context.close();
});
