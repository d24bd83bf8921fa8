import { declare, type Report } from '../diagnostics/declare.ts';
import type { Node, Path } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { knownKeys } from './known-keys.ts';
import { span } from './nodes.ts';
import { show } from './schema.ts';

export const keyIgnored = declare<{ key: string; at: string; hint: string }>(() => ({
  code: 'schema/key-ignored',
  severity: 'warning',
  message: ({ key, at, hint }) => `${at} has no key "${key}": it is ignored.${hint}`,
  why: 'Compose reads the keys that it knows here, and passes over any other one without a word.',
  fix: 'Correct the key or remove it.',
  see: 'https://docs.docker.com/reference/compose-file/',
}));

/** For `include` and `extends`, which are gone before the schema looks, and for what it leaves open. */
export function tellIgnoredKeys(node: Node, path: Path, report: Report): void {
  if (node.kind !== 'map') return;
  const known = knownKeys(path);
  for (const [key, entry] of node.entries) {
    if (known.includes(key) || key.startsWith('x-')) continue;
    const where = { path: [...path, key], place: span(entry) };
    report(keyIgnored, where, { key, at: show(path), hint: didYouMean(key, known) });
  }
}
