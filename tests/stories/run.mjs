// node tests/stories/run.mjs COMITY [FILE…]: plays stories through the whole program. A story is a
// .test file; README.md says how one is written. Each story has a folder and a record of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const comity = resolve(process.argv[2]);
const named = process.argv.slice(3);
const all = () => readdirSync(here).filter((name) => name.endsWith('.test')).sort().map((name) => join(here, name));
// Dealt out to several processes as GoogleTest deals its cases out.
const shards = Number(process.env['GTEST_TOTAL_SHARDS'] ?? 1);
const mine = Number(process.env['GTEST_SHARD_INDEX'] ?? 0);
const stories = named.length > 0 ? named : all().filter((_, i) => i % shards === mine);

// The words of a command line; quotation marks keep some together.
const words = (line) => [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map((m) =>
  m[1] !== undefined ? m[1].replace(/\\(.)/g, '$1') : (m[2] ?? m[3]));

// paragraphs.0.verb, or paragraphs[number=PP1].verb
function member(value, path) {
  for (const part of path.match(/[^.[\]]+|\[[^\]]*\]/g) ?? []) {
    if (value === undefined || value === null) return undefined;
    if (part.startsWith('[')) {
      const [name, wanted] = part.slice(1, -1).split('=');
      value = value.find((each) => String(each[name]) === wanted);
    } else {
      value = part === 'length' ? value.length : value[part];
    }
  }
  return value;
}

// A PostgreSQL where there is one (COMITY_TEST_DATABASE): each story has a schema of its own there.
const server = process.env['COMITY_TEST_DATABASE'];
const databases = server ? ['', 'PostgreSQL'] : [''];

function newSchema(folder) {
  const name = `story_${folder.replace(/.*-/, '').toLowerCase()}`;
  const made = spawnSync('psql', ['-q', '-d', server, '-c', `CREATE SCHEMA ${name}`], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`psql: ${made.stderr}`);
  return `${server} options=-csearch_path=${name}`;
}

class Story {
  constructor(file, database) {
    this.folder = mkdtempSync(join(tmpdir(), 'comity-story-'));
    this.lines = readFileSync(file, 'utf8').split('\n');
    this.database = database ? newSchema(this.folder) : '';
    this.last = { status: 0, stdout: '', stderr: '' };
    this.kept = new Map();
    this.checks = 0;
  }

  play() {
    for (let i = 0; i < this.lines.length; ++i) {
      const line = this.told(this.lines[i]);
      const [, sign, rest] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
      const fail = (what) => {
        throw new Error(`line ${i + 1}: ${line}\n  ${what}`);
      };
      if (sign === undefined || sign === '#') continue;
      if (sign === 'file') i = this.file(rest, i);
      else if (sign === '$') this.run(rest, i, fail);
      else if (sign === 'exit') this.check(this.last.status, Number(rest), fail);
      else if (sign === '=') this.value(rest, fail);
      else if (sign === 'keep') this.keep(rest, fail);
      else if (sign === 'says') this.contains(this.last.stdout + this.last.stderr, rest, true, fail);
      else if (sign === 'not') this.contains(this.last.stdout + this.last.stderr, rest, false, fail);
      else fail('neither file, $, exit, =, keep, says nor not');
    }
    if (this.checks === 0) throw new Error('the story asks nothing');
  }

  // A line with the values that were kept in place of their names.
  told(line) {
    return line.replace(/\{\{(\w+)\}\}/g, (whole, name) => this.kept.get(name) ?? whole);
  }

  keep(rest, fail) {
    const [name, path] = words(rest);
    const value = member(JSON.parse(this.last.stdout), path);
    if (value === undefined) fail(`nothing at ${path}`);
    this.kept.set(name, String(value));
  }

  // What stands up to the line "end" is the file's content.
  file(name, from) {
    const end = this.lines.indexOf('end', from);
    if (end < 0) throw new Error(`line ${from + 1}: the file has no "end"`);
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${this.lines.slice(from + 1, end).map((line) => this.told(line)).join('\n')}\n`);
    return end;
  }

  run(command, index, fail) {
    const [program, ...given] = words(command);
    if (program !== 'comity') fail('only comity is run');
    const environment = { ...process.env, COMITY_DATA_DIR: join(this.folder, 'record'), COMITY_DATABASE: this.database };
    this.last = spawnSync(comity, given, { cwd: this.folder, env: environment, encoding: 'utf8', timeout: 60000 });
    const next = this.lines.slice(index + 1).find((line) => line.trim() !== '') ?? '';
    // Where a story does not speak of the exit code, it is 0.
    if (!next.startsWith('exit') && this.last.status !== 0) fail(`exit ${this.last.status}: ${this.last.stderr}`);
  }

  check(actual, wanted, fail) {
    ++this.checks;
    if (actual !== wanted) fail(`is ${JSON.stringify(actual)}\n  ${this.last.stderr}`);
  }

  value(rest, fail) {
    const [, path, wanted] = /^((?:[^\s[]|\[[^\]]*\])+)\s+(.*)$/.exec(rest) ?? [];
    if (path === undefined) fail('= PATH VALUE');
    let json;
    try {
      json = JSON.parse(this.last.stdout);
    } catch {
      fail(`no JSON: ${this.last.stdout.slice(0, 200)}`);
    }
    this.check(member(json, path), JSON.parse(wanted), fail);
  }

  contains(text, part, wanted, fail) {
    ++this.checks;
    if (text.includes(part) !== wanted) fail(`in: ${text.slice(0, 1000)}`);
  }

  end() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const cases = stories.flatMap((file) => databases.map((database) => {
  const story = new Story(file, database);
  const title = file.replace(/^.*\//, '').replace(/\.test$/, '');
  const name = database ? `${title} on ${database}` : title;
  try {
    story.play();
    console.log(`ok      ${name} (${story.checks} checks)`);
    return { name };
  } catch (error) {
    console.log(`FAILED  ${name}: ${error.message}`);
    return { name, error: error.message };
  } finally {
    story.end();
  }
}));
const failures = cases.filter((each) => each.error).length;
const output = process.env['GTEST_OUTPUT']?.replace(/^xml:/, '');
if (output) {
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites tests="${cases.length}" failures="${failures}"></testsuites>\n`);
}
console.log(`${cases.length} stories, ${failures} failed`);
process.exit(failures > 0 || cases.length === 0 ? 1 : 0);
