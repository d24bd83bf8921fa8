import type { Related } from '../diagnostics/diagnostic.ts';
import type { MapNode, Node, Path, Trace } from '../source/node.ts';
import { nearest } from '../source/node.ts';
import type { Span } from '../source/source.ts';
import type { ProjectModel } from './model.ts';

/** A project as it was read: its values, and for each path where it was written. */
export interface Project {
  readonly model: ProjectModel;
  /** The resolved tree behind `model`. */
  readonly tree: MapNode;
  /** Absolute; relative paths of the first file start here. */
  readonly directory: string;
  /** A fig file: services at top level. */
  readonly v1: boolean;
  /** Services left out by profiles; still the project's own. */
  readonly inactive: readonly string[];
  /** Every profile that a service names, left out or not; sorted. */
  readonly profiles?: readonly string[];
}

/** Whether the user wrote what stands at `path`; false for defaults and implied dependencies, and where nothing stands. */
export function written(project: Project, path: Path): boolean {
  const { node, depth } = nearest(project.tree, path);
  return depth === path.length && !node.implied;
}

export interface Place {
  readonly place: Span;
  readonly related: readonly Related[];
}

const roles: Record<Trace['role'], string> = {
  overrides: 'overrides this value',
  alias: 'used here through an alias',
  'merge-key': 'merged in here',
  extends: 'extended from here',
  include: 'included from here',
  variable: 'the variable is written here',
  default: 'the default is written here',
};

/** Where `path` was written: its value, or its key when the value is a collection, or the nearest thing above it. */
export function locate(tree: MapNode, path: Path): Place {
  const { node, entry } = nearest(tree, path);
  const place = entry && node.kind !== 'scalar' ? entry.key : { source: node.source, start: node.start, end: node.end };
  const traces = [...(node.trail ?? []), ...inherited(tree, path, node)];
  const related = traces.map(({ role, source, start, end }) => ({
    message: roles[role],
    place: { source, start, end },
  }));
  return { place, related };
}

/** What brought in the collections around a node, where it was written inside them; the nearest first. */
function inherited(tree: MapNode, path: Path, node: Node): Trace[] {
  const found = new Set<Trace>();
  for (const parent of parents(tree, path)) {
    if (!parent.trail || parent === node) continue;
    if (parent.source !== node.source || parent.start > node.start || node.end > parent.end) continue;
    for (const trace of parent.trail) if (trace.role === 'alias' || trace.role === 'merge-key') found.add(trace);
  }
  for (const own of node.trail ?? []) found.delete(own);
  return [...found];
}

/** The nodes that `path` leads through, the deepest first. */
function parents(tree: MapNode, path: Path): Node[] {
  const all: Node[] = [tree];
  let node: Node = tree;
  for (const step of path) {
    const inner = nearest(node, [step]);
    if (inner.depth === 0) break;
    node = inner.node;
    all.push(node);
  }
  return all.reverse();
}
