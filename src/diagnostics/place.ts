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
  const fileOf = (name: string): number => {
    const known = files.get(name);
    if (known !== undefined) return known;
    files.set(name, files.size);
    return files.size - 1;
  };
  const placed = findings.map((finding) => {
    const diagnostic = locatedIn(finding, tree);
    const at = diagnostic.place;
    return { diagnostic, file: at ? fileOf(at.source.name) : -1, start: at ? at.start : 0 };
  });
  placed.sort((a, b) => a.file - b.file || a.start - b.start || compare(a.diagnostic.code, b.diagnostic.code));
  return placed.map(({ diagnostic }) => diagnostic);
}

function locatedIn(finding: Finding, tree: MapNode | undefined): Diagnostic {
  if (finding.also) return alsoIn(finding, tree);
  if (finding.place || !tree || finding.path.length === 0) return finding;
  const { place, related } = locate(tree, finding.path);
  if (related.length === 0) return { ...finding, place };
  return { ...finding, place, related: [...(finding.related ?? []), ...related] };
}

/** The other paths of a finding are related places once they have one. */
function alsoIn({ also, ...finding }: Finding, tree: MapNode | undefined): Diagnostic {
  const diagnostic = locatedIn(finding, tree);
  if (!tree || !also || also.length === 0) return diagnostic;
  const others = also.map(({ message, path }): Related => ({ message, place: locate(tree, path).place }));
  return { ...diagnostic, related: [...(diagnostic.related ?? []), ...others] };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
