// What is written into the form of a reply stays in this browser until it is sent, so that a weak
// line, an empty battery or a closed page loses nothing. The form says so and lets one turn it off. A
// named reply is kept unless one says no, a confidential or anonymous one only if one asks for it.
// A file is never kept; of files on their way, what it takes to go on. The receipt code is held by the
// tab alone, from the moment the form is sent until an answer comes: who loads the page anew because
// the line broke sends under the code that the server may have already.
import { back, keptIn, type KeptUpload } from './kept';

interface Draft {
  until: string; // the call's deadline: what is older helps nobody
  fields: [string, string][];
  uploads: KeptUpload[];
}
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const prefix = 'comity draft ';
const off = 'comity no drafts'; // for as long as the tab is open
const underWay = 'comity sent '; // the code of a form that is not answered yet, for the tab
const wait = 500; // milliseconds after a keystroke

// Browsers may refuse to keep anything, and may have no more room.
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function draftAt(key: string): Draft | undefined {
  return quietly(() => {
    const { until, fields, uploads = [] } = JSON.parse(localStorage.getItem(key) ?? '') as Draft;
    return Array.isArray(fields) ? { until, fields, uploads } : undefined;
  });
}

function sweep(): void {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(prefix))) {
    const until = Date.parse(draftAt(key)?.until ?? '');
    if (!(until > Date.now())) localStorage.removeItem(key);
  }
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(
    (each): each is Field =>
      each instanceof HTMLTextAreaElement ||
      each instanceof HTMLSelectElement ||
      (each instanceof HTMLInputElement && !['hidden', 'file', 'submit'].includes(each.type)),
  ).filter(({ name }) => name !== '');
}

const isChoice = (field: Field): field is HTMLInputElement => ['radio', 'checkbox'].includes(field.type);

function written(form: HTMLFormElement): [string, string][] {
  return fieldsOf(form)
    .filter((field) => (isChoice(field) ? field.checked : field.value !== ''))
    .map(({ name, value }) => [name, value]);
}

function fill(form: HTMLFormElement, draft: Draft): void {
  for (const field of fieldsOf(form)) {
    const values = draft.fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isChoice(field)) field.checked = values.includes(field.value);
    else if (values[0] !== undefined) field.value = values[0];
  }
}

function keepDraft(form: HTMLFormElement, place: HTMLElement): void {
  const key = prefix + (place.dataset['call'] ?? '');
  const keep = place.querySelector<HTMLInputElement>('#draft-keep');
  const forget = place.querySelector<HTMLButtonElement>('#draft-forget');
  const said = place.querySelector<HTMLElement>('#draft-said');
  if (!keep || !forget || !said) return;
  const before = draftAt(key);
  let wish = before ? true : sessionStorage.getItem(off) ? false : undefined; // undefined: as the way has it
  let timer = 0;
  const way = (): string => String(new FormData(form).get('way') ?? '');
  const show = (): void => {
    keep.checked = wish ?? way() === 'named';
    forget.hidden = localStorage.getItem(key) === null;
  };
  const say = (what: string): void => {
    said.textContent = said.dataset[what] ?? '';
  };
  const save = (): void => {
    window.clearTimeout(timer);
    timer = 0;
    if (!keep.checked) return;
    const draft: Draft = { until: place.dataset['until'] ?? '', fields: written(form), uploads: keptIn(form) };
    const kept = quietly(() => (localStorage.setItem(key, JSON.stringify(draft)), true));
    if (!kept) say('full');
    show();
  };
  const drop = (what: string): void => {
    window.clearTimeout(timer);
    timer = 0;
    localStorage.removeItem(key);
    say(what);
    show();
  };
  form.addEventListener('input', (event) => {
    if (event.target === keep) return;
    const isWay = (event.target as Field).name === 'way';
    if (isWay && way() !== 'named' && wish !== false) {
      wish = undefined;
      drop('sealed');
    } else if (isWay) {
      say('');
      show();
    }
    window.clearTimeout(timer);
    timer = window.setTimeout(save, wait);
  });
  keep.addEventListener('change', () => {
    wish = keep.checked;
    if (wish) {
      sessionStorage.removeItem(off);
      say('');
      save();
    } else {
      sessionStorage.setItem(off, 'yes');
      drop('forgotten');
    }
  });
  forget.addEventListener('click', () => {
    form.reset();
    wish = false;
    sessionStorage.setItem(off, 'yes');
    drop('forgotten');
    keep.focus();
  });
  window.addEventListener('pagehide', () => {
    if (timer !== 0) save();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && timer !== 0) save();
  });
  place.hidden = false;
  // What was refused stands in the form already.
  if (before && !('refused' in place.dataset)) {
    fill(form, before);
    form.dispatchEvent(new CustomEvent(back, { detail: before.uploads }));
    window.setTimeout(() => say('back'), 100); // read out only if it was there before its words
  }
  show();
}

function keepCode(form: HTMLFormElement, place: HTMLElement): void {
  const key = underWay + (place.dataset['call'] ?? '');
  const code = form.querySelector<HTMLInputElement>('input[name="receipt"]');
  if (!code) return;
  // A refusal is an answer, and the form that it stands in has the code.
  if ('refused' in place.dataset) sessionStorage.removeItem(key);
  const own = code.value;
  code.value = sessionStorage.getItem(key) ?? own;
  form.addEventListener('reset', () => {
    sessionStorage.removeItem(key);
    code.value = own;
  });
  form.addEventListener('submit', (event) => {
    // Files on their way, or the work for the form, may hold it back.
    if (!event.defaultPrevented) quietly(() => sessionStorage.setItem(key, code.value));
  });
}

const sent = document.querySelector<HTMLElement>('[data-draft-sent]');
const form = document.querySelector<HTMLFormElement>('form.reply');
const place = document.querySelector<HTMLElement>('#draft');
quietly(() => {
  if (sent) sessionStorage.removeItem(underWay + (sent.dataset['draftSent'] ?? ''));
  if (form && place) keepCode(form, place);
});
quietly(() => {
  sweep();
  if (sent) localStorage.removeItem(prefix + (sent.dataset['draftSent'] ?? ''));
  if (form && place) keepDraft(form, place);
});
