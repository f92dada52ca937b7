// On a page of the original: shows which box is which paragraph, under the pointer or the focus.
const paragraphs = [...document.querySelectorAll<HTMLElement>('.sheet .paragraph')];
const boxes = [...document.querySelectorAll<SVGRectElement>('.picture rect')];

function show(anchor: string | undefined): void {
  for (const paragraph of paragraphs) paragraph.classList.toggle('at', paragraph.id === anchor);
  for (const box of boxes) box.classList.toggle('at', box.dataset['anchor'] === anchor);
}

for (const paragraph of paragraphs) {
  for (const event of ['pointerenter', 'focusin']) {
    paragraph.addEventListener(event, () => show(paragraph.id));
  }
  for (const event of ['pointerleave', 'focusout']) {
    paragraph.addEventListener(event, () => show(undefined));
  }
}
for (const box of boxes) {
  box.addEventListener('pointerenter', () => show(box.dataset['anchor']));
  box.addEventListener('pointerleave', () => show(undefined));
}
