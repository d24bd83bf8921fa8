import type { Diagnostic, Severity } from '../diagnostic.ts';
import { denied, type StrictnessRules } from '../verdict.ts';

export interface Counts {
  readonly taskDefinitions: readonly unknown[];
  readonly services: readonly unknown[];
  readonly runTasks: readonly unknown[];
}

const number = (count: number, one: string, many = `${one}s`): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** `2 errors, 5 warnings; 3 task definitions, 2 services`. */
export function summary(
  diagnostics: readonly Diagnostic[],
  counts: Counts | undefined,
  rules: StrictnessRules | undefined,
): string {
  const of: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) of[severity]++;
  const found = [...number(of.error, 'error'), ...number(of.warning, 'warning'), ...number(of.info, 'info')];
  const made = counts
    ? [
        ...number(counts.taskDefinitions.length, 'task definition'),
        ...number(counts.services.length, 'service'),
        ...number(counts.runTasks.length, 'one-off task'),
      ]
    : [];
  const stopped = rules && of.error === 0 ? denied(diagnostics, rules).length : 0;
  const outcome =
    of.error > 0
      ? ['nothing was written']
      : stopped > 0
        ? [`nothing was written: ${rules?.strict ? '--strict' : '--deny'} stops at ${stopped} of these`]
        : made.length > 0
          ? [made.join(', ')]
          : [];
  return [found.length > 0 ? found.join(', ') : 'nothing to report', ...outcome].join('; ');
}
