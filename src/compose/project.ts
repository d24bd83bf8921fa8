import type { Related } from '../diagnostics/diagnostic.ts';
import type { MapNode, Node, Path, Trace } from '../source/node.ts';
import { child, nearest } from '../source/node.ts';
import type { Source, Span } from '../source/source.ts';
import type { ProjectModel } from './model.ts';
import { span } from './nodes.ts';

/** A project as it was read: its values, and for each path where it was written. */
export interface Project {
  readonly model: ProjectModel;
  /** The resolved tree behind `model`. */
  readonly tree: MapNode;
  /** Absolute; relative paths of the first file start here. */
  readonly directory: string;
  /** A fig file: services at top level. */
  readonly v1: boolean;
  /** The Compose files behind it. */
  readonly sources?: readonly Source[];
  /** Services left out by profiles; still the project's own. */
  readonly inactive: readonly string[];
  /** Every profile that a service names, left out or not; sorted. */
  readonly profiles?: readonly string[];
}

/** Whether the user wrote what stands at `path`; false for defaults and implied dependencies, and where nothing stands. */
export function written(project: Project, path: Path): boolean {
  const { node, depth } = nearest(project.tree, path);
  return depth === path.length && !node.marks?.implied;
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
  const { node, entry, traced } = nearest(tree, path);
  const place = span(entry && node.kind !== 'scalar' ? entry : node);
  if (!traced && !node.marks?.trail) return { place, related: none };
  return { place, related: traces(tree, path, node).map(relatedBy) };
}

const none: readonly never[] = [];

const relatedBy = ({ role, source, start, end }: Trace): Related => ({
  message: roles[role],
  place: { source, start, end },
});

/** A node's own trail, and what brought in the collections around it, where it was written inside them; the nearest first. */
function traces(tree: MapNode, path: Path, node: Node): readonly Trace[] {
  const above = tracedAbove(tree, path, node);
  const trail = node.marks?.trail ?? none;
  if (!above) return trail;
  const own = new Set(trail);
  const found = [...trail];
  for (const { source, start, end, marks } of above) {
    if (source !== node.source || start > node.start || node.end > end) continue;
    for (const trace of marks?.trail ?? [])
      if ((trace.role === 'alias' || trace.role === 'merge-key') && !own.has(trace)) {
        own.add(trace);
        found.push(trace);
      }
  }
  return found;
}

/** The nodes with a trail that `path` leads through to a node, the deepest first. */
function tracedAbove(tree: MapNode, path: Path, node: Node): readonly Node[] | undefined {
  let found: Node[] | undefined;
  let parent: Node | undefined = tree;
  for (let depth = 0; parent && parent !== node && depth < path.length; depth++) {
    if (parent.marks?.trail) found = [parent, ...(found ?? [])];
    parent = child(parent, path[depth] ?? '');
  }
  return found;
}
