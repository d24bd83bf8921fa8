import { fargateRow, fargateRows, isFargateSize } from '../../facts/fargate.ts';
import { limits, within } from '../../facts/limits.ts';
import { pages } from '../../facts/pages.ts';
import { taskCpuUnits, taskMemoryMiB } from '../../facts/task-size.ts';
import { law } from '../law.ts';
import { taskLaw } from '../task-view.ts';

export const fargateCpuMissing = law(() => ({
  rule: 'TD008',
  code: 'fargate-cpu-missing',
  message: 'The task asks for Fargate and has no task-level `cpu`.',
  why: 'Fargate sizes the whole task; limits of containers are not enough.',
  fix: 'Set `cpu` of the task, as text: `"256"`.',
  see: pages.fargateSizes,
}));

export const fargateMemoryMissing = law(() => ({
  rule: 'TD009',
  code: 'fargate-memory-missing',
  message: 'The task asks for Fargate and has no task-level `memory`.',
  why: 'Fargate sizes the whole task; limits of containers are not enough.',
  fix: 'Set `memory` of the task, as text: `"512"`.',
  see: pages.fargateSizes,
}));

export const fargateSize = law<{ cpu: number; memory: number }>(() => ({
  rule: 'TD010',
  code: 'fargate-size',
  message: ({ cpu, memory }) => `Fargate has no task of ${cpu} CPU units and ${memory} MiB.`,
  why: ({ cpu }) => {
    const row = fargateRow(cpu);
    return row
      ? `With ${cpu} CPU units it takes ${row.memory[0]} to ${row.memory.at(-1)} MiB in ${row.memory.length} steps.`
      : `Its CPU sizes are ${fargateRows.map((each) => each.cpu).join(', ')}.`;
  },
  fix: 'Take the next larger pair of the table.',
  see: pages.fargateSizes,
}));

export const fargateWindowsSize = law<{ cpu: number }>(() => ({
  rule: 'TD011',
  code: 'fargate-windows-size',
  message: ({ cpu }) => `Windows tasks on Fargate do not come with ${cpu} CPU units.`,
  why: 'They take 1024, 2048 or 4096.',
  fix: 'Set `cpu` to one of these.',
  see: pages.fargateSizes,
}));

export const taskCpuRange = law(() => ({
  rule: 'TD012',
  code: 'task-cpu-range',
  message: 'The task-level `cpu` is out of range.',
  why: `On EC2 and EXTERNAL it is ${limits.taskCpuEc2[0]} to ${limits.taskCpuEc2[1]} CPU units, as digits or with \`vCPU\`.`,
  fix: 'Set a value in range, or leave it out: it is optional there.',
  see: pages.parameters,
}));

export const taskSizeText = law<{ member: string }>(() => ({
  code: 'task-size-text',
  message: ({ member }) => `The task-level \`${member}\` is not a size.`,
  why: 'ECS reads digits (`"512"`), or a number with `vCPU` or `GB`.',
  fix: ({ member }) => (member === 'cpu' ? 'Write CPU units: `"512"`.' : 'Write MiB: `"1024"`.'),
  see: pages.parameters,
}));

export const taskSize = taskLaw('everything', ({ task, on, windows, report }) => {
  const cpu = task.cpu === undefined ? undefined : taskCpuUnits(task.cpu);
  const memory = task.memory === undefined ? undefined : taskMemoryMiB(task.memory);
  if (task.cpu !== undefined && cpu === undefined) report(taskSizeText, ['cpu'], { member: 'cpu' });
  if (task.memory !== undefined && memory === undefined) report(taskSizeText, ['memory'], { member: 'memory' });
  if (on.has('FARGATE')) {
    if (task.cpu === undefined) report(fargateCpuMissing, []);
    if (task.memory === undefined) report(fargateMemoryMissing, []);
    if (cpu !== undefined && memory !== undefined && !isFargateSize({ cpu, memory }))
      report(fargateSize, fargateRow(cpu) ? ['memory'] : ['cpu'], { cpu, memory });
    if (windows && cpu !== undefined && fargateRow(cpu)?.windows === false)
      report(fargateWindowsSize, ['cpu'], { cpu });
  } else if (cpu !== undefined && !within(cpu, limits.taskCpuEc2)) report(taskCpuRange, ['cpu']);
});
