// Draws the plot of a search's counts above the table that prints them. Every mark is a link to the
// search that finds what it counts; arrow keys go from mark to mark, so that a plot is one stop on
// the way of the tabulator. Without this script the table stands alone.
import { axisBottom, axisLeft, axisRight } from 'd3-axis';
import { scaleBand, scaleLinear, scaleSqrt } from 'd3-scale';
import { select, type Selection } from 'd3-selection';

interface Value {
  value: string;
  name: string;
  count: { value: number; address: string };
  group?: string;
}
interface Row extends Value {
  counts: number[];
}
interface Table {
  plot: string;
  row_facet: string;
  column_facet: string;
  count: { address: string };
  columns: Value[];
  rows: Row[];
}
/** A count that is drawn; row and column say where it stands among its neighbours. */
interface Mark {
  row: number;
  column: number;
  count: number;
  label: string;
  address: string;
}
type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

const figure = document.querySelector<HTMLElement>('#plot');
const rightToLeft = document.documentElement.dir === 'rtl';
// The digits of UN documents, as the server writes them (locale of data/messages).
const numbers = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: 'latn' });
// A name that may run the other way, within a label (FSI, PDI).
const isolated = (name: string): string => (rightToLeft ? `\u2068${name}\u2069` : name);
const comma = rightToLeft ? '، ' : ', ';

// Words of the page's language stand in its table; the answer has codes.
function groupName(group: string): string {
  const row = document.querySelector<HTMLElement>(`#counts [data-group="${CSS.escape(group)}"]`);
  return row?.dataset['groupName'] ?? group;
}

function told(table: Table): Table {
  const names = new Map<string, string>();
  for (const head of document.querySelectorAll<HTMLElement>('#counts [data-value]')) {
    names.set(`${head.dataset['facet']} ${head.dataset['value']}`, head.dataset['name'] ?? '');
  }
  const named = <T extends Value>(facet: string, values: T[]): T[] =>
    values.map((each) => ({ ...each, name: names.get(`${facet} ${each.value}`) || each.name }));
  return {
    ...table,
    rows: named(table.row_facet, table.rows),
    columns: named(table.column_facet, table.columns),
  };
}

// The address of what both values have, as the server makes it (service/search_addresses).
function addressOf(table: Table, row: Row, column: Value): string {
  const url = new URL(table.count.address, location.origin);
  for (const [facet, value] of [
    [table.row_facet, row.value],
    [table.column_facet, column.value],
  ] as const) {
    const kept = url.searchParams.getAll(facet).filter((each) => each.startsWith('-'));
    url.searchParams.delete(facet);
    for (const each of [...kept, value]) url.searchParams.append(facet, each);
  }
  return url.pathname + url.search;
}

function marksOf(table: Table): Mark[] {
  return table.rows.flatMap((row, at) =>
    row.counts.flatMap((count, column) => {
      const of = table.columns[column];
      if (count === 0 || !of) return [];
      const label = `${isolated(row.name)}${comma}${isolated(of.name)}: ${numbers.format(count)}`;
      return [{ row: at, column, count, label, address: addressOf(table, row, of) }];
    }),
  );
}

function drawMarks(svg: Svg, marks: Mark[], kind: (mark: Mark) => string): Selection<SVGRectElement, Mark, SVGSVGElement, unknown> {
  const links = svg
    .selectAll<SVGAElement, Mark>('a.mark')
    .data(marks)
    .join('a')
    .attr('class', 'mark')
    .attr('href', (mark) => mark.address)
    .attr('aria-label', (mark) => mark.label)
    .attr('tabindex', (_mark, i) => (i === 0 ? 0 : -1));
  const rects = links.append('rect').attr('class', kind);
  rects.append('title').text((mark) => mark.label);
  return rects;
}

// Arrow keys: along a row, or to the nearest row that has a mark in this or a near column.
function step(marks: Mark[], from: number, rows: number, columns: number): number {
  const here = marks[from];
  if (!here) return from;
  let best = from;
  let least = Infinity;
  marks.forEach((mark, i) => {
    const ahead = rows !== 0 ? (mark.row - here.row) * rows : (mark.column - here.column) * columns;
    const aside = rows !== 0 ? Math.abs(mark.column - here.column) : Math.abs(mark.row - here.row);
    if (ahead <= 0 || (rows === 0 && aside > 0)) return;
    const far = ahead * 1000 + aside;
    if (far < least) [best, least] = [i, far];
  });
  return best;
}

