import { declare, type Report, type Where } from '../../diagnostics/declare.ts';
import type { Entry, MapNode, Node } from '../../source/node.ts';
import { tellIgnoredKeys } from '../ignored-keys.ts';
import {
  entryAt,
  get,
  items,
  list,
  map,
  mapValues,
  part,
  put,
  record,
  scalar,
  set,
  span,
  text,
  withItems,
} from '../nodes.ts';
import type { Context } from '../rules.ts';
import { mountWithoutTarget } from './volumes.ts';

/** Short forms that need no parser. What a form does not expect is left alone: the schema has spoken of it. */
export type Short = (node: Node, context: Context) => Node;

/** `x` for `[x]`. */
export const listed: Short = (node) => (text(node) === undefined ? node : list([node], node));

/** The same, and no empty items, which a variable may have made: the reference omits them where they mean nothing. */
export const listedFilled: Short = (node, context) => {
  const made = listed(node, context);
  if (made.kind !== 'list' || !made.items.some(isEmpty)) return made;
  return withItems(
    made,
    made.items.filter((item) => !isEmpty(item)),
  );
};

const isEmpty = (node: Node): boolean => node.kind === 'scalar' && (node.value === null || node.value === '');

/** `x` for `{key: x}`. */
export const keyed =
  (key: string): Short =>
  (node) =>
    text(node) === undefined ? node : record(node, { [key]: node });

/** `[a, b]` for `{a: …, b: …}`. */
export const named =
  (value: (name: Node) => Node): Short =>
  (node) => {
    if (node.kind !== 'list') return node;
    const made = new Map<string, Entry>();
    for (const item of node.items) {
      const name = text(item);
      if (name !== undefined) made.set(name, entryAt(item, value(item)));
    }
    return map(made, node);
  };

export const namedNull = named((name) => scalar(null, name));

function started(name: Node): MapNode {
  const entries = new Map<string, Entry>();
  put(entries, 'condition', scalar('service_started', name, true));
  put(entries, 'required', scalar(true, name, true));
  return map(entries, name);
}

const namedStarted = named(started);

/** A list of services, or for each what to wait for. */
export const dependsOn: Short = (node, context) =>
  node.kind !== 'map'
    ? namedStarted(node, context)
    : mapValues(node, (value) =>
        value.kind === 'map' && !value.entries.has('required')
          ? set(value, 'required', scalar(true, value, true))
          : value,
      );

export const contextWithoutEquals = declare(() => ({
  code: 'build/additional-context-invalid',
  severity: 'error',
  message: 'This additional context has no "=".',
  why: 'An additional context is a name and the place it stands for.',
  fix: 'Write NAME=PATH, or use a mapping.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/build.md#additional_contexts',
}));

/** `[a=b]` for `{a: b}`. `bare` makes the value of an item without `=`, or reports it. */
const pairs =
  (bare: (item: Node, where: Where, report: Report) => Node | undefined): Short =>
  (node, context) => {
    if (node.kind !== 'list') return node;
    const made = new Map<string, Entry>();
    node.items.forEach((item, index) => {
      const written = text(item);
      if (written === undefined || item.kind !== 'scalar') return;
      const equals = written.indexOf('=');
      const name = equals < 0 ? written : written.slice(0, equals);
      const value =
        equals < 0
          ? bare(item, { path: [...context.path, index], place: span(item) }, context.report)
          : part(item, equals + 1, written.length);
      if (value) made.set(name, entryAt(part(item, 0, name.length), value));
    });
    return map(made, node);
  };

/** The value required. */
export const assigned: Short = pairs((_, where, report) => {
  report(contextWithoutEquals, where);
  return undefined;
});

export const sshInvalid = declare(() => ({
  code: 'build/ssh-invalid',
  severity: 'error',
  message: 'This SSH key has no "=".',
  why: 'Only the agent called default needs no path; any other key is a name and the file or socket it stands for.',
  fix: 'Write NAME=PATH, or default.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/build.md#ssh',
}));

/** `[default, a=b]` for `{default: , a: b}`. */
export const sshKeys: Short = pairs((item, where, report) => {
  if (text(item) === 'default') return scalar(null, item);
  report(sshInvalid, where);
  return undefined;
});

