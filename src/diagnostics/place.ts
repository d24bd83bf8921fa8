import { locate, type Project } from '../compose/project.ts';
import type { MapNode } from '../source/node.ts';
import type { Finding } from './declare.ts';
import type { Diagnostic, Related } from './diagnostic.ts';

/** Gives every finding its place in the sources and sorts by it: file, offset, code; findings without a place come first. */
export const place = (findings: readonly Finding[], project: Project | undefined): Diagnostic[] =>
  placeIn(findings, project?.tree);

/** The same for any tree, such as that of a JSON file. */
export function placeIn(findings: readonly Finding[], tree: MapNode | undefined): Diagnostic[] {
  const files = new Map<string, number>();
  const placed = findings.map(({ also, ...finding }): Diagnostic => {
    const found = !finding.place && tree && finding.path.length > 0 ? locate(tree, finding.path) : undefined;
    const related: Related[] = [...(finding.related ?? []), ...(found?.related ?? [])];
    for (const other of also ?? [])
      if (tree) related.push({ message: other.message, place: locate(tree, other.path).place });
    const at = finding.place ?? found?.place;
    if (at && !files.has(at.source.name)) files.set(at.source.name, files.size);
    return { ...finding, ...(at ? { place: at } : {}), ...(related.length > 0 ? { related } : {}) };
  });
  const file = (diagnostic: Diagnostic) => (diagnostic.place ? (files.get(diagnostic.place.source.name) ?? 0) : -1);
  return placed.sort(
    (a, b) => file(a) - file(b) || (a.place?.start ?? 0) - (b.place?.start ?? 0) || compare(a.code, b.code),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
