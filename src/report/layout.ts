import dagre from '@dagrejs/dagre';
import type { Graph, GraphTask } from './graph.ts';

/** Centre and size, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Middle of the label. */
  readonly label: { readonly x: number; readonly y: number } | undefined;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By index of the task in the graph. */
  readonly tasks: ReadonlyMap<number, Box>;
  /** By id of the node. */
  readonly nodes: ReadonlyMap<string, Box>;
  /** By index of the edge in the graph. */
  readonly lines: ReadonlyMap<number, Line>;
}

/** Sizes of texts, which only the drawing knows. */
export interface Sizes {
  readonly node: (lines: readonly string[]) => { readonly width: number; readonly height: number };
  readonly task: (label: string) => number;
  readonly label: (label: string) => number;
}

/** What fits a page beside another without being shrunk beyond reading. */
const pageWidth = 1150;
const gap = 28;
/** Room for the name of a task above its box. */
export const headRoom = 34;

/**
 * Tasks that have to do with each other are laid out together, and such groups stand in rows as wide as a page: one
 * layout of many tasks without lines between them would be a single column.
 */
export function layOut(graph: Graph, sizes: Sizes): Layout {
  const tasks = new Map<number, Box>();
  const nodes = new Map<string, Box>();
  const lines = new Map<number, Line>();
  const drawn = groups(graph).map((members) => narrower(graph, members, sizes));
  const most = Math.max(pageWidth, ...drawn.map(({ width }) => width));
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  let width = 0;
  for (const part of drawn) {
    if (x > 0 && x + part.width > most) {
      x = 0;
      y += rowHeight + gap;
      rowHeight = 0;
    }
    const moved = <T extends { readonly x: number; readonly y: number }>(at: T): T => ({
      ...at,
      x: at.x + x,
      y: at.y + y + headRoom,
    });
    for (const [key, box] of part.tasks) tasks.set(key, moved(box));
    for (const [key, box] of part.nodes) nodes.set(key, moved(box));
    for (const [key, { points, label }] of part.lines)
      lines.set(key, { points: points.map(moved), label: label && moved(label) });
    width = Math.max(width, x + part.width);
    rowHeight = Math.max(rowHeight, part.height + headRoom);
    x += part.width + gap;
  }
  return { width, height: y + rowHeight, tasks, nodes, lines };
}

/** Indexes of tasks that lines connect, in the order of their first tasks. */
function groups({ tasks, edges }: Graph): readonly (readonly number[])[] {
  const owner = new Map(tasks.flatMap(({ nodes }, i) => nodes.map(({ id }) => [id, i] as const)));
  const leader = tasks.map((_, i) => i);
  const find = (i: number): number => (leader[i] === i || leader[i] === undefined ? i : find(leader[i]));
  for (const { from, to } of edges) {
    const [a, b] = [owner.get(from), owner.get(to)];
    if (a === undefined || b === undefined) continue;
    const [low, high] = [find(a), find(b)].sort((one, other) => one - other);
    if (low !== undefined && high !== undefined) leader[high] = low;
  }
  const found = new Map<number, number[]>();
  for (const i of leader.keys()) found.set(find(i), [...(found.get(find(i)) ?? []), i]);
  return [...found.values()];
}

/** From left to right reads best; a long chain goes from top to bottom where that is narrower. */
function narrower(graph: Graph, members: readonly number[], sizes: Sizes): Layout {
  const across = oneGroup(graph, members, sizes, 'LR');
  if (across.width <= pageWidth) return across;
  const down = oneGroup(graph, members, sizes, 'TB');
  return down.width < across.width ? down : across;
}

function oneGroup(graph: Graph, members: readonly number[], sizes: Sizes, rankdir: 'LR' | 'TB'): Layout {
  const layout: InstanceType<typeof dagre.graphlib.Graph> = new dagre.graphlib.Graph({
    compound: true,
    multigraph: true,
  });
  layout.setGraph(
    rankdir === 'LR'
      ? { rankdir, nodesep: 24, ranksep: 70, edgesep: 12 }
      : { rankdir, nodesep: 16, ranksep: 50, edgesep: 8 },
  );
  const chosen = members.flatMap((i) => (graph.tasks[i] ? [[i, graph.tasks[i]] as const] : []));
  for (const [i, task] of chosen) addTask(layout, i, task, sizes);
  const edges = [...graph.edges.entries()].filter(([, { from, to }]) => layout.hasNode(from) && layout.hasNode(to));
  for (const [i, { from, to, label }] of edges)
    layout.setEdge(from, to, { width: sizes.label(label), height: 14, labelpos: 'c' }, `e${i}`);
  dagre.layout(layout);
  const { width = 0, height = 0 } = layout.graph();
  const lines = edges.map(([i, { from, to }]): [number, Line] => {
    const { points, x, y } = layout.edge(from, to, `e${i}`);
    return [i, { points, label: x === undefined || y === undefined ? undefined : { x, y } }];
  });
  return {
    width,
    height: height + 9,
    tasks: new Map(chosen.map(([i]) => [i, layout.node(`t${i}`)])),
    nodes: new Map(chosen.flatMap(([, task]) => task.nodes.map(({ id }) => [id, layout.node(id)] as const))),
    lines: new Map(lines),
  };
}

function addTask(layout: InstanceType<typeof dagre.graphlib.Graph>, i: number, task: GraphTask, sizes: Sizes): void {
  layout.setNode(`t${i}`, { label: task.label, width: sizes.task(task.label), height: 0 });
  for (const { id, lines } of task.nodes) {
    layout.setNode(id, { ...sizes.node(lines) });
    layout.setParent(id, `t${i}`);
  }
}
