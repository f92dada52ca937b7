// Amendments to a draft, the citations around a text and the sponsors of a session, on their pages.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, run, serve, violations } from './support.mjs';

const files = {
  'draft.md': `A/C.3/91/L.9

Agenda item 70

# Albania, Cuba and France: draft resolution

# Care of lamps

*The General Assembly,*

*Recalling* its resolution 89/4 of 3 December 2034,

1. *Encourages* all States to light lamps;

2. *Decides* to remain seized of the matter.
`,
  'amendments.md': `A/C.3/91/L.30

# Norway: amendments to draft resolution A/C.3/91/L.9

# Care of lamps

1. In operative paragraph 1, replace “Encourages” with “Urges”.

2. After operative paragraph 1, insert a new operative paragraph:

“2. *Requests* the Secretary-General to count the lamps;”

3. Delete operative paragraph 8.

4. Renumber the subsequent paragraphs accordingly.
`,
  'report.md': `A/91/480

# Report of the Third Committee

1. The representative of Cuba introduced draft resolution A/C.3/91/L.9. Subsequently, Brazil joined in sponsoring the draft resolution.

2. The Committee adopted draft resolution A/C.3/91/L.9 by a recorded vote of 129 to 54, with 8 abstentions. The voting was as follows:

In favour:

Albania, Brazil, Cuba.

Against:

France.

Abstaining:

India.
`,
  'short.md': `A/RES/92/8

**Care of bridges**

*The General Assembly,*

*Recalling* resolution 1325,

1. *Requests* all States to mend them.
`,
  'statement.md': `S/PRST/2032/4

**Security Council**

9 March 2032

**Statement by the President of the Security Council**

At the 9911th meeting of the Security Council, held on 9 March 2032, the President of the Security Council made the following statement on behalf of the Council:

“The Security Council recalls its resolution 2000 (2011) of 27 July 2011.

“The Security Council requests the Secretary-General to report on lamps within six months.”
`,
  'earlier.md': `A/RES/89/4

**Care of lamps**

*The General Assembly,*

*Recalling* its resolution 60/251,

1. *Welcomes* the lamps.
`,
};

let folder;
let browser;
let server;
let origin;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-texts-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const paths = Object.keys(files).map((name) => join(folder, name));
  run('import', ...paths, '--publish', '--data', join(folder, 'record'), '--json');
  server = serve('--data', join(folder, 'record'));
  origin = (await server.ready).origin;
  browser = await launch();
});

