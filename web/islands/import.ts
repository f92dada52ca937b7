// Adding documents: files dropped or chosen are sent in parts that go on where a line broke, what
// would change is shown first, and what happens comes as server-sent events. Every row and every
// sentence is the server's own markup; the page without this script posts its form.
import { pause, send, SignedOut } from './upload';

const form = document.querySelector<HTMLFormElement>('form.import');
const add = document.querySelector<HTMLElement>('#add');
const place = document.querySelector<HTMLElement>('#job');

/** Files that wait for their turn, with the names they have below a chosen folder. */
interface Chosen {
  file: File;
  name: string;
}

const waiting: Chosen[] = [];
const sent = new Map<string, File>(); // by row, what may still be sent
const atOnce = 50; // files told in one request
let working = false;
let events: EventSource | undefined;

const state = (): HTMLElement | null => document.querySelector('#state');
const phase = (): string => state()?.dataset['phase'] ?? '';
const address = (): string => state()?.dataset['address'] ?? '';
const isBusy = (): boolean => ['checking', 'running'].includes(phase());
const token = (): string =>
  document.querySelector<HTMLInputElement>('input[name="csrf"]')?.value ?? '';
const keyOf = (name: string, file: File): string => `${file.size} ${file.lastModified} ${name}`;

function parsed(markup: string): Document {
  return new DOMParser().parseFromString(markup, 'text/html');
}

function show(id: string, shown: boolean): void {
  const element = document.getElementById(id);
  if (element) element.hidden = !shown;
}

// After the server started again it knows the session, but not the page's token.
async function renewToken(): Promise<void> {
  const response = await fetch('/import', { headers: { Accept: 'text/html' } });
  if (response.status === 401) throw new SignedOut();
  const fresh = parsed(await response.text()).querySelector<HTMLInputElement>('input[name="csrf"]');
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name="csrf"]')) {
    if (fresh) input.value = fresh.value;
  }
}

// Posts until the server has answered: a line that is down, or too much at once (429), is waited for.
async function post(to: string, fields: [string, string][]): Promise<Response> {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      const body = new URLSearchParams([['csrf', token()], ...fields]);
      const response = await fetch(to, { method: 'POST', body, headers: { Accept: 'application/json' } });
      if (response.status === 401) throw new SignedOut();
      if (response.status === 403) await renewToken();
      else if (response.status < 500 && response.status !== 429) {
        show('weak', false);
        return response;
      }
    } catch (error) {
      if (error instanceof SignedOut) throw error;
    }
    show('weak', true);
    await pause(wait);
  }
}

async function ensureJob(): Promise<void> {
  if (address() !== '') return;
  const made = await post('/import/jobs', []);
  if (!made.ok) throw new Error(String(made.status));
  const { address: to } = (await made.json()) as { address: string };
  history.replaceState(null, '', to);
  show('jobs', false);
  await refresh(to);
}

async function refresh(to: string): Promise<void> {
  const response = await fetch(`${to}.fragment`);
  if (!response.ok || !place) return;
  place.replaceChildren(...parsed(await response.text()).body.childNodes);
  entered();
}

/** Puts one row in its place, new ones at the end. */
function putRow(row: HTMLElement): void {
  const old = document.getElementById(row.id);
  if (old) old.replaceWith(row);
  else document.getElementById('file-list')?.append(row);
}

function rowsOf(markup: string): HTMLElement[] {
  return [...parsed(markup).querySelectorAll<HTMLElement>('li.file')];
}

async function tell(chosen: Chosen[]): Promise<HTMLElement[]> {
  const fields = chosen.flatMap(({ file, name }): [string, string][] => [
    ['name', name],
    ['bytes', String(file.size)],
    ['modified', String(file.lastModified)],
  ]);
  const response = await post(`${address()}/files.fragment`, fields);
  show('too-many', response.status === 413);
  if (!response.ok) return [];
  const rows = rowsOf(await response.text());
  for (const row of rows) putRow(row);
  for (const { file, name } of chosen) sent.set(keyOf(name, file), file);
  return rows;
}

/** What of the files has arrived and what is read of them is told by the server's events. */
async function sendRow(row: HTMLElement): Promise<void> {
  const { name = '', bytes = '', modified = '', file: number = '' } = row.dataset;
  const file = sent.get(`${bytes} ${modified} ${name}`);
  if (!file || row.dataset['state'] !== 'arriving') return;
  const to = `${address()}/files/${number}`;
  await send(file, to, Number(row.dataset['offset']), {
    headers: () => ({ 'Form-Token': token() }),
    renewToken,
    weak: (is) => show('weak', is),
    arrived: (offset) => {
      const bar = document.querySelector<HTMLProgressElement>(`#file-${number} progress`);
      if (bar) bar.value = offset;
    },
  });
}

