// One report printed by a browser in each of the six languages: read alike, shown side by side.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { boxesFont } from './boxes_font.mjs';
import { launch, run, serve, violations } from './support.mjs';

const languages = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const sources = new URL('../golden/languages/', import.meta.url);
const concluding = `CERD/C/FJI/CO/16

**Committee on the Elimination of Racial Discrimination**

# Concluding observations on the sixteenth periodic report of Fiji

## Concerns and recommendations

## Wells

1. The Committee regrets that wells are far.

2. The Committee recommends that the State party dig wells.
`;

let folder;
let browser;
let server;
let origin;
const folderOf = (language) => join(folder, `record-${language}`);

// A source of tests/golden as a page of HTML.
function pageOf(source, language) {
  const lines = source.split('\n').filter((line) => line && !line.startsWith('%'));
  const body = lines.map((line) => {
    const [, mark, label = '', text] = /^([#!-] )?(?:\{(.*?)\} )?(.*)/.exec(line);
    const tag = mark === '# ' ? 'h2' : 'p';
    return `<${tag} dir="auto">${label} ${text}</${tag}>`;
  });
  const font = language === 'zh' ? boxesFont(source).toString('base64') : '';
  return `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<meta charset="utf-8"><style>@font-face{font-family:Boxes;src:url(data:font/ttf;base64,${font})}
@page{size:A4;margin:25mm}body{font:11pt/1.4 ${font ? 'Boxes' : '"DejaVu Sans"'}}h2{font-size:14pt}</style>
${body.join('\n')}`;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-languages-'));
  browser = await launch();
  const page = await browser.newPage();
  const files = [];
  for (const language of languages) {
    const source = await readFile(new URL(`report.${language}.source`, sources), 'utf8');
    await page.setContent(pageOf(source, language));
    files.push(join(folder, `report-${language}.pdf`));
    await writeFile(files.at(-1), await page.pdf({ preferCSSPageSize: true }));
  }
  await page.close();
  await writeFile(join(folder, 'concluding.md'), concluding);
  for (const [i, language] of languages.entries()) {
    run('import', files[i], '--publish', '--data', folderOf(language), '--json');
  }
  run('import', ...files, join(folder, 'concluding.md'), '--publish', '--data', join(folder, 'all'), '--json');
  server = serve('--data', join(folder, 'all'));
  origin = (await server.ready).origin;
});

after(async () => {
  if (server) await server.end('SIGTERM');
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const expected = [
  '98.1 FRA supported',
  '98.2 IRN;GBR supported',
  '98.3 RUS supported',
  '98.3 ESP supported',
  '99.1 CHN pending',
  '99.2 ZAF;EGY pending',
  '100.1 USA noted',
];

for (const language of languages) {
  test(`a report printed in ${language} gives its recommendations`, () => {
    const lines = run('export', 'recommendations', '--format', 'ndjson', '--data', folderOf(language))
      .split('\n')
      .filter((line) => line.includes('"number"'))
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map((row) => `${row.number} ${row.recommending_states.join(';')} ${row.counts_as}`),
      expected,
    );
    assert.ok(lines.every((row) => row.state_under_review === 'FJI' && row.session === 34));
  });
}

test('Arabic comes out of a PDF as it is read', () => {
  const shown = JSON.parse(run('show', 'A/HRC/98/7', '--json', '--data', folderOf('ar')));
  const text = shown.paragraphs.find(({ number }) => number === '98.2').text;
  assert.match(text, /^تعزيز إضاءة الطرق، بما في ذلك في الشمال \(إيران \(جمهورية - الإسلامية\)، المملكة المتحدة/);
  assert.ok(shown.paragraphs.some(({ text }) => text.includes('لقرار مجلس حقوق الإنسان ٥/١')));
});

test('a recommendation stands beside itself in the other languages', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${origin}/recommendations/A/HRC/98/7/98.2`);
  const others = page.locator('#languages section');
  assert.equal(await others.count(), 5);
  const arabic = page.locator('#languages [lang=ar]');
  assert.equal(await arabic.getAttribute('dir'), 'rtl');
  assert.match(await arabic.innerText(), /إضاءة الطرق/);
  assert.match(await page.locator('#languages [lang=fr]').innerText(), /Renforcer l’éclairage/);
  assert.deepEqual(await violations(page), []);
  await page.locator('#languages a', { hasText: 'French' }).click();
  await page.waitForURL(/language=fr#98\.2$/);
  await page.close();
});

test('the dialogue is told by who speaks', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
  await page.goto(`${origin}/reviews/FJI/3`);
  await page.locator('#dialogue summary').click();
  assert.match(await page.locator('#dialogue li').first().innerText(), /France/);
  assert.deepEqual(await violations(page), []);
  await page.goto(`${origin}/states/FRA`);
  const spoken = page.locator('#spoken');
  assert.match(await spoken.innerText(), /1 statement in interactive dialogues/);
  assert.deepEqual(await violations(page), []);
  await spoken.locator('p a:not(.export)').click();
  assert.equal(await page.locator('#results').getAttribute('data-count'), '1');
  assert.match(await page.locator('.result').innerText(), /Statement in a dialogue/);
  await page.close();
});

test('what treaty bodies recommend stands apart', async () => {
  const page = await browser.newPage();
  await page.goto(`${origin}/states/FJI`);
  assert.match(await page.locator('#observations').innerText(), /Racial Discrimination\s+1/);
  await page.locator('#observations a:not(.export)').click();
  assert.equal(await page.locator('#results').getAttribute('data-count'), '1');
  assert.match(await page.locator('.result').innerText(), /dig wells/);
  assert.deepEqual(await violations(page), []);
  const state = await server.json('/states/FJI');
  assert.equal(state.received.recommendations.value, 6);
  await page.close();
});
