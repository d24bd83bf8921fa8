import { describe, expect, test } from 'vitest';
import type { Edge, Graph } from '../../src/report/graph.ts';
import type { Box, Sizes } from '../../src/report/layout.ts';
import { layOut } from '../../src/report/page.ts';

const sizes: Sizes = {
  node: (lines) => ({ width: 80 + 10 * lines.length, height: 20 }),
  task: (label) => 10 * label.length,
  label: () => 30,
};

/** Tasks of two boxes each, the first of which leads to that of another task. */
function graphOf(count: number, next: (at: number) => number): Graph {
  const tasks = Array.from({ length: count }, (_, at) => ({
    id: `t${at}`,
    label: `task ${at}`,
    nodes: [
      { id: `a${at}`, kind: 'container' as const, lines: ['a', 'image'] },
      { id: `b${at}`, kind: 'volume' as const, lines: ['b'] },
    ],
  }));
  const edges = tasks.map((_, at): Edge => ({ from: `a${at}`, to: `a${next(at)}`, kind: 'connect', label: 'x' }));
  return { title: 'x', tasks, edges };
}

const apart = (one: Box, other: Box): boolean =>
  Math.abs(one.x - other.x) * 2 >= one.width + other.width ||
  Math.abs(one.y - other.y) * 2 >= one.height + other.height;
const holds = (outer: Box, { x, y, width, height }: Box): boolean =>
  Math.abs(outer.x - x) * 2 + width <= outer.width && Math.abs(outer.y - y) * 2 + height <= outer.height;
/** Within the box, or on its border. */
const reaches = (box: Box, at: { readonly x: number; readonly y: number } | undefined): boolean =>
  at !== undefined && holds({ ...box, width: box.width + 1, height: box.height + 1 }, { ...at, width: 0, height: 0 });

describe.each([
  ['in layers', 8],
  ['in rows, as it is too large for layers', 200],
])('a ring of tasks %s', (_, count) => {
  const graph = graphOf(count, (at) => (at + 1) % count);
  const { width, height, tasks, nodes, lines } = layOut(graph, sizes);

  test('has every task beside the others, with its boxes', () => {
    const page = { x: width / 2, y: height / 2, width, height };
    const boxes = [...tasks.values()];
    expect(boxes).toHaveLength(count);
    expect(boxes.filter((box, at) => boxes.slice(at + 1).some((other) => !apart(box, other)))).toEqual([]);
    expect(boxes.filter((box) => !holds(page, box))).toEqual([]);
    graph.tasks.forEach((task, at) => {
      const [a, b] = task.nodes.map(({ id }) => nodes.get(id));
      const outer = tasks.get(at);
      expect(a && b && outer && apart(a, b) && holds(outer, a) && holds(outer, b)).toBe(true);
    });
  });

  test('has every line, from box to box', () => {
    expect(lines.size).toBe(count);
    graph.edges.forEach(({ from, to }, at) => {
      const [start, end] = [nodes.get(from), nodes.get(to)];
      const points = lines.get(at)?.points ?? [];
      expect(start && end && reaches(start, points[0]) && reaches(end, points.at(-1))).toBe(true);
    });
  });
});

test('ten thousand tasks are all drawn, in whatever order they are connected', () => {
  const ring = layOut(
    graphOf(10_000, (at) => (at + 1) % 10_000),
    sizes,
  );
  const backwards = layOut(
    graphOf(10_000, (at) => Math.max(0, at - 1)),
    sizes,
  );
  const { edges, ...rest } = graphOf(10_000, (at) => (at + 1) % 10_000);
  const reversed = layOut({ ...rest, edges: [...edges].reverse() }, sizes);
  for (const { tasks, lines } of [ring, backwards, reversed])
    expect([tasks.size, lines.size]).toEqual([10_000, 10_000]);
});

test('groups that share no line stand side by side in rows', () => {
  const { tasks, width } = layOut(
    graphOf(40, (at) => at),
    sizes,
  );
  expect(new Set([...tasks.values()].map(({ y }) => y)).size).toBeGreaterThan(1);
  expect(width).toBeLessThanOrEqual(1150);
});