/** Sends whatever waits, then asks what would change. */
async function work(): Promise<void> {
  if (working || isBusy()) return;
  working = true;
  place?.classList.add('sending');
  let any = false;
  try {
    while (waiting.length > 0) {
      await ensureJob();
      const rows = await tell(waiting.splice(0, atOnce));
      any ||= rows.length > 0;
      if (phase() !== 'receiving') await refresh(address());
      follow();
      for (const row of rows) await sendRow(row);
    }
    if (any) await run([['dry_run', 'yes']]);
    else if (address() !== '') await refresh(address());
  } catch (error) {
    show('signed-out', error instanceof SignedOut);
    if (!(error instanceof SignedOut)) show('too-many', true);
  } finally {
    working = false;
    place?.classList.remove('sending');
  }
}

async function run(fields: [string, string][]): Promise<void> {
  await post(`${address()}/run`, fields);
  await refresh(address());
}

/** A new state stands on the page: says it, and follows what happens. */
function entered(): void {
  const said = document.querySelector('#said');
  const heading = document.querySelector('#phase');
  const now = phase();
  if (said && heading && said.getAttribute('data-phase') !== now) {
    said.setAttribute('data-phase', now);
    said.textContent = [heading, document.querySelector('#state .counts')]
      .map((each) => each?.textContent?.trim() ?? '')
      .join(' ');
  }
  if (add) add.hidden = isBusy() || now === 'done';
  if (isBusy()) follow();
  else if (!working) events?.close();
  if (waiting.length > 0) void work();
}

/** A state like the one before keeps its buttons, and whoever stands on them. */
function putState(now: HTMLElement): void {
  const old = state();
  if (old?.dataset['phase'] !== now.dataset['phase']) {
    old?.replaceWith(now);
    entered();
    return;
  }
  for (const part of ['#phase', '.again', 'progress']) {
    const fresh = now.querySelector(part);
    if (fresh) old?.querySelector(part)?.replaceWith(fresh);
  }
}

function follow(): void {
  if (events && events.readyState !== EventSource.CLOSED) return;
  const mine = new EventSource(`${address()}.events?view=rows`);
  events = mine;
  mine.addEventListener('file', ({ data }) => {
    for (const row of rowsOf(String(data))) putRow(row);
  });
  mine.addEventListener('job', ({ data }) => {
    const now = parsed(String(data)).querySelector<HTMLElement>('#state');
    if (now) putState(now);
  });
  mine.addEventListener('open', () => show('weak', false));
  mine.addEventListener('error', () => {
    show('weak', true);
    if (mine.readyState !== EventSource.CLOSED) return;
    // The browser asks no more by itself, for instance when a proxy answered an error.
    void pause(5000).then(() => refresh(address()));
  });
}

async function filesOf(entry: FileSystemEntry): Promise<Chosen[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((fulfil, refuse) =>
      (entry as FileSystemFileEntry).file(fulfil, refuse),
    );
    return [{ file, name: entry.fullPath.replace(/^\//, '') }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: Chosen[] = [];
  for (;;) {
    // A folder's entries come in pieces until there are none.
    const some = await new Promise<FileSystemEntry[]>((fulfil, refuse) =>
      reader.readEntries(fulfil, refuse),
    );
    if (some.length === 0) return all;
    for (const each of some) all.push(...(await filesOf(each)));
  }
}

function take(chosen: Chosen[]): void {
  waiting.push(...chosen.filter(({ name }) => !name.split('/').some((part) => part.startsWith('.'))));
  void work();
}

function takeFrom(input: HTMLInputElement): void {
  take([...(input.files ?? [])].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
  input.value = '';
}

function upgrade(area: HTMLFormElement): void {
  area.classList.add('scripted');
  for (const hidden of area.querySelectorAll<HTMLElement>('.drop, .folder, .scripted')) {
    hidden.hidden = false;
  }
  for (const plain of area.querySelectorAll<HTMLElement>('.plain, .choice, button')) {
    plain.hidden = true;
  }
  for (const input of area.querySelectorAll<HTMLInputElement>('input[type="file"]')) {
    input.addEventListener('change', () => takeFrom(input));
  }
  area.addEventListener('submit', (event) => event.preventDefault());
  area.addEventListener('dragover', (event) => {
    event.preventDefault();
    area.classList.add('over');
  });
  area.addEventListener('dragleave', () => area.classList.remove('over'));
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    area.classList.remove('over');
    // Entries are gone once the event is over.
    const entries = [...(event.dataTransfer?.items ?? [])]
      .map((item) => item.webkitGetAsEntry())
      .filter((entry): entry is FileSystemEntry => entry !== null);
    void Promise.all(entries.map(filesOf)).then((found) => take(found.flat()));
  });
}

// Forms of the state post in place, so that the page stays while events come.
place?.addEventListener('submit', (event) => {
  const posted = event.target;
  if (!(posted instanceof HTMLFormElement) || posted.action.endsWith('/discard')) return;
  event.preventDefault();
  const fields = [...new FormData(posted)].filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[0] !== 'csrf' && pair[1] !== '',
  );
  void post(posted.action, fields)
    .then(() => refresh(address()))
    .catch(() => show('signed-out', true));
});

window.addEventListener('beforeunload', (event) => {
  if (working) event.preventDefault();
});

if (form) upgrade(form);
if (state()) entered();
