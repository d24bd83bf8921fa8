import { declare } from '../../diagnostics/declare.ts';
import { instanceType } from '../facts/instances.ts';
import { defaults } from '../facts/limits.ts';
import { pages } from '../facts/pages.ts';
import { taskCpuUnits, taskMemoryMiB } from '../facts/task-size.ts';
import type { ContainerDefinition, EcsApp, ServiceDefinition, TaskDefinition } from '../model.ts';
import type { SettleContext } from './context.ts';
import { firstOf } from './fold.ts';
import { reservedMemory, sumIsTold } from './memory.ts';

const see = pages.instanceMemory;

interface Fit {
  readonly family: string;
  readonly need: number;
  readonly offer: number;
  readonly unit: 'MiB of memory' | 'CPU units';
}

export const reserves = declare<{ family: string; memory: number; cpu: number }>(() => ({
  code: 'task/reserves',
  severity: 'info',
  message: ({ family, memory, cpu }) =>
    `Task ${family} reserves ${memory} MiB of memory${cpu ? ` and ${cpu} CPU units` : ''}.`,
  why: 'ECS places it on an instance that has this much free, and a rolling deployment needs it twice for a while.',
  fix: 'Give --instance-type or --instance-memory to learn whether it fits.',
  see,
}));

export const doesNotFit = declare<Fit>(() => ({
  code: 'instance/does-not-fit',
  severity: 'error',
  message: ({ family, need, offer, unit }) => `Task ${family} reserves ${need} ${unit}; an instance offers ${offer}.`,
  why: 'ECS would find no instance for it (RESOURCE:MEMORY or RESOURCE:CPU).',
  fix: 'Lower the reservations, split the task, or take a larger instance.',
  see,
}));

export const noRoomToRoll = declare<Fit>(() => ({
  code: 'instance/no-room-to-roll',
  severity: 'warning',
  message: ({ family, need, offer, unit }) =>
    `A rolling deployment of ${family} needs ${2 * need} ${unit} for a while; an instance offers ${offer}.`,
  why: 'ECS starts the new task before it stops the old one. With one instance the deployment never ends.',
  fix: 'Take a second instance, lower the reservations, or write deploy.update_config.order: stop-first.',
  see,
}));

export const unknownType = declare<{ type: string }>(() => ({
  code: 'instance/unknown-type',
  severity: 'warning',
  message: ({ type }) => `Whether the tasks fit a ${type} is not known.`,
  why: 'The type is not in the table of common types.',
  fix: 'Give --instance-memory MIB and --instance-cpu UNITS.',
  see: 'https://aws.amazon.com/ec2/instance-types/',
}));

/**
 * Whether an instance has room for each task, and for two of it during a rolling deployment, before ECS is asked.
 * It looks at the finished definitions, as raw `x-ecs` parts may have changed them.
 */
export function instanceFit(app: EcsApp, contexts: readonly SettleContext[]): void {
  const services = new Map<string, ServiceDefinition>();
  app.services.forEach((service) => {
    services.set(service.serviceName, service);
  });
  contexts.forEach((context, index) => {
    const definition = app.taskDefinitions[index];
    if (definition && context.deployment.launchType !== 'FARGATE')
      fitTask(definition, services.get(context.task.plan.serviceName), context);
  });
}

function fitTask(definition: TaskDefinition, service: ServiceDefinition | undefined, context: SettleContext): void {
  const { task, options, project, report } = context;
  const { family } = definition;
  const memory = written(definition.memory, taskMemoryMiB) ?? sum(definition, reservedMemory);
  const cpu = written(definition.cpu, taskCpuUnits) ?? sum(definition, reservedCpu);
  const type = options.instanceType === undefined ? undefined : instanceType(options.instanceType);
  const offered = { memory: options.instanceMemory ?? type?.memory, cpu: options.instanceCpu ?? type?.cpu };
  if (offered.memory !== undefined)
    fits(context, service, { family, need: memory, offer: offered.memory, unit: 'MiB of memory' });
  else if (!sumIsTold(context)) report(reserves, firstOf(project, task.plan.services), { family, memory, cpu });
  if (offered.cpu !== undefined) fits(context, service, { family, need: cpu, offer: offered.cpu, unit: 'CPU units' });
}

const written = (size: string | undefined, read: (text: string) => number | undefined): number | undefined =>
  size === undefined ? undefined : read(String(size));

const reservedCpu = ({ cpu }: ContainerDefinition): number => cpu ?? 0;

const sum = (definition: TaskDefinition, of: (container: ContainerDefinition) => number): number =>
  definition.containerDefinitions.reduce((total, container) => total + of(container), 0);

function fits({ task, project, report }: SettleContext, service: ServiceDefinition | undefined, fit: Fit): void {
  const { need, offer } = fit;
  const rolls = (service?.deploymentConfiguration?.maximumPercent ?? defaults.maximumPercent) > 100;
  const said = need > offer ? doesNotFit : 2 * need > offer && rolls && task.plan.run === 'service' && noRoomToRoll;
  if (said) report(said, firstOf(project, task.plan.services), fit);
}

/** Said once, not for each task. */
export const sayUnknownType = ({ options, report }: Pick<SettleContext, 'options' | 'report'>): void => {
  const { instanceType: type, instanceMemory } = options;
  if (type !== undefined && instanceMemory === undefined && !instanceType(type))
    report(unknownType, { path: [] }, { type });
};
