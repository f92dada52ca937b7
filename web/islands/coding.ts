// Marking passages by hand: words of a paragraph are chosen by keys, by pointer or by touch, and
// fill the form that stands below; without this script the form does it alone.
import { bePresent } from './presence';
import { decide, propose } from './proposals';

const code = /^[1-9]$/;

/** Where the words of a text begin and end, in UTF-16 units. */
function wordsOf(text: string, language: string): [number, number][] {
  const words: [number, number][] = [];
  for (const part of new Intl.Segmenter(language || undefined, { granularity: 'word' }).segment(text)) {
    if (part.isWordLike) words.push([part.index, part.index + part.segment.length]);
  }
  return words;
}

/** How many code points lie before a place. */
const points = (text: string, until: number): number => [...text.slice(0, until)].length;

class Reading {
  private readonly form: HTMLFormElement;
  private readonly said: HTMLElement;
  private readonly paragraphs: HTMLElement[];
  private readonly words = new Map<HTMLElement, [number, number][]>();
  private first = 0;
  private last = -1;
  /** Where the words lie that the form has, so that what keys select is not taken for a pointer's. */
  private chosen: [HTMLElement, number, number] | undefined;

  constructor(section: HTMLElement, form: HTMLFormElement) {
    this.form = form;
    this.said = section.querySelector<HTMLElement>('.said')!;
    this.paragraphs = [...section.querySelectorAll<HTMLElement>('.text')];
    const hint = section.querySelector<HTMLElement>('.keys');
    if (hint) hint.hidden = false;
    for (const paragraph of this.paragraphs) {
      paragraph.tabIndex = 0;
      paragraph.addEventListener('focus', () => {
        this.first = 0;
        this.last = -1;
        this.chosen = undefined;
      });
      paragraph.addEventListener('keydown', (event) => this.key(paragraph, event));
    }
    document.addEventListener('selectionchange', () => this.selected());
    // After what was decided of a proposal: on from there.
    this.paragraphs.find((each) => `#${each.id}` === location.hash)?.focus();
    propose(section, this.paragraphs).catch(() => undefined);
    form.addEventListener('input', (event) => {
      const name = (event.target as HTMLInputElement).name;
      if (name === 'words' || name === 'place') this.place(undefined);
    });
  }

  private key(paragraph: HTMLElement, event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const forward = getComputedStyle(paragraph).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === forward) this.move(paragraph, 1, event.shiftKey);
    else if (event.key === backward) this.move(paragraph, -1, event.shiftKey);
    else if (event.key === 'j' || event.key === 'k') this.go(paragraph, event.key === 'j' ? 1 : -1);
    else if (code.test(event.key)) this.toggle(Number(event.key) - 1);
    else if (event.key === 'Enter') this.send(paragraph);
    else if (event.key === 'a' || event.key === 'd') decide(paragraph, event.key === 'a');
    else return;
    event.preventDefault();
  }

  private move(paragraph: HTMLElement, step: number, extend: boolean): void {
    const text = paragraph.textContent ?? '';
    let words = this.words.get(paragraph);
    if (!words) this.words.set(paragraph, (words = wordsOf(text, paragraph.lang)));
    if (words.length === 0) return;
    const limit = (at: number): number => Math.min(Math.max(at, 0), words.length - 1);
    if (extend && this.last >= 0) {
      this.last = Math.max(this.first, limit(this.last + step));
    } else {
      this.first = limit(this.last < 0 ? 0 : this.first + step);
      this.last = this.first;
    }
    this.choose(paragraph, words[this.first]![0], words[this.last]![1]);
    select(paragraph, words[this.first]![0], words[this.last]![1]);
    // Of keys alone: it stands above the text, which must not move under a pointer.
    this.said.textContent = text.slice(words[this.first]![0], words[this.last]![1]);
  }

  private go(paragraph: HTMLElement, step: number): void {
    this.paragraphs[this.paragraphs.indexOf(paragraph) + step]?.focus();
  }

  private toggle(at: number): void {
    const box = this.form.querySelectorAll<HTMLInputElement>('input[name="code"]')[at];
    if (!box) return;
    box.checked = !box.checked;
    this.said.textContent = `${box.checked ? '+' : '−'} ${box.labels?.[0]?.textContent ?? ''}`;
  }

  private send(paragraph: HTMLElement): void {
    if (this.chosen?.[0] !== paragraph) this.choose(paragraph, 0, (paragraph.textContent ?? '').length);
    if (this.form.querySelector('input[name="code"]:checked')) this.form.requestSubmit();
    else this.form.querySelector<HTMLInputElement>('input[name="code"]')?.focus();
  }

  /** What a pointer or a finger selected within one paragraph. */
  private selected(): void {
    const range = getSelection()?.rangeCount ? getSelection()!.getRangeAt(0) : undefined;
    if (!range || range.collapsed) return;
    const found = this.paragraphs.flatMap((each) => within(each, range));
    if (found.length !== 1) return;
    const [paragraph, begin, end] = found[0]!;
    const [where, first, last] = this.chosen ?? [];
    if (where !== paragraph || first !== begin || last !== end) this.choose(paragraph, begin, end);
  }

  private choose(paragraph: HTMLElement, begin: number, end: number): void {
    this.chosen = [paragraph, begin, end];
    const text = paragraph.textContent ?? '';
    const words = this.form.elements.namedItem('words') as HTMLTextAreaElement;
    const place = this.form.elements.namedItem('place') as HTMLSelectElement;
    place.value = `${paragraph.dataset['part']}|${paragraph.dataset['number']}`;
    words.value = text.slice(begin, end);
    this.place([points(text, begin), points(text, end)]);
  }

  /** The exact place, since the same words may stand in a paragraph twice. */
  private place(at: [number, number] | undefined): void {
    for (const [index, name] of ['from', 'to'].entries()) {
      let field = this.form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      if (!field) {
        field = document.createElement('input');
        field.type = 'hidden';
        field.name = name;
        this.form.append(field);
      }
      field.value = at ? String(at[index]) : '';
    }
  }
}

/** Where words of a paragraph are selected, without the spaces around them; nowhere of none. A
 * selection by whole paragraphs ends where the next one begins. */
function within(paragraph: HTMLElement, range: Range): [HTMLElement, number, number][] {
  if (!range.intersectsNode(paragraph)) return [];
  const inner = document.createRange();
  inner.selectNodeContents(paragraph);
  if (paragraph.contains(range.startContainer)) inner.setStart(range.startContainer, range.startOffset);
  if (paragraph.contains(range.endContainer)) inner.setEnd(range.endContainer, range.endOffset);
  const before = document.createRange();
  before.selectNodeContents(paragraph);
  before.setEnd(inner.startContainer, inner.startOffset);
  const text = inner.toString();
  const begin = before.toString().length + text.length - text.trimStart().length;
  return text.trim() ? [[paragraph, begin, begin + text.trim().length]] : [];
}

/** Shows as selected what keys chose. */
function select(paragraph: HTMLElement, begin: number, end: number): void {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let passed = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = (node.textContent ?? '').length;
    if (!begun && begin < passed + length) {
      range.setStart(node, begin - passed);
      begun = true;
    }
    if (end <= passed + length) {
      range.setEnd(node, end - passed);
      break;
    }
    passed += length;
  }
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

for (const section of document.querySelectorAll<HTMLElement>('section.coded')) {
  const form = section.querySelector<HTMLFormElement>('form.mark');
  if (form) new Reading(section, form);
}
bePresent();
