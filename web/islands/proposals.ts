// What a machine proposes for the paragraphs of a reply, put beside them. The page of proposals
// has the forms, in the reader's language, and works alone without this script.

/** Puts the proposals for a reply under their paragraphs and says how many there are. */
export async function propose(section: HTMLElement, paragraphs: HTMLElement[]): Promise<void> {
  const link = section.querySelector<HTMLAnchorElement>('a.proposed');
  if (!link) return;
  const address = new URL(link.href);
  address.searchParams.set('language', document.documentElement.lang);
  const answer = await fetch(address, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const item of page.querySelectorAll<HTMLElement>('ol.proposals > li')) {
    const { part, number } = item.dataset;
    const at = paragraphs.findIndex((each) => each.dataset['part'] === part && each.dataset['number'] === number);
    const form = item.querySelector<HTMLFormElement>('form.proposal');
    if (at < 0 || !form) continue;
    // Back to where one read, and on to the next paragraph.
    const next = paragraphs[at + 1] ?? paragraphs[at]!;
    form.querySelector<HTMLInputElement>('input[name="return"]')!.value = `${location.pathname}${location.search}#${next.id}`;
    paragraphs[at]!.after(document.adoptNode(form));
  }
  const said = section.querySelector<HTMLElement>('.said.machine');
  const count = page.querySelector('p.proposed');
  if (said && count) said.textContent = count.textContent;
}

/** Accepts or dismisses what is proposed for a paragraph; whether anything was. */
export function decide(paragraph: HTMLElement, accepted: boolean): boolean {
  const form = paragraph.parentElement?.querySelector<HTMLFormElement>('form.proposal');
  const button = form?.querySelectorAll<HTMLButtonElement>('button')[accepted ? 0 : 1];
  if (!form || !button) return false;
  form.requestSubmit(button);
  return true;
}
