import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sarifText } from '../diagnostics/render/sarif.ts';
import { version } from '../version.ts';

/** The catalogue comes along for the descriptions of the rules; no other format needs it. */
export function renderSarif(diagnostics: readonly Diagnostic[]): string {
  return sarifText(diagnostics, { version, rules: new Map() });
}
