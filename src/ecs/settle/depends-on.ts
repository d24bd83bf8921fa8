import { appended } from '../../compose/nodes.ts';
import { declare } from '../../diagnostics/declare.ts';
import type { ContainerDraft, DependencyRequest } from '../draft.ts';
import { apiPage } from '../facts/pages.ts';
import type { Condition, ContainerDefinition } from '../model.ts';
import type { Decision, SettleContext } from './context.ts';
import { rawContainerSays } from './raw-members.ts';

const see = apiPage('ContainerDependency');

interface Pair {
  readonly from: string;
  readonly to: string;
}

export const healthyWithoutCheck = declare<Pair>(() => ({
  code: 'depends_on/healthy-without-check',
  severity: 'error',
  message: ({ from, to }) => `${from} waits until ${to} is healthy, but ${to} has no health check.`,
  why: 'ECS does not see a HEALTHCHECK of the image, and refuses the condition HEALTHY on a container that defines none.',
  fix: ({ to }) => `Write a healthcheck for ${to}, or allow this code to wait for its start only.`,
  see,
  allow: 'The condition becomes START.',
}));

export const acrossTasks = declare<Pair>(() => ({
  code: 'depends_on/across-tasks',
  severity: 'warning',
  message: ({ from, to }) => `${from} will not wait for ${to}: they are in different tasks.`,
  why: 'ECS orders the start of containers within one task only. Services start side by side, in any order.',
  fix: ({ from, to }) => `Let ${from} retry until ${to} answers, or put both into one task with x-ecs.task.`,
  see,
}));

export const completedAcrossTasks = declare<Pair>(() => ({
  code: 'depends_on/completed-across-tasks',
  severity: 'warning',
  message: ({ from, to }) => `${from} will not wait until ${to} has completed: they are in different tasks.`,
  why: 'ECS orders the start of containers within one task only; what ends by itself and stands alone is run once or started again, but nobody waits for it.',
  fix: ({ from, to }) => `Put ${to} and ${from} into one task with x-ecs.task, or run ${to} before each deployment.`,
  see,
}));

export const restartIgnored = declare<Pair>(() => ({
  code: 'depends_on/restart-ignored',
  severity: 'warning',
  message: ({ from, to }) => `${from} is not restarted when ${to} is.`,
  why: 'ECS has no counterpart of restart: true in depends_on. A container that stops for good ends its task; one that is restarted in place leaves the others alone.',
  fix: ({ from }) => `Let ${from} reconnect by itself.`,
  see,
}));

const conditions: Readonly<Record<DependencyRequest['condition'], Condition>> = {
  service_started: 'START',
  service_healthy: 'HEALTHY',
  service_completed_successfully: 'SUCCESS',
};

/** Start order within the task, from what the user wrote in `depends_on`. */
export const dependsOn: Decision = (context) => {
  context.task.containers.forEach((container) => {
    let wanted: ContainerDependency[] | undefined;
    container.needs.dependencies?.forEach((request) => {
      const found = dependency(container, request, context);
      if (found) wanted = appended(wanted, found);
    });
    if (wanted) container.definition.dependsOn = wanted;
  });
};

type ContainerDependency = NonNullable<ContainerDefinition['dependsOn']>[number];

function dependency(
  container: ContainerDraft,
  request: DependencyRequest,
  { task, project, deployment, report }: SettleContext,
): ContainerDependency | undefined {
  const pair = { from: container.service, to: request.service };
  if (request.restart) report(restartIgnored, { path: [...request.path, 'restart'] }, pair);
  const target = task.containers.find(({ service }) => service === request.service);
  if (!target) {
    const completed = request.condition === 'service_completed_successfully';
    if (deployment.taskOf.has(request.service))
      report(completed ? completedAcrossTasks : acrossTasks, { path: request.path }, pair);
    return undefined;
  }
  let condition = conditions[request.condition];
  const checked = target.definition.healthCheck || rawContainerSays(project, request.service, 'healthCheck');
  if (condition === 'HEALTHY' && !checked) {
    report(healthyWithoutCheck, { path: request.path }, pair);
    condition = 'START';
  }
  return { containerName: target.definition.name, condition };
}
