import dagre from '@dagrejs/dagre';
import type { TaskGroup } from './connected-tasks.ts';
import type { Graph, GraphTask } from './graph.ts';
import { type Layout, type Line, pageWidth, type Sizes } from './layout.ts';

/** From left to right reads best; a long chain goes from top to bottom where that is narrower. */
export function layered(graph: Graph, group: TaskGroup, sizes: Sizes): Layout {
  const across = directed(graph, group, sizes, 'LR');
  if (across.width <= pageWidth) return across;
  const down = directed(graph, group, sizes, 'TB');
  return down.width < across.width ? down : across;
}

function directed(graph: Graph, group: TaskGroup, sizes: Sizes, rankdir: 'LR' | 'TB'): Layout {
  const layout: InstanceType<typeof dagre.graphlib.Graph> = new dagre.graphlib.Graph({
    compound: true,
    multigraph: true,
  });
  layout.setGraph(
    rankdir === 'LR'
      ? { rankdir, nodesep: 24, ranksep: 70, edgesep: 12 }
      : { rankdir, nodesep: 16, ranksep: 50, edgesep: 8 },
  );
  const chosen = group.tasks.flatMap((i) => (graph.tasks[i] ? [[i, graph.tasks[i]] as const] : []));
  for (const [i, task] of chosen) addTask(layout, i, task, sizes);
  const edges = group.edges.flatMap((i) => (graph.edges[i] ? [[i, graph.edges[i]] as const] : []));
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
