import { type Diagnostic, hasErrors } from './diagnostic.ts';

export interface StrictnessRules {
  readonly strict: boolean;
  readonly deny: readonly string[];
}

/** What a run comes to. `usage` only when every error is of the command line's own making. */
export type Verdict = 'ok' | 'errors' | 'usage' | 'denied';

export function verdict(diagnostics: readonly Diagnostic[], rules: StrictnessRules): Verdict {
  if (hasErrors(diagnostics))
    return diagnostics.every(({ severity, usage }) => severity !== 'error' || usage) ? 'usage' : 'errors';
  return denied(diagnostics, rules).length > 0 ? 'denied' : 'ok';
}

/** Those that the rules stop at, mostly none. */
export const denied = (diagnostics: readonly Diagnostic[], rules: StrictnessRules): readonly Diagnostic[] =>
  rules.strict || rules.deny.length > 0 ? diagnostics.filter((diagnostic) => isDenied(diagnostic, rules)) : [];

/** `strict` stops at any warning; a code under `deny` stops whatever its severity. */
export const isDenied = ({ code, severity }: Diagnostic, { strict, deny }: StrictnessRules): boolean =>
  (strict && severity === 'warning') || deny.includes(code);
