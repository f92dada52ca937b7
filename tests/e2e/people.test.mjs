// People let in by a link, who sign in by a password and a second factor; and each operation of the
// contract by each role, in its own space and from another.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { bringCall, bringCoding, bringSource, draft, launch, looksRight, run, start } from './support.mjs';

const contract = parse(await readFile(new URL('../../api/openapi.yaml', import.meta.url), 'utf8'));
const password = 'marker of four words';

let browser;
let owner;
let site;
let recovery;
const made = {};

before(async () => {
  browser = await launch();
  site = await start(browser);
  owner = await (await browser.newContext()).newPage();
  await owner.goto(site.link);
  await owner.locator('main form button').click();
  await owner.waitForURL(`${site.origin}/`);
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

// RFC 6238, beside the program's own.
function codeOf(secret, time = Date.now()) {
  let bits = '';
  for (const letter of secret) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(time / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

test('an administrator invites somebody, and the link is shown once', async () => {
  await owner.getByRole('link', { name: /Signed in as/ }).click();
  await looksRight(owner, 'account-of-the-owner');
  await owner.getByRole('link', { name: 'People' }).click();
  await owner.waitForURL(`${site.origin}/people`);
  await owner.getByLabel('Name').fill('Ana Example');
  await owner.getByLabel(/^Editor/).check();
  await owner.getByLabel('Space').selectOption({ value: 'home' });
  await owner.getByRole('button', { name: 'Make a one-time link' }).click();
  made.link = await owner.locator('.made code').innerText();
  assert.ok(made.link.startsWith(`${site.origin}/invitation?token=`), made.link);
  await looksRight(owner, 'people-invited');
  await owner.goto(`${site.origin}/people`);
  assert.equal(await owner.locator('.made').count(), 0);
  assert.match(await owner.locator('.people').innerText(), /Ana Example\s+Editor · home\s*Invited, and has not come yet/);
});

test('without script and by keyboard alone, the person takes up the account', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(made.link);
  await page.locator('#name').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Ana É');
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.origin}/account`);
  assert.match(await page.locator('main').innerText(), /You are signed in as Ana É\.\s*Editor · home/);
  assert.equal(await page.getByRole('link', { name: 'People' }).count(), 0, 'an editor sees no people');
  await page.goto(`${site.origin}/documents`);
  assert.equal(await page.getByRole('link', { name: 'Add documents' }).count(), 1);
  await context.close();
  const again = await (await browser.newContext()).newPage();
  assert.equal((await again.goto(made.link)).status(), 401, 'the link was used');
  await again.close();
});

async function signIn(fields) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.origin}/sign-in`);
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button', { name: 'Sign in' }).click(),
  ]);
  return { page, status: answer.status() };
}

test('the second factor is set up, asked for, and replaced by a recovery code', async () => {
  const { page, status } = await signIn({ Name: 'ana é', Password: password });
  assert.equal(status, 303);
  await page.goto(`${site.origin}/account`);
  await looksRight(page, 'account');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Set it up' }).click();
  const secret = await page.locator('.made code').first().innerText();
  assert.match(secret, /^[A-Z2-7]{32}$/);
  await looksRight(page, 'account-factor');
  await page.getByLabel('The code that the program shows').fill(codeOf(secret));
  await page.getByRole('button', { name: 'It shows this code' }).click();
  const codes = await page.locator('.codes li').allInnerTexts();
  assert.equal(codes.length, 10);
  [recovery] = codes;
  made.secret = secret;
  await looksRight(page, 'account-codes');
  await page.context().close();

  const without = await signIn({ Name: 'Ana É', Password: password });
  assert.equal(without.status, 401);
  assert.match(await without.page.locator('main').innerText(), /name, password or code is wrong/);
  await looksRight(without.page, 'sign-in-refused');
  await without.page.context().close();
  const spare = await signIn({ Name: 'Ana É', Password: password, 'Code of your second factor': recovery });
  assert.equal(spare.status, 303);
  await spare.page.goto(`${site.origin}/account`);
  assert.match(await spare.page.locator('main').innerText(), /9 recovery codes are left/);
  await spare.page.getByRole('button', { name: /^End the session/ }).last().click();
  await spare.page.waitForURL(`${site.origin}/account`);
  await spare.page.context().close();
  const spent = await signIn({ Name: 'Ana É', Password: password, 'Code of your second factor': recovery });
  assert.equal(spent.status, 401);
  await spent.page.context().close();
});

