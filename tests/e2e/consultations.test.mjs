// A call for input from its draft to its end: written by an editor, answered without script and
// without an account, looked at again, corrected and withdrawn; and forty people who send at the very
// moment at which the server is killed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { bringCall, databases, launch, looksRight, newDatabase, run, serve, start } from './support.mjs';

let browser;
let site;
let owner;
let folder;
const made = {};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-consultation-'));
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
  await rm(folder, { recursive: true, force: true });
});

test('an editor writes a call on the page and publishes it', async () => {
  await owner.goto(`${site.origin}/consultations`);
  await owner.getByRole('link', { name: 'New call for input' }).click();
  await looksRight(owner, 'call-new');
  await owner.fill('#title-en', 'Ways and means');
  await owner.fill('#text-en', 'What helps cooperation?');
  await owner.fill('#questions-en', 'What helps? *\n\nWhich?\n- One\n- Two\n\n[file] A document');
  await owner.fill('#closes', '2100-12-31T18:00');
  await owner.fill('#time_zone', 'Europe/Zurich');
  await owner.getByRole('button', { name: 'Save' }).click();
  await owner.waitForURL(/\/consultations\/\w{13}$/);
  made.address = new URL(owner.url()).pathname;
  await looksRight(owner, 'call-draft');
  assert.equal((await fetch(site.origin + made.address)).status, 404, 'a draft is its editors');
  await owner.getByRole('button', { name: 'Publish the call' }).click();
  await owner.waitForURL(site.origin + made.address);
  await looksRight(owner, 'call-open');
  await owner.getByRole('link', { name: 'Change this call' }).click();
  await looksRight(owner, 'call-edit');
  assert.match(await owner.inputValue('#questions-en'), /- One/);
  assert.equal((await site.json(made.address)).state, 'open');
  const { calls } = await site.json('/healthz');
  assert.deepEqual(calls.map(({ receives }) => receives), [true, true], 'the specimen’s and this one');
});

test('whoever answers needs neither script nor account', async () => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(site.origin + made.address);
  await page.getByRole('link', { name: 'Answer this call' }).click();
  assert.match(await page.locator('.terms').innerText(), /It does not keep your reply/);
  await page.selectOption('#kind', 'NGO');
  await page.fill('#body', 'Society of Rivers');
  await page.fill('#answer-1', 'Dialogue.\nAnd patience.');
  await page.check('#answer-2-2');
  await page.check('#agree');
  const file = join(folder, 'ours.txt');
  await writeFile(file, 'What we found.\n\nAnd what we wish.\n');
  await page.setInputFiles('#file-3', file);
  await page.getByRole('button', { name: 'Send the reply' }).click();
  made.receipt = await page.locator('.receipt').innerText();
  assert.match(made.receipt, /^(\w{5}-){4}\w{5}$/);
  assert.match(await page.locator('main').innerText(), /File: ours\.txt/);
  await page.reload();
  assert.equal(await page.locator('.receipt').innerText(), made.receipt, 'the same form sent again');

  await page.goto(`${site.origin}/consultations/receipt`);
  await page.fill('#receipt', made.receipt.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Show the reply' }).click();
  assert.match(await page.locator('main').innerText(), /And what we wish\./);
  assert.equal(await page.inputValue('#answer-1'), 'Dialogue.\nAnd patience.');
  await page.fill('#answer-1', 'Dialogue.');
  await page.getByLabel('Leave out ours.txt').check();
  await page.getByRole('button', { name: 'Send the correction' }).click();
  assert.match(await page.locator('[role=status]').innerText(), /correction has been received/);
  assert.match(await page.locator('main').innerText(), /version 2/);
  assert.doesNotMatch(await page.locator('main').innerText(), /what we wish/);
});

