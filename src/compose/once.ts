import type { Finding } from '../diagnostics/declare.ts';
import type { Path } from '../source/node.ts';
import type { Span } from '../source/source.ts';

/**
 * Leaves one finding for each fault. Files that are read twice and values that are laid over again are spoken of once,
 * and of a value that has the wrong form only that is said, not what other stages make of it.
 */
export function once(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  const ofForm = findings.filter(isOfForm);
  // A key that the schema does not know may still have a finding of its own, which says more.
  const paths = new Set(ofForm.filter(({ code }) => code !== 'schema/unknown-key').map(({ path }) => pathOf(path)));
  const meets = overlaps(ofForm);
  return findings.filter((finding) => {
    const { code, severity, message, path, place } = finding;
    const key = `${code} ${place?.source.name ?? ''} ${place?.start ?? path.join(' ')} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    if (severity !== 'error' || isOfForm(finding) || code.startsWith('yaml/')) return true;
    return !paths.has(pathOf(path)) && !paths.has(lacking(finding)) && !(place && meets(place));
  });
}

const isOfForm = ({ code, severity }: Finding): boolean => severity === 'error' && /^(?:schema|variable)\//.test(code);

const pathOf = (path: Path): string => JSON.stringify(path);

/** The key that an `image/missing` misses: one of the wrong form is there. */
const lacking = ({ code, path }: Finding): string => pathOf([...path, code.replace(/\/missing$/, '')]);

interface Spans {
  readonly starts: number[];
  /** The furthest end of the spans up to this one. */
  readonly ends: number[];
}

/** Whether a place meets that of any of the findings. */
function overlaps(findings: readonly Finding[]): (place: Span) => boolean {
  const places = findings.flatMap(({ place }) => (place ? [place] : [])).sort((a, b) => a.start - b.start);
  const files = new Map<string, Spans>();
  for (const { source, start, end } of places) {
    const spans = files.get(source.name) ?? { starts: [], ends: [] };
    files.set(source.name, spans);
    spans.starts.push(start);
    spans.ends.push(Math.max(end, spans.ends.at(-1) ?? 0));
  }
  return ({ source, start, end }) => {
    const spans = files.get(source.name);
    return spans !== undefined && (spans.ends[before(spans.starts, end) - 1] ?? 0) > start;
  };
}

/** How many of the sorted numbers lie below `limit`. */
function before(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
