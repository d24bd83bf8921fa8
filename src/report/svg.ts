import dagre from '@dagrejs/dagre';
import { type Edge, edgeMeanings, type Graph, type GraphNode, type GraphTask } from './graph.ts';
import { escapeMarkup } from './markup.ts';

const characterWidth = 7.2;
const lineHeight = 17;
const padding = 12;
const longestLine = 38;
/** The name of a task stands above its box. */
const headRoom = 16;

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
  const layout = layOut(graph);
  const { width = 0, height = 0 } = layout.graph();
  const parts = [
    ...graph.tasks.map((task, i) => drawTask(task, layout.node(`t${i}`))),
    ...drawEdges(graph, layout),
    ...graph.tasks.flatMap(({ nodes }) => nodes).map((node) => drawNode(node, layout.node(node.id))),
  ];
  const w = Math.ceil(width + 2 * padding);
  const h = Math.ceil(height + 2 * padding + headRoom);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-padding} ${-padding - headRoom} ${w} ${h}" width="${w}" height="${h}" role="img" aria-labelledby="graph-title graph-text" font-family="ui-monospace, SFMono-Regular, Menlo, monospace" font-size="12">`,
    `<title id="graph-title">${escapeMarkup(`Tasks of ${graph.title}`)}</title>`,
    `<desc id="graph-text">${escapeMarkup(inWords(graph))}</desc>`,
    `<style>${style}</style>`,
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>',
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

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
.label{fill:var(--soft,#55647a);font-size:11px;paint-order:stroke;stroke:var(--page,#fff);stroke-width:3px}
@media (prefers-color-scheme:dark){svg:root{--task:#1c2530;--box:#0f151c;--store:#3a3217;--ink:#e6edf5;--soft:#a9b6c6;--line:#6b7a8d;--bad:#ff8a80;--page:#10161d;background:#10161d}}
`.replaceAll('\n', '');

const cut = (line: string): string => (line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line);

type Layout = InstanceType<typeof dagre.graphlib.Graph>;

function layOut(graph: Graph): Layout {
  const layout: Layout = new dagre.graphlib.Graph({ compound: true, multigraph: true });
  layout.setGraph({ rankdir: 'LR', nodesep: 24, ranksep: 70, edgesep: 12 });
  for (const [i, task] of graph.tasks.entries()) {
    layout.setNode(`t${i}`, { label: task.label, width: task.label.length * characterWidth + 2 * padding, height: 0 });
    for (const { id, lines } of task.nodes) {
      const longest = Math.max(...lines.map((line) => cut(line).length));
      layout.setNode(id, {
        width: longest * characterWidth + 2 * padding,
        height: lines.length * lineHeight + padding,
      });
      layout.setParent(id, `t${i}`);
    }
  }
  for (const [i, { from, to, label }] of graph.edges.entries())
    if (layout.hasNode(from) && layout.hasNode(to))
      layout.setEdge(from, to, { width: cut(label).length * 6.6, height: 14, labelpos: 'c' }, `e${i}`);
  dagre.layout(layout);
  return layout;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const n = (value: number): string => value.toFixed(1);
const corner = ({ x, y, width, height }: Box): string =>
  `x="${n(x - width / 2)}" y="${n(y - height / 2)}" width="${n(width)}" height="${n(height)}"`;

function drawTask(task: GraphTask, box: Box): string {
  const top = box.y - box.height / 2;
  return `<g><rect class="task" ${corner({ ...box, y: box.y - 9, height: box.height + 18 })} rx="8"/><text class="name" x="${n(box.x - box.width / 2 + 8)}" y="${n(top - 2)}">${escapeMarkup(task.label)}</text></g>`;
}

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
  return graph.edges.flatMap(({ from, to, kind, label }, i) => {
    const edge = layout.hasNode(from) && layout.hasNode(to) ? layout.edge(from, to, `e${i}`) : undefined;
    if (!edge) return [];
    const path = edge.points
      .map(({ x, y }: { x: number; y: number }, step: number) => `${step === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`)
      .join('');
    const arrow = kind === 'mount' ? '' : ' marker-end="url(#arrow)"';
    const text =
      label && edge.x !== undefined && edge.y !== undefined
        ? `<text class="label" text-anchor="middle" x="${n(edge.x)}" y="${n(edge.y + 4)}">${escapeMarkup(cut(label))}</text>`
        : '';
    return [`<g><path ${strokes[kind]} d="${path}"${arrow}/>${text}</g>`];
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
