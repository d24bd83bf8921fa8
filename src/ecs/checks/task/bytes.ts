import { limits } from '../../facts/limits.ts';
import { pages } from '../../facts/pages.ts';
import { law } from '../law.ts';
import { taskLaw } from '../task-view.ts';

export const taskDefinitionSize = law<{ bytes: number }>(() => ({
  rule: 'TD003',
  code: 'task-definition-size',
  message: ({ bytes }) => `The task definition is ${bytes} bytes of JSON.`,
  why: `ECS takes at most ${limits.taskDefinitionBytes} bytes (64 KiB).`,
  fix: 'Move long values out: environment to `environmentFiles` or secrets, files into the image; or split the task.',
  see: pages.quotas,
}));

/** Most definitions are so small that they need not be written out. */
export const size = taskLaw('everything', ({ task, mostBytes, report }) => {
  if (mostBytes <= limits.taskDefinitionBytes) return;
  const bytes = new TextEncoder().encode(JSON.stringify(task)).length;
  if (bytes > limits.taskDefinitionBytes) report(taskDefinitionSize, [], { bytes });
});
