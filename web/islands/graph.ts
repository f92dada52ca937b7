// Draws the citations around a text above the table that lists them: what cites it on the side where
// lines begin, what it cites on the other, one column a step. Every text is a link to its own graph;
// arrow keys go from text to text. Without this script the table stands alone.
import { scalePoint } from 'd3-scale';
import { select, type Selection } from 'd3-selection';

interface Text {
  name: string;
  title: string;
  step: number;
  held: boolean;
  graph_address: string;
}
interface Edge {
  citing: string;
  cited: string;
}
interface Graph {
  nodes: Text[];
  edges: Edge[];
}
/** A text with its place in the drawing. */
interface Placed extends Text {
  x: number;
  y: number;
}
type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

const figure = document.querySelector<HTMLElement>('#graph');
const rightToLeft = document.documentElement.dir === 'rtl';
const [line, margin, dot, letter] = [24, 14, 5, 6.6];

function placed(graph: Graph, width: number): { texts: Placed[]; height: number; column: number } {
  const steps = [...new Set(graph.nodes.map(({ step }) => step))].sort((a, b) => a - b);
  const most = Math.max(...steps.map((step) => graph.nodes.filter((node) => node.step === step).length));
  const height = most * line + 2 * margin;
  const column = (width - 2 * margin) / Math.max(1, steps.length);
  const ends: [number, number] = [margin + dot, width - margin - column + dot];
  const x = scalePoint(steps, rightToLeft ? [width - ends[0], width - ends[1]] : ends);
  const texts = steps.flatMap((step) => {
    const these = graph.nodes.filter((node) => node.step === step);
    const top = (height - these.length * line) / 2 + line / 2;
    return these.map((node, i) => ({ ...node, x: x(step) ?? width / 2, y: top + i * line }));
  });
  return { texts, height, column };
}

// The end of a symbol tells it from its neighbours.
function short(name: string, letters: number): string {
  return name.length <= letters ? name : `…${name.slice(name.length - Math.max(1, letters - 1))}`;
}

function drawEdges(svg: Svg, graph: Graph, texts: Placed[]): void {
  const at = new Map(texts.map((text) => [text.name, text]));
  const lines = graph.edges.flatMap((edge) => {
    const [from, to] = [at.get(edge.citing), at.get(edge.cited)];
    return from && to ? [{ ...edge, from, to }] : [];
  });
  svg.append('g').attr('class', 'edges').selectAll('path').data(lines).join('path')
    .attr('data-citing', (each) => each.citing)
    .attr('data-cited', (each) => each.cited)
    .attr('d', ({ from, to }) => {
      const middle = (from.x + to.x) / 2;
      return `M${from.x},${from.y}C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`;
    });
}

function drawTexts(svg: Svg, texts: Placed[], column: number): void {
  const letters = Math.floor((column - 3 * dot - margin) / letter);
  const links = svg.selectAll<SVGAElement, Placed>('a.text').data(texts).join('a')
    .attr('class', (text) => `text${text.held ? '' : ' missing'}${text.step === 0 ? ' centre' : ''}`)
    .attr('href', (text) => text.graph_address)
    .attr('aria-label', (text) => (text.title ? `${text.name}: ${text.title}` : text.name))
    .attr('tabindex', (text) => (text.step === 0 ? 0 : -1));
  links.append('title').text((text) => (text.title ? `${text.name}: ${text.title}` : text.name));
  links.append('circle').attr('r', dot).attr('cx', ({ x }) => x).attr('cy', ({ y }) => y);
  links.append('text').attr('y', ({ y }) => y + 4)
    .attr('x', ({ x }) => x + (rightToLeft ? -1 : 1) * (dot + 5))
    .attr('text-anchor', rightToLeft ? 'end' : 'start')
    .attr('direction', 'ltr')
    .text(({ name }) => (letters > 3 ? short(name, letters) : ''));
  const tell = (name: string, near: boolean): void => {
    svg.selectAll<SVGPathElement, Edge>('.edges path')
      .classed('near', (edge) => near && (edge.citing === name || edge.cited === name));
  };
  links.on('focus pointerenter', (_event, text) => tell(text.name, true));
  links.on('blur pointerleave', (_event, text) => tell(text.name, false));
}

// Up and down in a column, or to the nearest text of the next one.
function next(texts: Placed[], from: Placed, key: string): number {
  const along = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const down = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  let [best, least] = [-1, Infinity];
  texts.forEach((text, i) => {
    const ahead = along !== 0 ? (text.x - from.x) * along : (text.y - from.y) * down;
    if (ahead <= 0.5 || (down !== 0 && text.step !== from.step)) return;
    const far = along !== 0 ? ahead * 1000 + Math.abs(text.y - from.y) : ahead;
    if (far < least) [best, least] = [i, far];
  });
  return best;
}

function takeKeys(svg: Svg, texts: Placed[]): void {
  const links = svg.selectAll<SVGAElement, Placed>('a.text').nodes();
  svg.on('keydown', (event: KeyboardEvent) => {
    const at = links.indexOf(document.activeElement as unknown as SVGAElement);
    const from = texts[at];
    if (!from || !event.key.startsWith('Arrow')) return;
    event.preventDefault();
    const to = next(texts, from, event.key);
    if (to < 0) return;
    links[at]?.setAttribute('tabindex', '-1');
    links[to]?.setAttribute('tabindex', '0');
    links[to]?.focus();
  });
}

function draw(place: HTMLElement, graph: Graph): void {
  const width = Math.max(300, Math.floor(place.clientWidth));
  place.replaceChildren();
  if (graph.nodes.length < 2) return;
  const { texts, height, column } = placed(graph, width);
  const svg = select(place).append('svg').attr('role', 'group').attr('width', '100%')
    .attr('viewBox', `0 0 ${width} ${height}`).attr('aria-label', figure?.dataset['title'] ?? '');
  drawEdges(svg, graph, texts);
  drawTexts(svg, texts, column);
  takeKeys(svg, texts);
}

async function start(place: HTMLElement): Promise<void> {
  const response = await fetch(place.dataset['address'] ?? '');
  if (!response.ok) return;
  const graph = (await response.json()) as Graph;
  const drawing = document.createElement('div');
  place.append(drawing);
  let wide = 0;
  new ResizeObserver(() => {
    if (Math.abs(place.clientWidth - wide) < 2) return;
    wide = place.clientWidth;
    draw(drawing, graph);
  }).observe(place);
}

if (figure) void start(figure);
