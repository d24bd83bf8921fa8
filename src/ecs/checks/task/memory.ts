import { limits } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { taskCpuUnits, taskMemoryMiB } from '../../facts/task-size.ts';
import { law, type ReportAt } from '../law.ts';
import { type ContainerView, taskLaw } from '../task-view.ts';

export const memoryMissing = law<{ label: string }>(() => ({
  rule: 'TD013',
  code: 'memory-missing',
  message: ({ label }) => `${label} has neither \`memory\` nor \`memoryReservation\`, and the task has no \`memory\`.`,
  why: 'ECS must know how much memory to set aside on the container instance.',
  fix: 'Give the container a `memoryReservation` or `memory` in MiB, or the task a `memory`.',
  see: pages.parameters,
}));

export const reservationAboveLimit = law<{ label: string }>(() => ({
  rule: 'TD014',
  code: 'memory-reservation-above-limit',
  message: ({ label }) => `${label} reserves more memory than its hard limit allows.`,
  why: '`memory` must not be below `memoryReservation`.',
  fix: 'Raise `memory` or lower `memoryReservation`.',
  see: apiPage('ContainerDefinition'),
}));

export const memoryAboveTask = law<{ label: string; memory: number; task: number }>(() => ({
  rule: 'TD015',
  code: 'memory-above-task',
  message: ({ label, memory, task }) => `${label} has ${memory} MiB of memory and its task ${task} MiB.`,
  why: 'A container cannot have more memory than its task.',
  fix: 'Raise the memory of the task or lower that of the container.',
  see: pages.parameters,
}));

export const cpuSumAboveTask = law<{ sum: number; task: number }>(() => ({
  rule: 'TD016',
  code: 'cpu-sum-above-task',
  message: ({ sum, task }) => `The containers have ${sum} CPU units together and their task ${task}.`,
  why: 'The sum of container `cpu` must not exceed the `cpu` of the task.',
  fix: 'Raise the `cpu` of the task or lower that of the containers.',
  see: pages.parameters,
}));

export const memorySumAboveTask = law<{ sum: number; task: number }>(() => ({
  rule: 'TD017',
  code: 'memory-sum-above-task',
  message: ({ sum, task }) => `The containers reserve ${sum} MiB together and their task has ${task} MiB.`,
  why: 'What the containers reserve (their limits, where they reserve nothing) must fit into the `memory` of the task.',
  fix: 'Raise the `memory` of the task or lower what the containers reserve.',
  see: pages.parameters,
}));

export const memoryFloor = law<{ label: string; memory: number }>(() => ({
  rule: 'TD018',
  code: 'memory-floor',
  severity: 'warning',
  message: ({ label, memory }) => `${label} has ${memory} MiB of memory.`,
  why: `Docker starts no container with less than ${limits.containerMemoryFloor} MiB.`,
  fix: 'The unit is MiB: raise the number.',
  see: apiPage('ContainerDefinition'),
}));

export const memory = taskLaw('everything', ({ task, containers, windows, report }) => {
  const total = task.memory === undefined ? undefined : taskMemoryMiB(task.memory);
  let reserved = 0;
  let shares = 0;
  containers.forEach((container) => {
    const { memory, memoryReservation, cpu = 0 } = container.value;
    reserved += memoryReservation ?? memory ?? 0;
    shares += cpu;
    if (task.memory === undefined && !memory && !memoryReservation)
      report(memoryMissing, container.path, { label: container.label });
    if (memory && memoryReservation && memoryReservation > memory)
      report(reservationAboveLimit, [...container.path, 'memoryReservation'], { label: container.label });
    if (memory && total !== undefined && memory > total)
      report(memoryAboveTask, [...container.path, 'memory'], { label: container.label, memory, task: total });
    checkFloor(container, 'memory', report);
    checkFloor(container, 'memoryReservation', report);
  });
  if (total !== undefined && reserved > total) report(memorySumAboveTask, ['memory'], { sum: reserved, task: total });
  const units = task.cpu === undefined || windows ? undefined : taskCpuUnits(task.cpu);
  if (units !== undefined && shares > units) report(cpuSumAboveTask, ['cpu'], { sum: shares, task: units });
});

function checkFloor(container: ContainerView, member: 'memory' | 'memoryReservation', report: ReportAt): void {
  const memory = container.value[member];
  if (!memory || memory >= limits.containerMemoryFloor) return;
  report(memoryFloor, [...container.path, member], { label: container.label, memory });
}
