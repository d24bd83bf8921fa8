import { locate, type Project } from '../compose/project.ts';
import { addToGroup } from '../source/grouped-by.ts';
import type { MapNode } from '../source/node.ts';
import type { Span } from '../source/source.ts';
import type { Finding } from './declare.ts';
import type { Diagnostic, Related } from './diagnostic.ts';

/** Gives every finding its place in the sources and sorts by it: file, offset, code; findings without a place come first. */
export const place = (findings: readonly Finding[], project: Project | undefined): Diagnostic[] =>
  placeIn(findings, project?.tree);

/** The same for any tree, such as that of a JSON file. */
export function placeIn(findings: readonly Finding[], tree: MapNode | undefined): Diagnostic[] {
  const nowhere: Diagnostic[] = [];
  const files = new Map<string, Placed[]>();
  findings.forEach((finding) => {
    const diagnostic = tree ? locatedIn(finding, tree) : finding;
    if (!isPlaced(diagnostic)) {
      nowhere.push(diagnostic);
      return;
    }
    addToGroup(files, diagnostic.place.source.name, diagnostic);
  });
  const placed = [...files.values()].map((file) => file.sort(byPlace));
  return nowhere.sort(byCode).concat(...placed);
}

interface Placed extends Diagnostic {
  readonly place: Span;
}

const isPlaced = (diagnostic: Diagnostic): diagnostic is Placed => diagnostic.place !== undefined;

const byCode = (a: Diagnostic, b: Diagnostic): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
const byPlace = (a: Placed, b: Placed): number => a.place.start - b.place.start || byCode(a, b);

/** Most findings of a stage that knows the place come with it; the others get the same form. */
function locatedIn(finding: Finding, tree: MapNode): Finding {
  const { path, also } = finding;
  let { place, related } = finding;
  const open = !place && path.length > 0;
  if (!open && !also) return finding;
  if (open) {
    const located = locate(tree, path);
    place = located.place;
    related = joined(related, located.related);
  }
  if (also) {
    const others = also.map(({ message, path: other, place: known }) => ({
      message,
      place: known ?? locate(tree, other).place,
    }));
    related = joined(related, others);
  }
  const { code, severity, message, why, fix, service, usage } = finding;
  return { code, severity, message, why, fix, path, service, usage, place, related, also: undefined };
}

const joined = (some: Diagnostic['related'], more: readonly Related[]): Diagnostic['related'] =>
  more.length > 0 ? [...(some ?? []), ...more] : some;