test('an administrator sees sessions, changes a role and closes the account', async () => {
  await owner.goto(`${site.origin}/people`);
  await owner.getByRole('link', { name: 'Ana É' }).click();
  assert.ok(await owner.locator('.works .token').count() >= 1);
  await looksRight(owner, 'person');
  await owner.getByLabel('This installation', { exact: true }).selectOption('reader');
  await owner.getByRole('button', { name: 'Save the role in This installation' }).click();
  await owner.waitForURL(/\/people\/\w{13}$/);
  assert.equal(await owner.getByLabel('This installation', { exact: true }).inputValue(), 'reader');
  await owner.getByLabel(/^Yes, close the account/).check();
  await owner.getByRole('button', { name: 'Close it' }).click();
  await owner.waitForURL(`${site.origin}/people`);
  assert.doesNotMatch(await owner.locator('main').innerText(), /Ana É/);
  await owner.goto(`${site.origin}/journal`);
  const journal = await owner.locator('main').innerText();
  assert.match(journal, /role of a person changed/);
  assert.doesNotMatch(journal, /Ana/);
});

// Somebody who has come, with what a request needs.
async function member(name, role, space) {
  const { link, person } = JSON.parse(run('people', 'invite', name, '--role', role, '--space', space, '--data', site.data, '--origin', site.origin, '--json'));
  const token = new URL(link).searchParams.get('token');
  const accepted = await fetch(`${site.origin}/invitation`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ token, name, password }),
  });
  assert.equal(accepted.status, 303, await accepted.text());
  const cookie = accepted.headers.get('set-cookie').split(';')[0];
  const page = await (await fetch(`${site.origin}/account`, { headers: { Cookie: cookie, Accept: 'text/html' } })).text();
  const csrf = /name="csrf" value="(\w+)"/.exec(page)[1];
  return { name, role, space, id: person.id, cookie, csrf };
}

const order = ['contributor', 'reader', 'editor', 'administrator'];
const least = {
  publish: 'editor', withdraw: 'editor', chooseCopy: 'editor', correct: 'editor', decide: 'editor', settleRow: 'editor', mapColumns: 'editor', tag: 'editor',
  importPage: 'editor', import: 'editor', makeImportJob: 'editor', asked: 'any',
  people: 'administrator', invite: 'administrator', person: 'administrator', giveLink: 'administrator', changeRole: 'administrator',
  endSession: 'administrator', closeAccount: 'administrator',
  account: 'any', changePassword: 'any', beginSecondFactor: 'any', confirmSecondFactor: 'any', endSecondFactor: 'any', endOwnSession: 'any', signOut: 'any',
  makeToken: 'reader', revokeToken: 'reader',
  makeCall: 'editor', newCall: 'editor', writeCall: 'editor', editCall: 'editor', changeCall: 'editor', readers: 'reader', nameReaders: 'editor', recover: 'administrator',
  codingPassages: 'reader', markPassage: 'reader', unmarkPassage: 'reader', finishCoding: 'reader',
  proposals: 'reader', acceptProposal: 'reader', dismissProposal: 'reader', presence: 'reader', bePresent: 'reader',
  writeCode: 'editor', synthesis: 'editor', writeLine: 'editor', removeLine: 'editor', setPassageAside: 'editor', publishReport: 'editor',
  savedSearches: 'any', saveSearch: 'any', renameSearch: 'any', deleteSearch: 'any', seeSearch: 'any', tagFoundForm: 'editor', tagFound: 'editor',
};
// What is theirs wherever their role lies.
const own = new Set(['makeToken', 'revokeToken', 'people', 'newCall', 'tagFoundForm', 'tagFound']);

