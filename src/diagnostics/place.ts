import { locate, type Project } from '../compose/project.ts';
import type { MapNode } from '../source/node.ts';
import type { Finding } from './declare.ts';
import type { Diagnostic, Related } from './diagnostic.ts';

/** Gives every finding its place in the sources and sorts by it: file, offset, code; findings without a place come first. */
export const place = (findings: readonly Finding[], project: Project | undefined): Diagnostic[] =>
  placeIn(findings, project?.tree);

/** More than the length of any text: what follows a file follows all places in it. */
const longestText = 2 ** 32;

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
    return { diagnostic, order: at ? fileOf(at.source.name) * longestText + at.start : -1 };
  });
  placed.sort((a, b) => a.order - b.order || compare(a.diagnostic.code, b.diagnostic.code));
  return placed.map(({ diagnostic }) => diagnostic);
}

function locatedIn(finding: Finding, tree: MapNode | undefined): Diagnostic {
  const { code, severity, message, why, fix, path, service, usage, also } = finding;
  let { place, related } = finding;
  if (tree && !place && path.length > 0) {
    const located = locate(tree, path);
    place = located.place;
    related = joined(related, located.related);
  }
  if (tree && also) {
    const others = also.map((other) => ({ message: other.message, place: locate(tree, other.path).place }));
    related = joined(related, others);
  }
  return { code, severity, message, why, fix, path, service, usage, place, related };
}

const joined = (some: Diagnostic['related'], more: readonly Related[]): Diagnostic['related'] =>
  more.length > 0 ? [...(some ?? []), ...more] : some;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
