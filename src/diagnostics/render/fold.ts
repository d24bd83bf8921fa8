import type { Diagnostic } from '../diagnostic.ts';

/** A finding that is shown in full, and those of the same cause that are only named below it. */
export interface Folded {
  readonly first: Diagnostic;
  readonly more: readonly Diagnostic[];
  /** Its code was explained before: the message and the place are news, why and what to do are not. */
  readonly again: boolean;
}

/** All findings of one service, or of none; in the order of its first finding. */
export interface Section {
  readonly service: string | undefined;
  readonly findings: readonly Folded[];
}

/** The same cause is the same code with the same advice: only the names in the message differ. */
const cause = ({ code, severity, why, fix }: Diagnostic): string => `${code} ${severity} ${why.length} ${why}${fix}`;

/** Groups by service and folds repeated causes into their first occurrence. */
export function sections(diagnostics: readonly Diagnostic[], fold: boolean): readonly Section[] {
  const firsts = new Map<string, { first: Diagnostic; more: Diagnostic[] }>();
  const explained = new Set<string>();
  const byService = new Map<string | undefined, Folded[]>();
  for (const diagnostic of diagnostics) {
    const key = fold ? cause(diagnostic) : '';
    const known = fold ? firsts.get(key) : undefined;
    if (known) {
      known.more.push(diagnostic);
      continue;
    }
    const again = fold && diagnostic.severity !== 'error' && explained.has(diagnostic.code);
    explained.add(diagnostic.code);
    const entry = { first: diagnostic, more: [], again };
    if (fold) firsts.set(key, entry);
    const section = byService.get(diagnostic.service);
    if (section) section.push(entry);
    else byService.set(diagnostic.service, [entry]);
  }
  return [...byService].map(([service, findings]) => ({ service, findings }));
}
