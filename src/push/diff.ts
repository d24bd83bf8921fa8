import { isMap, type Json } from './canonical.ts';

/** One difference between what is live and what is wanted, at a path a person can read. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  /** `containerDefinitions[web].environment[LOG_LEVEL].value`. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** Lists whose items have a name of their own: they are compared by it, not by position. */
const namedBy: Readonly<Record<string, string>> = {
  containerDefinitions: 'name',
  environment: 'name',
  secrets: 'name',
  secretOptions: 'name',
  volumes: 'name',
  mountPoints: 'containerPath',
  volumesFrom: 'sourceContainer',
  dependsOn: 'containerName',
  ulimits: 'name',
  tags: 'key',
  systemControls: 'namespace',
  extraHosts: 'hostname',
};

/** Members whose text may be secret: a change of them is shown, their text never. */
const hidden =
  /\.environment\[.*\]\.value$|\.command\b|\.entryPoint\b|\.healthCheck\.command\b|\.options\b|\.dockerLabels\b|\.driverOpts\b/;

/** All differences between two canonical documents, in the order of their paths. */
export function diff(before: Json | undefined, after: Json | undefined, path = ''): Change[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [change('added', path, undefined, after)];
  if (after === undefined) return [change('removed', path, before, undefined)];
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => diff(before[key], after[key], path ? `${path}.${key}` : key));
  }
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path);
  return before === after ? [] : [change('changed', path, before, after)];
}

function diffLists(before: readonly Json[], after: readonly Json[], path: string): Change[] {
  const name = namedBy[path.slice(path.lastIndexOf('.') + 1)];
  const left = byLabel(before, name);
  const right = byLabel(after, name);
  const moved =
    name !== undefined && left.size === right.size && [...left.keys()].some((key, i) => key !== [...right.keys()][i]);
  const inside = [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    diff(left.get(key), right.get(key), `${path}[${key}]`),
  );
  if (inside.length === 0 && moved) return [{ kind: 'changed', path, before: 'another order', after: 'this order' }];
  return inside;
}

/** Items by name, or by position where they have none; a name that comes again, as a host of two addresses, is counted. */
function byLabel(items: readonly Json[], name: string | undefined): Map<string, Json> {
  const found = new Map<string, Json>();
  const counts = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const label = name && isMap(item) ? String(item[name]) : String(i);
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    found.set(count === 1 ? label : `${label}#${count}`, item);
  }
  return found;
}

function change(kind: Change['kind'], path: string, before: Json | undefined, after: Json | undefined): Change {
  const show = (value: Json): string =>
    hidden.test(path) || carriesHidden(value, path) ? '(hidden)' : JSON.stringify(value);
  return {
    kind,
    path,
    ...(before === undefined ? {} : { before: show(before) }),
    ...(after === undefined ? {} : { after: show(after) }),
  };
}

/** What was added or removed as a whole may hold hidden members below it. */
const carriesHidden = (value: Json, path: string): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (/containerDefinitions(\[[^\]]*\])?$|volumes/.test(path) || membersOf(value, path).some(isHidden));

const isHidden = ([path, value]: readonly [string, Json]): boolean => hidden.test(path) || carriesHidden(value, path);

const membersOf = (value: object, path: string): readonly (readonly [string, Json])[] =>
  Object.entries(value as { readonly [key: string]: Json }).map(([key, member]) => [
    Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`,
    member,
  ]);
