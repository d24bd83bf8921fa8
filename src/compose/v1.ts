import { declare, type Report } from '../diagnostics/declare.ts';
import type { Entry, MapNode, Node } from '../source/node.ts';
import { entryAt, get, items, list, map, part, present, record, scalar, span, text } from './nodes.ts';

export const v1File = declare(() => ({
  code: 'file/v1',
  severity: 'info',
  message: 'This is a file of the first Compose format: services stand at its top level',
  why: "Today's docker compose refuses such files; it is read here as docker-compose 1.29 read it.",
  fix: 'Indent the services under a "services:" key to use the file elsewhere too.',
  see: 'https://docs.docker.com/reference/compose-file/legacy-versions/',
}));

const modern = ['services', 'name', 'version', 'networks', 'volumes', 'include'];

/** Sections that a file of today may have alone; a service of the first format with such a name says what it runs. */
const namesToo = ['secrets', 'configs', 'models'];
const runs = (value: Node): boolean => get(value, 'image') !== undefined || get(value, 'build') !== undefined;

/** A file whose services stand at top level: none of today's sections, and every value but `x-` is a mapping. */
export function isV1(document: MapNode): boolean {
  let services = 0;
  for (const [key, { value }] of document.entries) {
    if (modern.includes(key) || (namesToo.includes(key) && !runs(value))) return false;
    if (key.startsWith('x-')) continue;
    if (value.kind !== 'map') return false;
    services++;
  }
  return services > 0;
}

/** The same project in today's form. Every value keeps its place. */
export function modernise(document: MapNode, report: Report): MapNode {
  const services = new Map<string, Entry>();
  const extensions = new Map<string, Entry>();
  for (const [key, entry] of document.entries) (key.startsWith('x-') ? extensions : services).set(key, entry);
  const [first] = services.values();
  if (!first) return document;
  report(v1File, { path: ['services'], place: span(first) });
  const volumes = new Map<string, Entry>();
  const names = new Set(services.keys());
  for (const [name, entry] of services)
    if (entry.value.kind === 'map') services.set(name, entryAt(entry, service(entry.value, names, volumes)));
  const sections = new Map(extensions);
  sections.set('services', entryAt(first, map(services, document)));
  if (volumes.size > 0) sections.set('volumes', entryAt(first, map(volumes, document, true)));
  return { ...document, entries: sections };
}

function service(node: MapNode, names: ReadonlySet<string>, volumes: Map<string, Entry>): MapNode {
  const entries = new Map<string, Entry>();
  for (const [key, entry] of node.entries) {
    const rename = renames.get(key);
    if (rename) entries.set(rename, rename === 'network_mode' ? entryAt(entry, network(entry.value, names)) : entry);
    else if (key === 'volumes_from') entries.set(key, entryAt(entry, sources(entry.value, names)));
    else if (!folded.has(key)) entries.set(key, entry);
  }
  build(node, entries);
  logging(node, entries);
  declareVolumes(node, volumes);
  return { ...node, entries };
}

const renames: ReadonlyMap<string, string> = new Map([['net', 'network_mode']]);
const folded = new Set(['dockerfile', 'log_driver', 'log_opt', 'volume_driver']);

/** `container:web` meant the service web where there is one. */
function network(node: Node, names: ReadonlySet<string>): Node {
  const name = /^container:(.*)$/.exec(text(node) ?? '')?.[1];
  return name !== undefined && names.has(name) ? { ...node, ...scalar(`service:${name}`, node) } : node;
}

/** A name that is no service's was a container's. */
function sources(node: Node, names: ReadonlySet<string>): Node {
  if (node.kind !== 'list') return node;
  const made = node.items.map((item) => {
    const written = text(item);
    return written === undefined || names.has(written.split(':')[0] ?? '')
      ? item
      : scalar(`container:${written}`, item);
  });
  return list(made, node);
}

function build(node: MapNode, entries: Map<string, Entry>): void {
  const dockerfile = node.entries.get('dockerfile');
  const context = node.entries.get('build');
  if (!dockerfile || !context) return;
  const value = record(context.value, { context: context.value, dockerfile: dockerfile.value });
  entries.set('build', entryAt(context, value));
}

function logging(node: MapNode, entries: Map<string, Entry>): void {
  const driver = node.entries.get('log_driver');
  const options = node.entries.get('log_opt');
  const first = driver ?? options;
  if (!first) return;
  const value = record(first.value, { driver: driver?.value, options: options?.value });
  entries.set('logging', entryAt(first, value));
}

/** Named volumes needed no declaration, and their names carried no prefix. */
function declareVolumes(node: MapNode, volumes: Map<string, Entry>): void {
  const driver = get(node, 'volume_driver');
  for (const item of items(get(node, 'volumes'))) {
    const written = text(item);
    const name = /^([a-zA-Z0-9][a-zA-Z0-9_.-]+):/.exec(written ?? '')?.[1];
    if (name === undefined || item.kind !== 'scalar' || volumes.has(name)) continue;
    const place = part(item, 0, name.length);
    const value = record(place, { name: place, driver: present(driver) ? driver : undefined });
    volumes.set(name, entryAt(place, value));
  }
}
