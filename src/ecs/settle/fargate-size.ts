import { declare } from '../../diagnostics/declare.ts';
import { serviceExtension } from '../../keys/x-ecs.ts';
import type { ContainerDraft } from '../draft.ts';
import { type FargateSize, fargateRows, largestFargateSize, smallestFargateSize } from '../facts/fargate.ts';
import { pages } from '../facts/pages.ts';
import { taskCpuUnits, taskMemoryMiB } from '../facts/task-size.ts';
import { proxyMemory } from './connect.ts';
import type { Decision, SettleContext } from './context.ts';
import { sayPooled, scaleShares } from './cpu.ts';

const see = pages.fargateSizes;

interface Sized {
  readonly family: string;
  readonly need: FargateSize;
  readonly size: FargateSize;
}

export const smallestSize = declare<Sized>(() => ({
  code: 'fargate/smallest-size',
  severity: 'info',
  message: ({ family, size }) => `Task ${family} gets ${text(size)}, the smallest size of Fargate.`,
  why: 'No CPU and no memory is written, and Fargate asks for both.',
  fix: 'Write cpus and mem_limit (or deploy.resources) when it needs more.',
  see,
}));

export const roundedUp = declare<Sized>(() => ({
  code: 'fargate/rounded-up',
  severity: 'info',
  message: ({ family, need, size }) => `Task ${family} asks for ${text(need)} and gets ${text(size)}.`,
  why: 'Fargate offers certain pairs of CPU and memory only; this is the smallest that holds the sum of the containers.',
  fix: 'Nothing. You pay for the size of the task; its containers may use what is left over, up to their own limits.',
  see,
}));

export const tooLarge = declare<Sized>(() => ({
  code: 'fargate/too-large',
  severity: 'error',
  message: ({ family, need, size }) => `Task ${family} asks for ${text(need)}; Fargate ends at ${text(size)}.`,
  why: 'The CPU and memory of all containers of a task add up, and Fargate has no size that holds this sum.',
  fix: 'Lower the limits, split the task, or choose --target ec2.',
  see,
}));

const text = ({ cpu, memory }: FargateSize): string =>
  [...(cpu ? [`${cpu} CPU units`] : []), ...(memory ? [`${memory} MiB`] : [])].join(' and ');

/** The smallest legal size that holds what is written; never rounded down. The limits of the containers stay as they are. */
export const fargateSize: Decision = (context) => {
  const { task, places, report } = context;
  const need = needOf(context);
  const written = need.cpu > 0 || need.memory > 0;
  const found = smallestFor(need, windows(context));
  const size = found ?? largestFargateSize;
  task.definition.cpu = String(size.cpu);
  task.definition.memory = String(size.memory);
  const where = places.first(task.plan.services);
  const said = { family: task.plan.family, need, size };
  if (!found) report(tooLarge, where, said);
  else if (!written) report(smallestSize, where, said);
  else if (need.cpu < size.cpu || need.memory < size.memory) report(roundedUp, where, said);
  sayPooled(context, size.cpu);
  scaleShares(context);
};

/** Windows containers start at one vCPU and end at four. */
function smallestFor(need: FargateSize, windows: boolean): FargateSize | undefined {
  if (!windows) return smallestFargateSize(need.cpu, need.memory);
  const legal = fargateRows.filter((row) => row.windows);
  const size = smallestFargateSize(Math.max(need.cpu, legal[0]?.cpu ?? 0), need.memory);
  return size && size.cpu <= (legal.at(-1)?.cpu ?? 0) ? size : undefined;
}

const windows = ({ task }: SettleContext): boolean =>
  task.definition.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS') ?? false;

/** Only what is written counts. A size written for the task itself (ecs-params.yml, say) is the least it gets. */
function needOf(context: SettleContext): FargateSize {
  const { cpu = '', memory = '' } = context.task.definition;
  const sum = (of: (container: ContainerDraft) => number) =>
    context.task.containers.reduce((total, container) => total + of(container), 0);
  const containers = sum(({ definition }) => definition.memory ?? definition.memoryReservation ?? 0);
  const memorySum = containers + sum(tmpfs);
  const withProxy = memorySum + (memorySum > 0 ? proxyMemory(context) : 0);
  return {
    cpu: Math.max(
      sum((container) => cpuNeed(container, context)),
      taskCpuUnits(cpu) ?? 0,
    ),
    memory: Math.max(withProxy, taskMemoryMiB(memory) ?? 0),
  };
}

/** `cpu_shares` are weights among the containers and ask for nothing. */
function cpuNeed({ service, needs }: ContainerDraft, { project }: SettleContext): number {
  const { cpu = 0 } = serviceExtension(project.model.services[service] ?? {});
  return (needs.cpuLimit ?? needs.cpuReservation)?.value ?? cpu;
}

/** What lies in a tmpfs lies in the memory of the task. MiB. */
const tmpfs = ({ definition }: ContainerDraft): number =>
  (definition.linuxParameters?.tmpfs ?? []).reduce((total, { size }) => total + size, 0);
