import type { Diagnostic, Severity } from '../diagnostic.ts';

/** A finding that is shown in full, and those of the same cause that are only named below it. */
export interface Folded {
  readonly first: Diagnostic;
  readonly more: readonly Diagnostic[] | undefined;
  /** Its code was explained before: the message and the place are news, why and what to do are not. */
  readonly again: boolean;
}

/** All findings of one service, or of none; in the order of its first finding. */
export interface Section {
  readonly service: string | undefined;
  readonly findings: readonly Folded[];
}

/** Groups by service and folds repeated causes into their first occurrence. */
export function sections(diagnostics: readonly Diagnostic[], fold: boolean): readonly Section[] {
  const causes = new Causes();
  const explained = new Set<string>();
  const byService = new Map<string | undefined, Folded[]>();
  const made: Section[] = [];
  diagnostics.forEach((diagnostic) => {
    const known = fold ? causes.get(diagnostic) : undefined;
    if (known) {
      known.more ??= [];
      known.more.push(diagnostic);
      return;
    }
    const { code, severity, service } = diagnostic;
    const again = fold && severity !== 'error' && explained.has(code);
    explained.add(code);
    const entry = { first: diagnostic, more: undefined, again };
    if (fold) causes.add(entry);
    let findings = byService.get(service);
    if (!findings) {
      findings = [];
      byService.set(service, findings);
      made.push({ service, findings });
    }
    findings.push(entry);
  });
  return made;
}

interface Open extends Folded {
  more: Diagnostic[] | undefined;
}

/** Those of one code for one reason: mostly they have one fix. */
interface Cause {
  readonly fix: string;
  readonly entry: Open;
  byOtherFix: Map<string, Open> | undefined;
}

/** The same cause is the same code with the same advice: only the names in the message differ. */
class Causes {
  private readonly bySeverity: Record<Severity, ByReason> = { error: new Map(), warning: new Map(), info: new Map() };

  get({ severity, code, why, fix }: Diagnostic): Open | undefined {
    const cause = this.bySeverity[severity].get(code)?.get(why);
    return cause?.fix === fix ? cause.entry : cause?.byOtherFix?.get(fix);
  }

  add(entry: Open): void {
    const { severity, code, why, fix } = entry.first;
    const byCode = this.bySeverity[severity];
    const byWhy = byCode.get(code) ?? new Map<string, Cause>();
    const cause = byWhy.get(why);
    if (cause) {
      cause.byOtherFix ??= new Map();
      cause.byOtherFix.set(fix, entry);
    } else byWhy.set(why, { fix, entry, byOtherFix: undefined });
    byCode.set(code, byWhy);
  }
}

/** Code, why: texts of one declaration mostly are the same string, which a map finds without reading it. */
type ByReason = Map<string, Map<string, Cause>>;
