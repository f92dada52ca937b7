// Starts the executable on a folder of its own, and a browser before it.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const comity = resolve(process.env.COMITY_BUILD ?? 'build/release', 'comity');
const address = /^Comity is ready: (http:\/\/\S+?)\/?$/;
const link = /(http:\/\/\S+\/sign-in\?token=\S+)/;
const patience = 90_000;

export const draft = 'A/HRC/77/L.1';

export const draftOf = (symbol) => `United Nations ${symbol}

General Assembly

Human Rights Council

# 77/… Cooperation in trying things out

*The Human Rights Council*,

*Recalling* its resolution 60/251,

1. *Requests* all States to try things out;

2. *Decides* to remain seized of the matter.
`;

const report = `<!doctype html><meta charset="utf-8"><style>body{font:12pt serif}</style>
<p>United Nations A/HRC/77/2</p><p>General Assembly</p><p>Distr.: General</p>
<h1>Report on trying things out</h1>
<p>1. The report has a first paragraph of some words.</p>
<p>2. It has a second paragraph.</p>
<div style="break-before:page"></div><p>3. A third paragraph stands on its second page.</p>`;

export function launch() {
  return chromium.launch({
    executablePath: process.env.COMITY_CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

export function run(...parameters) {
  const done = spawnSync(comity, parameters, { encoding: 'utf8', timeout: patience });
  assert.equal(done.status, 0, `${parameters.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

// What the journal of a record holds now, as text: the pages tell the public of yesterday.
export const heads = (data) => JSON.stringify(JSON.parse(run('journal', 'verify', '--data', data, '--json')).heads);

// A PostgreSQL in which tests may make schemas (COMITY_TEST_DATABASE; tests/run starts one); under
// CI=true its lack is a failure.
const given = process.env.COMITY_TEST_DATABASE ?? '';
export const databases = given || process.env.CI === 'true' ? ['SQLite', 'PostgreSQL'] : ['SQLite'];

let schemas = 0;

// The words that put a record into a new database of that kind.
export function newDatabase(kind) {
  if (kind === 'SQLite') return ['--database', ''];
  const name = `e2e_${process.pid}_${++schemas}`;
  const made = spawnSync('psql', ['-q', '-d', given, '-c', `CREATE SCHEMA ${name}`], { encoding: 'utf8' });
  assert.equal(made.status, 0, `psql: ${made.stderr}`);
  return ['--database', `${given} options=-csearch_path=${name}`];
}

// WCAG 2.2 AA and good practice.
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// The rules that look at colours: two thirds of the time that axe takes.
export const colours = ['color-contrast', 'link-in-text-block'];

// Rows, entries and marks after the first dozen beside each other: they are made as those are, and of
// a list of all States axe would look at each, for seconds.
const repeated = ':is(tr, li, article, path, rect, circle):nth-child(n+13)';

// What axe finds wrong with a page by all the rules but those left out, or by some of them alone.
export async function violations(page, { rules = standards, without = [] } = {}) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const options = {
    runOnly: rules,
    resultTypes: ['violations'],
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
  };
  // Picked out in the page: what passes is a long list, and costs as much to fetch as to find.
  return page.evaluate(async ({ options, repeated }) => {
    const found = await globalThis.axe.run({ include: [['html']], exclude: [[repeated]] }, options);
    return found.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`),
    }));
  }, { options, repeated });
}

