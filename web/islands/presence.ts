// Who else is where now: said of oneself while the page is seen, and shown of others. Without this
// script the load of a page says it once.
const pause = 30_000;

/** Whom a list names, and where, without for how long. */
const people = (node: Element): string =>
  [...node.querySelectorAll('.person')].map((each) => [...each.childNodes]
    .filter((part) => !(part instanceof Element && part.classList.contains('count')))
    .map((part) => part.textContent).join('').trim()).join('\n');

/** Shows what came, and has it read out where somebody came or went: not each minute. */
function show(node: Element, came: Element | null): void {
  if (!came) return;
  if (people(node) !== people(came)) {
    node.replaceChildren(...came.childNodes);
    return;
  }
  const counts = came.querySelectorAll('.count');
  const live = node.getAttribute('aria-live');
  if (live) node.setAttribute('aria-live', 'off');
  for (const [at, count] of [...node.querySelectorAll('.count')].entries()) count.textContent = counts[at]?.textContent ?? '';
  if (live) requestAnimationFrame(() => node.setAttribute('aria-live', live));
}

/** Who is at a reply stands on its line of the list, too. */
function showOnLines(everyone: Element): void {
  const people = [...everyone.querySelectorAll<HTMLElement>('.person')];
  for (const line of document.querySelectorAll<HTMLElement>('.at-it')) {
    const names = people.filter((each) => each.dataset['reply'] === line.dataset['reply']).map((each) => each.querySelector('bdi')!.cloneNode(true));
    const label = line.closest<HTMLElement>('[data-here]')?.dataset['here'] ?? '';
    line.replaceChildren(...(names.length > 0 ? [label, ...names.flatMap((name) => [' ', name])] : []));
  }
}

async function say(everyone: HTMLElement, reply: string): Promise<void> {
  const address = everyone.dataset['address']!;
  const shown = `${address}?${new URLSearchParams({ reply, language: document.documentElement.lang })}`;
  const answer = await fetch(address, {
    method: 'POST',
    headers: { Accept: 'text/html' },
    credentials: 'same-origin',
    body: new URLSearchParams({ csrf: everyone.dataset['csrf'] ?? '', reply, return: shown }),
  });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  show(everyone, page.querySelector('div.everyone'));
  showOnLines(everyone);
  for (const here of document.querySelectorAll<HTMLElement>('p.here')) {
    if (here.dataset['reply'] === reply) show(here, page.querySelector('div.here'));
  }
}

/** Says that one is here every half minute, while the page is seen. */
export function bePresent(): void {
  const everyone = document.querySelector<HTMLElement>('div.everyone[data-address]');
  if (!everyone) return;
  const reply = everyone.dataset['reply'] ?? '';
  const now = (): void => {
    // A weak line, or a session that ended: one is silent, and the page stays as it is.
    if (document.visibilityState === 'visible') say(everyone, reply).catch(() => undefined);
  };
  setInterval(now, pause);
  document.addEventListener('visibilitychange', now);
}
