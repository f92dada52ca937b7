// One resolution, and one document of amendments, printed by a browser in each of the six
// languages: the PDF of each version has the tree of all others.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { boxesFont } from './boxes_font.mjs';
import { launch, run } from './support.mjs';

const languages = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const sources = new URL('../golden/languages/', import.meta.url);
let folder;
let browser;

// A source of tests/golden as a page of HTML, its verbs in italics.
function pageOf(source, language) {
  const lines = source.split('\n').filter((line) => line && !line.startsWith('%'));
  const body = lines.map((line) => {
    const [, mark, label = '', text] = /^([#!-] )?(?:\{(.*?)\} )?(.*)/.exec(line);
    const tag = mark === '# ' ? 'h2' : 'p';
    const style = mark === '- ' ? ' style="margin-inline-start:12mm"' : '';
    return `<${tag} dir="auto"${style}>${label} ${text.replaceAll(/\*(.+?)\*/g, '<i>$1</i>')}</${tag}>`;
  });
  const font = language === 'zh' ? boxesFont(source).toString('base64') : '';
  return `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<meta charset="utf-8"><style>@font-face{font-family:Boxes;src:url(data:font/ttf;base64,${font})}
@page{size:A4;margin:25mm}body{font:11pt/1.4 ${font ? 'Boxes' : '"DejaVu Sans"'}}h2{font-size:14pt}</style>
${body.join('\n')}`;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-trees-'));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function shownOf(name, symbol, language) {
  const source = await readFile(new URL(`${name}.${language}.source`, sources), 'utf8');
  const page = await browser.newPage();
  await page.setContent(pageOf(source, language));
  const file = join(folder, `${name}-${language}.pdf`);
  await writeFile(file, await page.pdf({ preferCSSPageSize: true }));
  await page.close();
  const record = join(folder, `${name}-${language}`);
  run('import', file, '--publish', '--data', record, '--json');
  return JSON.parse(run('show', symbol, '--json', '--data', record));
}

for (const language of languages) {
  test(`a resolution printed in ${language} has the tree of all versions`, async () => {
    const shown = await shownOf('resolution', 'A/RES/86/41', language);
    assert.equal(shown.language, language);
    assert.equal(shown.agenda_item, '9 (c)');
    const tree = shown.paragraphs
      .filter(({ kind }) => !['masthead', 'title', 'rule'].includes(kind))
      .map(({ kind, number, citations }) => [kind, number, ...citations.map(({ target }) => target)].join(' ').trim());
    // The font of boxes has no bold face, by which a title is told from a line before the text.
    assert.deepEqual(tree.slice(tree.indexOf('enacting')), [
      'enacting', 'preambular PP1 A/RES/85/12', 'preambular PP2 A/HRC/RES/44/18', 'preambular PP3',
      'preambular PP4', 'operative 1', 'operative 2', 'operative 3', 'operative 4',
      'sub_item 4 (a)', 'sub_item 4 (b)', 'operative 5', 'operative 6',
    ]);
    const verbs = shown.paragraphs.filter(({ kind }) => kind === 'operative' || kind === 'preambular');
    assert.ok(verbs.every(({ verb }) => verb !== ''), verbs.map(({ verb }) => verb).join('|'));
  });

  test(`amendments printed in ${language} propose the same`, async () => {
    const shown = await shownOf('amendments', 'A/C.3/86/L.40', language);
    const { draft, renumber, changes } = shown.draft_amendments;
    assert.equal(draft, 'A/C.3/86/L.12');
    assert.equal(renumber, true);
    assert.deepEqual(changes.map(({ action, place }) => `${action} ${place}`), [
      'insert_paragraph PP5', 'replace_paragraph 3', 'delete_words 7', 'replace_words PP12',
      'delete_paragraph 6 (b)',
    ]);
  });
}