export const deviceInvalid = declare(() => ({
  code: 'devices/invalid',
  severity: 'error',
  message: 'This device has too many colons.',
  why: 'The short form of a device is SOURCE[:TARGET[:PERMISSIONS]].',
  fix: 'Use the long form with source, target and permissions.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/05-services.md#devices',
}));

export const deviceShort: Short = (node, context) => {
  const spec = text(node);
  if (node.kind !== 'scalar' || spec === undefined) return node;
  const [source = '', target = '', permissions, ...more] = spec.split(':');
  if (more.length > 0) context.report(deviceInvalid, { path: [...context.path], place: span(node) });
  const second = source.length + 1;
  return record(node, {
    source: part(node, 0, source.length),
    target: target === '' ? part(node, 0, source.length) : part(node, second, second + target.length),
    permissions:
      permissions === undefined
        ? scalar('rwm', node, true)
        : part(node, second + target.length + 1, second + target.length + 1 + permissions.length),
  });
};

/** Two devices are the same when their paths in the container are. */
export function deviceKey(item: Node, context: Context, index: number): string | undefined {
  const spec = text(item);
  if (spec !== undefined) return spec.split(':')[1] ?? spec.split(':')[0];
  const target = text(get(item, 'target'));
  if (target === undefined && item.kind === 'map')
    context.report(mountWithoutTarget, { path: [...context.path, index], place: span(item) }, { what: 'device' });
  return target;
}

/** `gpus: all`. */
export const gpusShort: Short = (node) =>
  text(node) === undefined ? node : list([record(node, { count: scalar('all', node) })], node);

/** `path: [a, b]` of a watch rule stands for two rules. */
export const watchShort: Short = (node) => {
  if (node.kind !== 'list' || !node.items.some((item) => get(item, 'path')?.kind === 'list')) return node;
  const spread = (item: Node): readonly Node[] => {
    const paths = get(item, 'path');
    return item.kind === 'map' && paths?.kind === 'list' ? items(paths).map((one) => set(item, 'path', one)) : [item];
  };
  return list(node.items.flatMap(spread), node);
};

export const externalNameConflict = declare(() => ({
  code: 'external/name-conflict',
  severity: 'error',
  message: 'name and external.name differ.',
  why: 'Both name the resource that exists already; external.name is the old spelling.',
  fix: 'Keep name, and write external: true.',
  see: 'https://github.com/compose-spec/compose-spec/blob/main/06-networks.md#external',
}));

/** `external: {name: x}` for `external: true` and `name: x`. */
export const externalShort: Short = (node, context) => {
  const external = get(node, 'external');
  if (node.kind !== 'map' || external?.kind !== 'map') return node;
  const marked = set(node, 'external', scalar(true, external));
  const old = get(external, 'name');
  if (!old) return marked;
  const name = get(node, 'name');
  if (name && text(name) !== text(old))
    context.report(externalNameConflict, { path: [...context.path, 'external'], place: span(old) });
  return name ? marked : set(marked, 'name', old);
};

/** The same of secrets and configs, where the schema takes any key. */
export const externalOpen: Short = (node, context) => {
  const external = get(node, 'external');
  if (external) tellIgnoredKeys(external, [...context.path, 'external'], context.report);
  return externalShort(node, context);
};

/** A build without a folder is built from the project's. */
export const buildFallback = (node: Node): Node =>
  node.kind === 'map' && !get(node, 'context') ? set(node, 'context', scalar('.', node, true)) : node;

/** A list of devices without a number means all of them. */
export const deviceRequestFallback = (node: Node): Node =>
  node.kind === 'map' && !get(node, 'count') && !get(node, 'device_ids')
    ? set(node, 'count', scalar('all', node, true))
    : node;

export const portFallback = (node: Node): Node => filled(filled(node, 'protocol', 'tcp'), 'mode', 'ingress');

export const bindFallback = (node: Node): Node => filled(node, 'create_host_path', true);

export const secretFallback = (node: Node): Node => {
  const source = text(get(node, 'source'));
  return source === undefined ? node : filled(node, 'target', `/run/secrets/${source}`);
};

const filled = (node: Node, key: string, value: string | boolean): Node =>
  node.kind === 'map' && !node.entries.has(key) ? set(node, key, scalar(value, node, true)) : node;
