// Files of a reply are sent ahead of its form as soon as they are chosen, in parts that go on where a
// line broke. What has arrived is named in the form by its secret; whatever cannot go this way stays
// in its field and goes with the form, as it does without script.
import { back, type KeptUpload } from './kept';
import { pause, send } from './upload';
import { solve } from './work';

type State = 'onWay' | 'waiting' | 'arrived' | 'again' | 'gone' | 'large' | 'form';
interface Entry {
  input: HTMLInputElement | undefined; // where it was chosen; unknown for what came back by itself
  file: File | undefined; // to be chosen again after the page was left
  kept: KeptUpload;
  state: State;
  offset: number;
  said: number; // how much of it was read out last
  anew: boolean; // was begun a second time
  ended: AbortController;
  row: HTMLLIElement;
}
interface Terms {
  most_bytes: number;
  part_bytes: number;
  puzzle: { challenge: string; bits: number };
}

const form = document.querySelector<HTMLFormElement>('form.reply');
const place = document.querySelector<HTMLElement>('#uploads');
const percent = new Intl.NumberFormat(document.documentElement.lang || 'en', { style: 'percent' });
const entries: Entry[] = [];
const asJson = { Accept: 'application/json' };
const patience = 60_000;
let terms: Terms | undefined;
let working = false;
let wanted: HTMLElement | null | undefined; // by which button the form is to be sent; undefined: not yet

const word = (name: string): string => place?.dataset[name] ?? '';
const base = (): string => place?.dataset['address'] ?? '';
const addressOf = ({ kept }: Entry): string => `${base()}/${kept.secret.split('.')[0]}`;
const headersFor = (secret: string): Record<string, string> => ({
  ...asJson,
  'Upload-Secret': secret,
});
const fieldOf = (input: HTMLInputElement): string => input.name.replace(/^file/, 'upload');
const isOnWay = ({ state }: Entry): boolean => state === 'onWay' || state === 'waiting';
const isStuck = ({ state }: Entry): boolean => ['again', 'gone', 'large'].includes(state);

function say(text: string): void {
  const said = document.querySelector('#uploads-said');
  if (said) said.textContent = text;
}

function shareOf({ kept, offset }: Entry): number {
  return kept.bytes === 0 ? 0 : Math.floor((offset / kept.bytes) * 100) / 100;
}

function wordsOf(entry: Entry): string {
  const counted = isOnWay(entry) || entry.state === 'again';
  return counted ? `${percent.format(shareOf(entry))} · ${word(entry.state)}` : word(entry.state);
}

// A change of state is read out, and of the way between once that half is there.
function show(entry: Entry, state: State = entry.state): void {
  const half = entry.said < 0.5 && shareOf(entry) >= 0.5;
  const changed = state !== entry.state || entry.said < 0;
  entry.state = state;
  entry.row.dataset['state'] = state;
  const told = entry.row.querySelector('.state');
  if (told) told.textContent = wordsOf(entry);
  const bar = entry.row.querySelector('progress');
  if (bar) {
    bar.hidden = !(isOnWay(entry) || state === 'again');
    bar.value = shareOf(entry);
  }
  if (!changed && !half) return;
  entry.said = shareOf(entry);
  say(`${entry.kept.name}: ${wordsOf(entry)}`);
}

// The form names it, and a draft keeps what it takes to go on.
function keep(entry: Entry): void {
  const { kept, row } = entry;
  row.querySelector('input')?.remove();
  if (kept.secret !== '') {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = kept.field;
    input.value = kept.secret;
    input.dataset['kept'] = JSON.stringify(kept);
    row.append(input);
  }
  form?.dispatchEvent(new Event('input', { bubbles: true }));
}

function inputOf(field: string): HTMLInputElement | undefined {
  const inputs = form?.querySelectorAll<HTMLInputElement>('input[type=file]') ?? [];
  return [...inputs].find((each) => fieldOf(each) === field);
}

function listOf(field: string): HTMLUListElement | undefined {
  const at = inputOf(field)?.closest('p');
  if (!at) return undefined;
  if (at.nextElementSibling instanceof HTMLUListElement) return at.nextElementSibling;
  const list = document.createElement('ul');
  list.className = 'uploads';
  at.after(list);
  return list;
}

function rowOf(name: string): HTMLLIElement {
  const row = document.createElement('li');
  const called = document.createElement('bdi');
  called.textContent = name;
  const told = document.createElement('span');
  told.className = 'state';
  const bar = document.createElement('progress');
  bar.setAttribute('aria-hidden', 'true'); // the words beside it say the same
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'quiet';
  remove.textContent = word('remove');
  remove.setAttribute('aria-label', `${word('remove')}: ${name}`);
  row.append(called, told, remove, bar);
  return row;
}

