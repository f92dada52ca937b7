// The executable against api/openapi.yaml: every address on the specimen, every JSON answer by its
// schema without a member that is not described, who may do what, keys, and streams.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { after, before, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { bringCall, bringCoding, bringSource, draft, draftOf, launch, run, start, violations } from './support.mjs';

const source = await readFile(new URL('../../api/openapi.yaml', import.meta.url), 'utf8');
const contract = parse(source);
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/ } });
ajv.addKeyword('components').addSchema({ $id: 'contract', components: { schemas: contract.components.schemas } });

let browser;
let site;
const secrets = {};

before(async () => {
  browser = await launch();
  site = await start(browser);
  for (const scope of ['read', 'import', 'publish', 'correct']) {
    const made = JSON.parse(run('admin', 'token', 'create', '--data', site.data, '--name', scope, '--scope', scope, '--json'));
    secrets[scope] = made.secret;
    valid('MadeToken', made);
  }
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

function valid(schema, value, where = schema) {
  const check = ajv.getSchema(`contract#/components/schemas/${schema}`);
  assert.ok(check, `${schema}: there is no such schema`);
  assert.ok(check(value), `${where}: ${ajv.errorsText(check.errors)}\n${JSON.stringify(value).slice(0, 400)}`);
}

function ask(address, { method = 'GET', token, accept = 'application/json', headers = {}, body } = {}) {
  return fetch(site.origin + address, {
    method,
    body,
    redirect: 'manual',
    headers: { Accept: accept, ...(token && { Authorization: `Bearer ${token}` }), ...headers },
  });
}

async function problem(response, status) {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const body = await response.json();
  valid('Problem', body);
  for (const [member, value] of Object.entries(body)) assert.notEqual(value, '', member);
  return body;
}

const schemaOf = (operation) => operation.responses['200']?.content['application/json']?.schema?.$ref?.split('/').pop();

// Addresses of a path's kind, as a reader meets them: picked from answers.
async function examples() {
  const { works } = await site.json('/documents');
  const { reviews } = await site.json('/reviews');
  const report = works.find((work) => work.kind === 'working_group_report');
  const review = await site.json(reviews[0].address);
  const numbers = review.lists.flatMap((list) => list.recommendations.map(({ address }) => address));
  const source = await bringSource(site);
  const decided = ['--reason', 'as on the page', '--data', site.data];
  for (const text of ['Keep the rivers clear', 'Keep all the rivers clear']) run('correct', 'clause', 'A/HRC/90/3', '3.1', '--text', text, ...decided);
  run('correct', 'position', 'A/HRC/90/3', '3.1', '--counts-as', 'noted', ...decided);
  run('settle', source.work.work, '2', '--clause', 'A/HRC/90/3/3.1', ...decided);
  run('tag', 'A/HRC/90/3/3.1', 'add', 'theme:Environment', ...decided);
  run('tag', 'A/HRC/90/3/3.1', 'remove', 'goal:6', ...decided);
  const call = await bringCall(site);
  const coded = await bringCoding(site, call);
  const codes = (await site.json('/states?with=recommendations')).groups.flatMap(({ states }) => states);
  return {
    '/documents': ['/documents', '/documents?kind=resolution', '/documents?q=report'],
    '/documents/{work}': works.map((work) => work.address),
    '/compare': ['/compare', `/compare?from=${works[0].work}`, `/compare?from=${works[0].work}&to=${works[1].work}`, `/compare?from=${works[0].work}&to=${works[1].work}&show=changes`],
    '/reviews': ['/reviews', `/reviews?cycle=${reviews[0].cycle}`],
    '/reviews/{state}/{cycle}': reviews.slice(0, 12).map(({ address }) => address),
    '/states': ['/states', '/states?with=recommendations'],
    '/states/{state}': codes.slice(0, 12).map(({ address }) => address),
    '/recommendations/{work}/{number}': [...numbers.slice(0, 12), `${numbers[0]}~1`, '/recommendations/A/HRC/90/3/3.1'],
    '/sources': ['/sources'],
    '/sources/{work}': [source.address],
    '/sources/{work}/rows': Object.values(source.counts).map(({ address }) => address),
    '/sources/{work}/rows.csv': [`${source.address}/rows.csv`, `${source.address}/rows.csv?standing=settled`],
    '/corrections': ['/corrections', '/corrections?standing=kept', '/corrections?standing=ended&work=A/HRC/90/3'],
    '/sources/{work}/refused.csv': [source.refused.address],
    '/sources/{work}/columns': [`${source.address}/columns`, ...works.filter(({ kind }) => kind === 'table').map(({ work }) => `/sources/${work}/columns`)],
    '/sources/{work}/rows/{row}': [`${source.address}/rows/2`, ...(await site.json('/search?kind=other_recommendation')).results.map(({ address }) => address)],
    '/pledges.csv': ['/pledges.csv', '/pledges.csv?state=NOR&cycle=4'],
    '/pledges.ndjson': ['/pledges.ndjson'],
    '/search': ['/search', '/search?q=rights', '/search?q=%22', '/search?q=women+OR+children&position=noted', '/search?kind=recommendation&limit=3', '/search?kind=statement&limit=3', '/search?tagged=confirmed&more=tagged', '/search?q=zzzz'],
    '/citations/graph': ['/citations/graph', `/citations/graph?symbol=${works[0].work}`, '/citations/graph?symbol=A/RES/60/251&steps=1'],
    '/search/completions': ['/search/completions', '/search/completions?q=the', '/search/completions?q=water+state:a', '/search/completions?q=-theme:w&at=8', '/search/completions?q=zzzz'],
    '/citations': ['/citations', '/citations?q=res', '/citations?symbol=A/RES/60/251'],
    '/sessions': ['/sessions'],
    '/sessions/{body}/{session}': (await site.json('/sessions')).bodies.flatMap(({ sessions }) => sessions.slice(0, 2).map(({ address }) => address)),
    '/mandates': ['/mandates', '/mandates?view=upr&state=due', '/mandates?addressee=states&q=zzzz'],
    '/plots': ['/plots', '/plots?plot=matrix&q=women', '/plots?plot=states', '/plots?plot=themes&cycle=4', '/plots?plot=positions&q=zzzz'],
    '/lineage': works.filter(({ kind }) => kind === 'resolution').slice(0, 2).map(({ work }) => `/lineage?document=${work}`),
    '/similar': ['/similar', `/similar?recommendation=${numbers[0].replace('/recommendations/', '')}`, '/similar?text=protect+the+rights+of+women&position=supported', '/similar?text=zzzz'],
    '/documents/{work}/pages/{page}.png': ['/documents/A/HRC/77/2/pages/1.png'],
    '/documents/{work}/original': [`${report.address}/original`],
    '/documents/{work}/standalone': [`${report.address}/standalone`],
    '/assets/{name}': [],
    '/consultations/{call}': [call.address, `${call.address}?text=ar`],
    '/consultations/{call}/reply': [`${call.address}/reply`],
    '/consultations/{call}/uploads': [`${call.address}/uploads`],
    '/consultations/{call}/uploads/{upload}': [], // for whoever has its secret, in uploads.test.mjs
    '/consultations/{call}/letter': [`${call.address}/letter?to=Ministry`],
    '/consultations/{call}/replies': [`${call.address}/replies`],
    '/consultations/{call}/report': [`${call.address}/report`, `${call.address}/report?line=${coded.lines[0]}`],
    '/consultations/{call}/replies/{reply}': [call.reply.address],
    '/consultations/{call}/replies/{reply}/files/{attachment}': [],
  };
}

test('the description is served as it is', async () => {
  const response = await ask('/openapi.yaml', { accept: '*/*' });
  assert.equal(response.headers.get('content-type'), 'application/yaml; charset=utf-8');
  assert.equal(await response.text(), source);
  assert.match(await (await ask('/help', { accept: 'text/html' })).text(), /href="\/openapi\.yaml"/);
});

test('every schema of an object is closed, and what is named is there', () => {
  const { schemas } = contract.components;
  const used = new Set([...source.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name));
  for (const [name, schema] of Object.entries(schemas)) {
    if (name === 'WorkMembers' || schema.type !== 'object') continue;
    if (name.endsWith('Members')) continue;
    assert.equal(schema.unevaluatedProperties, false, name);
  }
  assert.deepEqual([...used].filter((name) => !schemas[name]), []);
  assert.deepEqual(Object.keys(schemas).filter((name) => !used.has(name)), [], 'described and nowhere named');
  const ids = Object.values(contract.paths).flatMap((path) => Object.values(path).map((operation) => operation.operationId));
  assert.equal(new Set(ids).size, ids.length);
});

test('every address answers as it is described, in each of its faces', async () => {
  const picked = await examples();
  let answers = 0;
  for (const [path, { get: operation }] of Object.entries(contract.paths)) {
    if (!operation || operation.security?.every((each) => Object.keys(each).length > 0)) continue;
    for (const address of picked[path] ?? [path]) {
      for (const type of Object.keys(operation.responses['200'].content)) {
        const response = await ask(address, { accept: type });
        const where = `${address} as ${type}`;
        const streamed = /csv|ndjson/.test(type) || (['/search', '/mandates', '/plots', '/citations/graph'].includes(path) && /spreadsheetml/.test(type));
        const oneText = path === '/compare' && /wordprocessingml/.test(type) && !address.includes('to=');
        if (oneText || (address.includes('q=%22') && (streamed || /atom/.test(type)))) {
          await problem(response, 400);
          continue;
        }
        assert.equal(response.status, 200, where);
        const given = response.headers.get('content-type').split(';')[0];
        if (type !== '*/*') assert.equal(given, type, where);
        if (operation.responses['200'].headers?.ETag && !streamed) {
          assert.ok(response.headers.get('etag'), `${where}: ETag`);
        }
        if (type === 'application/json') valid(schemaOf(operation), await response.json(), where);
        else await response.arrayBuffer();
        ++answers;
      }
    }
  }
  assert.ok(answers > 100, `${answers} answers`);
});

test('what is not offered is named, by Accept and by extension', async () => {
  for (const [path, { get: operation }] of Object.entries(contract.paths)) {
    if (!operation || path.includes('{')) continue;
    const types = Object.keys(operation.responses['200'].content);
    if (!types.some((type) => /html|json/.test(type))) continue;
    const { mend } = await problem(await ask(path, { accept: 'image/png' }), 406);
    for (const type of types) assert.ok(mend.includes(type), `${path}: ${mend}`);
  }
  for (const address of ['/states.csv', '/help.json', '/healthz.html', '/import.ndjson']) {
    await problem(await ask(address), 406);
  }
});

test('what is no number is refused by its name', async () => {
  for (const [address, name] of [['/reviews?cycle=two', 'cycle'], ['/reviews?session=-1', 'session'], ['/search?limit=many', 'limit'], ['/search.csv?limit=0', 'limit'], ['/search.atom?page=two', 'page'], ['/search.atom?page=21', 'page']]) {
    assert.equal((await problem(await ask(address), 400)).place, name);
  }
});

test('each operation is for whom it says', async () => {
  const table = (await site.json('/sources')).sources.find(({ counts }) => counts.rows.value > 2);
  const call = await bringCall(site);
  const filled = (path) => path
    .replace('{call}', call.id)
    .replace('/sources/{work}/rows/{row}', `${table.address}/rows/3`)
    .replace('/recommendations/{work}/{number}', '/recommendations/A/HRC/90/3/3.1')
    .replace('/sources/{work}', table.address)
    .replace('{work}', 'A/HRC/77/2')
    .replace('{token}', '0000000000001');
  const { corrections } = await site.json('/corrections?standing=kept');
  const correction = corrections.find(({ kind }) => kind === 'text').entry;
  const reason = 'as on the page';
  const decisions = {
    correct: { what: 'position', position: 'takes note', reason },
    decide: { correction, decision: 'take_back', reason },
    settle: { what: 'none', reason },
    tags: { add: 'goal:6' },
    consultations: { 'title.en': 'Another', closes: '2100-01-01T00:00' },
    step: { step: 'extend', closes: '2100-02-01T00:00' },
  };
  const coded = await bringCoding(site, call);
  Object.assign(decisions, {
    passages: { reply: call.reply.id, part: 'question 1', paragraph: 1, code: 'proposal' },
    unmark: { passage: coded.passages[1] },
    finish: { reply: call.reply.id },
    accept: { reply: call.reply.id, part: 'question 1', paragraph: 1, code: 'obstacle' },
    dismiss: { reply: call.reply.id, part: 'question 1', paragraph: 1, code: 'obstacle' },
    presence: { reply: call.reply.id },
    codes: { code: 'lakes', title: 'Lakes', group: 'theme' },
    synthesis: { section: 'proposal', text: 'It helps.', passage: coded.passages[2] },
    remove: { line: coded.lines[0] },
    'set-aside': { passage: coded.passages[3], reason },
    report: { published: 'yes' },
  });
  const { copies } = await (await ask('/documents/A/HRC/77/2.json')).json();
  const reviewed = (await site.json('/reviews')).reviews[0].address;
  let asked = 0;
  for (const [path, operations] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (!operation.security || operation.security.some((each) => Object.keys(each).length === 0)) continue;
      if (path.startsWith('/import/jobs/')) continue; // in the order that a job needs, below
      const programs = 'application/json' in operation.responses['200'].content;
      const request = { method: method.toUpperCase(), accept: programs ? 'application/json' : 'text/html' };
      const refused = async (response) => (programs ? problem(response, 401) : assert.equal(response.status, 401));
      if (path === '/import' && method === 'post') {
        request.body = new FormData();
        request.body.set('files', new Blob(['']), 'empty.md');
      } else if (path === '/asked' && method === 'post') {
        request.body = new FormData();
        request.body.set('text', 'The Government should mend the bridges.');
        request.body.set('review', reviewed.replace('/reviews/', ''));
      } else if (method === 'post') {
        request.headers = { 'If-Match': '*' };
        const decision = decisions[path.split('/').pop()];
        if (decision) request.body = new URLSearchParams(decision);
        if (path === '/consultations/{call}') request.body = new URLSearchParams({ 'title.en': 'Ways', ...call.questions, closes: '2100-01-01T00:00', terms: 'all' });
        if (path === '/search/tags') request.body = new URLSearchParams({ action: 'add', tag: 'goal:6', q: 'rivers' });
        if (path.endsWith('/choose')) request.body = new URLSearchParams({ copy: copies[0].hash });
      }
      await refused(await ask(filled(path), request));
      await refused(await ask(filled(path), { ...request, token: `${secrets.read}x` }));
      const scopes = operation.security.find((each) => each.token)?.token;
      for (const [scope, token] of Object.entries(secrets)) {
        const { status } = await ask(filled(path), { ...request, token });
        const allowed = scopes && (scopes.length === 0 || scopes.includes(scope));
        assert.equal(status === 403, !allowed, `${method} ${path} by a token to ${scope}: ${status}`);
        // Who has coded so little is proposed nothing yet (proposals.test.mjs has who has coded more).
        const early = path.includes('/proposals/') && status === 409;
        if (allowed) assert.ok(status < 400 || early, `${method} ${path} by a token to ${scope}: ${status}`);
        ++asked;
      }
    }
  }
  assert.ok(asked >= 24, `${asked} operations and scopes`);
});

test('an import job by a token: told, sent in parts, looked at, read; each answer as described', async () => {
  const token = secrets.import;
  const form = (fields) => ({ method: 'POST', token, body: new URLSearchParams(fields) });
  const begin = { ...form({}), headers: { 'Idempotency-Key': 'job-1' } };
  const made = await (await ask('/import/jobs', begin)).json();
  valid('Onward', made);
  assert.deepEqual(await (await ask('/import/jobs', begin)).json(), made, 'one job for each key');
  const { address } = made;
  const text = Buffer.from(draftOf('A/HRC/77/L.8'));
  const told = await (await ask(`${address}/files`, form([['name', 'l8.md'], ['bytes', text.length], ['name', 'bad.csv'], ['bytes', 3]]))).json();
  valid('JobFiles', told);
  const send = (number, offset, body) =>
    ask(`${address}/files/${number}`, { method: 'PATCH', token, body, headers: { 'Content-Type': 'application/partial-upload', 'Upload-Offset': `${offset}` } });
  valid('Arrival', await (await send(0, 0, text.subarray(0, 50))).json());
  const wrong = await send(0, 20, text.subarray(20));
  assert.equal(wrong.headers.get('upload-offset'), '50');
  await problem(wrong, 409);
  const head = await ask(`${address}/files/0`, { method: 'HEAD', token });
  assert.equal(head.headers.get('upload-complete'), '?0');
  assert.equal((await send(0, 50, text.subarray(50))).headers.get('upload-complete'), '?1');
  await send(1, 0, 'a,"');
  valid('JobFile', await (await ask(`${address}/files/0`, { token })).json());

  const addresses = ['', '/files/0', '.events'].map((end) => [`${address}${end}`, 'GET']);
  const posts = ['/files', '/run', '/stop', '/discard'].map((end) => [`${address}${end}`, 'POST']);
  for (const [to, method] of [...addresses, ...posts]) {
    await problem(await ask(to, { method }), 401);
    for (const scope of ['read', 'publish']) await problem(await ask(to, { method, token: secrets[scope] }), 403);
  }
  await problem(await ask(`${address}/run`, form({ publish: 'yes' })), 403);

  const before = (await ask('/journal', { token: secrets.read }).then((each) => each.json())).spaces;
  const ran = async (fields, end) => {
    const events = await ask(`${address}.events`, { token, accept: 'text/event-stream' });
    valid('Onward', await (await ask(`${address}/run`, form(fields))).json());
    let seen = '';
    for await (const piece of events.body.pipeThrough(new TextDecoderStream())) {
      seen += piece;
      if (seen.includes(`"state":"${end}"`) && seen.endsWith('\n\n')) break;
    }
    for (const [, name, data] of seen.matchAll(/^event: (\w+)\ndata: (.*)$/gm)) {
      valid(name === 'file' ? 'JobFile' : 'ImportJob', JSON.parse(data), name);
    }
    const job = await (await ask(address, { token })).json();
    valid('ImportJobWithFiles', job);
    assert.equal(job.state, end);
    return job.counts;
  };
  const foreseen = await ran({ dry_run: 'yes' }, 'checked');
  assert.deepEqual((await ask('/journal', { token: secrets.read }).then((each) => each.json())).spaces, before);
  const done = await ran({}, 'done');
  for (const counts of [foreseen, done]) {
    assert.deepEqual([counts.new_works, counts.failed], [1, 1]);
  }
  valid('ImportJobs', await (await ask('/import', { token })).json());
  await problem(await ask(`${address}/run`, form({})), 409);
  valid('Onward', await (await ask(`${address}/discard`, form({}))).json());
  await problem(await ask(address, { token }), 404);
});

test('a token sees what its scopes reach', async () => {
  const address = `/documents/${draft}`;
  for (const [scope, status] of [['read', 200], ['publish', 200], ['import', 404], [undefined, 404]]) {
    assert.equal((await ask(address, { token: secrets[scope] })).status, status, scope);
    const { count } = await (await ask('/search?q=try+things&kind=operative', { token: secrets[scope] })).json();
    assert.equal(count.value > 0, status === 200, scope);
  }
});

test('a change names what was seen, and is done once for each key', async () => {
  const address = `/documents/${draft}`;
  const token = secrets.publish;
  const seen = await ask(address, { token });
  const tag = seen.headers.get('etag');
  assert.deepEqual((await seen.json()).may, { publish: true, withdraw: false });
  await problem(await ask(`${address}/publish`, { method: 'POST', token }), 428);
  const publish = { method: 'POST', token, headers: { 'If-Match': tag, 'Idempotency-Key': 'publish-1' } };
  const first = await ask(`${address}/publish`, publish);
  const text = await first.text();
  assert.equal(first.status, 200);
  valid('Onward', JSON.parse(text));
  const again = await ask(`${address}/publish`, publish);
  assert.equal(again.status, 200);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.equal(await again.text(), text);
  await problem(await ask(`${address}/withdraw`, publish), 422);
  const late = { ...publish, headers: { 'If-Match': tag } };
  await problem(await ask(`${address}/withdraw`, late), 412);
  const now = (await ask(address, { token })).headers.get('etag');
  const withdrawn = await ask(`${address}/withdraw`, { method: 'POST', token, headers: { 'If-Match': now } });
  assert.equal(withdrawn.status, 200);
});

test('of the same import many times at once one is done', async () => {
  const form = () => {
    const body = new FormData();
    body.set('files', new Blob([draftOf('A/HRC/77/L.9')]), 'l9.md');
    return body;
  };
  const send = () => ask('/import', { method: 'POST', token: secrets.import, body: form(), headers: { 'Idempotency-Key': 'import-1' } });
  const answers = await Promise.all(Array.from({ length: 6 }, send));
  for (const answer of answers) {
    if (answer.status === 409) assert.equal(answer.headers.get('retry-after'), '1');
    else assert.equal(answer.status, 200);
  }
  const report = await (await send()).json();
  valid('ImportReport', report);
  assert.equal(report.read, 1, 'the answer of the one that read it');
  const { recent } = await (await ask('/journal', { token: secrets.read })).json();
  assert.equal(recent.filter(({ subject }) => subject === 'A/HRC/77/L.9').length, 1);
});

test('a token ends when it is revoked', async () => {
  const { secret, token } = JSON.parse(run('admin', 'token', 'create', '--data', site.data, '--name', 'short', '--scope', 'read,import', '--days', '1', '--json'));
  assert.equal((await ask('/documents', { token: secret })).status, 200);
  const list = JSON.parse(run('admin', 'token', 'list', '--data', site.data, '--json'));
  list.tokens.forEach((each) => valid('Token', each));
  assert.deepEqual(list.tokens.find(({ id }) => id === token.id).scopes, ['read', 'import']);
  run('admin', 'token', 'revoke', '--data', site.data, token.id);
  await problem(await ask('/documents', { token: secret }), 401);
  assert.doesNotMatch(site.log(), new RegExp(secret));
});

// As `fetch` hides them: the bytes of a body and its trailer fields.
function stream(address) {
  return new Promise((fulfil, refuse) => {
    get(site.origin + address, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => fulfil({ bytes: Buffer.concat(pieces), headers: response.headers, trailers: response.trailers }));
      response.on('error', refuse);
    }).on('error', refuse);
  });
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

