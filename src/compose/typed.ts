import type { Node } from '../source/node.ts';
import { isNull } from './nodes.ts';
import { type Pass, parts } from './rules.ts';
import { command, hosts, mapping, ssh, test, texts, ulimit } from './types/collections.ts';
import { asText, bytes, type Conversion, deviceCount, duration, flag, float, int, mode } from './types/scalars.ts';

/** Makes of each value what its row says it is. Values that cannot be that are reported and left out. */
export const typed: Pass = {
  parts: parts.type,
  step: (node, { type }, context) => (type ? conversions[type](node, context) : node),
};

/** The same, but such values are kept as they are: for projects whose variables are not filled in. */
export const typedOrKept: Pass = {
  parts: parts.type,
  step: (node, row, context) => typed.step(node, row, context) ?? (isNull(node) ? undefined : node),
};

const conversions = {
  text: asText,
  flag,
  int,
  float,
  bytes,
  duration,
  mode,
  texts,
  mapping: mapping(''),
  environment: mapping(null),
  command,
  test,
  hosts,
  ulimit,
  ssh,
  deviceCount,
  /** As the type of the same name, but a false, zero or `0s` that is written stays in the project. */
  keptFlag: flag,
  keptInt: int,
  keptDuration: duration,
} satisfies Record<string, Conversion>;

export type TypeName = keyof typeof conversions;

/** Types of which false, zero and the empty text count as not written. */
const omitted: ReadonlySet<TypeName> = new Set([
  'deviceCount',
  'text',
  'flag',
  'int',
  'float',
  'bytes',
  'duration',
  'texts',
  'mapping',
  'hosts',
  'test',
]);

/** Whether the resolved project leaves out a value of that type. */
export function omits(node: Node, type: TypeName): boolean {
  if (node.kind === 'list') return node.items.length === 0 && omitted.has(type);
  if (node.kind === 'map') return node.entries.size === 0 && omitted.has(type);
  const { value } = node;
  if (typeof value !== 'string') return (value === false || value === 0) && omitted.has(type);
  if (value === '') return omitted.has(type);
  return (value === '0' || value === '0s') && (type === 'bytes' || type === 'duration');
}