function add(kept: KeptUpload, state: State, more: Partial<Entry> = {}): Entry | undefined {
  const list = listOf(kept.field);
  if (!list) return undefined;
  const entry: Entry = {
    input: undefined,
    file: undefined,
    kept,
    state,
    offset: 0,
    said: -1,
    anew: false,
    ended: new AbortController(),
    row: rowOf(kept.name),
    ...more,
  };
  entries.push(entry);
  list.append(entry.row);
  entry.row.querySelector('button')?.addEventListener('click', () => {
    remove(entry);
    say(`${kept.name}: ${word('removed')}`);
    inputOf(kept.field)?.focus();
  });
  show(entry);
  keep(entry);
  return entry;
}

function remove(entry: Entry): void {
  entry.ended.abort();
  entries.splice(entries.indexOf(entry), 1);
  const list = entry.row.parentElement;
  entry.row.remove();
  if (list?.childElementCount === 0) list.remove();
  if (entry.input) fillField(entry.input);
  // Where this does not arrive it expires.
  if (entry.kept.secret !== '') {
    void fetch(`${addressOf(entry)}/discard`, {
      method: 'POST',
      headers: headersFor(entry.kept.secret),
      keepalive: true,
    }).catch(() => undefined);
  }
  form?.dispatchEvent(new Event('input', { bubbles: true }));
  settle();
}

// A field holds the files that go with the form, and no other.
function fillField(input: HTMLInputElement): void {
  const files = new DataTransfer();
  for (const { state, file, input: its } of entries) {
    if (its === input && state === 'form' && file) files.items.add(file);
  }
  input.files = files.files;
}

function withForm(entry: Entry): void {
  entry.kept = { ...entry.kept, secret: '' };
  keep(entry);
  show(entry, 'form');
  if (entry.input) fillField(entry.input);
}

async function digestOf(file: File): Promise<string> {
  try {
    const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return ''; // without TLS a browser has none; the server then looks at the length alone
  }
}

// Whether there is nothing to wait for: the server will not take it this way.
const isFinal = (status: number, wait: number): boolean =>
  status === 429 ? wait >= 60 : status < 500 || status === 503;

/** Asks for an upload until there is an answer; nothing where the file has to go with the form. */
async function begin(entry: Entry): Promise<string | undefined> {
  for (let wait = 1000; !entry.ended.signal.aborted; wait = Math.min(wait * 2, 30_000)) {
    try {
      const asked = await fetch(base(), { headers: asJson, signal: AbortSignal.timeout(patience) });
      if (asked.ok) {
        terms = (await asked.json()) as Terms;
        const { challenge, bits } = terms.puzzle;
        const { name, bytes, digest } = entry.kept;
        const solution = await solve(challenge, bits);
        const made = await fetch(base(), {
          method: 'POST',
          headers: asJson,
          body: new URLSearchParams({ name, bytes: String(bytes), digest, challenge, solution }),
          signal: AbortSignal.timeout(patience),
        });
        if (made.ok) return ((await made.json()) as { secret: string }).secret;
        if (isFinal(made.status, Number(made.headers.get('Retry-After')))) return undefined;
      } else if (isFinal(asked.status, Number(asked.headers.get('Retry-After')))) {
        return undefined;
      }
    } catch {
      // The line is down.
    }
    show(entry, 'waiting');
    await pause(wait);
  }
  return undefined;
}

async function bring(entry: Entry, file: File): Promise<void> {
  if (entry.kept.secret === '') {
    const secret = await begin(entry);
    if (entry.ended.signal.aborted) return;
    if (secret === undefined) return withForm(entry);
    entry.kept = { ...entry.kept, secret };
    entry.offset = 0;
    keep(entry);
  }
  const whole = await send(file, addressOf(entry), entry.offset, {
    headers: () => headersFor(entry.kept.secret),
    renewToken: async () => undefined,
    weak: (is) => show(entry, is ? 'waiting' : 'onWay'),
    arrived: (offset) => {
      entry.offset = offset;
      show(entry);
    },
    most: terms?.part_bytes ?? 1 << 20,
    full: true,
    signal: entry.ended.signal,
  });
  if (entry.ended.signal.aborted) return;
  if (whole) return show(entry, 'arrived');
  // It has expired meanwhile, or the call has: once more from its beginning, else with the form.
  if (entry.anew) return withForm(entry);
  entry.anew = true;
  entry.kept = { ...entry.kept, secret: '' };
  return bring(entry, file);
}

