import type { Project } from '../../compose/project.ts';
import { declare } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';
import type { ContainerDraft, Written } from '../draft.ts';
import { clamp, limits } from '../facts/limits.ts';
import { apiPage } from '../facts/pages.ts';
import type { Decision, SettleContext } from './context.ts';
import { foldPaths, list } from './fold.ts';

export const notEveryContainer = declare<{ limited: string; others: readonly string[] }>(() => ({
  code: 'cpus/not-every-container',
  severity: 'warning',
  message: ({ limited, others }) =>
    `The CPU limit of ${limited} is not kept, as ${list(others)} ${others.length > 1 ? 'have' : 'has'} none.`,
  why: 'ECS knows a hard CPU limit for the whole task only; one made of some limits would also throttle the containers without.',
  fix: 'Write cpus for every service of the task, or cpu_shares for relative weights.',
  see: apiPage('RegisterTaskDefinition'),
}));

export const pooled = declare<{ names: string; cpu: number }>(() => ({
  code: 'cpus/pooled',
  severity: 'warning',
  message: ({ names, cpu }) => `The CPU limits of ${names} become one of ${cpu} units for the task.`,
  why: 'ECS limits the CPU of a task, not of a container: one of them may use what the others leave.',
  fix: 'Nothing, when that is acceptable; else put the service into a task of its own with x-ecs.task.',
  see: apiPage('RegisterTaskDefinition'),
}));

export const raised = declare<{ wanted: number; least: number }>(() => ({
  code: 'cpus/raised',
  severity: 'warning',
  message: ({ wanted, least }) => `The CPU limit of ${wanted} units is raised to ${least}.`,
  why: 'ECS takes no smaller task CPU; 1024 units are one vCPU.',
  fix: 'Write at least 0.125 CPUs for the task.',
  see: apiPage('RegisterTaskDefinition'),
}));

export const lowered = declare<{ wanted: number; most: number }>(() => ({
  code: 'cpus/lowered',
  severity: 'warning',
  message: ({ wanted, most }) => `The CPU limit of ${wanted} units is lowered to ${most}.`,
  why: 'ECS takes no larger task CPU; 1024 units are one vCPU.',
  fix: 'Write at most 192 CPUs for the task.',
  see: apiPage('RegisterTaskDefinition'),
}));

export const sharesScaled = declare<{ sum: number; cpu: number }>(() => ({
  code: 'cpu_shares/scaled',
  severity: 'warning',
  message: ({ sum, cpu }) => `The CPU shares of the task, ${sum} in all, are scaled down to ${cpu}.`,
  why: 'ECS refuses containers whose cpu adds up to more than the cpu of the task. Their weights keep their proportion.',
  fix: 'Nothing, when the weights are all that matters; else raise the CPU of the task.',
  see: apiPage('ContainerDefinition'),
}));

export const sharesIgnored = declare(() => ({
  code: 'cpu_shares/reservation-wins',
  severity: 'warning',
  message: 'cpu_shares is not used, as a CPU reservation is written too.',
  why: 'Both become the cpu of the container, and the reservation says what the task is placed by.',
  fix: 'Write one of them.',
  see: apiPage('ContainerDefinition'),
}));

/** The weight of each container, and on EC2 and EXTERNAL the hard limit of the task. */
export const cpu: Decision = (context) => {
  const { task, deployment } = context;
  task.containers.forEach((container) => {
    if (container.needs.cpuReservation) reserve(container, container.needs.cpuReservation, context);
  });
  if (deployment.launchType === 'FARGATE') return;
  limit(context);
  scaleShares(context);
};

function reserve({ service, definition }: ContainerDraft, { value }: Written<number>, { report }: SettleContext): void {
  if (definition.cpu !== undefined) report(sharesIgnored, { path: ['services', service, 'cpu_shares'] });
  definition.cpu = clamp(value, limits.containerCpu);
}

function limit(context: SettleContext): void {
  const { task, report } = context;
  const limited = task.containers.filter(({ needs }) => needs.cpuLimit);
  const first = limited[0]?.needs.cpuLimit;
  if (!first || task.definition.cpu !== undefined) return;
  const others = task.containers.filter(({ needs }) => !needs.cpuLimit);
  if (others.length > 0) {
    const where = foldPaths(limitPaths(limited), 'this limit is not kept either');
    report(notEveryContainer, where, { limited: list(names(limited)), others: names(others) });
    return;
  }
  const wanted = limited.reduce((sum, { needs }) => sum + (needs.cpuLimit?.value ?? 0), 0);
  const legal = clamp(wanted, limits.taskCpuEc2);
  if (legal > wanted) report(raised, { path: first.path }, { wanted, least: legal });
  if (legal < wanted) report(lowered, { path: first.path }, { wanted, most: legal });
  task.definition.cpu = String(legal);
  sayPooled(context, legal);
}

const names = (containers: readonly ContainerDraft[]): string[] => containers.map(({ service }) => service);

const limitPaths = (containers: readonly ContainerDraft[]): Path[] =>
  containers.flatMap(({ needs }) => (needs.cpuLimit ? [needs.cpuLimit.path] : []));

export function sayPooled({ task, report }: SettleContext, units: number): void {
  const limited = task.containers.filter(({ needs }) => needs.cpuLimit);
  if (task.containers.length < 2 || limited.length === 0) return;
  const where = foldPaths(limitPaths(limited), 'this limit is part of the sum');
  report(pooled, where, { names: list(names(limited)), cpu: units });
}

/** The cpu of the containers may not add up to more than that of the task. */
export function scaleShares({ task, project, report }: SettleContext): void {
  if (task.definition.cpu === undefined) return;
  const most = Number(task.definition.cpu);
  const weighted = task.containers.filter(({ definition }) => (definition.cpu ?? 0) > 0);
  const sum = weighted.reduce((total, { definition }) => total + (definition.cpu ?? 0), 0);
  if (!Number.isFinite(most) || sum <= most) return;
  scaleTo(most, weighted);
  const paths = weighted.map(({ service, needs }): Path => needs.cpuReservation?.path ?? sharesPath(project, service));
  report(sharesScaled, foldPaths(paths, 'scaled down as well'), { sum, cpu: most });
}

/** In proportion. None gets less than the least that ECS takes; the others share what is left then. */
function scaleTo(most: number, weighted: readonly ContainerDraft[]): void {
  const [least] = limits.containerCpu;
  let others = weighted;
  for (;;) {
    const sum = others.reduce((total, { definition }) => total + (definition.cpu ?? 0), 0);
    const left = most - least * (weighted.length - others.length);
    const scaled = (cpu = 0): number => Math.floor((cpu * left) / sum);
    const small = others.filter(({ definition }) => scaled(definition.cpu) < least);
    const legal = others.filter(({ definition }) => scaled(definition.cpu) >= least);
    for (const { definition } of small) definition.cpu = least;
    others = legal;
    if (small.length > 0) continue;
    for (const { definition } of legal) definition.cpu = scaled(definition.cpu);
    return;
  }
}

const sharesPath = (project: Project, service: string): Path =>
  project.model.services[service]?.cpu_shares === undefined
    ? ['services', service]
    : ['services', service, 'cpu_shares'];