test('what was written stands in a form that is refused', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${site.origin}${made.address}/reply`);
  await looksRight(page, 'reply-form');
  await page.evaluate(() => document.querySelectorAll('[required]').forEach((each) => each.removeAttribute('required')));
  await page.selectOption('#kind', 'State');
  await page.fill('#body', 'Ministry of Lakes');
  await page.check('#answer-2-1');
  await page.getByRole('button', { name: 'Send the reply' }).click();
  assert.match(await page.locator('[role=alert]').innerText(), /question 1 is not answered/);
  await looksRight(page, 'reply-refused');
  assert.equal(await page.inputValue('#body'), 'Ministry of Lakes');
  assert.ok(await page.isChecked('#answer-2-1'));
  await page.fill('#answer-1', 'Water.');
  const posted = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Send the reply' }).click();
  const paid = (name) => posted.then((request) => new RegExp(`name="${name}"\\r\\n\\r\\n([^\\r]+)`).exec(request.postData())?.[1]);
  const work = createHash('sha256').update(`${await paid('challenge')}.${await paid('solution')}`).digest();
  assert.equal(work.readUInt16BE(0), 0, 'the browser has paid for the post');
  await page.locator('.receipt').waitFor();
  await looksRight(page, 'reply-received');
  const code = await page.locator('.receipt').innerText();
  await page.goto(`${site.origin}/consultations/receipt`);
  await looksRight(page, 'receipt');
  await page.fill('#receipt', code);
  await page.getByRole('button', { name: 'Show the reply' }).click();
  await looksRight(page, 'receipt-held');
  await page.evaluate(() => document.querySelectorAll('[required]').forEach((each) => each.removeAttribute('required')));
  await page.fill('#answer-1', '');
  await page.fill('#body', 'Ministry of Lakes and Rivers');
  await page.getByRole('button', { name: 'Send the correction' }).click();
  assert.match(await page.locator('[role=alert]').innerText(), /question 1 is not answered/);
  assert.equal(await page.inputValue('#body'), 'Ministry of Lakes and Rivers');
  assert.equal(await page.inputValue('#language'), 'en');
  await looksRight(page, 'receipt-refused');
  await page.check('#sure');
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  assert.match(await page.locator('[role=status]').innerText(), /has been withdrawn/);
  assert.ok(!(await owner.context().request.get(`${site.origin}${made.address}/replies`).then((answer) => answer.text())).includes('Ministry of Lakes'));
});

test('what is typed stays on the device, as the form says, until it is sent or forgotten', async () => {
  const page = await (await browser.newContext()).newPage();
  const form = `${site.origin}${made.address}/reply`;
  const kept = () => page.evaluate(() => Object.values(localStorage).join());
  const said = (what) => page.locator('#draft-said').getByText(what).waitFor();
  await page.goto(form);
  const receipt = await page.inputValue('input[name=receipt]');
  await page.fill('#body', 'Society of Lakes');
  await page.fill('#answer-1', 'What was typed');
  await page.check('#answer-2-2');
  await page.goto(site.origin + made.address);
  await page.goto(form);
  await said('stands in the form again');
  assert.equal(await page.inputValue('#answer-1'), 'What was typed');
  assert.ok(await page.isChecked('#answer-2-2'));
  assert.ok(!(await kept()).includes(receipt), 'the code is kept nowhere');
  await looksRight(page, 'reply-draft');
  await page.locator('#draft-forget').focus();
  await page.keyboard.press('Enter');
  await said('Nothing of this reply is kept');
  assert.equal(await page.inputValue('#answer-1'), '');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'draft-keep');
  await page.fill('#answer-1', 'Not to be kept');
  await page.goto(form);
  assert.equal(await kept(), '', 'it was turned off');
  await page.check('#draft-keep');
  await page.selectOption('#kind', 'NGO');
  await page.fill('#body', 'Society of Lakes');
  await page.fill('#answer-1', 'Sent at last');
  await page.waitForFunction(() => Object.values(localStorage).join().includes('Sent at last'));
  await page.getByRole('button', { name: 'Send the reply' }).click();
  await page.locator('.receipt').waitFor();
  await page.waitForFunction(() => localStorage.length === 0);
});

test('a form whose answer was lost is sent again under its code, and its receipt is seen', async () => {
  const page = await (await browser.newContext()).newPage();
  const form = `${site.origin}${made.address}/reply`;
  const held = () => page.evaluate(() => Object.values(sessionStorage).join());
  await page.goto(form);
  const code = await page.inputValue('input[name=receipt]');
  await page.selectOption('#kind', 'NGO');
  await page.fill('#body', 'Society of Broken Lines');
  await page.fill('#answer-1', 'It arrived, and nobody was told.');
  await page.waitForFunction(() => Object.values(localStorage).join().includes('nobody was told'));
  assert.equal(await held(), '', 'it was not sent');
  const arrived = new Promise((fulfil) => {
    void page.route(/\/reply\?/, async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
      return fulfil();
    });
  });
  await page.getByRole('button', { name: 'Send the reply' }).click({ noWaitAfter: true });
  await arrived;
  // Else the page of the broken line would come in between.
  await page.waitForURL(/^chrome-error:/, { timeout: 5000 }).catch(() => undefined);
  await page.unroute(/\/reply\?/);
  await page.goto(form);
  assert.equal(await page.inputValue('#answer-1'), 'It arrived, and nobody was told.');
  assert.equal(await page.inputValue('input[name=receipt]'), code);
  await page.getByRole('button', { name: 'Send the reply' }).click();
  await page.locator('.receipt').waitFor();
  assert.equal(await page.locator('.receipt').innerText(), code);
  assert.equal(await held(), '', 'an answer came');
  await page.goto(form);
  assert.notEqual(await page.inputValue('input[name=receipt]'), code, 'another reply has a code of its own');
});

test('a sealed reply is kept on the device only if one asks for it, and says who opened it', async () => {
  const { id, address } = await bringCall(site, { ways: ['named', 'confidential', 'anonymous'] });
  const { link } = JSON.parse(run('people', 'invite', 'Ana', '--role', 'editor', '--data', site.data, '--origin', site.origin, '--json'));
  const reader = await (await browser.newContext()).newPage();
  await reader.goto(link);
  await reader.fill('#password', 'four words to sign in');
  await reader.locator('main form button').click();
  await reader.waitForURL(`${site.origin}/account`);
  await reader.goto(`${site.origin}/consultations/${id}/readers`);
  await reader.getByLabel('Ana').check();
  await reader.getByRole('button', { name: 'Name those chosen' }).click();
  await reader.waitForLoadState();

  const page = await (await browser.newContext()).newPage();
  await page.goto(`${site.origin}${address}/reply`);
  await page.check('#way-named');
  assert.ok(await page.isChecked('#draft-keep'));
  await page.fill('#answer-1', 'A first word');
  await page.waitForFunction(() => localStorage.length === 1);
  await page.check('#way-anonymous');
  assert.ok(!await page.isChecked('#draft-keep'));
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'what was kept is gone at once');
  await page.fill('#answer-1', 'What is told at risk');
  await page.locator('#draft-keep').focus();
  await page.keyboard.press('Space');
  await page.waitForFunction(() => Object.values(localStorage).join().includes('at risk'));
  await page.selectOption('#kind', 'other');
  await page.getByRole('button', { name: 'Send the reply' }).click();
  await page.locator('.receipt').waitFor();
  await page.waitForFunction(() => localStorage.length === 0);
  await looksRight(page, 'sealed-received');

  await reader.goto(`${site.origin}${address}/replies`);
  assert.match(await reader.locator('.works').innerText(), /Anonymous\s+Sealed\s+\d+ \w+ \d{4}\s*$/m);
  await looksRight(reader, 'sealed-replies');
  await reader.getByRole('link', { name: /Without a name/ }).click();
  assert.match(await reader.locator('main').innerText(), /You opened it as one of its named readers/);
  assert.match(await reader.locator('main').innerText(), /What is told at risk/);
  await looksRight(reader, 'sealed-reply');
});

test('readers see every reply, everyone what is shown', async () => {
  await owner.goto(`${site.origin}${made.address}/replies`);
  await looksRight(owner, 'replies');
  await owner.getByRole('link', { name: 'Society of Rivers' }).click();
  await looksRight(owner, 'reply');
  assert.match(await owner.locator('main').innerText(), /Dialogue\./);
  assert.equal((await site.json(`${made.address}/replies`)).count, 0, 'nothing is shown yet');
  const letter = await fetch(`${site.origin}${made.address}/letter.docx?to=Ministry`);
  assert.equal(letter.headers.get('content-type'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document');
  await owner.goto(site.origin + made.address);
  await owner.check('#sure');
  await owner.getByRole('button', { name: 'Close now' }).click();
  await owner.waitForURL(site.origin + made.address);
  const late = await fetch(`${site.origin}${made.address}/reply`, {
    method: 'POST', headers: { Accept: 'application/json' },
    body: new URLSearchParams({ way: 'named', kind: 'NGO', body: 'Late', language: 'en', 'answer.1': 'x' }),
  });
  assert.equal(late.status, 409);
  assert.match((await late.json()).detail, /closed/);
});

test('what is shown of the replies is found by the search, and no longer when it is hidden', async () => {
  const call = made.address.split('/').pop();
  const found = async () => (await site.json(`/search?q=dialogue&kind=reply&work=${call}`)).results;
  assert.deepEqual(await found(), [], 'nothing is shown yet');
  await owner.goto(site.origin + made.address);
  await owner.getByRole('button', { name: 'Show to everyone' }).click();
  await owner.waitForURL(site.origin + made.address);
  assert.equal((await found()).length, 1);
  const asked = ['search', 'dialogue', '--filter', 'kind=reply', '--filter', `work=${call}`, '--data', site.data];
  assert.equal(JSON.parse(run(...asked, '--json')).count, 1);
  assert.match(run(...asked), /Society of Rivers: Ways and means/);
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${site.origin}/search?q=dialogue&more=source&work=${call}`);
  await looksRight(page, 'search-replies');
  await page.locator('#facet-source').getByRole('link', { name: 'Reply to a call for input' }).click();
  await page.getByRole('link', { name: 'Society of Rivers' }).click();
  assert.match(await page.locator(':target').innerText(), /^1\s+Dialogue\.$/);
  await looksRight(page, 'reply-found');
  await owner.goto(site.origin + made.address);
  await owner.getByRole('button', { name: 'Show replies to readers' }).click();
  await owner.waitForURL(site.origin + made.address);
  assert.deepEqual(await found(), []);
});

