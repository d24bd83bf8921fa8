import type { Diagnostic, Severity } from '../diagnostic.ts';

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

interface Open extends Folded {
  readonly more: Diagnostic[];
}

/** Groups by service and folds repeated causes into their first occurrence. */
export function sections(diagnostics: readonly Diagnostic[], fold: boolean): readonly Section[] {
  const causes = new Causes();
  const explained = new Set<string>();
  const byService = new Map<string | undefined, Folded[]>();
  diagnostics.forEach((diagnostic) => {
    const known = fold ? causes.get(diagnostic) : undefined;
    if (known) {
      known.more.push(diagnostic);
      return;
    }
    const { code, severity, service } = diagnostic;
    const again = fold && severity !== 'error' && explained.has(code);
    explained.add(code);
    const entry = { first: diagnostic, more: [], again };
    if (fold) causes.add(entry);
    const section = byService.get(service);
    if (section) section.push(entry);
    else byService.set(service, [entry]);
  });
  return [...byService].map(([service, findings]) => ({ service, findings }));
}

/** The same cause is the same code with the same advice: only the names in the message differ. */
class Causes {
  private readonly bySeverity: Record<Severity, ByAdvice> = { error: new Map(), warning: new Map(), info: new Map() };

  get({ severity, code, why, fix }: Diagnostic): Open | undefined {
    return this.bySeverity[severity].get(code)?.get(why)?.get(fix);
  }

  add(entry: Open): void {
    const { severity, code, why, fix } = entry.first;
    const byCode = this.bySeverity[severity];
    const byWhy = byCode.get(code) ?? new Map<string, Map<string, Open>>();
    const byFix = byWhy.get(why) ?? new Map<string, Open>();
    byCode.set(code, byWhy.set(why, byFix.set(fix, entry)));
  }
}

/** Code, why, fix: texts of one declaration mostly are the same string, which a map finds without reading it. */
type ByAdvice = Map<string, Map<string, Map<string, Open>>>;
