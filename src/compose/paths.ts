import { declare } from '../diagnostics/declare.ts';
import type { Node } from '../source/node.ts';
import { get, mapValues, present, scalar, set, span, text } from './nodes.ts';
import { isAbsolute, isWindowsAbsolute, join } from './path.ts';
import type { Pass } from './rewrite.ts';
import { type Context, parts } from './rules.ts';
import { asText } from './types/scalars.ts';

/** Where relative paths start, and what `~` is. Both absolute. */
export interface Places {
  readonly directory: string;
  readonly home?: string | undefined;
}

export type PathRule = (node: Node, places: Places, context: Context) => Node;

/** Makes the relative paths of a tree absolute. */
export const resolving = (places: Places): Pass => ({
  parts: parts.path,
  step: (node, { row }, context) => (row?.path ? row.path(node, places, context) : node),
});

function absolute(written: string, { directory, home }: Places): string {
  const expanded = written.startsWith('~') && home !== undefined ? join(home, written.slice(1)) : written;
  return isAbsolute(expanded) || isWindowsAbsolute(expanded) ? expanded : join(directory, expanded);
}

/** A file or folder of the project. */
export const filePath: PathRule = (node, places) => (text(node) === '' ? node : hostPath(node, places));

/** A file or folder of the host, as what a container shows is named by. Empty, as by a variable that is not set, it is the folder that paths start in. */
export const hostPath = (node: Node, places: Places): Node => {
  const written = text(node);
  return written === undefined ? node : scalar(absolute(written, places), node);
};

/** That for each value of a mapping, such as the keys of an agent by name; a list has none. A folder may be called `2026`. */
export const eachPath =
  (rule: PathRule): PathRule =>
  (node, places, context) =>
    node.kind === 'map' ? mapValues(node, (value) => rule(worded(value, context), places, context)) : node;

/** What is neither a text nor made one is left to the schema, which speaks of it. */
const worded = (node: Node, context: Context): Node =>
  node.kind === 'scalar' ? (asText(node, context) ?? node) : node;

/** A folder to build from, unless it is an address, another service, or a repository. */
export const contextPath: PathRule = (node, places, context) => {
  const written = text(node) ?? '';
  const remote = written.includes('://') || /^(?:service:|github\.com\/|git@)/.test(written);
  return remote ? node : filePath(node, places, context);
};

export const bindWithoutSource = declare(() => ({
  code: 'volumes/source-missing',
  severity: 'error',
  message: 'This bind mount has no source.',
  why: 'A bind mount shows a path of the host inside the container; without a source there is none.',
  fix: 'Add source: PATH, or use type: volume for a volume without a name.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#volumes',
}));

/** The source of a bind mount. */
export const mountPath: PathRule = (node, places, context) => {
  if (node.kind !== 'map' || text(get(node, 'type')) !== 'bind') return node;
  const source = get(node, 'source');
  if (!present(source)) {
    context.report(bindWithoutSource, { path: [...context.path], place: span(node) });
    return node;
  }
  return set(node, 'source', hostPath(source, places));
};

/** The folder behind a volume of the local driver that binds one. */
export const devicePath: PathRule = (node, places) => {
  const options = get(node, 'driver_opts');
  if (node.kind !== 'map' || options?.kind !== 'map') return node;
  const device = get(options, 'device');
  const binds = text(get(node, 'driver')) === 'local' && text(get(options, 'o')) === 'bind';
  if (!binds || !device) return node;
  return set(node, 'driver_opts', set(options, 'device', hostPath(device, places)));
};
