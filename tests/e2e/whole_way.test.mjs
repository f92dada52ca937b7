// A consultation from its call to what a withdrawn reply leaves, as people walk it: forty replies of
// three kinds in six languages, coded by two, brought together, reported; and who is not to be named
// is named nowhere.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { called, replies } from './forty_replies.mjs';
import { launch, looksRight, run, serve } from './support.mjs';

const password = 'marker of four words';
const phone = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };

let browser;
let server;
let origin;
let folder;
let data;
let owner;
let ana;
let ben;
let call;
const receipts = {};
const ids = {};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-whole-way-'));
  data = join(folder, 'data');
  browser = await launch();
  server = serve('--data', data);
  const said = await server.ready;
  ({ origin } = said);
  owner = await (await browser.newContext()).newPage();
  await owner.goto(said.link);
  await owner.locator('main form button').click();
  await owner.waitForURL(`${origin}/`);
});

after(async () => {
  await browser?.close();
  await server?.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const at = (path = '') => `${origin}/consultations/${call}${path}`;

// The same page in Arabic, for the same person; how it is heard is asked in coding.test.mjs and
// consultations.test.mjs.
async function inArabic(page, address, name) {
  const context = await browser.newContext({ locale: 'ar', storageState: await page.context().storageState() });
  const arabic = await context.newPage();
  await arabic.goto(address);
  assert.equal(await arabic.locator('html').getAttribute('dir'), 'rtl');
  await looksRight(arabic, `${name}-arabic`, { heard: false });
  await context.close();
}

async function invited(name, role) {
  await owner.goto(`${origin}/people`);
  await owner.getByLabel('Name').fill(name);
  await owner.locator(`input[name=role][value=${role}]`).check();
  await owner.getByRole('button', { name: 'Make a one-time link' }).click();
  const page = await (await browser.newContext()).newPage();
  await page.goto(await owner.locator('.made code').innerText());
  await page.locator('input[name=name]').fill(name);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main form button').click();
  await page.waitForURL(`${origin}/account`);
  return page;
}

// What a page does, done by its session without the page.
async function posted(page, path, fields, status = 200) {
  page.csrf ??= await page.goto(at('/passages')).then(() => page.locator('input[name=csrf]').first().inputValue());
  const body = new URLSearchParams({ csrf: page.csrf });
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, String(one));
  const done = await page.context().request.post(at(path), {
    headers: { Accept: 'application/json', Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' }, data: body.toString(),
  });
  assert.equal(done.status(), status, await done.text());
  return done.json();
}

const asked = async (page, path) => (await page.context().request.get(at(path), { headers: { Accept: 'application/json' } })).json();

// A file of a ZIP archive, as text.
function unzipped(archive, name) {
  let entry = archive.indexOf('PK\x01\x02', 0, 'latin1');
  for (; entry >= 0; entry = archive.indexOf('PK\x01\x02', entry + 4, 'latin1')) {
    const length = archive.readUInt16LE(entry + 28);
    if (archive.toString('utf8', entry + 46, entry + 46 + length) !== name) continue;
    const local = archive.readUInt32LE(entry + 42);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(begin, begin + archive.readUInt32LE(entry + 20));
    return (archive.readUInt16LE(entry + 10) === 8 ? inflateRawSync(bytes) : bytes).toString();
  }
  return assert.fail(`no ${name} in the archive`);
}

test('an editor is invited, writes a call in six languages, names its readers and publishes it', async () => {
  ana = await invited('Ana', 'editor');
  ben = await invited('Ben', 'reader');
  await ana.goto(`${origin}/consultations`);
  await ana.getByRole('link', { name: 'New call for input' }).click();
  for (const [language, [title, text, questions]] of Object.entries(called)) {
    const part = ana.locator('details.language').filter({ has: ana.locator(`#title-${language}`) });
    if (!await part.evaluate((each) => each.open)) await part.locator('summary').click();
    await ana.fill(`#title-${language}`, title);
    await ana.fill(`#text-${language}`, text);
    await ana.fill(`#questions-${language}`, questions);
  }
  await ana.fill('#closes', '2100-12-31T18:00');
  await ana.fill('#time_zone', 'Europe/Zurich');
  for (const way of ['named', 'confidential', 'anonymous']) await ana.check(`#way-${way}`);
  await ana.check('#terms-all');
  await looksRight(ana, 'call-new');
  await ana.getByRole('button', { name: 'Save' }).click();
  await ana.waitForURL(/\/consultations\/\w{13}$/);
  call = new URL(ana.url()).pathname.split('/').pop();
  await ana.goto(at('/readers'));
  for (const name of ['Ana', 'Ben']) await ana.getByLabel(name, { exact: true }).check();
  await ana.getByRole('button', { name: 'Name those chosen' }).click();
  await ana.getByText('Sealed replies can be received').waitFor();
  await looksRight(ana, 'readers');
  await ana.goto(at());
  await ana.getByRole('button', { name: 'Publish the call' }).click();
  await ana.getByRole('link', { name: 'Answer this call' }).waitFor();
  await looksRight(ana, 'call-open');
  await inArabic(ana, at('?text=ar'), 'call-open');
});

// A reply in a browser on a phone, in the language of who replies.
async function typed(reply, { script = true, file } = {}) {
  const context = await browser.newContext({ ...phone, locale: reply.language, javaScriptEnabled: script });
  const page = await context.newPage();
  await page.goto(at(`/reply?text=${reply.language}`));
  await page.check(`#way-${reply.way}`);
  await page.selectOption('#kind', reply.kind);
  if (reply.body) await page.fill('#body', reply.body);
  await page.selectOption('#language', reply.language);
  for (const [index, text] of reply.answers.entries()) await page.fill(`#answer-${index + 1}`, text);
  await page.check(`#answer-3-${reply.choice}`);
  if (file) await page.setInputFiles('#file-4', file);
  if (file && script) await page.locator('input[type=hidden][name="upload.4"]').waitFor({ state: 'attached' });
  const pictures = script && ['ar', 'en', 'zh'].includes(reply.language);
  if (pictures) await looksRight(page, `form-${reply.language}`, { heard: reply.language === 'en' });
  await page.locator('form#reply button:not([type=button])').last().click();
  const receipt = await page.locator('.receipt').innerText();
  assert.match(await page.locator('main').innerText(), file ? /\.(docx|pdf)/ : /./);
  if (pictures) await looksRight(page, `received-${reply.language}`, { heard: reply.language === 'en' });
  await context.close();
  return receipt;
}

// The same by a program: as a form where a file goes along, else as JSON.
async function sent(reply, file) {
  const form = new FormData();
  const { way, kind, body, language } = reply;
  const json = { way, kind, body, language, answers: { 1: reply.answers[0], 2: reply.answers[1], 3: reply.choice } };
  if (file) {
    for (const [name, value] of Object.entries({ way, kind, body, language })) form.set(name, value);
    for (const [name, value] of Object.entries(json.answers)) form.set(`answer.${name}`, value);
    form.set('file.4', new Blob([file]), 'ours.docx');
  }
  const response = await fetch(at('/reply'), {
    method: 'POST', body: file ? form : JSON.stringify(json),
    headers: { Accept: 'application/json', ...(!file && { 'Content-Type': 'application/json' }) },
  });
  assert.equal(response.status, 200, await response.clone().text());
  return response.json();
}

test('forty reply: on phones with and without script, and by programs at once', async () => {
  const paper = async (to) => Buffer.from(await (await fetch(at(`/letter.docx?to=${to}`))).arrayBuffer());
  const docx = join(folder, 'ours.docx');
  await writeFile(docx, await paper('Society'));
  const pdf = join(folder, 'ours.pdf');
  const drawn = await (await browser.newContext()).newPage();
  await drawn.setContent('<!doctype html><title>Told by nobody</title><p>What was seen at the bridge.</p>');
  await drawn.pdf({ path: pdf });
  const byHand = { 0: { file: docx }, 1: { script: false }, 4: { file: docx }, 5: { file: pdf }, 8: { script: false }, 9: {} };
  assert.equal(replies[4].language, 'ar');
  assert.deepEqual([replies[5], replies[8]].map(({ way }) => way), ['anonymous', 'confidential']);
  const programs = replies.filter(({ number }) => !(number in byHand));
  const all = await Promise.all([
    ...programs.map(async (reply) => (await sent(reply, reply.attaches && await paper(reply.number))).receipt),
    ...Object.entries(byHand).map(([number, how]) => typed(replies[number], how))]);
  [...programs, ...Object.keys(byHand).map((number) => replies[number])].forEach(({ number }, index) => { receipts[number] = all[index]; });
  assert.equal(new Set(Object.values(receipts)).size, 40);
  for (const { number, way, body } of replies) {
    const held = await fetch(`${origin}/consultations/receipt`, { method: 'POST', body: new URLSearchParams({ receipt: receipts[number] }), headers: { Accept: 'application/json' } });
    const { reply } = await held.json();
    assert.deepEqual([reply.way, reply.body], [way, body], `${number}`);
    ids[number] = reply.id;
  }
  await ana.goto(at('/replies'));
  assert.equal(await ana.locator('li.work').count(), 40);
  await looksRight(ana, 'replies');
  await ana.goto(at());
  await ana.getByRole('button', { name: 'Show to everyone' }).click();
  await ana.getByRole('button', { name: 'Show replies to readers' }).waitFor();
  const shown = await (await fetch(at('/replies'), { headers: { Accept: 'application/json' } })).json();
  assert.equal(shown.replies.filter(({ body }) => body).length, 29, 'of everyone those who are named alone');
});

// Of each reply: what helps, what is proposed, what hinders, what is hard.
const places = [['question 1', 1, ['ways_and_means']], ['question 1', 2, ['proposal', 'calendar']], ['question 2', 1, ['obstacle', 'money']], ['question 2', 2, ['challenge']]];
const read = replies.filter(({ number }) => number < 26);

async function coded(page, differs) {
  for (const reply of read.slice(2)) {
    for (const [index, [part, paragraph, codes]] of places.entries()) {
      if (differs(reply.number, index)) continue;
      const first = /^[^.。]+[.。]/.exec(reply.answers[index >> 1].split('\n')[paragraph - 1])?.[0] ?? '';
      await posted(page, '/passages', { reply: ids[reply.number], version: 1, part, paragraph, words: index === 0 ? first : '', code: codes });
    }
    await posted(page, '/passages/finish', { reply: ids[reply.number] });
  }
}

test('two code, each by their own hand, and see how far they agree', async () => {
  for (const [code, title, group] of [['calendar', 'Calendar', 'theme'], ['money', 'Money', 'own']]) {
    await ana.goto(at('/passages'));
    await ana.fill('#new-code', code);
    await ana.fill('#new-title', title);
    await ana.selectOption('#group', group);
    await ana.getByRole('button', { name: 'Write the code' }).click();
    await ana.locator('ul.list', { hasText: title }).waitFor();
  }
  const sealed = ana.locator('li.work', { has: ana.locator(`a.title[href$="reply=${ids[8]}"]`) });
  assert.doesNotMatch(await sealed.innerText(), /English|Spanish/, 'in which language lies sealed with the words');
  await looksRight(ana, 'passages-list');
  // By keys.
  await ana.goto(at(`/passages?reply=${ids[0]}`));
  const text = ana.locator('.coded .text');
  await text.first().focus();
  for (const key of ['ArrowRight', 'Shift+ArrowRight', '1', 'Enter']) await ana.keyboard.press(key);
  await ana.locator('mark').first().waitFor();
  assert.equal(await ana.locator('mark').first().textContent(), 'Open dialogue');
  await ana.goto(at(`/passages?reply=${ids[0]}&beside=${ids[4]}`));
  await looksRight(ana, 'passages-beside');
  await inArabic(ana, at(`/passages?reply=${ids[4]}`), 'passages');
  // Whatever stands first: a symbol in an Arabic answer, English in a file that came with one.
  const way = (page, words) => page.locator('p', { hasText: words }).first().evaluate((each) => getComputedStyle(each).direction);
  await ana.goto(at(`/passages?reply=${ids[10]}`));
  assert.equal(await way(ana, 'A/HRC/90/1'), 'rtl');
  await ana.goto(at(`/replies/${ids[10]}`));
  assert.equal(await way(ana, 'A/HRC/90/1'), 'rtl');
  await ana.goto(at(`/replies/${ids[4]}`));
  assert.equal(await way(ana, 'Anyone may answer'), 'ltr');
  // By the form.
  await ben.goto(at(`/passages?reply=${ids[0]}`));
  assert.equal(await ben.locator('mark').count(), 0, 'nothing of the first is seen');
  const form = ben.locator('form.mark');
  await form.locator('textarea[name=words]').fill('It costs little');
  await form.getByLabel('Ways and means').check();
  await form.getByRole('button', { name: 'Mark', exact: true }).click();
  await ben.locator('mark').waitFor();
  await ana.goto(at(`/passages?reply=${ids[0]}`));
  assert.equal(await ana.locator('mark').count(), 1, 'nor of the second');
  for (const page of [ana, ben]) {
    await page.getByRole('button', { name: 'I have finished with this reply' }).click();
    await page.getByText('You have finished with this reply').waitFor();
  }
  assert.equal(await ben.locator('ul.marks li').count(), 2, 'those of both');
  await Promise.all([coded(ana, (number, index) => (number + index) % 11 === 0), coded(ben, (number, index) => (number * index) % 7 === 3)]);
  await ana.goto(at('/passages'));
  const { agreement } = await asked(ana, '/passages');
  assert.equal(agreement.length, 1);
  assert.ok(agreement[0].codes.every(({ kappa }) => kappa > 0.5 && kappa <= 1), JSON.stringify(agreement));
  await looksRight(ana, 'passages-coded');
  await inArabic(ana, at('/passages'), 'agreement');
  await ana.goto(at(`/passages?reply=${ids[8]}`));
  assert.match(await ana.locator('.coded').innerText(), new RegExp(replies[8].marker.slice(0, -1)), 'a named reader opens what is sealed');
  assert.match(await ana.locator('.coded .facts').first().innerText(), /Spanish/);
  await looksRight(ana, 'passages-confidential');
});

// The ids of all passages that no line uses, under "reply code" for each code that they have.
async function unused(page) {
  const found = {};
  for (let number = 1; number !== null;) {
    const { listed, pages } = await asked(page, `/synthesis?use=unused&page=${number}`);
    for (const { id, reply, codes } of listed) for (const { code } of codes) (found[`${reply.id} ${code}`] ??= []).push(id);
    number = pages.next;
  }
  return found;
}

const written = {};

async function write(name, section, text, numbers, code) {
  const passage = numbers.flatMap((number) => written.unused[`${ids[number]} ${code}`] ?? []);
  written[name] = (await posted(ana, '/synthesis', { section, text, passage })).line;
}

test('lines are written from passages, and every passage is used, set aside or listed', async () => {
  await ana.goto(at('/synthesis'));
  await looksRight(ana, 'synthesis-empty');
  // By hand: the two that are of the first reply.
  const first = ana.locator('p.choice', { has: ana.locator('bdi', { hasText: /^Society of Rivers$/ }) });
  assert.equal(await first.count(), 2);
  for (const each of await first.all()) await each.locator('input').check();
  await ana.getByLabel('Section').selectOption('ways_and_means');
  await ana.locator('textarea#text').fill('Dialogue before a session is cheap, and helps.');
  await ana.getByRole('button', { name: 'Write the line' }).click();
  await ana.locator('article.line').waitFor();
  written.unused = await unused(ana);
  const of = (way) => read.filter((reply) => reply.way === way && reply.number > 1).map(({ number }) => number);
  await write('named', 'ways_and_means', 'Visits and open dialogue build trust.', of('named').slice(0, 12), 'ways_and_means');
  await write('alone', 'obstacle', 'Funds that come too late stop work that had begun.', [9], 'obstacle');
  await write('several', 'obstacle', 'Money and travel are the obstacle that is named most often.', of('named').filter((number) => number !== 9), 'obstacle');
  await write('confidential', 'challenge', 'Some who are not named say that staff leave.', of('confidential'), 'challenge');
  await write('anonymous', 'challenge', 'Anonymous contributors say the same.', of('anonymous'), 'challenge');
  await write('mixed', 'proposal', 'A common calendar is proposed (A/HRC/90/1).', [...of('named').slice(0, 7), ...of('confidential'), ...of('anonymous')], 'proposal');
  await write('summary', 'summary', 'Dialogue helps; money hinders.', [2, 9], 'challenge');
  await ana.goto(at('/synthesis?code=challenge#coverage'));
  await ana.getByText('Set passages aside').click();
  await ana.locator('details form').first().locator('input[name=reason]').fill('said of another matter');
  await ana.locator('details form').first().getByRole('button').click();
  await ana.waitForURL(/\/synthesis$/);
  const { coverage } = await asked(ana, '/synthesis');
  assert.ok(coverage.set_aside > 0);
  assert.equal(coverage.used + coverage.set_aside + coverage.unused, coverage.passages, 'none is lost');
  assert.ok(coverage.unused > 0);
  await ana.goto(at('/synthesis'));
  await looksRight(ana, 'synthesis');
  await inArabic(ana, at('/synthesis'), 'synthesis');
  await ana.goto(at(`/synthesis?line=${written.mixed.id}#${written.mixed.id}`));
  await looksRight(ana, 'synthesis-line');
  await ana.goto(at('/synthesis?use=set_aside#coverage'));
  assert.match(await ana.locator('main').innerText(), /said of another matter/);
  await looksRight(ana, 'synthesis-aside');
});

const hidden = replies.flatMap(({ way, marker, number }) => (way === 'named' ? [] : [marker.slice(0, -1), ids[number], ...(way === 'confidential' ? [`Hidden${number}`] : [])]));
const forms = ['', '.docx', '.csv', '.ndjson'];

// Everything that anybody gets of the report, as text, by its form.
async function published() {
  const got = {};
  for (const form of forms) {
    const response = await fetch(at(`/report${form}`), { headers: { Accept: '*/*' } });
    assert.equal(response.status, 200, form);
    const bytes = Buffer.from(await response.arrayBuffer());
    got[form] = form === '.docx' ? ['word/document.xml', 'word/footnotes.xml'].map((name) => unzipped(bytes, name)).join('\n') : bytes.toString();
  }
  got.json = await (await fetch(at('/report'), { headers: { Accept: 'application/json' } })).text();
  return got;
}

test('the report is everyone’s, as a page and as files, and names nobody who is not to be named', async () => {
  await ana.goto(at('/synthesis'));
  await ana.getByLabel('Everyone may read the report').check();
  await ana.getByLabel('With an annex').check();
  await ana.getByRole('button', { name: 'Save', exact: true }).click();
  await ana.waitForLoadState();
  const anyone = await (await browser.newContext()).newPage();
  await anyone.goto(at());
  await anyone.getByRole('link', { name: 'Report' }).click();
  const page = await anyone.locator('main').innerText();
  assert.match(page, /replied: 29/);
  const { sections } = await asked(anyone, '/report');
  const lines = Object.fromEntries(sections.flatMap((section) => section.lines).map((line) => [line.id, line]));
  for (const name of ['confidential', 'anonymous']) {
    assert.equal(lines[written[name].id].passage_count, 0, `${name}: nor does the number of passages tell`);
    assert.equal(lines[written[name].id].figures.match(/\d+/), null, `${name}: fewer than five have no figure`);
  }
  assert.match(lines[written.mixed.id].figures, /not named: [5-9]/);
  await looksRight(anyone, 'report');
  await inArabic(anyone, at('/report'), 'report');
  await anyone.goto(at(`/report?line=${written.mixed.id}#${written.mixed.id}`));
  await looksRight(anyone, 'report-line');
  await inArabic(anyone, at(`/report?line=${written.mixed.id}`), 'report-line');
  const got = await published();
  for (const [form, text] of Object.entries(got)) {
    assert.match(text, /Visits and open dialogue build trust/, form);
    for (const secret of hidden) assert.ok(!text.includes(secret), `${secret} in ${form || 'the page'}`);
  }
  assert.match(got['.docx'], /footnoteReference/);
  assert.ok(got['.csv'].split('\n').length > 40);
  for (const line of got['.ndjson'].trim().split('\n')) JSON.parse(line);
  // Nor in anything else that anybody reads, nor in what the machine keeps.
  const others = [at(), at('/replies'), `${origin}/journal?space=home`, ...sections.flatMap((section) => section.lines).map(({ id }) => at(`/report?line=${id}`))];
  for (const address of others) {
    const text = await (await fetch(address)).text();
    for (const secret of hidden.filter((each) => /^(Hidden|Marker)/.test(each))) assert.ok(!text.includes(secret), `${secret} at ${address}`);
  }
  for (const { number, way } of replies.filter((reply) => reply.way !== 'named')) {
    const found = await (await fetch(`${origin}/search?q=${way === 'confidential' ? `Hidden${number}` : `Marker${number}ofanonymous`}`, { headers: { Accept: 'application/json' } })).json();
    assert.equal(found.count.value, 0, `${number}`);
  }
  for (const secret of hidden) assert.ok(!server.log().includes(secret), `${secret} in the log`);
});

test('a reply is withdrawn: its line stands no more, another has lost a passage, and the report follows', async () => {
  const context = await browser.newContext({ ...phone, locale: replies[9].language });
  const page = await context.newPage();
  await page.goto(`${origin}/consultations/receipt`);
  await page.fill('#receipt', receipts[9]);
  await page.locator('main form button').click();
  await page.locator('#sure').check();
  await looksRight(page, 'receipt');
  await page.locator('form', { has: page.locator('#sure') }).locator('button').click();
  await page.locator('[role=status]').first().waitFor();
  await looksRight(page, 'withdrawn');
  await context.close();

  const { broken, coverage, sections } = await asked(ana, '/synthesis');
  const line = (name) => sections.flatMap((section) => section.lines).find(({ id }) => id === written[name].id);
  assert.deepEqual(Object.keys(written).filter((name) => name !== 'unused' && line(name).lost_count > 0).sort(), ['alone', 'mixed', 'named', 'summary']);
  assert.equal(broken, 4);
  assert.equal(line('alone').stands, false);
  assert.equal(line('summary').stands, true);
  assert.ok(line('summary').lost_count > 0);
  assert.equal(coverage.used + coverage.set_aside + coverage.unused, coverage.passages);
  await ana.goto(at('/synthesis'));
  assert.match(await ana.locator('main').innerText(), /This line stands on nothing any more/);
  await looksRight(ana, 'synthesis-broken');
  const after = await published();
  for (const text of Object.values(after)) {
    assert.doesNotMatch(text, /Funds that come too late/, 'what stands on nothing is in no report');
    assert.ok(!text.includes(replies[9].body) && !text.includes(ids[9]));
  }
  await ana.getByLabel('With an annex').uncheck();
  await ana.getByRole('button', { name: 'Save', exact: true }).click();
  await ana.waitForLoadState();
  assert.match(await ana.locator('main').innerText(), /lost (their |its )?passages?/);
  await looksRight(ana, 'publish-refused');

  // Mended: the one is removed, the others saved anew from what is left.
  await ana.goto(at(`/synthesis?line=${written.alone.id}`));
  await ana.locator(`article[id="${written.alone.id}"]`).getByRole('button', { name: 'Remove the line' }).click();
  await ana.waitForLoadState();
  for (const name of ['summary', 'named', 'mixed']) {
    await ana.goto(at(`/synthesis?line=${written[name].id}`));
    await ana.locator(`article[id="${written[name].id}"]`).getByRole('button', { name: 'Save the line' }).click();
    await ana.waitForLoadState();
  }
  assert.equal((await asked(ana, '/synthesis')).broken, 0);
  await ana.goto(at('/synthesis'));
  await ana.getByLabel('With an annex').uncheck();
  await ana.getByRole('button', { name: 'Save', exact: true }).click();
  await ana.waitForLoadState();
  const { has_unused: annexed, contributors } = await asked(ana, '/report');
  assert.ok(!annexed);
  assert.ok(contributors.every(({ name }) => name !== replies[9].body));
  const anyone = await (await browser.newContext()).newPage();
  await anyone.goto(at('/report'));
  assert.match(await anyone.locator('main').innerText(), /replied: 28/);
  await looksRight(anyone, 'report-after');
});

test('what is sealed is nowhere in what was kept, and the record can be made again', async () => {
  assert.equal(await server.end('SIGTERM'), 0);
  server = undefined;
  for (const name of await readdir(data, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const bytes = await readFile(join(name.parentPath ?? name.path, name.name));
    for (const { marker, way, number } of replies) {
      if (way === 'named') continue;
      assert.ok(!bytes.includes(marker.slice(0, -1)) && !bytes.includes(`Hidden${number}`), `${name.name}: ${marker}`);
    }
  }
  run('rebuild', '--check', '--data', data);
});
