import type { Span } from '../../source/source.ts';
import type { Diagnostic, Severity } from '../diagnostic.ts';

/** Lines and columns count from 1; columns count UTF-16 units, as editors do. */
export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One diagnostic as the command line and the library give it out; `schemas/diagnostics.json`. */
export interface JsonDiagnostic extends Partial<JsonPlace> {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly path: readonly (string | number)[];
  readonly service?: string;
  readonly related?: readonly (JsonPlace & { readonly message: string })[];
}

/** A span in lines and columns. */
export function placeOf({ source, start, end }: Span): JsonPlace {
  const from = source.position(start);
  const to = source.position(end);
  return { file: source.name, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

export function toJson(diagnostic: Diagnostic): JsonDiagnostic {
  const { code, severity, message, why, fix, path, service, place, related } = diagnostic;
  return {
    code,
    severity,
    message,
    why,
    fix,
    path,
    ...(service === undefined ? {} : { service }),
    ...(place ? placeOf(place) : {}),
    ...(related && related.length > 0
      ? { related: related.map((one) => ({ message: one.message, ...placeOf(one.place) })) }
      : {}),
  };
}

/** One array, `[]` when there are none. */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(diagnostics.map(toJson), null, 2)}\n`;
}