async function work(): Promise<void> {
  if (working) return;
  working = true;
  for (;;) {
    const next = entries.find((each) => isOnWay(each) && each.file !== undefined);
    if (!next?.file) break;
    await bring(next, next.file).catch(() => withForm(next));
  }
  working = false;
  settle();
}

// The form that waits for its files is sent once they are there.
function settle(): void {
  if (wanted === undefined || entries.some(isOnWay)) return;
  const by = wanted;
  wanted = undefined;
  form?.requestSubmit(by);
}

async function take(input: HTMLInputElement, file: File): Promise<void> {
  const field = fieldOf(input);
  const most = terms?.most_bytes ?? 8 << 20;
  const digest = file.size > most ? '' : await digestOf(file);
  const kept: KeptUpload = {
    field,
    secret: '',
    name: file.name,
    bytes: file.size,
    modified: file.lastModified,
    digest,
  };
  const same = (each: Entry): boolean =>
    each.kept.field === field && each.kept.name === file.name && each.kept.bytes === file.size &&
    (digest === '' || each.kept.digest === ''
      ? each.kept.modified === file.lastModified
      : each.kept.digest === digest);
  if (entries.some((each) => same(each) && !isStuck(each) && each.state !== 'form')) return;
  const before = entries.find((each) => isStuck(each) && each.state !== 'large' && same(each));
  if (before) {
    before.file = file;
    before.input = input;
    show(before, 'onWay');
  } else {
    // A field for one file holds one; what is chosen anew under a name takes the other's place.
    const replaced = entries.filter(
      (each) =>
        each.kept.field === field &&
        (!input.multiple || (each.kept.name === file.name && each.state !== 'form')),
    );
    for (const each of replaced) remove(each);
    const state = file.size > most ? 'large' : file.size === 0 ? 'form' : 'onWay';
    add(kept, state, { file, input });
    if (state === 'form') fillField(input);
  }
  void work();
}

/** What is on its way since before this page was opened. */
async function restore(kept: KeptUpload): Promise<void> {
  const entry = add(kept, 'waiting');
  for (let wait = 1000; entry && !entry.ended.signal.aborted; wait = Math.min(wait * 2, 30_000)) {
    try {
      const response = await fetch(addressOf(entry), {
        headers: headersFor(kept.secret),
        signal: AbortSignal.timeout(patience),
      });
      if (response.ok) {
        const now = (await response.json()) as { offset: number; complete: boolean };
        entry.offset = now.offset;
        show(entry, now.complete ? 'arrived' : 'again');
        return settle();
      }
      if (response.status < 500 && response.status !== 429) {
        entry.kept = { ...kept, secret: '' };
        keep(entry);
        show(entry, 'gone');
        return settle();
      }
    } catch {
      // The line is down.
    }
    await pause(wait);
  }
}

// Of a form that was refused the server knows the secrets alone; the rest is asked for.
async function adopt(input: HTMLInputElement): Promise<void> {
  const { name: field, value: secret } = input;
  const kept: KeptUpload = { field, secret, name: '', bytes: 0, modified: 0, digest: '' };
  const address = `${base()}/${secret.split('.')[0]}`;
  const response = await fetch(address, { headers: headersFor(secret) }).catch(() => undefined);
  if (!response) return; // it goes with the form as it stands
  input.remove();
  if (!response.ok) return;
  const { name, bytes, digest } = (await response.json()) as KeptUpload;
  await restore({ ...kept, name, bytes, digest });
}

function upgrade(area: HTMLElement, reply: HTMLFormElement): void {
  area.hidden = false;
  for (const input of reply.querySelectorAll<HTMLInputElement>('input[type=file]')) {
    const described = input.getAttribute('aria-describedby');
    input.setAttribute('aria-describedby', [described, 'uploads-what'].filter(Boolean).join(' '));
    input.addEventListener('change', () => {
      const chosen = [...(input.files ?? [])];
      fillField(input);
      void (async () => {
        for (const file of chosen) await take(input, file);
      })();
    });
  }
  for (const input of reply.querySelectorAll<HTMLInputElement>('input[data-ahead]')) void adopt(input);
  reply.addEventListener(back, (event) => {
    for (const kept of (event as CustomEvent<KeptUpload[]>).detail) {
      if (kept.secret !== '') void restore(kept);
    }
  });
  reply.addEventListener('reset', () => [...entries].forEach(remove));
  reply.addEventListener('submit', (event) => {
    const stuck = entries.find(isStuck);
    if (!stuck && !entries.some(isOnWay)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(word(stuck ? 'stuck' : 'sending'));
    if (stuck) stuck.row.querySelector('button')?.focus();
    else wanted = event.submitter;
  });
}

if (form && place) upgrade(place, form);
