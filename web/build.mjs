// Builds the assets that the program serves: node web/build.mjs --out FOLDER
// Writes each asset with its .br and .gz beside it, and manifest.json: name -> {address, type}.
// The hashed name is in the address only, so that the build knows its outputs beforehand.
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const web = dirname(fileURLToPath(import.meta.url));
const out = process.argv[process.argv.indexOf('--out') + 1];
if (!process.argv.includes('--out') || !out) {
  console.error('usage: node web/build.mjs --out FOLDER');
  process.exit(2);
}

const styles = ['tokens', 'base', 'layout', 'parts', 'document', 'compare', 'alike', 'plots', 'consultations', 'print'];
const islands = ['search', 'plots', 'document', 'import', 'puzzle', 'draft', 'attach', 'coding', 'graph'];

async function style() {
  const parts = styles.map((name) => readFile(join(web, 'style', `${name}.css`), 'utf8'));
  const { code } = await transform((await Promise.all(parts)).join('\n'), {
    loader: 'css',
    minify: true,
    // Without a floor esbuild would write physical properties for logical ones.
    target: ['chrome111', 'firefox113', 'safari16.4'],
  });
  return code;
}

async function island(name) {
  const result = await build({
    entryPoints: [join(web, 'islands', `${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome111', 'firefox113', 'safari16.4'],
    write: false,
    metafile: true,
    legalComments: 'none',
  });
  return (await licences(Object.keys(result.metafile.inputs))) + result.outputFiles[0].text;
}

// What others allow us to give on goes with the words in which they allow it.
async function licences(inputs) {
  const packages = new Set(inputs.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]));
  packages.delete(undefined);
  const named = new Map(); // by the licence's text
  for (const name of [...packages].sort()) {
    const text = await readFile(join(web, '..', 'node_modules', name, 'LICENSE'), 'utf8');
    named.set(text.trim(), [...(named.get(text.trim()) ?? []), name]);
  }
  return [...named].map(([text, names]) => `/*! ${names.join(', ')}: ${text} */\n`).join('');
}

const assets = [
  { name: 'style.css', type: 'text/css; charset=utf-8', text: await style() },
  {
    name: 'mark.svg',
    type: 'image/svg+xml',
    text: await readFile(join(web, 'style', 'mark.svg'), 'utf8'),
  },
];
for (const name of islands) {
  assets.push({ name: `${name}.js`, type: 'text/javascript; charset=utf-8', text: await island(name) });
}

await mkdir(out, { recursive: true });
const manifest = {};
for (const { name, type, text } of assets) {
  const bytes = Buffer.from(text, 'utf8');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const dot = name.lastIndexOf('.');
  manifest[name] = { address: `/assets/${name.slice(0, dot)}-${hash}${name.slice(dot)}`, type };
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  await writeFile(join(out, name), bytes);
  await writeFile(join(out, `${name}.br`), brotli);
  await writeFile(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}
await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
