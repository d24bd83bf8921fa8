import { declare, type Report } from '../diagnostics/declare.ts';
import type { Entry, MapNode, Node, ScalarNode } from '../source/node.ts';
import { parseDotenv, parseRaw } from './dotenv.ts';
import { unreadable } from './dotenv-files.ts';
import type { Environment, Variable } from './environment.ts';
import { type Host, sourceOf } from './host.ts';
import { entryAt, map, scalar, trailed } from './nodes.ts';
import { mapServices } from './normalise.ts';
import type { Room } from './rules.ts';
import { tooMuchText } from './text-length.ts';

export const notFound = declare<{ file: string; reason: string; key: string }>(() => ({
  code: 'env_file/unreadable',
  severity: 'error',
  message: ({ file, reason, key }) => `The file ${file}, named by ${key}, cannot be read: ${reason}`,
  why: 'The service would start without what the file holds.',
  fix: 'Create the file, correct its path, or mark it as "required: false".',
  see: 'https://docs.docker.com/reference/compose-file/services/#env_file',
}));

export const unknownFormat = declare<{ format: string }>(() => ({
  code: 'env_file/format',
  severity: 'error',
  message: ({ format }) => `"${format}" is not a format of environment files`,
  why: 'Compose knows its own format, which is the default, and "raw".',
  fix: 'Leave "format" out, or write "format: raw".',
  see: 'https://docs.docker.com/reference/compose-file/services/#format',
}));

export interface EnvFiles {
  readonly environment: Environment;
  readonly host: Host;
  readonly report: Report;
  readonly room: Room;
}

/**
 * Resolves `env_file` into `environment` and `label_file` into `labels` of each service. What a file says points to its line there.
 * Needs long forms and absolute paths.
 * https://docs.docker.com/compose/how-tos/environment-variables/envvars-precedence/
 */
export function resolveFiles(root: MapNode, inputs: EnvFiles): MapNode {
  return mapServices(root, (service, name) => labels(environment(service, name, inputs), name, inputs));
}

function environment(service: MapNode, name: string, inputs: EnvFiles): MapNode {
  const files = service.entries.get('env_file');
  if (!files) return service;
  const own = service.entries.get('environment');
  const ownEntries = own?.value.kind === 'map' ? own.value.entries : new Map<string, Entry>();
  const found = new Map<string, Variable>();
  const lookup = (variable: string): string | undefined =>
    inputs.environment.get(variable)?.value ?? textOf(ownEntries.get(variable)?.value);
  const items = files.value.kind === 'list' ? files.value.items : [];
  items.forEach((item, index) => {
    readInto(found, item, lookup, ['services', name, 'env_file', index], inputs);
  });
  const rest = new Map(service.entries);
  rest.delete('env_file');
  const merged = overlay(found, ownEntries);
  if (merged.size > 0 || own) {
    rest.set('environment', entryAt(own ?? files, map(merged, own?.value ?? files.value)));
  }
  return { ...service, entries: rest };
}

function labels(service: MapNode, name: string, inputs: EnvFiles): MapNode {
  const files = service.entries.get('label_file');
  if (!files) return service;
  const own = service.entries.get('labels');
  const found = new Map<string, Variable>();
  // Labels refer to labels: the reference asks the earlier files, then the file itself, and no environment.
  const lookup = (variable: string): string | undefined => found.get(variable)?.value;
  const items = files.value.kind === 'list' ? files.value.items : [files.value];
  items.forEach((item, index) => {
    readInto(found, item, lookup, ['services', name, 'label_file', index], inputs);
  });
  const rest = new Map(service.entries);
  rest.delete('label_file');
  const merged = overlay(found, own?.value.kind === 'map' ? own.value.entries : new Map());
  if (merged.size > 0) rest.set('labels', entryAt(own ?? files, map(merged, own?.value ?? files.value)));
  return { ...service, entries: rest };
}

/** Variables of files, under what the service itself says; a name of its own wins even without a value. */
function overlay(found: ReadonlyMap<string, Variable>, own: ReadonlyMap<string, Entry>): Map<string, Entry> {
  const merged = new Map<string, Entry>();
  for (const [name, { value, place }] of found) {
    const mine = own.get(name);
    if (mine || !place) continue;
    merged.set(name, entryAt(place, scalar(value, place)));
  }
  for (const [name, entry] of own) {
    const hidden = found.get(name)?.place;
    merged.set(name, hidden ? entryAt(entry, trailed(entry.value, { ...hidden, role: 'overrides' })) : entry);
  }
  return merged;
}

function readInto(
  found: Map<string, Variable>,
  item: Node,
  lookup: (name: string) => string | undefined,
  path: readonly (string | number)[],
  { host, report, room }: EnvFiles,
): void {
  if (room.text < 0) return;
  const map = item.kind === 'map' ? item.entries : undefined;
  const file = textOf(map ? map.get('path')?.value : item);
  if (file === undefined) return;
  const { source, start, end } = map?.get('path')?.value ?? item;
  const where = { path, place: { source, start, end } };
  const requiredNode = map?.get('required')?.value;
  const optional = requiredNode?.kind === 'scalar' && requiredNode.value === false;
  const format = textOf(map?.get('format')?.value) ?? '';
  const content = host.read(file);
  if (content.kind === 'missing' && optional) return;
  if (content.kind !== 'text') {
    report(notFound, where, { file, reason: unreadable(content) ?? '', key: String(path[2]) });
    return;
  }
  if (format !== '' && format !== 'raw') {
    report(unknownFormat, where, { format });
    return;
  }
  room.text -= content.text.length;
  if (room.text < 0) {
    report(tooMuchText, where);
    return;
  }
  const parse = format === 'raw' ? parseRaw : parseDotenv;
  for (const [name, variable] of parse(sourceOf(host, file, content.text), lookup, report, found))
    found.set(name, variable);
}

const textOf = (node: Node | undefined): string | undefined => {
  const scalar: ScalarNode | undefined = node?.kind === 'scalar' ? node : undefined;
  return typeof scalar?.value === 'string' ? scalar.value : undefined;
};
