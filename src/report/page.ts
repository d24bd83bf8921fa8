import { connectedTasks, type TaskGroup } from './connected-tasks.ts';
import type { Graph } from './graph.ts';
import { layered } from './layered.ts';
import { type Box, headRoom, type Layout, type Line, pageWidth, type Sizes } from './layout.ts';
import { stacked, straight } from './stacked.ts';

/** Between groups, in pixels. */
const gap = 28;

/** Boxes and lines of a group that is laid out in layers; the time grows faster than they do, and more make no picture that anybody can follow. */
const mostLayered = 400;

/**
 * Tasks that have to do with each other are laid out together, and such groups stand in rows as wide as a page: one
 * layout of many tasks without lines between them would be a single column. Of a group that is too large for that each
 * task stands alone, and its lines go straight over what is between.
 */
export function layOut(graph: Graph, sizes: Sizes): Layout {
  const placed = inRows(connectedTasks(graph).flatMap((group) => layOutGroup(graph, group, sizes)));
  const lines = new Map(placed.lines);
  graph.edges.forEach(({ from, to }, i) => {
    const [start, end] = [placed.nodes.get(from), placed.nodes.get(to)];
    if (start && end && !lines.has(i)) lines.set(i, straight(start, end));
  });
  return { ...placed, lines };
}

function layOutGroup(graph: Graph, { tasks, edges }: TaskGroup, sizes: Sizes): readonly Layout[] {
  const nodes = tasks.reduce((count, i) => count + (graph.tasks[i]?.nodes.length ?? 0), 0);
  return nodes + edges.length > mostLayered
    ? tasks.map((i) => stacked(graph, i, sizes))
    : [layered(graph, { tasks, edges }, sizes)];
}

function inRows(parts: readonly Layout[]): Layout {
  const tasks = new Map<number, Box>();
  const nodes = new Map<string, Box>();
  const lines = new Map<number, Line>();
  const most = parts.reduce((widest, part) => Math.max(widest, part.width), pageWidth);
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  let width = 0;
  for (const part of parts) {
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
