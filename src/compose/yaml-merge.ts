import type { Report } from '../diagnostics/declare.ts';
import type { Entry, MapNode, Node, Trace } from '../source/node.ts';
import type { Span } from '../source/source.ts';
import { mergeSource } from './yaml-findings.ts';

/**
 * Adds what merge keys (`<<`) bring into a mapping. A key of the mapping's own wins wherever it stands,
 * and of several sources the first one wins. https://yaml.org/type/merge.html
 */
export function mergeInto(
  entries: Map<string, Entry>,
  merges: readonly { key: Span; node: Node }[],
  report: Report,
): void {
  for (const { key, node } of merges) {
    for (const source of sources(node, key, report)) {
      const trace: Trace = { ...key, role: 'merge-key' };
      for (const [name, entry] of source.entries) {
        if (entries.has(name)) continue;
        const value = { ...entry.value, trail: [...(entry.value.trail ?? []), trace] };
        entries.set(name, { key: entry.key, value });
      }
    }
  }
}

function sources(node: Node, key: Span, report: Report): MapNode[] {
  const candidates = node.kind === 'list' ? node.items : [node];
  return candidates.filter((candidate): candidate is MapNode => {
    if (candidate.kind === 'map') return true;
    report(mergeSource, { path: [], place: key });
    return false;
  });
}