after(async () => {
  if (server) await server.end('SIGTERM');
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function look(path, width, options = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(origin + path);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, `${path} at ${width}`);
  if (process.env.COMITY_SHOTS) {
    const name = path.replaceAll(/[^A-Za-z0-9]+/g, '_');
    await page.screenshot({ path: join(process.env.COMITY_SHOTS, `${name}-${width}-${options.colorScheme ?? 'light'}.png`), fullPage: true });
  }
  return page;
}

const pages = {
  amendments: '/documents/A/C.3/91/L.30',
  draft: '/documents/A/C.3/91/L.9',
  amended: '/compare?from=A/C.3/91/L.9&amended_by=A/C.3/91/L.30',
  graph: '/citations/graph?symbol=A/RES/89/4',
  session: '/sessions/GA/91',
  statement: '/documents/S/PRST/2032/4',
  citations: '/citations',
};

for (const [name, path] of Object.entries(pages)) {
  for (const width of [390, 1280]) {
    test(`${name} at ${width}`, async () => {
      for (const colorScheme of ['light', 'dark']) {
        const page = await look(path, width, { colorScheme });
        if (name === 'graph') await page.locator('#graph svg').waitFor();
        assert.deepEqual(await violations(page), []);
        await page.context().close();
      }
    });
  }
}

test('amendments lead to the draft as amended, and back', async () => {
  const page = await look(pages.amendments, 1280, { javaScriptEnabled: false });
  const shown = page.locator('#amendments');
  assert.match(await shown.innerText(), /2 of 3 amendments have a place in the draft/);
  assert.match(await shown.innerText(), /The draft has no paragraph 8/);
  await shown.getByRole('link', { name: /as amended/ }).click();
  assert.match(await page.locator('h1 ~ details.amendments summary').innerText(), /2 of 3/);
  assert.match(await page.locator('.compared').innerText(), /as amended by A\/C\.3\/91\/L\.30/);
  const verb = page.locator('.verb', { hasText: 'Urges' });
  assert.match(await verb.innerText(), /stronger/);
  assert.match(await page.locator('.compared').innerText(), /to count the lamps/);
  await page.goto(`${origin}${pages.draft}`);
  const beside = page.locator('[id="1"] .amended a').first();
  assert.match(await beside.innerText(), /A\/C\.3\/91\/L\.30, 1/);
  await beside.click();
  assert.match(page.url(), /L\.30#1$/);
  await page.context().close();
});

test('a graph of citations is walked by keys, and stands as a table without script', async () => {
  const page = await look(pages.graph, 1280);
  await page.locator('#graph svg').waitFor();
  await page.locator('#graph a.centre').focus();
  await page.keyboard.press('ArrowLeft');
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  assert.match(await focused(), /^A\/C\.3\/91\/L\.9: Care of lamps/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'A/RES/60/251');
  await page.keyboard.press('Enter');
  await page.waitForURL(/symbol=A%2FRES%2F60%2F251|symbol=A\/RES\/60\/251/);
  await page.context().close();
  const plain = await look(pages.graph, 390, { javaScriptEnabled: false });
  const rows = plain.locator('.counts tbody tr');
  const { edges } = await server.json(pages.graph);
  assert.equal(await rows.count(), edges.length);
  const csv = await (await fetch(`${origin}/citations/graph.csv?symbol=A/RES/89/4`)).text();
  assert.equal(csv.trim().split('\r\n').length, edges.length + 1);
  await plain.context().close();
});

test('the number of a sponsor leads to its texts', async () => {
  const page = await look(pages.session, 1280, { javaScriptEnabled: false });
  assert.match(await page.locator('main').innerText(), /129 in favour, 54 against, 8 abstaining/);
  await page.locator('#sponsors tr', { hasText: 'Brazil' }).locator('td a').first().click();
  assert.match(await page.locator('main').innerText(), /Texts sponsored by Brazil/);
  assert.equal(await page.locator('ul.works > li').count(), 1);
  await page.context().close();
});

test('who voted how stands with the text, in the reader’s language', async () => {
  const page = await look(pages.draft, 1280, { javaScriptEnabled: false });
  const action = page.locator('#action');
  assert.match(await action.innerText(), /129 in favour, 54 against, 8 abstaining/);
  const favour = action.locator('details', { hasText: 'In favour' });
  assert.match(await favour.locator('summary').innerText(), /\(3\) not as many as the vote counts/);
  await favour.locator('summary').click();
  assert.match(await favour.locator('p').innerText(), /Albania.*Brazil.*Cuba/s);
  await action.getByRole('link', { name: /recorded vote/ }).click();
  assert.match(page.url(), /A\/91\/480#2$/);
  await page.context().close();
  const arabic = await look(pages.draft, 390, { locale: 'ar' });
  assert.equal(await arabic.locator('html').getAttribute('dir'), 'rtl');
  await arabic.locator('#action summary').first().click();
  assert.match(await arabic.locator('#action').innerText(), /ألبانيا/);
  assert.deepEqual(await violations(arabic), []);
  await arabic.context().close();
});

test('a statement of a President has verbs and asks', async () => {
  const page = await look(pages.statement, 1280, { javaScriptEnabled: false });
  assert.match(await page.locator('main').innerText(), /President’s statement/);
  assert.match(await page.locator('[id="2"]').innerText(), /requests/);
  await page.context().close();
});

test('words that do not tell what they cite are listed', async () => {
  const page = await look(pages.citations, 390, { javaScriptEnabled: false });
  const row = page.locator('li.result', { hasText: 'resolution 1325' });
  assert.match(await row.innerText(), /it is not said whose it is/);
  await row.getByRole('link', { name: 'resolution 1325' }).click();
  assert.match(await page.locator('h1').innerText(), /What cites resolution 1325/);
  await page.context().close();
});
