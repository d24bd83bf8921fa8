import type { Project } from '../../compose/project.ts';
import { declare } from '../../diagnostics/declare.ts';
import { nearest } from '../../source/node.ts';
import type { ContainerDraft, Written } from '../draft.ts';
import { limits } from '../facts/limits.ts';
import { apiPage } from '../facts/pages.ts';
import type { ContainerDefinition } from '../model.ts';
import type { Decision, SettleContext } from './context.ts';
import { rawContainerSays, rawTaskSays } from './raw-members.ts';

const see = apiPage('ContainerDefinition');

export const memoryDefaulted = declare<{ family: string; reservation: number; sum: number }>(() => ({
  code: 'memory/defaulted',
  severity: 'warning',
  message: ({ reservation }) => `No memory is written: ${reservation} MiB are reserved, without a hard limit.`,
  why: ({ family, sum }) =>
    `Compose lets such a service use the whole machine, ECS asks for a figure to place the task by. Task ${family} now reserves ${sum} MiB in all.`,
  fix: 'Write mem_reservation (what it needs) or mem_limit (what it may use at most), or give --default-memory-reservation.',
  see,
}));

export const reservationAboveLimit = declare<{ name: string; reservation: number; limit: number }>(() => ({
  code: 'memory/reservation-above-limit',
  severity: 'error',
  message: ({ name, reservation, limit }) =>
    `${name} reserves ${reservation} MiB, which is more than its limit of ${limit} MiB.`,
  why: 'ECS refuses a task definition whose memoryReservation is above memory.',
  fix: 'Raise the limit or lower the reservation.',
  see,
}));

export const defaultLimitRaised = declare<{ name: string; limit: number; reservation: number }>(() => ({
  code: 'memory/default-limit-raised',
  severity: 'info',
  message: ({ name, reservation }) => `${name} gets a limit of ${reservation} MiB, as much as it reserves.`,
  why: ({ limit }) => `The default limit of ${limit} MiB is below the reservation, which ECS refuses.`,
  fix: 'Write mem_limit for this service, or raise --default-memory.',
  see,
}));

export const raisedToFloor = declare<{ name: string; wanted: number; floor: number }>(() => ({
  code: 'memory/raised-to-floor',
  severity: 'warning',
  message: ({ name, wanted, floor }) => `The memory of ${name} is raised from ${wanted} to ${floor} MiB.`,
  why: 'Docker starts no container with less.',
  fix: ({ floor }) => `Write at least ${floor}m.`,
  see,
}));

export const suspiciouslySmall = declare<{ name: string; bytes: string }>(() => ({
  code: 'memory/suspiciously-small',
  severity: 'error',
  message: ({ name, bytes }) => `${name} asks for ${bytes} bytes of memory.`,
  why: 'A number without a unit counts bytes in Compose, and Docker starts no container with less than 6 MiB.',
  fix: ({ bytes }) => `Write the unit: ${bytes}m for MiB.`,
  see,
  allow: 'The container gets 6 MiB.',
}));

const floor = limits.containerMemoryFloor;
/** MiB that a service without any figure reserves. */
const standardReservation = 128;
/** Below this many bytes the number is more likely one of MiB. */
const implausible = 262_144;

/** Memory of each container. On EC2 and EXTERNAL one without any figure gets a soft reservation, never a limit of our own making. */
export const memory: Decision = (context) => {
  const { task, options, deployment } = context;
  task.containers.forEach((container) => {
    settleWritten(container, context);
  });
  const { defaultMemory } = options;
  if (defaultMemory !== undefined) for (const container of task.containers) limit(container, context, defaultMemory);
  const reservation =
    options.defaultMemoryReservation ?? (deployment.launchType === 'FARGATE' ? undefined : standardReservation);
  if (reservation !== undefined) reserve(context, reservation);
};

function settleWritten({ service: name, needs, definition }: ContainerDraft, context: SettleContext): void {
  const limit = needs.memoryLimit && legal(name, needs.memoryLimit, context);
  const reservation = needs.memoryReservation && legal(name, needs.memoryReservation, context);
  if (limit !== undefined) definition.memory = limit;
  if (reservation !== undefined) definition.memoryReservation = reservation;
  if (limit === undefined || reservation === undefined || reservation < limit) return;
  // Equal says nothing that the limit does not say, and parts of the AWS documentation ask for less.
  delete definition.memoryReservation;
  if (reservation > limit && needs.memoryReservation)
    context.report(reservationAboveLimit, { path: needs.memoryReservation.path }, { name, reservation, limit });
}

/** What is written, or the least that Docker takes. MiB. */
const legal = (name: string, written: Written<number>, context: SettleContext): number =>
  written.value >= floor ? written.value : raised(name, written, context);

function raised(name: string, { value, path }: Written<number>, { project, report }: SettleContext): number {
  const { node, depth } = nearest(project.tree, path);
  const text = depth === path.length ? node.source.text.slice(node.start, node.end) : '';
  const bytes = node.kind === 'scalar' ? String(node.value) : '';
  const bare =
    /^["']?\d+["']?$/.test(text) ||
    (!/[a-z]/i.test(text.replaceAll(/\$\{?\w+\}?/g, '')) && Number(bytes) < implausible);
  if (bare && /^\d+$/.test(bytes)) report(suspiciouslySmall, { path }, { name, bytes });
  else report(raisedToFloor, { path }, { name, wanted: value, floor });
  return floor;
}

function limit({ service: name, definition }: ContainerDraft, context: SettleContext, standard: number): void {
  const { project, report } = context;
  if (definition.memory !== undefined || rawContainerSays(project, name, 'memory')) return;
  const reservation = definition.memoryReservation ?? 0;
  definition.memory = Math.max(standard, reservation);
  if (reservation < standard) return;
  delete definition.memoryReservation;
  if (reservation > standard)
    report(defaultLimitRaised, { path: ['services', name] }, { name, limit: standard, reservation });
}

/** Without any figure, when settling has not given it one either. */
const lacksFigure = ({ service, needs }: ContainerDraft, project: Project): boolean =>
  !needs.memoryLimit && !needs.memoryReservation && !rawContainerSays(project, service, 'memory', 'memoryReservation');

function withoutFigure({ task, project, options }: SettleContext): ContainerDraft[] {
  if (options.defaultMemory !== undefined) return [];
  const bare = task.containers.filter((container) => lacksFigure(container, project));
  return bare.length > 0 && rawTaskSays(project, task.plan, 'memory') ? [] : bare;
}

/** Whether the sum of the task has been told with the message about the default. */
export const sumIsTold = ({ task, project, options }: SettleContext): boolean =>
  options.defaultMemory === undefined &&
  options.defaultMemoryReservation === undefined &&
  task.containers.some((container) => lacksFigure(container, project)) &&
  !rawTaskSays(project, task.plan, 'memory');

function reserve(context: SettleContext, reservation: number): void {
  const { task, places, options, report } = context;
  const bare = withoutFigure(context);
  if (bare.length === 0) return;
  for (const { definition } of bare) definition.memoryReservation = reservation;
  if (options.defaultMemoryReservation !== undefined) return;
  const names = bare.map(({ service }) => service);
  const where = places.fold(names, 'no memory is written here either');
  const sum = task.containers.reduce((total, { definition }) => total + reservedMemory(definition), 0);
  report(memoryDefaulted, where, { family: task.plan.family, reservation, sum });
}

/** What ECS schedules by: the reservation, or the limit where there is none. MiB. */
export const reservedMemory = ({ memory, memoryReservation }: Partial<ContainerDefinition>): number =>
  memoryReservation ?? memory ?? 0;
