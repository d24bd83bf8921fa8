import { limits } from '../../facts/limits.ts';
import { apiPage } from '../../facts/pages.ts';
import { law } from '../law.ts';
import { containerLaw } from '../task-view.ts';

export const ignoredExitCodes = law<{ label: string; count: number }>(() => ({
  rule: 'TD074',
  code: 'restart-exit-codes',
  message: ({ label, count }) => `The restart policy of ${label.toLowerCase()} ignores ${count} exit codes.`,
  why: `ECS takes at most ${limits.ignoredExitCodes}.`,
  fix: 'Keep those that occur.',
  see: apiPage('ContainerRestartPolicy'),
}));

export const restart = containerLaw(['restartPolicy'], (container, { report }) => {
  const count = container.value.restartPolicy?.ignoredExitCodes?.length ?? 0;
  if (count <= limits.ignoredExitCodes) return;
  const path = [...container.path, 'restartPolicy', 'ignoredExitCodes'];
  report(ignoredExitCodes, path, { label: container.label, count });
});
