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

/** Most definitions are so small that they need not be written out. */
export const size: TaskLaw = ({ task, report }) => {
  if (mostBytes(task) <= limits.taskDefinitionBytes) return;
  const bytes = new TextEncoder().encode(JSON.stringify(task)).length;
  if (bytes > limits.taskDefinitionBytes) report(taskDefinitionSize, [], { bytes });
};

/** JSON writes a UTF-16 unit in six bytes at most (`\u0000`), a number in fewer than thirty; quotes, colon and comma are four. */
const perUnit = 6;
const perScalar = 30;
const perName = 4;

/** What a definition takes as JSON, at most. */
function mostBytes(value: unknown): number {
  if (typeof value === 'string') return value.length * perUnit + perScalar;
  if (typeof value !== 'object' || value === null) return perScalar;
  let bytes = perScalar;
  if (Array.isArray(value)) for (let index = 0; index < value.length; index++) bytes += mostBytes(value[index]);
  else
    for (const name in value) bytes += name.length * perUnit + perName + mostBytes(value[name as keyof typeof value]);
  return bytes;
}
