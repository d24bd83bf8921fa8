import type { Node, ScalarValue } from '../source/node.ts';

/** The value of a tree without its places. Keys such as `__proto__` are ordinary. */
export function plain(node: Node, scalar: (value: ScalarValue) => unknown = (value) => value): unknown {
  if (node.kind === 'scalar') return scalar(node.value);
  if (node.kind === 'list') return node.items.map((item) => plain(item, scalar));
  const record: Record<string, unknown> = {};
  for (const [key, { value }] of node.entries) put(record, key, plain(value, scalar));
  return record;
}

/** Sets an own property even where the name means something to JavaScript. */
export function put(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
  else record[key] = value;
}
