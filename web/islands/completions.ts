// How a question may go on, as a list below its field (WAI-ARIA's combobox with a listbox). The server
// says what fits; the keys are the arrows, Enter and Escape, and nothing is chosen by itself.
interface Completion {
  kind: 'field' | 'value';
  written: string;
  name: string;
  text: string;
  at: number;
}

const pause = 120; // milliseconds without a key before the server is asked

async function fetched(question: string, at: number, signal?: AbortSignal): Promise<Completion[]> {
  const parameters = new URLSearchParams({ q: question, at: String(at), language: document.documentElement.lang });
  const response = await fetch(`/search/completions.json?${parameters}`, signal ? { signal } : {});
  if (!response.ok) return [];
  return ((await response.json()) as { completions: Completion[] }).completions;
}

// Cursors of a field count UTF-16, the server counts characters.
const characters = (text: string): number => [...text].length;
const units = (text: string, at: number): number => [...text].slice(0, at).join('').length;

// What is typed before the cursor since the last blank or parenthesis that stands in no quotation.
function typed(before: string): string {
  let begin = 0;
  let quoted = false;
  for (let i = 0; i < before.length; ++i) {
    if (before[i] === '"') quoted = !quoted;
    if (!quoted && ' \t()'.includes(before[i] ?? '')) begin = i + 1;
  }
  return before.slice(begin).replace(/^-/, '');
}

export function offerCompletions(input: HTMLInputElement): void {
  const list = document.createElement('ul');
  list.id = 'completions';
  list.className = 'completions';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.completions ?? '');
  input.after(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');

  let fields: string[] | undefined;
  let shown: Completion[] = [];
  let active = -1;
  let timer = 0;
  let running: AbortController | undefined;

  function close(): void {
    window.clearTimeout(timer);
    running?.abort();
    shown = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function mark(next: number): void {
    active = next;
    [...list.children].forEach((option, i) => {
      option.setAttribute('aria-selected', String(i === active));
      if (i === active) option.scrollIntoView({ block: 'nearest' });
    });
    if (active >= 0) input.setAttribute('aria-activedescendant', `completion-${active}`);
    else input.removeAttribute('aria-activedescendant');
  }

  function choose(completion: Completion): void {
    input.value = completion.text;
    const cursor = units(completion.text, completion.at);
    input.focus();
    input.setSelectionRange(cursor, cursor);
    close();
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function option(completion: Completion, i: number): HTMLElement {
    const item = document.createElement('li');
    item.id = `completion-${i}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    const code = document.createElement('code');
    code.textContent = completion.written;
    item.append(code);
    if (completion.kind === 'value') {
      const name = document.createElement('bdi');
      name.textContent = completion.name;
      item.append(' ', name);
    }
    // Before the field loses the focus.
    item.addEventListener('mousedown', (event) => {
      event.preventDefault();
      choose(completion);
    });
    return item;
  }

  function show(completions: Completion[]): void {
    shown = completions;
    list.replaceChildren(...shown.map(option));
    list.hidden = shown.length === 0;
    input.setAttribute('aria-expanded', String(shown.length > 0));
    mark(-1);
  }

  async function ask(): Promise<void> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const cursor = input.selectionStart ?? input.value.length;
    const word = typed(input.value.slice(0, cursor));
    try {
      fields ??= (await fetched('', 0, mine.signal)).map(({ written }) => written);
      const begins = word.length > 1 && fields.some((field) => field.startsWith(word.toLowerCase()));
      const value = fields.some((field) => word.startsWith(field));
      if (!begins && !value) {
        close();
        return;
      }
      const at = characters(input.value.slice(0, cursor));
      const found = await fetched(input.value, at, mine.signal);
      if (!mine.signal.aborted) show(found);
    } catch {
      // Without a line one types on.
      if (!mine.signal.aborted) close();
    }
  }

  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), pause);
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (shown.length === 0 || event.isComposing) return;
    const chosen = shown[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      // Behind the last, and before the first, is the field itself.
      const places = shown.length + 1;
      const step = event.key === 'ArrowDown' ? 1 : -1;
      mark(((active + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter' && chosen) {
      choose(chosen);
    } else if (event.key === 'Escape') {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
}
