// Every number that is a link leads to a page that states the same number.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, numbers, start } from './support.mjs';

const walks = 6;
const steps = 5;
const sample = 14;

let browser;
let site;
let page;

before(async () => {
  browser = await launch();
  site = await start(browser);
  page = await browser.newPage();
  await page.goto(`${site.origin}/help`);
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

// What a page states it holds, and the numbers on it that are links.
function look(address) {
  return page.evaluate(async (target) => {
    const response = await fetch(target, { headers: { Accept: 'text/html' } });
    if (response.status !== 200) return { status: response.status, stated: [], links: [], facets: [] };
    const found = new DOMParser().parseFromString(await response.text(), 'text/html');
    const integers = (text) => (text.match(/\d[\d,]*/g) ?? []).map((each) => +each.replace(/,/g, ''));
    const main = found.querySelector('main');
    const stated = [...main.querySelectorAll('p.count')].flatMap((each) => integers(each.textContent));
    const links = [];
    for (const anchor of main.querySelectorAll('a[href^="/"]')) {
      const shown = anchor.querySelector('strong, .number') ??
        (anchor.matches('td.number > a, .count > a:not(.export), a.count') ? anchor : null);
      const number = shown === null ? [] : integers(shown.textContent);
      if (number.length > 0) {
        links.push({ href: anchor.getAttribute('href'), number: number[0], text: anchor.textContent });
      }
    }
    const facets = [...main.querySelectorAll('#facets a[href]:not([aria-current])')]
      .map((each) => each.getAttribute('href'));
    const rows = main.querySelectorAll('ol.results > li, ul.works > li, tbody tr').length;
    const next = main.querySelector('.paging a[rel=next]')?.getAttribute('href') ?? '';
    return { status: 200, stated, links, facets, rows, next };
  }, address);
}

const known = new Map();
async function stated(address) {
  if (!known.has(address)) {
    const target = await look(address);
    assert.equal(target.status, 200, address);
    // A page that lists all it has on itself states it by its rows.
    known.set(address, target.stated.length > 0 ? target.stated : [target.rows]);
  }
  return known.get(address);
}

async function check(from, { href, number, text }) {
  const there = await stated(href);
  assert.ok(
    there.includes(number),
    `${from}: "${text.replace(/\s+/g, ' ').trim()}" leads to ${href}, which states ${there.join(', ')}`,
  );
}

function chosen(list, count, random) {
  const left = [...list];
  const taken = [];
  while (left.length > 0 && taken.length < count) {
    taken.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return taken;
}

test('numbers of the lists', async () => {
  const random = numbers(20261124);
  const { reviews } = await site.json('/reviews');
  const addresses = ['/', '/documents', '/reviews', '/states'];
  for (const review of chosen(reviews, 3, random)) {
    addresses.push(review.address, review.state.address);
  }
  const wrong = [];
  for (const address of addresses) {
    const here = await look(address);
    assert.ok(here.links.length > 0, `${address} shows no number`);
    for (const link of chosen(here.links, 40, random)) {
      await check(address, link).catch((error) => wrong.push(error.message));
    }
  }
  assert.deepEqual(wrong, []);
});

test('numbers of a search under random filters', async () => {
  const random = numbers(3);
  const wrong = [];
  for (let walk = 0; walk < walks; ++walk) {
    let address = ['/search?q=rights', '/search', '/search?q=education'][walk % 3];
    for (let step = 0; step < steps; ++step) {
      const here = await look(address);
      assert.equal(here.status, 200, address);
      for (const link of chosen(here.links, sample, random)) {
        await check(address, link).catch((error) => wrong.push(error.message));
      }
      if (here.facets.length === 0) break;
      address = chosen(here.facets, 1, random)[0];
    }
  }
  assert.deepEqual(wrong, []);
});

test('pages and programs are told the same number', async () => {
  for (const address of ['/search?q=rights', '/search?kind=recommendation', '/documents', '/reviews']) {
    const answer = await site.json(address);
    const shown = await look(address);
    assert.ok(shown.stated.includes(answer.count.value), address);
  }
});

test('all pages of a list together hold what its count says', async () => {
  const { reviews } = await site.json('/reviews');
  const lists = ['/documents', reviews[0].counts.recommendations.address, '/search?q=education'];
  for (const address of lists) {
    const first = await look(address);
    let rows = 0;
    let next = address;
    for (let turn = 0; next !== '' && turn < 100; ++turn) {
      const here = await look(next);
      rows += here.rows;
      next = here.next;
    }
    assert.equal(rows, first.stated[0], address);
  }
});

test('the export holds as many clauses as the search counts', async () => {
  const { reviews } = await site.json('/reviews');
  const address = reviews[0].counts.clauses.address;
  const { count } = await site.json(address);
  const csv = await (await fetch(site.origin + address.replace('/search', '/search.csv'))).text();
  const lines = csv.trim().split('\r\n').length > 1 ? csv.trim().split('\r\n') : csv.trim().split('\n');
  assert.equal(lines.length - 1, count.value);
});
