import { declare } from '../../diagnostics/declare.ts';
import type { Options } from '../../options/options.ts';
import { instanceType } from '../facts/instances.ts';
import { defaults } from '../facts/limits.ts';
import { pages } from '../facts/pages.ts';
import { taskCpuUnits, taskMemoryMiB } from '../facts/task-size.ts';
import type { ContainerDefinition, EcsApp, ServiceDefinition, TaskDefinition } from '../model.ts';
import type { SettleContext } from './context.ts';
import { reservedMemory, sumIsTold } from './memory.ts';

const see = pages.instanceMemory;

interface Fit {
  readonly family: string;
  readonly need: number;
  readonly offer: number;
  readonly unit: 'MiB of memory' | 'CPU units';
}

export const reserves = declare<{ family: string; memory: number; cpu: number; rolls: boolean }>(() => ({
  code: 'task/reserves',
  severity: 'info',
  message: ({ family, memory, cpu }) =>
    `Task ${family} reserves ${memory} MiB of memory${cpu ? ` and ${cpu} CPU units` : ''}.`,
  why: ({ rolls }) =>
    `ECS places it on an instance that has this much free${rolls ? ', and a rolling deployment needs it twice for a while' : ''}.`,
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

/** What one container instance offers, as far as it is known. */
interface Offer {
  readonly memory: number | undefined;
  readonly cpu: number | undefined;
}

/**
 * Whether an instance has room for each task, and for two of it during a rolling deployment, before ECS is asked.
 * It looks at the finished definitions, as raw `x-ecs` parts may have changed them.
 */
export function instanceFit(app: EcsApp, contexts: readonly SettleContext[], options: Options): void {
  if (app.target === 'fargate') return;
  const offer = offerOf(options);
  const byName = new Map(app.services.map((service) => [service.serviceName, service]));
  contexts.forEach((context, index) => {
    const definition = app.taskDefinitions[index];
    if (definition) fitTask(definition, offer, byName, context);
  });
}

function offerOf({ instanceType: name, instanceMemory, instanceCpu }: Options): Offer {
  const type = name === undefined ? undefined : instanceType(name);
  return { memory: instanceMemory ?? type?.memory, cpu: instanceCpu ?? type?.cpu };
}

function fitTask(definition: TaskDefinition, offer: Offer, services: Services, context: SettleContext): void {
  const { task, places, report } = context;
  const { family, containerDefinitions } = definition;
  const memory = written(definition.memory, taskMemoryMiB) ?? containerDefinitions.reduce(plusMemory, 0);
  const cpu = written(definition.cpu, taskCpuUnits) ?? containerDefinitions.reduce(plusCpu, 0);
  const service = services.get(task.plan.serviceName);
  if (offer.memory !== undefined)
    fits(context, service, { family, need: memory, offer: offer.memory, unit: 'MiB of memory' });
  else if (!sumIsTold(context))
    report(reserves, places.first(task.plan.services), { family, memory, cpu, rolls: rolls(context, service) });
  if (offer.cpu !== undefined) fits(context, service, { family, need: cpu, offer: offer.cpu, unit: 'CPU units' });
}

type Services = ReadonlyMap<string, ServiceDefinition>;

const written = (size: string | undefined, read: (text: string) => number | undefined): number | undefined =>
  size === undefined ? undefined : read(String(size));

const plusMemory = (sum: number, container: ContainerDefinition): number => sum + reservedMemory(container);
const plusCpu = (sum: number, { cpu }: ContainerDefinition): number => sum + (cpu ?? 0);

/** Whether a deployment starts a new task beside the old one: not of daemons, nor of what is run once. */
const rolls = ({ task }: SettleContext, service: ServiceDefinition | undefined): boolean =>
  task.plan.run === 'service' && (service?.deploymentConfiguration?.maximumPercent ?? defaults.maximumPercent) > 100;

function fits(context: SettleContext, service: ServiceDefinition | undefined, fit: Fit): void {
  const { task, places, report } = context;
  const { need, offer } = fit;
  const said = need > offer ? doesNotFit : 2 * need > offer && rolls(context, service) && noRoomToRoll;
  if (said) report(said, places.first(task.plan.services), fit);
}

/** Said once, not for each task. */
export const sayUnknownType = ({ options, report }: Pick<SettleContext, 'options' | 'report'>): void => {
  const { instanceType: type, instanceMemory } = options;
  if (type !== undefined && instanceMemory === undefined && !instanceType(type))
    report(unknownType, { path: [] }, { type });
};
