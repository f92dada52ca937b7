// Every kind of page, as it looks and as it is read aloud.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bringCall, bringCoding, bringSource, launch, start, violations } from './support.mjs';


let browser;
let site;
let kinds;

before(async () => {
  browser = await launch();
  site = await start(browser);
  const { reviews } = await site.json('/reviews');
  const source = await bringSource(site);
  const call = await bringCall(site);
  const coded = await bringCoding(site, call);
  const review = await site.json(reviews[0].address);
  const resolutions = await site.json('/documents?kind=resolution');
  const recommendation = review.lists.find((list) => list.recommendations.length > 0)
    .recommendations[0].address;
  kinds = {
    home: '/',
    documents: '/documents',
    'documents of a kind': '/documents?kind=resolution',
    report: review.work.address,
    resolution: resolutions.works[0].address,
    'pages of the original': '/documents/A/HRC/77/2?view=pages&page=1',
    'compare form': '/compare',
    'compare with': `/compare?from=${resolutions.works[0].work}`,
    'cited and not there': '/citations',
    'citations around a text': '/citations/graph?symbol=A/HRC/RES/5/1',
    'citations around none': '/citations/graph',
    'what cites a text': '/citations?symbol=A/HRC/RES/5/1',
    sessions: '/sessions',
    session: (await site.json('/sessions')).bodies[0].sessions[0].address,
    compared: `/compare?from=${resolutions.works[0].work}&to=${resolutions.works[1].work}`,
    reviews: '/reviews',
    sources: '/sources',
    source: source.address,
    'rows of a source': source.counts.rows.address,
    'columns of a source': `${source.address}/columns`,
    'row of a source': `${source.address}/rows/2`,
    'recommendation of a treaty body': (await site.json('/search?kind=other_recommendation')).results[0].address,
    'state with other mechanisms': '/states/ISL',
    'state with pledges': '/states/NOR',
    'review with sources': '/reviews/ISL/4',
    'recommendation with sources': '/recommendations/A/HRC/90/3/3.1',
    review: review.address,
    similar: '/similar',
    'similar to a text': '/similar?text=protect+the+rights+of+women',
    'similar to a recommendation': `/similar?recommendation=${recommendation.replace('/recommendations/', '')}`,
    'what came back': '/asked',
    states: '/states',
    state: review.state.address,
    recommendation,
    'recommendation with tags': (await site.json('/search?group=women')).results[0].address,
    'plot of sessions': '/plots',
    'plot of States': '/plots?plot=states',
    'plot of pairs': '/plots?plot=matrix',
    'plot of nothing': '/plots?plot=themes&q=zzzqqqxyz',
    'search form': '/search',
    'search results': '/search?q=rights',
    'search with filters': '/search?q=rights&kind=recommendation&position=supported',
    'search by tags': '/search?group=women&more=treaty&more=named',
    'search without results': '/search?q=zzzqqqxyz',
    'search that is wrong': `/search?q=${encodeURIComponent('rights AND "unclosed')}`,
    consultations: '/consultations',
    call: call.address,
    'call in Arabic': `${call.address}?text=ar`,
    'form of a reply': `${call.address}/reply`,
    'receipt of a reply': '/consultations/receipt',
    replies: `${call.address}/replies`,
    'report of a call': `${call.address}/report?line=${coded.lines[0]}`,
    reply: call.reply.address,
    journal: '/journal',
    help: '/help',
    about: '/about',
    'sign in': '/sign-in',
    'sign in by a link': '/sign-in?token=anything',
  };
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

async function open(context, address, expected = 200) {
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => {
    const failedNavigation = expected !== 200 && message.text().includes(`${expected}`);
    if (['error', 'warning'].includes(message.type()) && !failedNavigation) {
      problems.push(message.text());
    }
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('requestfailed', (request) => problems.push(`${request.url()} failed`));
  const response = await page.goto(site.origin + address, { waitUntil: 'load' });
  assert.equal(response.status(), expected, address);
  return { page, problems };
}

// The colours are the same at every width: at one the light ones are looked at, at the other the dark.
for (const [width, colorScheme] of [[1280, 'light'], [390, 'dark']]) {
  test(`every page at ${width} px`, async (t) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    for (const [name, address] of [...Object.entries(kinds), ['not found', '/documents/A/0/0']]) {
      await t.test(name, async () => {
        const { page, problems } = await open(context, address, name === 'not found' ? 404 : 200);
        await page.evaluate(() => {
          for (const closed of document.querySelectorAll('details')) closed.open = true;
        });
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(problems, []);
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(sideways, 0, 'the page scrolls sideways');
        assert.equal(await page.locator('h1').count(), 1, 'one first heading');
        await page.close();
      });
    }
    await context.close();
  });
}

test('every page of the specimen says that it is one', async () => {
  const specimen = (await site.json('/consultations')).calls.find((each) => each.space === 'specimen').address;
  const addresses = ['report', 'review', 'state', 'recommendation', 'search results'].map((name) => kinds[name]);
  for (const address of [...addresses, specimen, `${specimen}/replies`, `${specimen}/reply`, `${specimen}/report`]) {
    const html = await (
      await fetch(site.origin + address, { headers: { Accept: 'text/html' } })
    ).text();
    assert.match(html, /class="specimen-mark"/, address);
  }
});

test('links of the pages lead somewhere', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const seen = new Set();
  for (const address of Object.values(kinds)) {
    await page.goto(site.origin + address);
    const links = await page.evaluate(() =>
      [...document.querySelectorAll('a[href], link[href], img[src]')].map(
        (each) => each.getAttribute('href') ?? each.getAttribute('src'),
      ),
    );
    const broken = await page.evaluate(() =>
      [...document.querySelectorAll('a[href^="#"]')]
        .map((each) => each.getAttribute('href'))
        .filter((href) => !document.getElementById(decodeURIComponent(href.slice(1)))),
    );
    assert.deepEqual(broken.slice(0, 5), [], `${address}: no such place on the page`);
    // A few of each page are enough: the lists repeat themselves.
    for (const link of links.filter((each) => each.startsWith('/')).slice(0, 120)) {
      seen.add(link.split('#')[0]);
    }
  }
  assert.ok(seen.size > 100);
  for (const link of seen) {
    const response = await fetch(site.origin + link, { headers: { Accept: 'text/html,*/*' } });
    await response.arrayBuffer();
    assert.equal(response.status, 200, link);
  }
  await context.close();
});

test('without script, search works by its form', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.origin}/`);
  await page.locator('main input[name=q]').fill('rights');
  await page.locator('main form[role=search] button').click();
  assert.match(page.url(), /\/search\?q=rights$/);
  assert.match(await page.locator('#count').innerText(), /\d/);
  await page.locator('#facets details[open] a').first().click();
  assert.match(page.url(), /q=rights/);
  assert.match(await page.locator('#count').innerText(), /\d/);
  await context.close();
});

test('results come while one types', async () => {
  const context = await browser.newContext();
  const { page, problems } = await open(context, '/search');
  await page.locator('#q').pressSequentially('education', { delay: 20 });
  await page.waitForFunction(() => location.search.includes('education'), null, { timeout: 15_000 });
  const { count } = await site.json('/search?q=education');
  await page.waitForFunction(
    (expected) => document.querySelector('#results')?.getAttribute('data-count') === expected,
    String(count.value),
    { timeout: 15_000 },
  );
  assert.deepEqual(problems, []);
  await context.close();
});

test('search by keyboard alone', async () => {
  const context = await browser.newContext();
  const { page } = await open(context, '/search');
  await page.keyboard.press('Tab');
  assert.equal(
    await page.evaluate(() => document.activeElement.getAttribute('href')),
    '#main',
    'the first stop skips to the content',
  );
  await page.keyboard.press('Enter');
  for (let stop = 0; stop < 5; ++stop) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement.id)) === 'q') break;
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  await page.keyboard.type('rights');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=rights/);
  await page.waitForSelector('#results .result');
  // Every stop shows where the focus is.
  for (let stop = 0; stop < 12; ++stop) {
    await page.keyboard.press('Tab');
    const shown = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === document.body) return true;
      const style = getComputedStyle(focused);
      return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
    });
    assert.ok(shown, `stop ${stop} does not show its focus`);
  }
  await context.close();
});

test('a page is light', async () => {
  const search = await fetch(`${site.origin}/search?q=rights`, {
    headers: { Accept: 'text/html', 'Accept-Encoding': 'br' },
  });
  assert.ok((await search.text()).length < 40_000 * 4);
  const first = await fetch(site.origin, { headers: { Accept: 'text/html' } });
  const html = await first.text();
  const style = await fetch(site.origin + /\/assets\/style-[^"]+/.exec(html)[0]);
  assert.ok(html.length + (await style.text()).length < 60_000, 'first page with its style');
});
