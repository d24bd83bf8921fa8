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
  const placed = findings.map((finding) => {
    const diagnostic = locatedIn(finding, tree);
    const name = diagnostic.place?.source.name;
    if (name !== undefined && !files.has(name)) files.set(name, files.size);
    return { diagnostic, file: name === undefined ? -1 : (files.get(name) ?? 0), start: diagnostic.place?.start ?? 0 };
  });
  placed.sort((a, b) => a.file - b.file || a.start - b.start || compare(a.diagnostic.code, b.diagnostic.code));
  return placed.map(({ diagnostic }) => diagnostic);
}

function locatedIn({ also, ...finding }: Finding, tree: MapNode | undefined): Diagnostic {
  const found = !finding.place && tree && finding.path.length > 0 ? locate(tree, finding.path) : undefined;
  const related: Related[] = [...(finding.related ?? []), ...(found?.related ?? [])];
  for (const other of also ?? [])
    if (tree) related.push({ message: other.message, place: locate(tree, other.path).place });
  const diagnostic: { -readonly [K in keyof Diagnostic]: Diagnostic[K] } = finding;
  if (found) diagnostic.place = found.place;
  if (related.length > 0) diagnostic.related = related;
  return diagnostic;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