function takeKeys(svg: Svg, marks: Mark[], rowsGo: 'down' | 'along'): void {
  const links = svg.selectAll<SVGAElement, Mark>('a.mark').nodes();
  const along = rightToLeft ? -1 : 1;
  const ways: Record<string, [number, number]> =
    rowsGo === 'down'
      ? { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, along], ArrowLeft: [0, -along] }
      : { ArrowRight: [along, 0], ArrowLeft: [-along, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  svg.on('keydown', (event: KeyboardEvent) => {
    const way = ways[event.key];
    const from = links.indexOf(document.activeElement as unknown as SVGAElement);
    if (!way || from < 0) return;
    event.preventDefault();
    const to = step(marks, from, way[0], way[1]);
    links[from]?.setAttribute('tabindex', '-1');
    links[to]?.setAttribute('tabindex', '0');
    links[to]?.focus();
  });
}

function kindOf(table: Table, mark: Mark): string {
  return `of-${table.columns[mark.column]?.value ?? ''}`;
}

/** Where each mark's count begins among those of its row, in the order of the columns. */
function beginsOf(table: Table): (mark: Mark) => number {
  return (mark) =>
    (table.rows[mark.row]?.counts ?? []).slice(0, mark.column).reduce((sum, one) => sum + one, 0);
}

const sumOf = (row: Row): number => row.counts.reduce((sum, one) => sum + one, 0);

// Columns upon each other, one for each row of the table: a course in time.
function drawTime(svg: Svg, table: Table, width: number): void {
  const [height, left, bottom] = [280, 48, 24];
  const marks = marksOf(table);
  const across: [number, number] = rightToLeft ? [width - left, 8] : [left, width - 8];
  const x = scaleBand(table.rows.map((row) => row.value), across).padding(0.15);
  const y = scaleLinear([0, Math.max(1, ...table.rows.map(sumOf))], [height - bottom, 8]).nice();
  svg.attr('viewBox', `0 0 ${width} ${height}`);
  const every = Math.ceil((table.rows.length * 28) / width);
  const ticks = table.rows.filter((_row, i) => i % every === 0).map((row) => row.value);
  svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${height - bottom})`)
    .call(axisBottom(x).tickValues(ticks).tickSizeOuter(0));
  const side = svg.append('g').attr('class', 'axis').attr('transform', `translate(${rightToLeft ? width - left : left},0)`);
  const axis = (rightToLeft ? axisRight(y) : axisLeft(y)).ticks(5).tickFormat((each) => numbers.format(Number(each)));
  side.call(axis);
  const begin = beginsOf(table);
  drawMarks(svg, marks, (mark) => kindOf(table, mark))
    .attr('x', (mark) => x(table.rows[mark.row]?.value ?? '') ?? 0)
    .attr('width', x.bandwidth())
    .attr('y', (mark) => y(begin(mark) + mark.count))
    .attr('height', (mark) => y(begin(mark)) - y(begin(mark) + mark.count));
  takeKeys(svg, marks, 'along');
}

// Bars from the side where lines begin; as shares of the row, or as counts.
function drawBars(svg: Svg, table: Table, width: number, shares: boolean): void {
  const [line, longest] = [26, Math.max(1, ...table.rows.map(sumOf))];
  const names = Math.min(width * 0.4, 8 + 7.2 * Math.max(...table.rows.map((row) => row.name.length)));
  const height = line * table.rows.length + 4;
  const marks = marksOf(table);
  const across: [number, number] = rightToLeft ? [width - names, 44] : [names, width - 44];
  const x = scaleLinear([0, shares ? 1 : longest], across);
  svg.attr('viewBox', `0 0 ${width} ${height}`);
  const begin = beginsOf(table);
  const whole = (mark: Mark): number => (shares ? sumOf(table.rows[mark.row] as Row) : 1);
  const from = (mark: Mark): number => x(begin(mark) / whole(mark));
  const to = (mark: Mark): number => x((begin(mark) + mark.count) / whole(mark));
  const most = Math.floor(names / 7.2);
  const labels = svg.append('g').attr('class', 'labels');
  table.rows.forEach((row, at) => {
    const middle = line * at + line / 2 + 4;
    const name = row.name.length > most ? `${row.name.slice(0, most - 1)}…` : row.name;
    labels.append('text').attr('x', rightToLeft ? width : 0).attr('y', middle).text(isolated(name));
    const end = shares ? across[1] : x(sumOf(row));
    labels.append('text').attr('class', 'number').attr('x', end + (rightToLeft ? -6 : 6)).attr('y', middle)
      .text(numbers.format(sumOf(row)));
  });
  drawMarks(svg, marks, (mark) => kindOf(table, mark))
    .attr('x', (mark) => Math.min(from(mark), to(mark)))
    .attr('width', (mark) => Math.max(1, Math.abs(to(mark) - from(mark)) - 1))
    .attr('y', (mark) => line * mark.row + 3)
    .attr('height', line - 6);
  takeKeys(svg, marks, 'down');
}

/** The UN's regional groups in their alphabet, those without one last. */
function groupsOf(values: Value[]): string[] {
  const groups = [...new Set(values.map((each) => each.group ?? ''))].sort();
  return groups[0] === '' ? [...groups.slice(1), ''] : groups;
}

// One equal tile a State, by regional group and name; no borders, no sizes.
function drawTiles(svg: Svg, table: Table, width: number): void {
  const [size, gap] = [40, 4];
  const inLine = Math.max(1, Math.floor((width + gap) / (size + gap)));
  const strength = scaleSqrt([0, Math.max(1, ...table.rows.map((row) => row.count.value))], [0, 0.6]);
  let top = 0;
  for (const group of groupsOf(table.rows)) {
    const rows = table.rows.filter((row) => (row.group ?? '') === group);
    svg.append('text').attr('class', 'group').attr('x', rightToLeft ? width : 0).attr('y', top + 16).text(groupName(group));
    top += 24;
    rows.forEach((row, i) => {
      const along = (i % inLine) * (size + gap);
      const label = `${isolated(row.name)}: ${numbers.format(row.count.value)}`;
      const tile = svg.append('a').attr('class', 'tile').attr('href', row.count.address)
        .attr('aria-label', label).attr('tabindex', top === 24 && i === 0 ? 0 : -1)
        .attr('transform', `translate(${rightToLeft ? width - size - along : along},${top + Math.floor(i / inLine) * (size + gap)})`);
      tile.append('title').text(label);
      tile.append('rect').attr('class', 'ground').attr('width', size).attr('height', size);
      tile.append('rect').attr('class', 'strength').attr('width', size).attr('height', size)
        .attr('fill-opacity', strength(row.count.value));
      tile.append('text').attr('x', size / 2).attr('y', 17).text(row.value);
      tile.append('text').attr('class', 'number').attr('x', size / 2).attr('y', 32).text(numbers.format(row.count.value));
    });
    top += Math.ceil(rows.length / inLine) * (size + gap) + 8;
  }
  svg.attr('viewBox', `0 0 ${width} ${top}`);
  takeTileKeys(svg, inLine);
}

function takeTileKeys(svg: Svg, inLine: number): void {
  const tiles = svg.selectAll<SVGAElement, unknown>('a.tile').nodes();
  const along = rightToLeft ? -1 : 1;
  const ways: Record<string, number> = { ArrowRight: along, ArrowLeft: -along, ArrowDown: inLine, ArrowUp: -inLine };
  svg.on('keydown', (event: KeyboardEvent) => {
    const way = ways[event.key];
    const from = tiles.indexOf(document.activeElement as unknown as SVGAElement);
    if (!way || from < 0) return;
    event.preventDefault();
    const to = Math.min(tiles.length - 1, Math.max(0, from + way));
    tiles[from]?.setAttribute('tabindex', '-1');
    tiles[to]?.setAttribute('tabindex', '0');
    tiles[to]?.focus();
  });
}

// States against States: a square for each pair that has a count, both sides by group and name.
function drawMatrix(svg: Svg, table: Table, width: number): void {
  const inOrder = (values: Value[]): number[] => {
    const groups = groupsOf(values);
    return values.map((_value, i) => i).sort((a, b) => {
      const group = (i: number): number => groups.indexOf(values[i]?.group ?? '');
      return group(a) - group(b) || a - b;
    });
  };
  const [rowOrder, columnOrder] = [inOrder(table.rows), inOrder(table.columns)];
  const names = 40;
  const size = Math.max(4, Math.min(22, (width - names) / Math.max(1, table.columns.length)));
  const marks = marksOf(table).map((mark) => ({
    ...mark,
    row: rowOrder.indexOf(mark.row),
    column: columnOrder.indexOf(mark.column),
  }));
  const wide = Math.max(width, names + size * table.columns.length);
  const height = names + size * table.rows.length;
  const strength = scaleSqrt([0, Math.max(1, ...marks.map((mark) => mark.count))], [0.15, 1]);
  const left = (column: number): number => (rightToLeft ? wide - names - size * (column + 1) : names + size * column);
  svg.attr('viewBox', `0 0 ${wide} ${height}`).attr('class', 'matrix');
  const labels = svg.append('g').attr('class', 'labels');
  if (size >= 9) {
    columnOrder.forEach((of, at) => {
      labels.append('text').attr('class', 'upright').text(table.columns[of]?.value ?? '')
        .attr('transform', `translate(${left(at) + size / 2 + 4},${names - 4}) rotate(-90)`);
    });
    rowOrder.forEach((of, at) => {
      labels.append('text').attr('x', rightToLeft ? wide : 0).attr('y', names + size * at + size / 2 + 4).text(table.rows[of]?.value ?? '');
    });
  }
  drawMarks(svg, marks, () => 'cell')
    .attr('x', (mark) => left(mark.column))
    .attr('y', (mark) => names + size * mark.row)
    .attr('width', size - 0.5)
    .attr('height', size - 0.5)
    .attr('fill-opacity', (mark) => strength(mark.count));
  takeKeys(svg, marks, 'down');
}

function draw(place: HTMLElement, table: Table): void {
  const width = Math.max(300, Math.floor(place.clientWidth));
  place.replaceChildren();
  if (table.rows.length === 0 || table.columns.length === 0) return;
  const svg = select(place).append('svg').attr('role', 'group').attr('width', '100%')
    .attr('aria-label', figure?.dataset['title'] ?? '').attr('xmlns', 'http://www.w3.org/2000/svg');
  if (table.plot === 'time') drawTime(svg, table, width);
  else if (table.plot === 'positions') drawBars(svg, table, width, true);
  else if (table.plot === 'themes') drawBars(svg, table, width, false);
  else if (table.plot === 'states') drawTiles(svg, table, width);
  else drawMatrix(svg, table, width);
}

// A copy that stands alone: what the style sheet says becomes attributes.
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [[...svg.querySelectorAll('*')], [...copy.querySelectorAll('*')]];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of ['fill', 'stroke', 'font-size', 'font-family', 'text-anchor', 'direction']) {
      if (!to[i]?.getAttribute(name)) to[i]?.setAttribute(name, style.getPropertyValue(name));
    }
    const address = element.getAttribute('href');
    if (address) to[i]?.setAttribute('href', new URL(address, location.origin).href);
  });
  const box = svg.viewBox.baseVal;
  copy.setAttribute('width', String(box.width));
  copy.setAttribute('height', String(box.height));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([standalone(svg)], { type: 'image/svg+xml' }));
  await image.decode();
  const canvas = document.createElement('canvas');
  const scale = 2; // dots for each pixel, for paper
  canvas.width = image.naturalWidth * scale;
  canvas.height = image.naturalHeight * scale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((blob) => blob && save(blob, name), 'image/png');
}

async function start(place: HTMLElement): Promise<void> {
  const response = await fetch(place.dataset['address'] ?? '');
  if (!response.ok) return;
  const table = told((await response.json()) as Table);
  const drawing = document.createElement('div');
  place.append(drawing);
  let wide = 0;
  new ResizeObserver(() => {
    if (Math.abs(place.clientWidth - wide) < 2) return;
    wide = place.clientWidth;
    draw(drawing, table);
  }).observe(place);
  const svg = (): SVGSVGElement | null => drawing.querySelector('svg');
  for (const button of document.querySelectorAll<HTMLButtonElement>('#take button')) {
    button.hidden = table.rows.length === 0;
    button.addEventListener('click', () => {
      const drawn = svg();
      if (!drawn) return;
      if (button.value === 'png') void savePng(drawn, `${table.plot}.png`);
      else save(new Blob([standalone(drawn)], { type: 'image/svg+xml' }), `${table.plot}.svg`);
    });
  }
}

if (figure) void start(figure);
