import type { Report } from '../diagnostics/declare.ts';
import type { Entry, MapNode, Trace } from '../source/node.ts';
import { entryAt, span, trailed } from './nodes.ts';
import { mergeSource } from './yaml-findings.ts';

/**
 * Adds what merge keys (`<<`) bring into a mapping. A key of the mapping's own wins wherever it stands,
 * and of several sources the first one wins. https://yaml.org/type/merge.html
 */
export function mergeInto(entries: Map<string, Entry>, merges: readonly Entry[], report: Report): void {
  for (const key of merges) {
    for (const source of sources(key, report)) {
      const trace: Trace = { ...span(key), role: 'merge-key' };
      for (const [name, entry] of source.entries) {
        if (entries.has(name)) continue;
        entries.set(name, entryAt(entry, trailed(entry.value, trace)));
      }
    }
  }
}

function sources(key: Entry, report: Report): MapNode[] {
  const { value: node } = key;
  const candidates = node.kind === 'list' ? node.items : [node];
  return candidates.filter((candidate): candidate is MapNode => {
    if (candidate.kind === 'map') return true;
    report(mergeSource, { path: [], place: span(key) });
    return false;
  });
}
