import { offerCompletions } from './completions';

// Results while one types: asks the search's own address for the part of the page that changes.
const form = document.querySelector<HTMLFormElement>('#search');
const input = document.querySelector<HTMLInputElement>('#search input[name="q"]');
const live = document.querySelector<HTMLElement>('#live');

const pause = 180; // milliseconds without a key before the server is asked
let timer = 0;
let running: AbortController | undefined;

function address(): string {
  const parameters = new URLSearchParams();
  if (form) {
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && value !== '') parameters.append(name, value);
    }
  }
  return parameters.toString();
}

async function refresh(): Promise<void> {
  if (!live) return;
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const query = address();
  try {
    const response = await fetch(`/search.fragment?${query}`, { signal: mine.signal });
    if (!response.ok) return;
    const markup = await response.text();
    // The server escapes every text in it; it is the same markup that the whole page has.
    live.replaceChildren(...parsed(markup));
    history.replaceState(null, '', query === '' ? '/search' : `/search?${query}`);
  } catch (error) {
    // A line that breaks leaves the results that stand; sending the form still works.
    if (!(error instanceof DOMException && error.name === 'AbortError')) running = undefined;
  }
}

function parsed(markup: string): Node[] {
  return [...new DOMParser().parseFromString(markup, 'text/html').body.childNodes];
}

if (input) offerCompletions(input);
if (form && input && live) {
  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void refresh(), pause);
  });
}
