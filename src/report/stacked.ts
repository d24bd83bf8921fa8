import type { Graph } from './graph.ts';
import type { Box, Layout, Line, Sizes } from './layout.ts';

const gap = 16;
const margin = 12;

/** One task with its containers and volumes below each other. */
export function stacked({ tasks }: Graph, i: number, sizes: Sizes): Layout {
  const { label = '', nodes: members = [] } = tasks[i] ?? {};
  const inner = members.map(({ id, lines }) => [id, sizes.node(lines)] as const);
  const width = inner.reduce((widest, [, size]) => Math.max(widest, size.width + 2 * margin), sizes.task(label));
  const nodes = new Map<string, Box>();
  let y = gap;
  for (const [id, size] of inner) {
    nodes.set(id, { ...size, x: width / 2, y: y + size.height / 2 });
    y += size.height + gap;
  }
  const task = { x: width / 2, y: y / 2, width, height: y };
  return { width, height: y + 9, tasks: new Map([[i, task]]), nodes, lines: new Map() };
}

/** From border to border. */
export function straight(from: Box, to: Box): Line {
  return {
    points: [border(from, to), border(to, from)],
    label: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
  };
}

/** Where the line from the centre of a box to that of another one leaves it. */
function border(box: Box, toward: Box): { readonly x: number; readonly y: number } {
  const [dx, dy] = [toward.x - box.x, toward.y - box.y];
  const part = Math.min(1, box.width / 2 / Math.abs(dx), box.height / 2 / Math.abs(dy));
  return { x: box.x + dx * part, y: box.y + dy * part };
}