// The page has nothing that axe finds, and does not scroll sideways where it is wide or narrow; with
// COMITY_SHOTS both are kept as pictures in that folder.
export async function looksRight(page, name, { heard = true } = {}) {
  if (heard) assert.deepEqual(await violations(page), [], name);
  const size = page.viewportSize();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(beyond, 0, `${name}, ${width} px: sideways scrolling`);
    if (process.env.COMITY_SHOTS) await page.screenshot({ path: `${process.env.COMITY_SHOTS}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize(size);
}

// `comity serve` on a free port; `ready` gives its address and the owner's one-time link.
export function serve(...parameters) {
  const server = spawn(comity, ['serve', '--port', '0', ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(server, 'exit');
  let log = '';
  server.stderr.on('data', (piece) => (log += piece));
  const said = { origin: '', link: '' };
  const ready = new Promise((fulfil, refuse) => {
    const slow = setTimeout(() => server.kill('SIGKILL'), patience);
    server.once('exit', (code) => {
      clearTimeout(slow);
      refuse(new Error(`comity serve ended with ${code}\n${log}`));
    });
    createInterface({ input: server.stdout }).on('line', (line) => {
      said.origin ||= address.exec(line)?.[1] ?? '';
      said.link ||= link.exec(line)?.[1] ?? '';
      if (!said.origin || !said.link) return;
      clearTimeout(slow);
      fulfil(said);
    });
  });
  // Who ends it before it is ready does not ask for it.
  ready.catch(() => {});

  async function json(path) {
    const response = await fetch(said.origin + path, { headers: { Accept: 'application/json' } });
    assert.equal(response.status, 200, path);
    return response.json();
  }
  async function end(signal) {
    server.kill(signal);
    const [code] = await ended;
    return code;
  }
  return { ready, json, end, log: () => log };
}

// Brings in a table that others have drawn up, beside a report of its review; gives what is said of it.
export async function bringSource(site) {
  const folder = await mkdtemp(join(tmpdir(), 'comity-sources-'));
  await writeFile(join(folder, 'report.md'), `A/HRC/90/3

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

3. The recommendations listed below enjoy the support of Iceland:

3.1. Keep the rivers clean (Norway);
`);
  await writeFile(join(folder, 'table.csv'), `state_under_review,recommending_state,recommendation,response,session,issues
Iceland,Norway,Keep all rivers clean,Accepted,48,Water
Iceland,(Unknown),Open a school,Noted,48,
Norway,Iceland,To go on,Voluntary Pledge,48,
Atlantis,Norway,Rise,Noted,48,
`);
  // Recommendations of other mechanisms, and a table that names too little.
  await writeFile(join(folder, 'index.ndjson'), `${JSON.stringify({
    Symbol: 'CEDAW/C/ISL/CO/7', Text: 'Count the wells of villages&rsquo; schools', PublicationDate: '2035-03-02',
    AnnotationType: 'Recommendation', Countries: ['Iceland'], Body: 'CEDAW', Themes: ['Water'],
  })}\n`);
  await writeFile(join(folder, 'matrix.csv'), 'Ref;Empfehlung;Wer\n3.1;Keep the rivers clean;Norway\n');
  run('import', '--publish', '--data', site.data, folder);
  await rm(folder, { recursive: true });
  return (await site.json('/sources')).sources.find(({ work }) => work.title === 'table');
}

// A call for input that is open, with a reply that is shown to everyone.
export async function bringCall(site, wish = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'comity-call-'));
  const file = join(folder, 'call.json');
  await writeFile(file, JSON.stringify({
    title: { en: 'Ways and means', ar: 'سبل ووسائل' },
    text: { en: 'What helps cooperation?\n\nWhat hinders it?', ar: 'ما الذي يساعد على التعاون؟' },
    questions: [
      { text: { en: 'What helps?', ar: 'ما الذي يساعد؟' }, required: true },
      { kind: 'choice', text: { en: 'Which?', ar: 'أيهما؟' }, choices: [{ en: 'One', ar: 'واحد' }, { en: 'Two', ar: 'اثنان' }] },
      { kind: 'file', text: { en: 'A document', ar: 'وثيقة' } }],
    closes: '2100-12-31T18:00', time_zone: 'Europe/Zurich', ways: ['named'], terms: 'all', ...wish,
  }));
  const made = (...words) => JSON.parse(run('consultation', ...words, '--data', site.data, '--json'));
  const { id, address } = made('write', file);
  made('open', id);
  const sent = await fetch(`${site.origin}${address}/reply`, {
    method: 'POST', headers: { Accept: 'application/json' },
    body: new URLSearchParams({ way: 'named', kind: 'NGO', body: 'Society of Rivers', language: 'en', 'answer.1': 'Dialogue.\nAnd patience.', 'answer.2': '2' }),
  });
  assert.equal(sent.status, 200, await sent.clone().text());
  const { receipt, reply } = await sent.json();
  made('publish-replies', id);
  await rm(folder, { recursive: true });
  // As its form has them: once it is public they keep their words in each language.
  const questions = {
    'questions.en': 'What helps? *\n\nWhich?\n- One\n- Two\n\n[file] A document',
    'questions.ar': 'ما الذي يساعد؟ *\n\nأيهما؟\n- واحد\n- اثنان\n\n[file] وثيقة',
  };
  return { id, address, receipt, reply, questions };
}

// Marks passages of the call's reply, writes two lines and publishes the report; gives the ids.
export async function bringCoding(site, call) {
  const folder = await mkdtemp(join(tmpdir(), 'comity-coding-'));
  const rows = async (name, all) => {
    await writeFile(join(folder, name), all.map((row) => JSON.stringify(row)).join('\n'));
    return join(folder, name);
  };
  const asked = (...words) => JSON.parse(run('consultation', ...words, '--data', site.data, '--json'));
  const mark = (paragraph, words) => ({ reply: call.reply.id, part: 'question 1', paragraph, words, codes: ['obstacle'] });
  const marks = await rows('marks.ndjson', [mark(1, ''), mark(1, 'Dialogue'), mark(2, ''), mark(2, 'patience')]);
  const read = asked('passages', call.id, call.reply.id, '--from', marks);
  const passages = read.reading[0].paragraphs.flatMap((paragraph) => paragraph.marks.map(({ id }) => id));
  const lines = await rows('lines.ndjson', [1, 2].map((number) => ({ section: 'obstacle', text: `Line ${number}.`, passages: [passages[0]] })));
  const written = asked('synthesis', call.id, '--from', lines);
  run('consultation', 'report', call.id, '--publish', '--annex', '--data', site.data);
  await rm(folder, { recursive: true });
  return { passages, lines: written.sections.flatMap((section) => section.lines.map(({ id }) => id)) };
}

// A server with the specimen, an internal draft and a published PDF of two pages.
export async function start(browser) {
  const folder = await mkdtemp(join(tmpdir(), 'comity-e2e-'));
  const data = join(folder, 'data');
  await writeFile(join(folder, 'draft.md'), draftOf(draft));
  const page = await browser.newPage();
  await page.setContent(report);
  await page.pdf({ path: join(folder, 'report.pdf'), format: 'A4' });
  await page.close();
  run('import', '--data', data, '--json', join(folder, 'draft.md'));
  run('import', '--data', data, '--json', '--publish', join(folder, 'report.pdf'));

  const server = serve('--data', data, '--specimen');
  const said = await server.ready;
  // The specimen's consultation is held once the server answers.
  const isHeld = async () => {
    const [call] = (await server.json('/consultations')).calls;
    return call !== undefined && (await server.json(call.address)).report_published;
  };
  while (!(await isHeld())) await new Promise((done) => { setTimeout(done, 50); });

  async function stop() {
    const code = await server.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
    assert.equal(code, 0, `comity serve did not end well\n${server.log()}`);
  }
  return { ...said, data, json: server.json, stop, log: server.log };
}

// Numbers from 0 to 1 that are the same in each run (mulberry32).
export function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
