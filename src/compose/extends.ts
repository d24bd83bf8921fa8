import { declare, type Report } from '../diagnostics/declare.ts';
import type { Entry, MapNode, Node } from '../source/node.ts';
import { tellIgnoredKeys } from './ignored-keys.ts';
import { entryAt, get, isNull, span, text, traced, without } from './nodes.ts';
import { applyResets, type Resets } from './resets.ts';

const see = 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#extends';

export const extendsUnknown = declare<{ service: string; file: string }>(() => ({
  code: 'extends/unknown-service',
  severity: 'error',
  message: ({ service, file }) => `There is no service "${service}" in ${file} to extend.`,
  why: 'extends copies the definition of another service; that one does not exist.',
  fix: 'Correct the name, or add file: where the service stands in another file.',
  see,
}));

export const extendsCycle = declare<{ loop: string }>(() => ({
  code: 'extends/cycle',
  severity: 'error',
  message: ({ loop }) => `Services extend each other in a circle: ${loop}.`,
  why: 'None of them has a definition to start from.',
  fix: 'Remove extends from one of them.',
  see,
}));

export const extendsTooDeep = declare<{ limit: number }>(() => ({
  code: 'extends/too-deep',
  severity: 'error',
  message: ({ limit }) => `More than ${limit} services extend each other in a row.`,
  why: 'Nobody can follow such a chain, and reading it would take all memory.',
  fix: 'Extend a common base directly.',
  see,
}));

const deepest = 1000;

/** The services of a file as extends needs them: long forms, paths absolute, extends not yet resolved. */
export interface ExtendedFile {
  /** What names the file in a chain; absolute. */
  readonly file: string;
  /** Files that it names start here; absolute. */
  readonly directory: string;
  readonly services: ReadonlyMap<string, Entry>;
  readonly resets: Resets | undefined;
}

export interface ExtendsHost {
  readonly report: Report;
  /** Reads the file that `name`, a scalar, names, as seen from `here`. Undefined when that failed, which it has reported. */
  open(name: Node, here: ExtendedFile, path: readonly string[]): ExtendedFile | undefined;
  /** Merges a service over the one it extends. */
  merge(base: Node, over: Node): Node;
}

/**
 * Copies into each service what it extends, along whole chains, in this file or others.
 * An `extends` that cannot be followed is reported and stays: the service, and what extends it, is then not whole.
 */
export function applyExtends(root: MapNode, place: Omit<ExtendedFile, 'services'>, host: ExtendsHost): MapNode {
  const services = get(root, 'services');
  if (services?.kind !== 'map' || ![...services.entries.values()].some(({ value }) => get(value, 'extends')))
    return root;
  const resolver = new Resolver(host);
  const here: ExtendedFile = { ...place, services: services.entries };
  let changed: Map<string, Entry> | undefined;
  for (const [name, entry] of services.entries) {
    const { value } = entry;
    if (!get(value, 'extends')) continue;
    const resolved = resolver.service(name, here, []);
    if (!resolved || resolved === value) continue;
    changed ??= new Map(services.entries);
    changed.set(name, entryAt(entry, resolved));
  }
  if (!changed) return root;
  const entry = root.entries.get('services');
  const all = new Map(root.entries);
  if (entry) all.set('services', entryAt(entry, { ...services, entries: changed }));
  return { ...root, entries: all };
}

interface Link {
  readonly file: string;
  readonly name: string;
}

class Resolver {
  private readonly host: ExtendsHost;
  private readonly done = new Map<ReadonlyMap<string, Entry>, Map<string, Node>>();

  constructor(host: ExtendsHost) {
    this.host = host;
  }

  service(name: string, here: ExtendedFile, chain: readonly Link[]): Node | undefined {
    const known = this.done.get(here.services)?.get(name);
    if (known) return known;
    const own = here.services.get(name)?.value;
    const reference = get(own, 'extends');
    if (own?.kind !== 'map' || !reference || isNull(reference)) return own;
    const resolved = this.extended(own, name, reference, here, chain);
    const memo = this.done.get(here.services) ?? new Map<string, Node>();
    this.done.set(here.services, memo.set(name, resolved));
    return resolved;
  }

  private extended(own: MapNode, name: string, reference: Node, here: ExtendedFile, chain: readonly Link[]): Node {
    const target = text(reference) ?? text(get(reference, 'service'));
    const path = ['services', name, 'extends'];
    if (target === undefined) return own;
    const links = [...chain, { file: here.file, name }];
    const looped = chain.findIndex((link) => link.file === here.file && link.name === name);
    if (looped >= 0) {
      const loop = links
        .slice(looped)
        .map((link) => `${link.name} in ${link.file}`)
        .join(' → ');
      this.host.report(extendsCycle, { path, place: span(reference) }, { loop });
      return own;
    }
    if (chain.length >= deepest) {
      this.host.report(extendsTooDeep, { path, place: span(reference) }, { limit: deepest });
      return own;
    }
    const named = get(reference, 'file');
    const there = named && !isNull(named) ? this.host.open(named, here, path) : here;
    if (!there) return own;
    if (!there.services.has(target)) {
      const file = text(named) ?? here.file;
      this.host.report(extendsUnknown, { path, place: span(reference) }, { service: target, file });
      return own;
    }
    tellIgnoredKeys(reference, path, this.host.report);
    const base = this.service(target, there, links);
    if (!base || isNull(base)) return without(own, 'extends');
    const rest = applyResets(base, resetsOf(here.resets, name));
    return this.host.merge(traced(rest, { ...span(reference), role: 'extends' }), without(own, 'extends'));
  }
}

/** What the document of a service resets inside it. */
const resetsOf = (resets: Resets | undefined, name: string): Resets | undefined =>
  resets?.below.get('services')?.below.get(name);