test('streams say what they came to', async () => {
  const { count } = await site.json('/search?kind=recommendation');
  const ndjson = await stream('/search.ndjson?kind=recommendation');
  const lines = ndjson.bytes.toString().trimEnd().split('\n').map((line) => JSON.parse(line));
  const { trailer } = lines.at(-1);
  valid('TrailerRecord', lines.at(-1));
  lines.slice(0, -1).forEach((row) => valid('Row', row));
  assert.equal(trailer.count, count.value);
  assert.equal(trailer.count, lines.length - 1);
  const rows = ndjson.bytes.subarray(0, ndjson.bytes.lastIndexOf('{"trailer"'));
  assert.equal(trailer.sha256, sha256(rows));
  const spoken = (await stream('/search.ndjson?kind=statement')).bytes.toString().trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.equal(spoken.length - 1, (await site.json('/search?kind=statement')).count.value);
  assert.ok(spoken.length > 1);
  spoken.slice(0, -1).forEach((row) => valid('StatementRow', row));
  assert.equal(ndjson.trailers['comity-sha256'], trailer.sha256);

  const csv = await stream('/search.csv?kind=recommendation');
  assert.equal(csv.headers.trailer, 'Comity-Count, Comity-SHA256');
  assert.equal(csv.trailers['comity-count'], String(count.value));
  assert.equal(csv.trailers['comity-sha256'], sha256(csv.bytes));
  assert.ok(csv.bytes.toString().endsWith('\r\n'));
  const none = await stream('/search.ndjson?q=zzzz');
  assert.deepEqual(JSON.parse(none.bytes), { trailer: { count: 0, sha256: sha256('') } });
});

