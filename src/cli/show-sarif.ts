import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sarifText } from '../diagnostics/render/sarif.ts';
import { pageOf } from '../diagnostics/template.ts';
import { version } from '../version.ts';

/** The catalogue comes along for the descriptions of the rules; no other format needs it. */
export async function renderSarif(diagnostics: readonly Diagnostic[]): Promise<string> {
  const { catalog } = await import('../catalog.ts');
  const rules = new Map([...catalog].map(([code, declaration]) => [code, pageOf(declaration)]));
  return sarifText(diagnostics, { version, rules });
}
