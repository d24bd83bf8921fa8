import type { Finding } from '../diagnostics/declare.ts';
import type { Path } from '../source/node.ts';

/**
 * Leaves one finding for each fault. Files that are read twice and values that are laid over again are spoken of once,
 * and of a value that has the wrong form only that is said, not what later stages make of it.
 */
export function once(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  const formless = new Map<string, { start: number; end: number }[]>();
  const formlessPaths = new Set<string>();
  return findings.filter((finding) => {
    const { code, severity, message, path, place } = finding;
    const file = place?.source.name ?? '';
    const key = `${code} ${file} ${place?.start ?? path.join(' ')} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    if (severity !== 'error') return true;
    const ofForm = /^(?:schema|variable)\//.test(code);
    if (!ofForm && !code.startsWith('yaml/') && [pathOf(path), lacking(finding)].some((at) => formlessPaths.has(at)))
      return false;
    if (ofForm) formlessPaths.add(pathOf(path));
    if (!place) return true;
    const spans = formless.get(file) ?? [];
    if (ofForm) formless.set(file, [...spans, place]);
    else if (!code.startsWith('yaml/')) return !spans.some((span) => span.start < place.end && place.start < span.end);
    return true;
  });
}

const pathOf = (path: Path): string => JSON.stringify(path);

/** The key that an `image/missing` misses: one of the wrong form is there. */
const lacking = ({ code, path }: Finding): string => pathOf([...path, code.replace(/\/missing$/, '')]);
