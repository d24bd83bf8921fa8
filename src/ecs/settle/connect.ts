import { appended } from '../../compose/nodes.ts';
import { declare } from '../../diagnostics/declare.ts';
import type { ConnectEndpoint } from '../../plan/deployment.ts';
import { firstBy } from '../../source/first-by.ts';
import type { TaskDraft } from '../draft.ts';
import { limits } from '../facts/limits.ts';
import { pages } from '../facts/pages.ts';
import type { ServiceConnectConfiguration } from '../model.ts';
import type { Decision, SettleContext } from './context.ts';
import { list } from './fold.ts';
import { mapping } from './port-mapping.ts';
import { rawTaskSays } from './raw-members.ts';

export const needsMemoryLimit = declare<{ family: string; names: readonly string[] }>(() => ({
  code: 'service-connect/needs-memory-limit',
  severity: 'error',
  message: ({ family, names }) =>
    `Task ${family} uses Service Connect, but ${list(names)} ${names.length > 1 ? 'have' : 'has'} no memory limit.`,
  why: 'Service Connect needs a memory size for the task, which is the sum of the hard limits and head room for its proxy. A reservation is not a limit.',
  fix: 'Write mem_limit, or give --default-memory MIB for every service without.',
  see: pages.serviceConnect,
}));

/** Enters a task into its Service Connect namespace, as planning decided. Only services can join; a one-off task cannot. */
export const connect: Decision = (context) => {
  const plan = joined(context);
  if (!plan) return;
  const { task, deployment } = context;
  const { namespace, endpoints } = plan;
  task.service.serviceConnectConfiguration =
    endpoints.length > 0
      ? { enabled: true, namespace, services: offers(endpoints, task) }
      : { enabled: true, namespace };
  if (deployment.launchType !== 'FARGATE') taskMemory(context);
};

const joined = ({ task, deployment }: SettleContext) =>
  task.plan.run === 'once' ? undefined : deployment.connect?.get(task.plan.family);

/** MiB that the proxy asks for beside the containers. */
export const proxyMemory = (context: SettleContext): number => (joined(context) ? limits.serviceConnectProxyMemory : 0);

function offers(
  endpoints: readonly ConnectEndpoint[],
  { containers, plan }: TaskDraft,
): ServiceConnectConfiguration['services'] {
  const byService = firstBy(containers, ({ service }) => service);
  return endpoints.map(({ service, containerPort: port, portName, dnsName }) => {
    const container = byService.get(service);
    const mapped = container && mapping(container, port, plan.networkMode);
    if (mapped) mapped.name ??= portName;
    return { portName: mapped?.name ?? portName, clientAliases: [{ port, dnsName }] };
  });
}

function taskMemory({ task, project, places, report }: SettleContext): void {
  if (rawTaskSays(project, task.plan, 'memory')) return;
  let unlimited: string[] | undefined;
  let sum = 0;
  task.containers.forEach(({ service, definition: { memory } }) => {
    if (memory === undefined) unlimited = appended(unlimited, service);
    else sum += memory;
  });
  if (unlimited)
    report(needsMemoryLimit, places.fold(unlimited, 'no limit here either'), {
      family: task.plan.family,
      names: unlimited,
    });
  else task.definition.memory ??= String(sum + limits.serviceConnectProxyMemory);
}
