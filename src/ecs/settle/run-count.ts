import { declare } from '../../diagnostics/declare.ts';
import { limits } from '../facts/limits.ts';
import { apiPage } from '../facts/pages.ts';
import type { Decision } from './context.ts';

export const fewerRuns = declare<{ wanted: number; most: number }>(() => ({
  code: 'deploy/fewer-runs',
  severity: 'warning',
  message: ({ wanted, most }) => `${most} of the ${wanted} tasks are started.`,
  why: 'One call of RunTask starts no more.',
  fix: 'Call it again for the others.',
  see: apiPage('RunTask'),
}));

/** A task that runs once is started by one call of RunTask. */
export const runCount: Decision = ({ task, report }) => {
  const { run, count, countPath, services } = task.plan;
  if (run !== 'once' || count <= limits.tasksPerRun) return;
  report(
    fewerRuns,
    { path: countPath ?? ['services', services[0] ?? ''] },
    { wanted: count, most: limits.tasksPerRun },
  );
};