test('a list goes on after its cursor, whatever comes in between', async () => {
  const token = secrets.read;
  const names = async (address) => {
    const page = await (await ask(address, { token })).json();
    return { page, works: page.works.map(({ work }) => work) };
  };
  const bring = async (...symbols) => {
    const body = new FormData();
    for (const symbol of symbols) body.append('files', new Blob([draftOf(symbol)]), 'x.md');
    const report = await (await ask('/import', { method: 'POST', token: secrets.import, body })).json();
    assert.equal(report.read, symbols.length);
  };
  await bring(...Array.from({ length: 60 }, (_, i) => `A/HRC/60/L.${i + 1}`));
  const before = new Set();
  for (let at = '/documents'; at; ) {
    const { page, works } = await names(at);
    works.forEach((work) => before.add(work));
    at = page.next_address;
  }
  const seen = [];
  let number = 0;
  for (let at = '/documents'; at; ) {
    const { page, works } = await names(at);
    seen.push(...works);
    at = page.next_address;
    await bring(`A/HRC/59/L.${++number}`, `A/HRC/78/L.${number}`);
  }
  assert.equal(new Set(seen).size, seen.length, 'none twice');
  assert.deepEqual([...before].filter((work) => !seen.includes(work)), [], 'none left out');
  assert.ok(number > 1, 'more than one page');
  const { place, mend } = await problem(await ask('/documents?cursor=abc'), 400);
  assert.ok(place && mend);
  await problem(await ask('/search?q=x&cursor=abc'), 400);
});

test('tokens on the page of who is signed in', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(site.link);
  await page.locator('main form button').click();
  await page.waitForURL(`${site.origin}/`);
  await page.getByRole('link', { name: /Signed in as/ }).click();
  await page.getByLabel('What it is for').fill('A nightly import');
  await page.getByLabel('Bring documents in').check();
  await page.getByRole('button', { name: 'Make it' }).click();
  const secret = await page.locator('.made code').innerText();
  assert.deepEqual(await violations(page), []);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(beyond, 0, `${width}px: sideways scrolling`);
    if (process.env.COMITY_SHOTS) await page.screenshot({ path: `${process.env.COMITY_SHOTS}/account-${width}.png`, fullPage: true });
  }
  assert.equal((await ask('/import', { accept: 'text/html', token: secret })).status, 200);
  const row = page.locator('.token').filter({ hasText: 'A nightly import' });
  await row.getByRole('button', { name: 'Revoke A nightly import' }).click();
  await page.waitForURL(`${site.origin}/account`);
  assert.equal(await page.locator('.token').filter({ hasText: 'A nightly import' }).count(), 0);
  await problem(await ask('/', { token: secret }), 401);
});