test('each role does what it is for in its own space, and nothing in another', async () => {
  const source = await bringSource(site);
  const call = await bringCall(site);
  const coded = await bringCoding(site, call);
  const victim = await member('Victim', 'reader', 'home');
  const session = JSON.parse(run('people', 'show', victim.id, '--data', site.data, '--json')).sessions[0].id;
  const actors = [];
  for (const space of ['specimen', 'home']) for (const role of order) actors.push(await member(`${role} of ${space}`, role, space));
  const { reviews } = await site.json('/reviews');
  run('correct', 'position', 'A/HRC/90/3', '3.1', '--counts-as', 'noted', '--reason', 'as on the page', '--data', site.data);
  const correction = (await site.json('/corrections?standing=kept')).corrections[0].entry;
  const filled = (path) => path
    .replace('/sources/{work}/rows/{row}', `${source.address}/rows/3`)
    .replace('/recommendations/{work}/{number}', '/recommendations/A/HRC/90/3/3.1')
    .replace('/sources/{work}', source.address)
    .replace('{call}', call.id)
    .replace('{work}', 'A/HRC/90/3')
    .replace('{person}', victim.id)
    .replace('{session}', session)
    .replace('{token}', '0000000000001')
    .replace('{search}', '0000000000001');
  const { copies } = await site.json('/documents/A/HRC/90/3');
  const bodies = {
    correct: () => ({ what: 'position', position: 'takes note', reason: 'as on the page' }),
    decide: () => ({ correction, decision: 'take_back', reason: 'as on the page' }),
    tag: () => ({ add: 'goal:5', reason: 'as on the page' }),
    settleRow: () => ({ what: 'none', reason: 'as on the page' }),
    chooseCopy: () => ({ copy: copies[0].hash }),
    asked: () => ({ text: 'The Government should mend the bridges.', review: reviews[0].address.replace('/reviews/', '') }),
    invite: (actor) => ({ name: `Guest of ${actor.name}`, role: 'reader', space: 'home' }),
    changeRole: () => ({ space: 'home', role: 'reader', was: 'reader' }),
    makeToken: () => ({ name: 't', scope: 'read' }),
    makeCall: () => ({ 'title.en': 'Another', closes: '2100-01-01T00:00' }),
    writeCall: () => ({ 'title.en': 'Ways and means', ...call.questions, closes: '2100-01-01T00:00', terms: 'all' }),
    changeCall: () => ({ step: 'extend', closes: '2100-02-01T00:00' }),
    nameReaders: (actor) => ({ person: actor.id, version: 0 }),
    recover: (actor) => ({ person: actor.id }),
    markPassage: () => ({ reply: call.reply.id, part: 'question 1', paragraph: 1, code: 'proposal' }),
    unmarkPassage: () => ({ passage: coded.passages[1] }),
    finishCoding: () => ({ reply: call.reply.id }),
    acceptProposal: () => ({ reply: call.reply.id, part: 'question 1', paragraph: 1, code: 'obstacle' }),
    dismissProposal: () => ({ reply: call.reply.id, part: 'question 1', paragraph: 1, code: 'obstacle' }),
    bePresent: () => ({ reply: call.reply.id }),
    writeCode: () => ({ code: 'lakes', title: 'Lakes', group: 'theme' }),
    writeLine: () => ({ section: 'proposal', text: 'It helps.', passage: coded.passages[2] }),
    removeLine: () => ({ line: coded.lines[0] }),
    setPassageAside: () => ({ passage: coded.passages[3], reason: 'as on the page' }),
    publishReport: () => ({ published: 'yes' }),
    saveSearch: () => ({ name: 'Water', q: 'water' }),
    renameSearch: () => ({ name: 'Rivers' }),
    tagFound: () => ({ action: 'add', tag: 'goal:5', q: 'zzzz' }),
  };
  let asked = 0;
  for (const [path, operations] of Object.entries(contract.paths)) {
    if (path.startsWith('/import/jobs/')) continue; // of whom a job is, is asked in contract.test.mjs
    for (const [method, operation] of Object.entries(operations)) {
      if (!operation.security?.every((each) => 'session' in each || 'token' in each)) continue;
      const id = operation.operationId;
      assert.ok(least[id], `${method} ${path}: who may do ${id}?`);
      if (id === 'signOut') continue;
      for (const actor of actors) {
        const fields = { csrf: actor.csrf, ...(bodies[id]?.(actor) ?? {}) };
        const multipart = path === '/import' || path === '/asked';
        const body = multipart ? new FormData() : new URLSearchParams(fields);
        if (multipart) for (const [name, value] of Object.entries(fields)) body.set(name, value);
        if (path === '/import') body.set('files', new Blob(['']), 'empty.md');
        const response = await fetch(site.origin + filled(path), {
          method: method.toUpperCase(),
          redirect: 'manual',
          headers: { Cookie: actor.cookie, Accept: 'application/json', 'If-Match': '*' },
          ...(method === 'post' && { body }),
        });
        const rank = order.indexOf(actor.role);
        const enough = least[id] === 'any' || rank >= order.indexOf(least[id]);
        const may = enough && (least[id] === 'any' || own.has(id) || actor.space === 'home');
        const told = `${method} ${path} by ${actor.name}: ${response.status} ${(await response.text()).slice(0, 200)}`;
        // Of one's own there may be nothing to end, and no right password was given.
        const nothing = { revokeToken: 404, renameSearch: 404, deleteSearch: 404, seeSearch: 404, endOwnSession: 404, changePassword: 400, beginSecondFactor: 403, endSecondFactor: 403, confirmSecondFactor: 409 }[id];
        // The second who takes a correction back is told that it holds no more.
        if (may && id === 'decide') assert.ok([200, 404].includes(response.status), told);
        // Beside the role one needs to be a reader, or to hold a share; a mark is its coder's, and a line goes once.
        else if (may && ['nameReaders', 'recover', 'unmarkPassage', 'removeLine'].includes(id)) assert.notEqual(response.status, 401, told);
        else if (may && nothing) assert.equal(response.status, nothing, told);
        else assert.equal(![401, 403, 404].includes(response.status), may, told);
        ++asked;
      }
    }
  }
  assert.ok(asked > 150, `${asked} operations and roles`);
});

