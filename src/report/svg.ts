import { type Edge, edgeMeanings, type Graph, type GraphNode } from './graph.ts';
import type { Box, Layout, Sizes } from './layout.ts';
import { escapeMarkup } from './markup.ts';
import { layOut } from './page.ts';

const characterWidth = 7.2;
const lineHeight = 17;
const padding = 12;
const longestLine = 38;

const strokes: Readonly<Record<Edge['kind'], string>> = {
  link: 'class="edge"',
  localhost: 'class="edge"',
  connect: 'class="edge connect"',
  lost: 'class="edge lost"',
  order: 'class="edge order"',
  mount: 'class="edge mount"',
};

/** Lays the graph out and draws it. Colours come from CSS variables, so that a page can be light or dark. */
export function svg(graph: Graph): string {
  const layout = layOut(graph, sizes);
  // Names and labels come last, above every line.
  const parts = [
    ...graph.tasks.flatMap((_, i) => drawn(layout.tasks.get(i), drawTask)),
    ...drawEdges(graph, layout),
    ...graph.tasks
      .flatMap(({ nodes }) => nodes)
      .flatMap((node) => drawn(layout.nodes.get(node.id), (box) => drawNode(node, box))),
    ...graph.tasks.flatMap(({ label }, i) => drawn(layout.tasks.get(i), (box) => taskName(label, box))),
    ...drawLabels(graph, layout),
  ];
  const w = Math.ceil(layout.width + 2 * padding);
  const h = Math.ceil(layout.height + 2 * padding);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-padding} ${-padding} ${w} ${h}" width="${w}" height="${h}" style="--least:${Math.ceil(w * leastScale)}px" role="img" aria-labelledby="graph-title graph-text" font-family="ui-monospace, SFMono-Regular, Menlo, monospace" font-size="12">`,
    `<title id="graph-title">${escapeMarkup(`Tasks of ${graph.title}`)}</title>`,
    `<desc id="graph-text">${escapeMarkup(inWords(graph))}</desc>`,
    `<style>${style}</style>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>',
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** Beyond this a page scrolls the picture instead of shrinking it: its letters are 12 pixels high. */
const leastScale = 0.8;

const drawn = <T>(box: Box | undefined, draw: (box: Box) => T): T[] => (box ? [draw(box)] : []);

const style = `
.task{fill:var(--task,#f3f6fa);stroke:var(--line,#8a97a8)}
.box{fill:var(--box,#fff);stroke:var(--ink,#22303f)}
.volume{fill:var(--store,#fdf3d8);stroke:var(--ink,#22303f)}
text{fill:var(--ink,#22303f)}
.name{font-weight:bold}
.note{fill:var(--soft,#55647a)}
.edge{fill:none;stroke:var(--ink,#22303f);stroke-width:1.2}
.edge.connect{stroke-width:2.4}
.edge.order{stroke-dasharray:5 4}
.edge.lost{stroke:var(--bad,#b3261e);stroke-dasharray:2 3}
.edge.mount{stroke:var(--line,#8a97a8)}
.head{fill:var(--ink,#22303f)}
.label{fill:var(--soft,#55647a);font-size:11px}
.label,.over{paint-order:stroke;stroke:var(--task,#f3f6fa);stroke-width:4px}
@media screen and (prefers-color-scheme:dark){svg{--task:#1c2530;--box:#0f151c;--store:#3a3217;--ink:#e6edf5;--soft:#a9b6c6;--line:#6b7a8d;--bad:#ff8a80;--page:#10161d}svg:root{background:#10161d}}
`.replaceAll('\n', '');

const cut = (line: string): string => (line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line);

const sizes: Sizes = {
  node: (lines) => ({
    width: Math.max(...lines.map((line) => cut(line).length)) * characterWidth + 2 * padding,
    height: lines.length * lineHeight + padding,
  }),
  task: (label) => label.length * characterWidth + 2 * padding,
  label: (label) => cut(label).length * 6.6,
};

const n = (value: number): string => value.toFixed(1);
const corner = ({ x, y, width, height }: Box): string =>
  `x="${n(x - width / 2)}" y="${n(y - height / 2)}" width="${n(width)}" height="${n(height)}"`;

const drawTask = (box: Box): string =>
  `<rect class="task" ${corner({ ...box, y: box.y - 9, height: box.height + 18 })} rx="8"/>`;

const taskName = (label: string, box: Box): string =>
  `<text class="name over" x="${n(box.x - box.width / 2 + 8)}" y="${n(box.y - box.height / 2 - 2)}">${escapeMarkup(label)}</text>`;

function drawNode({ kind, lines }: GraphNode, box: Box): string {
  const top = box.y - box.height / 2 + padding / 2;
  const text = lines.map(
    (line, i) =>
      `<text class="${i === 0 ? 'name' : 'note'}" x="${n(box.x - box.width / 2 + padding)}" y="${n(top + (i + 0.75) * lineHeight)}">${escapeMarkup(cut(line))}</text>`,
  );
  const round = kind === 'volume' ? box.height / 2 : 4;
  return `<g><title>${escapeMarkup(lines.join(', '))}</title><rect class="${kind === 'volume' ? 'volume' : 'box'}" ${corner(box)} rx="${n(Math.min(round, 18))}"/>${text.join('')}</g>`;
}

function drawEdges(graph: Graph, layout: Layout): string[] {
  return graph.edges.flatMap(({ kind }, i) => {
    const line = layout.lines.get(i);
    if (!line) return [];
    const path = line.points.map(({ x, y }, step) => `${step === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join('');
    return [`<path ${strokes[kind]} d="${path}"${kind === 'mount' ? '' : ' marker-end="url(#arrow)"'}/>`];
  });
}

function drawLabels(graph: Graph, layout: Layout): string[] {
  return graph.edges.flatMap(({ label }, i) => {
    const at = layout.lines.get(i)?.label;
    if (!label || !at) return [];
    return [
      `<text class="label" text-anchor="middle" x="${n(at.x)}" y="${n(at.y + 4)}">${escapeMarkup(cut(label))}</text>`,
    ];
  });
}

/** The picture as sentences, for screen readers. */
export function inWords(graph: Graph): string {
  const names = new Map(graph.tasks.flatMap(({ nodes }) => nodes).map(({ id, lines }) => [id, lines[0] ?? id]));
  const tasks = graph.tasks.map(
    ({ label, nodes }) => `Task ${label} holds ${nodes.map(({ id }) => names.get(id)).join(', ')}.`,
  );
  const edges = graph.edges
    .filter(({ from, to }) => names.has(from) && names.has(to))
    .map(
      ({ from, to, kind, label }) =>
        `${names.get(from)} ${edgeMeanings[kind]} ${names.get(to)}${label ? ` (${label})` : ''}.`,
    );
  return [...tasks, ...edges].join(' ');
}
