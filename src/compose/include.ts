import { declare, type Report } from '../diagnostics/declare.ts';
import { type Entry, isFloat, type MapNode, type Node, type Path } from '../source/node.ts';
import { tellIgnoredKeys } from './ignored-keys.ts';
import { entryAt, get, isNull, items, map, present, scalar, set, span, text, traced, without } from './nodes.ts';
import { applyResets, type Resets } from './resets.ts';
import { refuseType } from './schema.ts';

const see = 'https://github.com/compose-spec/compose-spec/blob/main/14-include.md';

export const includeNotList = declare(() => ({
  code: 'include/not-a-list',
  severity: 'error',
  message: 'include is not a list.',
  why: 'Compose reads a list of files, or of mappings with path.',
  fix: 'Write include: [FILE].',
  see,
}));

export const includeWithoutPath = declare(() => ({
  code: 'include/path-missing',
  severity: 'warning',
  message: 'This include names no file.',
  why: 'Without path there is nothing to include, and Compose passes over the entry.',
  fix: 'Add path: FILE, or remove the entry.',
  see,
}));

export const includeCycle = declare<{ loop: string }>(() => ({
  code: 'include/cycle',
  severity: 'error',
  message: ({ loop }) => `Files include each other in a circle: ${loop}.`,
  why: 'Reading would never end.',
  fix: 'Remove one of these includes.',
  see,
}));

export const includeTooDeep = declare<{ limit: number }>(() => ({
  code: 'include/too-deep',
  severity: 'error',
  message: ({ limit }) => `More than ${limit} files include each other in a row.`,
  why: 'Nobody can follow such a chain, and reading it would take all memory.',
  fix: 'Include the files from fewer levels.',
  see,
}));

/** One entry of `include`, its texts as written. */
export interface Included {
  readonly node: Node;
  readonly index: number;
  readonly paths: readonly Node[];
  readonly projectDirectory: Node | undefined;
  readonly envFiles: readonly Node[];
}

export interface IncludeHost {
  readonly report: Report;
  /** Reads one entry as a project of its own, paths absolute. Undefined when that failed, which it has reported. */
  load(included: Included): MapNode | undefined;
  /** Lays what this file says of a resource over what the included one says. */
  merge(path: readonly string[], base: Node, over: Node): Node;
}

const sections = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'];

/** Brings in the resources of included files; where both name one, this file is laid over the included one. */
export function applyInclude(root: MapNode, resets: Resets | undefined, host: IncludeHost): MapNode {
  const include = get(root, 'include');
  if (!include) return root;
  let merged = without(root, 'include');
  if (isNull(include)) return merged;
  if (include.kind !== 'list') {
    host.report(includeNotList, { path: ['include'], place: span(include) });
    return merged;
  }
  include.items.forEach((node, index) => {
    const included = read(node, index, host.report);
    const loaded = included && host.load(included);
    if (loaded) merged = bring(loaded, merged, node, resets, host);
  });
  return merged;
}

/** No schema is asked about `include`: the reference decodes it as it is. Null is as absent. */
function read(node: Node, index: number, report: Report): Included | undefined {
  const place: Path = ['include', index];
  if (node.kind !== 'map' && text(node) === undefined && !isNull(node)) {
    refuseType(node, place, ['string', 'object'], report);
    return undefined;
  }
  tellIgnoredKeys(node, place, report);
  const path = node.kind === 'map' ? get(node, 'path') : node;
  if (!present(path) || (path.kind === 'list' && path.items.length === 0)) {
    report(includeWithoutPath, { path: place, place: span(node) });
    return undefined;
  }
  const paths = many(path, [...place, 'path'], report);
  const envFiles = many(get(node, 'env_file'), [...place, 'env_file'], report);
  const projectDirectory = folder(get(node, 'project_directory'), [...place, 'project_directory'], report);
  return paths.length > 0 ? { node, index, paths, projectDirectory, envFiles } : undefined;
}

/** A text, or a list of texts. */
function many(node: Node | undefined, path: Path, report: Report): readonly Node[] {
  if (!present(node)) return [];
  if (text(node) !== undefined) return [node];
  if (node.kind !== 'list') refuseType(node, path, ['string', 'array'], report);
  return items(node).filter((item, index) => {
    if (text(item) !== undefined) return true;
    refuseType(item, [...path, index], ['string'], report);
    return false;
  });
}

/** A whole number is a name as well. */
function folder(node: Node | undefined, path: Path, report: Report): Node | undefined {
  if (!present(node) || text(node)) return node;
  if (text(node) === '') return undefined;
  if (node.kind === 'scalar' && typeof node.value === 'number' && !isFloat(node))
    return scalar(String(node.value), node);
  refuseType(node, path, ['string'], report);
  return undefined;
}

function bring(loaded: MapNode, into: MapNode, node: Node, resets: Resets | undefined, host: IncludeHost): MapNode {
  let merged = into;
  for (const section of sections) {
    const from = get(loaded, section);
    if (from?.kind !== 'map') continue;
    const to = get(merged, section);
    const all = new Map<string, Entry>(to?.kind === 'map' ? to.entries : []);
    for (const [name, entry] of from.entries) {
      const brought = traced(entry.value, { ...span(node), role: 'include' });
      const own = all.get(name);
      if (!own) {
        all.set(name, entryAt(entry, brought));
        continue;
      }
      const rest = applyResets(brought, resets?.below.get(section)?.below.get(name));
      all.set(name, entryAt(own, host.merge([section, name], rest, own.value)));
    }
    merged = set(merged, section, map(all, to ?? from), loaded.entries.get(section));
  }
  return merged;
}