test('what is internal is there for readers of its space, and for nobody else', async () => {
  const actors = [];
  for (const space of ['specimen', 'home']) for (const role of ['contributor', 'reader']) actors.push(await member(`${role} in ${space}`, role, space));
  for (const actor of actors) {
    for (const [address, published] of [[`/documents/${draft}`, false], ['/documents/A/HRC/77/2', true]]) {
      const response = await fetch(site.origin + address, { headers: { Cookie: actor.cookie, Accept: 'application/json' } });
      const seen = published || (actor.role === 'reader' && actor.space === 'home');
      assert.equal(response.status, seen ? 200 : 404, `${address} for ${actor.name}`);
      if (!seen) continue;
      const { may } = await response.json();
      assert.deepEqual([may.publish, may.withdraw], [false, false]);
    }
    const listed = await (await fetch(`${site.origin}/search?q=trying`, { headers: { Cookie: actor.cookie, Accept: 'application/json' } })).text();
    assert.equal(listed.includes(draft), actor.role === 'reader' && actor.space === 'home', actor.name);
    const journal = await (await fetch(`${site.origin}/journal`, { headers: { Cookie: actor.cookie, Accept: 'application/json' } })).text();
    assert.ok(!journal.includes(actor.id), 'nor who has which role');
  }
});

test('who guesses is told to wait', async () => {
  const statuses = [];
  let wait = 0;
  for (let i = 0; i < 14; ++i) {
    const response = await fetch(`${site.origin}/sign-in`, {
      method: 'POST', redirect: 'manual', headers: { Accept: 'application/json' },
      body: new URLSearchParams({ name: 'Nobody', password: `guess ${i} of fourteen` }),
    });
    statuses.push(response.status);
    wait = Number(response.headers.get('retry-after') ?? 0);
  }
  assert.ok(statuses.filter((status) => status === 401).length <= 10, statuses.join());
  assert.equal(statuses.at(-1), 429);
  assert.ok(wait > 0 && wait <= 360, `${wait}`);
});

test('no secret, name or network is in the log', () => {
  const log = site.log();
  assert.match(log, /"route":"sign_in"/);
  for (const secret of [password, made.link.split('=')[1], made.secret, recovery, 'Ana É', '127.0.0']) assert.ok(!log.includes(secret), secret);
});
