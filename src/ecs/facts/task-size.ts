import { patterns } from './patterns.ts';

/**
 * Task-level `cpu` and `memory` are strings: digits, or with a unit (`0.5 vCPU`, `2 GB`; 1 vCPU = 1024 units, 1 GB = 1024 MiB).
 * `undefined` for anything else. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export const taskCpuUnits = (text: string): number | undefined => sized(text, patterns.taskCpu);
export const taskMemoryMiB = (text: string): number | undefined => sized(text, patterns.taskMemory);

function sized(text: string, pattern: RegExp): number | undefined {
  if (!pattern.test(text)) return undefined;
  const plain = Number(text);
  return Number.isNaN(plain) ? Math.round(Number.parseFloat(text) * 1024) : plain;
}
