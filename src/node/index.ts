import type { LoadRequest } from '../compose/request.ts';
import { type JsonDiagnostic, toJson } from '../diagnostics/render/json.ts';
import { verdict } from '../diagnostics/verdict.ts';
import { type Bundle, toBundle } from '../emit/bundle.ts';
import type { OptionInput, OptionValues } from '../options/resolve.ts';
import type { StrictnessInput } from '../options/strictness.ts';
import { compileChecked } from './compile-checked.ts';
import { nodeHost } from './host.ts';

export * from '../index.ts';

/** Which project to read, and how to convert it: every option of the command line, in camelCase. */
export interface ConvertOptions extends LoadRequest, OptionValues, StrictnessInput {
  /** Where relative files start; the process's own working directory when absent. */
  readonly cwd?: string;
  /** Variables for interpolation. Empty when absent: pass `process.env` to use the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface ConvertResult {
  /** The definitions; absent unless `ok`. */
  readonly bundle?: Bundle;
  readonly diagnostics: readonly JsonDiagnostic[];
  /** No error, and nothing that `strict` or `deny` stops at. */
  readonly ok: boolean;
}

/**
 * Converts the Compose project that `files` name, or that the working directory holds.
 * Prints nothing and never throws on user input: whatever is wrong with it is a diagnostic.
 */
export async function convert(options: ConvertOptions = {}): Promise<ConvertResult> {
  const { cwd = process.cwd(), env = {}, strict, deny, allow, ...rest } = options;
  const strictness = { strict: strict ?? false, deny: deny ?? [], allow: allow ?? [] };
  const request = { ...rest, options: { ...rest, diagnostics: strictness } satisfies OptionInput };
  const { app, options: resolved, diagnostics } = await compileChecked(request, nodeHost({ cwd, env }));
  const ok = app !== undefined && verdict(diagnostics, resolved?.diagnostics ?? strictness) === 'ok';
  return { diagnostics: diagnostics.map(toJson), ok, ...(ok ? { bundle: toBundle(app) } : {}) };
}
