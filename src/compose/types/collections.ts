import { type Entry, isFloat, type MapNode, type Node, type ScalarNode } from '../../source/node.ts';
import { entryAt, isNull, items, list, map, mapValues, part, scalar, span, text } from '../nodes.ts';
import type { Context } from '../rules.ts';
import { splitCommand } from '../shell-words.ts';
import { scalarText } from '../units.ts';
import { commandCut, commandInvalid, hostInvalid, trailingSpace, ulimitZeroLost } from './findings.ts';
import { asText, type Conversion, int, wrong } from './scalars.ts';

export const texts: Conversion = (node, context) => {
  if (isNull(node)) return undefined;
  if (node.kind === 'map') return wrong(node, 'a list', context);
  if (node.kind === 'scalar') return list([asText(node, context) ?? node], node);
  return node.items.every(isString)
    ? node
    : list(
        node.items.flatMap((item) => asText(item, context) ?? []),
        node,
      );
};

const isString = (item: Node): boolean => item.kind === 'scalar' && typeof item.value === 'string';

/** Names and texts, from a mapping or from `name=value` items. `bare` is what a name without a value has. */
export const mapping =
  (bare: '' | null): Conversion =>
  (node, context) => {
    if (isNull(node)) return undefined;
    if (node.kind === 'scalar') return wrong(node, 'a mapping or a list', context);
    return node.kind === 'map' ? textsByName(node, bare) : pairs(node.items, node, bare, context);
  };

const textsByName = (node: MapNode, bare: '' | null): MapNode =>
  mapValues(node, (value) => {
    if (value.kind !== 'scalar' || typeof value.value === 'string' || value.value === bare) return value;
    return scalar(value.value === null ? bare : scalarText(value.value, isFloat(value)), value);
  });

function pairs(from: readonly Node[], node: Node, bare: '' | null, context: Context): MapNode {
  const made = new Map<string, Entry>();
  from.forEach((item, index) => {
    if (item.kind !== 'scalar') return;
    const written = scalarText(item.value, isFloat(item));
    const equals = written.indexOf('=');
    const name = equals < 0 ? written : written.slice(0, equals);
    if (bare === null && name.endsWith(' '))
      context.report(trailingSpace, { path: [...context.path, index], place: span(item) }, { name });
    const value = equals < 0 ? scalar(bare, item) : part(item, equals + 1, written.length);
    made.set(name, entryAt(part(item, 0, name.length), value));
  });
  return map(made, node);
}

/** A text is split into words. Null is kept: the image's own. */
export const command: Conversion = (node, context) => {
  const line = text(node);
  if (line === undefined) return isNull(node) ? node : texts(node, context);
  const split = splitCommand(line);
  const where = { path: [...context.path], place: span(node) };
  if (!split) {
    context.report(commandInvalid, where);
    return list([node], node);
  }
  if (split.rest) context.report(commandCut, where, { operator: split.rest.charAt(0) });
  return list(
    split.words.map((word) => scalar(word, node)),
    node,
  );
};

export const test: Conversion = (node, context) =>
  text(node) === undefined ? texts(node, context) : list([scalar('CMD-SHELL', node, true), node], node);

export const hosts: Conversion = (node, context) => {
  if (isNull(node)) return undefined;
  const made = new Map<string, ScalarNode>();
  const add = (name: string, address: string, from: Node) => {
    const line = `${name}=${address.length > 2 ? address.replace(/^\[(.*)\]$/, '$1') : address}`;
    // A list would write two addresses with a comma; a mapping has a list for them.
    if (name === '' || /[:=]/.test(name) || address.includes(','))
      context.report(hostInvalid, { path: [...context.path], place: span(from) });
    made.set(line, scalar(line, from));
  };
  if (node.kind === 'map')
    for (const [name, { value }] of node.entries)
      for (const one of value.kind === 'list' ? value.items : [value])
        if (one.kind === 'scalar') add(name, scalarText(one.value, isFloat(one)), one);
  for (const item of items(node)) {
    const line = text(item) ?? '';
    const at = line.includes('=') ? line.indexOf('=') : line.indexOf(':');
    if (at < 0) context.report(hostInvalid, { path: [...context.path], place: span(item) });
    else for (const address of line.slice(at + 1).split(',')) add(line.slice(0, at), address, item);
  }
  return list(
    [...made.keys()].sort().flatMap((line) => made.get(line) ?? []),
    node,
  );
};

/** One number, or soft and hard. A single 0 is an empty limit. */
export const ulimit: Conversion = (node, context) => {
  if (node.kind === 'map') return node;
  const value = int(node, context);
  if (value?.kind !== 'scalar' || value.value !== 0) return value;
  context.report(ulimitZeroLost, { path: [...context.path], place: span(node) });
  return map(new Map(), node);
};

export const ssh: Conversion = (node, context) => {
  if (node.kind !== 'map') return texts(node, context);
  const line = (name: string, value: Node) => (isNull(value) ? name : `${name}=${text(value) ?? ''}`);
  return list(
    [...node.entries].map(([name, { value }]) => scalar(line(name, value), value)),
    node,
  );
};
