import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { Source, type Span } from '../../src/source/source.ts';

/** A source whose span is marked by «these». */
export function marked(name: string, text: string): Span {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  return { source: new Source(name, text.replace('«', '').replace('»', '')), start, end };
}

export function diagnostic(parts: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: 'ports/host-ip-dropped',
    severity: 'warning',
    message: 'The host address is dropped.',
    why: 'ECS publishes on every address.',
    fix: 'Use a security group.',
    path: ['services', 'web', 'ports', 0],
    service: 'web',
    ...parts,
  };
}
