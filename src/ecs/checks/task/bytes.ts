import { limits } from '../../facts/limits.ts';
import { pages } from '../../facts/pages.ts';
import { law } from '../law.ts';
import type { TaskLaw } from '../task-view.ts';

export const taskDefinitionSize = law<{ bytes: number }>(() => ({
  rule: 'TD003',
  code: 'task-definition-size',
  message: ({ bytes }) => `The task definition is ${bytes} bytes of JSON.`,
  why: `ECS takes at most ${limits.taskDefinitionBytes} bytes (64 KiB).`,
  fix: 'Move long values out: environment to `environmentFiles` or secrets, files into the image; or split the task.',
  see: pages.quotas,
}));

/** A character is at most three bytes for each of its UTF-16 units: most definitions need not be encoded. */
export const size: TaskLaw = ({ task, report }) => {
  const text = JSON.stringify(task);
  if (text.length * 3 <= limits.taskDefinitionBytes) return;
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > limits.taskDefinitionBytes) report(taskDefinitionSize, [], { bytes });
};
