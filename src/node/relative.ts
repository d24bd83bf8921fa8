import { relative } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Source, type Span } from '../source/source.ts';

/** Files below `folder` by their path from there, as a terminal, an editor and a pull request name them. */
export function relativeTo(folder: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sources = new Map<Source, Source>();
  const shorter = (span: Span): Span => {
    const known = sources.get(span.source);
    const source = known ?? renamed(span.source, folder);
    if (!known) sources.set(span.source, source);
    return source === span.source ? span : { source, start: span.start, end: span.end };
  };
  return diagnostics.map(({ code, severity, message, why, fix, path, service, usage, place, related }) => ({
    code,
    severity,
    message,
    why,
    fix,
    path,
    service,
    usage,
    place: place && shorter(place),
    related: related?.map((one) => ({ message: one.message, place: shorter(one.place) })),
  }));
}

function renamed(source: Source, folder: string): Source {
  if (!source.name.startsWith(folder)) return source;
  const name = relative(folder, source.name).replaceAll('\\', '/');
  return name === '' || name.startsWith('../') ? source : new Source(name, source.text);
}