test('guessed receipts are slowed down', async () => {
  let slowed = 0;
  for (let i = 0; i < 20; ++i) {
    const code = `${i}`.padStart(25, 'ABCDEFGHJKMNPQRSTVWXYZ234');
    const response = await fetch(`${site.origin}/consultations/receipt`, { method: 'POST', body: new URLSearchParams({ receipt: code }), headers: { Accept: 'application/json' } });
    assert.ok([404, 429].includes(response.status), `${response.status}`);
    if (response.status === 429) ++slowed;
  }
  assert.ok(slowed >= 9, `${slowed}`);
});

test('in Arabic a call stands from right to left', async () => {
  const call = await bringCall(site);
  const page = await (await browser.newContext({ colorScheme: 'dark' })).newPage();
  await page.goto(`${site.origin}${call.address}?text=ar`);
  await looksRight(page, 'call-arabic');
  assert.equal(await page.locator('.text').getAttribute('dir'), 'rtl');
  await page.getByRole('link', { name: 'Answer this call' }).click();
  await looksRight(page, 'reply-form-arabic');
  assert.equal(await page.inputValue('#language'), 'ar');
});

for (const kind of databases) {
  test(`forty people send while the server is killed: every receipt is honoured (${kind})`, async () => {
    const data = join(folder, `killed-${kind}`);
    const record = ['--data', data, ...newDatabase(kind)];
    let server = serve(...record);
    let { origin } = await server.ready;
    const { address } = await bringCallInto(record);
    const given = [];
    const send = async (name) => {
      const form = new FormData();
      for (const [field, value] of Object.entries({ way: 'named', kind: 'NGO', body: name, language: 'en', 'answer.1': `What ${name} says` })) form.set(field, value);
      form.set('file', new Blob([`Text of ${name}.`.repeat(200)]), 'ours.txt');
      try {
        const response = await fetch(`${origin}${address}/reply`, { method: 'POST', body: form, headers: { Accept: 'application/json' } });
        if (response.status === 200) given.push([name, (await response.json()).receipt]);
      } catch {
        // The server is gone: no receipt was given.
      }
    };
    for (let round = 0; round < 3; ++round) {
      const before = given.length;
      const all = Promise.all(Array.from({ length: 40 }, (_, i) => send(`Body ${round}-${i}`)));
      while (given.length < before + 5 + 10 * round) await new Promise((done) => setTimeout(done, 5));
      await server.end('SIGKILL');
      await all;
      server = serve(...record);
      ({ origin } = await server.ready);
    }
    assert.ok(given.length >= 15, `${given.length}`);
    for (const [name, receipt] of given) {
      const response = await fetch(`${origin}/consultations/receipt`, { method: 'POST', body: new URLSearchParams({ receipt }), headers: { Accept: 'application/json' } });
      assert.equal(response.status, 200, name);
      const { reply } = await response.json();
      assert.equal(reply.body, name);
      assert.equal(reply.parts.length, 2, `${name}: its file`);
    }
    await server.end('SIGTERM');
    run('rebuild', '--check', ...record);
  });
}

// A call that is open, in a record of its own.
async function bringCallInto(record) {
  const file = join(folder, 'call.json');
  await writeFile(file, JSON.stringify({ title: { en: 'Ways' }, questions: [{ text: { en: 'What?' } }], closes: '2100-01-01T00:00' }));
  const call = JSON.parse(run('consultation', 'write', file, ...record, '--json'));
  run('consultation', 'open', call.id, ...record);
  return call;
}
