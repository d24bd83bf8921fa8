import { appended } from '../../compose/nodes.ts';
import type { Project } from '../../compose/project.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { ContainerDraft, TaskDraft } from '../draft.ts';
import { limits } from '../facts/limits.ts';
import type { ContainerDefinition, EcsApp, RunTask, ServiceDefinition, TaskDefinition, TaskVolume } from '../model.ts';

/** Puts the settled drafts together: task definitions, services and run tasks in start order. */
export function assemble(
  tasks: readonly TaskDraft[],
  project: Project,
  deployment: Deployment,
  options: Options,
): EcsApp {
  const services: ServiceDefinition[] = [];
  const runTasks: RunTask[] = [];
  tasks.forEach((task) => {
    if (task.plan.run === 'once') runTasks.push(runTask(task, deployment, options));
    else services.push(serviceDefinition(task, deployment, options));
  });
  return {
    project: project.model.name,
    target: deployment.target,
    taskDefinitions: tasks.map((task) => taskDefinition(task, deployment, options)),
    services,
    runTasks,
    routes: [...(deployment.routes ?? [])],
    groups: deployment.tasks.map(({ family, services: names, reasons }) => {
      const own = [...names];
      const why = [...reasons];
      return { family, services: own, reasons: why };
    }),
  };
}

/** Member by member, in the order of the API. */
function taskDefinition(
  { plan, containers, volumes: drafts, definition }: TaskDraft,
  { launchType }: Deployment,
  { taskRole, executionRole }: Options,
): TaskDefinition {
  const made: Partial<TaskDefinition> = { family: plan.family };
  if (taskRole) made.taskRoleArn = taskRole;
  if (executionRole) made.executionRoleArn = executionRole;
  if (plan.networkMode !== 'bridge') made.networkMode = plan.networkMode;
  made.containerDefinitions = containers.map(definitionOf);
  let volumes: TaskVolume[] | undefined;
  drafts.forEach(({ volume }) => {
    volumes = appended(volumes, volume);
  });
  if (volumes) made.volumes = volumes;
  made.requiresCompatibilities = [launchType];
  return Object.assign(made, definition) as TaskDefinition;
}

const definitionOf = ({ definition }: ContainerDraft): ContainerDefinition => definition;

function serviceDefinition({ plan, service }: TaskDraft, deployment: Deployment, options: Options): ServiceDefinition {
  const { cluster } = options;
  const { serviceName, family: taskDefinition, run, count } = plan;
  const made: ServiceDefinition = cluster ? { cluster, serviceName, taskDefinition } : { serviceName, taskDefinition };
  if (run === 'daemon') made.schedulingStrategy = 'DAEMON';
  else made.desiredCount = count;
  return Object.assign(made, capacity(deployment, options), service);
}

function runTask(task: TaskDraft, deployment: Deployment, options: Options): RunTask {
  const { networkConfiguration, placementConstraints, placementStrategy, tags } = task.service;
  const count = Math.min(task.plan.count, limits.tasksPerRun);
  return {
    ...(options.cluster ? { cluster: options.cluster } : {}),
    taskDefinition: task.plan.family,
    ...(count > 1 ? { count } : {}),
    ...capacity(deployment, options),
    ...(networkConfiguration ? { networkConfiguration } : {}),
    ...(placementConstraints ? { placementConstraints } : {}),
    ...(placementStrategy ? { placementStrategy } : {}),
    ...(tags ? { tags } : {}),
  };
}

type Capacity = Pick<ServiceDefinition, 'launchType' | 'capacityProviderStrategy'>;

/**
 * On EC2 nothing is written, so that the cluster's default capacity provider strategy applies.
 * Launch type and strategy exclude each other; EXTERNAL knows no capacity providers.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
function capacity({ launchType }: Deployment, { capacityProvider }: Options): Capacity {
  if (capacityProvider && launchType !== 'EXTERNAL')
    return { capacityProviderStrategy: [{ capacityProvider, weight: 1 }] };
  return launchType === 'EC2' ? {} : { launchType };
}
