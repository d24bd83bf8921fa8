import { limits, within } from '../../facts/limits.ts';
import { apiPage, pages } from '../../facts/pages.ts';
import { unsupported } from '../../facts/support.ts';
import type { ServiceDefinition } from '../../model.ts';
import { type Clean, each, law, type ReportAt, says } from '../law.ts';
import { serviceLaw } from '../service-view.ts';
import type { TaskView } from '../task-view.ts';

export const externalService = law<{ member: string }>(() => ({
  rule: 'SV042',
  code: 'external-service',
  message: ({ member }) => `A service on ECS Anywhere (EXTERNAL) has \`${member}\`.`,
  why: 'Load balancers, service discovery, Service Connect, EBS and capacity providers reach instances of AWS only.',
  fix: ({ member }) => `Remove \`${member}\`.`,
  see: pages.external,
}));

export const managedTags = law(() => ({
  rule: 'SV043',
  code: 'managed-tags',
  severity: 'warning',
  message: '`enableECSManagedTags` is on and `propagateTags` says nothing.',
  why: 'Tags of the service or the task definition then do not reach the tasks, which cost reports need.',
  fix: 'Set `propagateTags` to SERVICE or TASK_DEFINITION.',
  see: pages.tags,
}));

export const gatewayConnector = law<{ problem: string }>(() => ({
  rule: 'SV044',
  code: 'gateway-connector',
  message: ({ problem }) => `The gateway connectors of the service are not ones that ECS takes: ${problem}.`,
  why: 'A service takes one connector, to a named port mapping of its task.',
  fix: 'Keep one, and name the port mapping.',
  see: apiPage('CreateService'),
}));

export const gracePeriod = law(() => ({
  code: 'health-check-grace-period',
  message: '`healthCheckGracePeriodSeconds` is out of range.',
  why: `ECS takes ${limits.healthCheckGracePeriod[0]} to ${limits.healthCheckGracePeriod[1]} seconds.`,
  fix: 'Set a value in range.',
  see: apiPage('CreateService'),
}));

export const runTaskCount = law<{ count: number }>(() => ({
  code: 'run-task-count',
  message: ({ count }) => `The count of tasks to run is ${count}.`,
  why: `One RunTask starts 1 to ${limits.tasksPerRun} tasks.`,
  fix: 'Call it several times.',
  see: apiPage('RunTask'),
}));

function gateways(
  list: NonNullable<Clean<ServiceDefinition>['gatewayConnectors']>,
  task: TaskView | undefined,
  report: ReportAt,
): void {
  const connectors = each(list, 'gatewayConnectors');
  const gateway = (problem: string) => report(gatewayConnector, ['gatewayConnectors'], { problem });
  if (connectors.length > limits.gatewayConnectors) gateway(`there are ${connectors.length}`);
  const names = task && new Set(task.mappings.map(({ value }) => value.name));
  for (const {
    value: { portName = '' },
  } of connectors)
    if (names && !names.has(portName)) gateway(`no port mapping is named \`${portName}\``);
}

export const other = serviceLaw(
  ['launchType', 'enableECSManagedTags', 'gatewayConnectors', 'healthCheckGracePeriodSeconds'],
  ({ service, task, external, report }) => {
    if (external)
      for (const member of unsupported.EXTERNAL.service)
        if (says(service[member])) report(externalService, [member], { member });
    if (service.enableECSManagedTags && service.propagateTags === undefined) report(managedTags, []);
    if (service.gatewayConnectors) gateways(service.gatewayConnectors, task, report);
    const grace = service.healthCheckGracePeriodSeconds;
    if (grace !== undefined && !within(grace, limits.healthCheckGracePeriod))
      report(gracePeriod, ['healthCheckGracePeriodSeconds']);
  },
);

export const runCount = serviceLaw(['count'], ({ service, report }) => {
  const { count } = service as { count?: number };
  if (count !== undefined && !within(count, [1, limits.tasksPerRun])) report(runTaskCount, ['count'], { count });
});
