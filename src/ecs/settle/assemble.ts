import type { Project } from '../../compose/project.ts';
import type { Options } from '../../options/options.ts';
import type { Deployment } from '../../plan/deployment.ts';
import type { TaskDraft } from '../draft.ts';
import { limits } from '../facts/limits.ts';
import type { EcsApp, RunTask, ServiceDefinition, TaskDefinition, TaskVolume } from '../model.ts';

/** Puts the settled drafts together: task definitions, services and run tasks in start order. */
export function assemble(
  tasks: readonly TaskDraft[],
  project: Project,
  deployment: Deployment,
  options: Options,
): EcsApp {
  const lasting = tasks.filter((task) => task.plan.run !== 'once');
  const once = tasks.filter((task) => task.plan.run === 'once');
  return {
    project: project.model.name,
    target: deployment.target,
    taskDefinitions: tasks.map((task) => taskDefinition(task, deployment, options)),
    services: lasting.map((task) => serviceDefinition(task, deployment, options)),
    runTasks: once.map((task) => runTask(task, deployment, options)),
    routes: [...(deployment.routes ?? [])],
    groups: deployment.tasks.map(({ family, services, reasons }) => ({
      family,
      services: [...services],
      reasons: [...reasons],
    })),
  };
}

function taskDefinition(task: TaskDraft, deployment: Deployment, options: Options): TaskDefinition {
  const { networkMode, family } = task.plan;
  const made: TaskDefinition = {
    family,
    ...(options.taskRole ? { taskRoleArn: options.taskRole } : undefined),
    ...(options.executionRole ? { executionRoleArn: options.executionRole } : undefined),
    ...(networkMode === 'bridge' ? undefined : { networkMode }),
    containerDefinitions: task.containers.map(({ definition }) => definition),
  };
  const volumes: TaskVolume[] = [];
  task.volumes.forEach(({ volume }) => {
    volumes.push(volume);
  });
  if (volumes.length > 0) made.volumes = volumes;
  made.requiresCompatibilities = [deployment.launchType];
  return Object.assign(made, task.definition);
}

function serviceDefinition(task: TaskDraft, deployment: Deployment, options: Options): ServiceDefinition {
  const { serviceName, family: taskDefinition, run, count } = task.plan;
  const { cluster } = options;
  const made: ServiceDefinition = cluster ? { cluster, serviceName, taskDefinition } : { serviceName, taskDefinition };
  if (run === 'daemon') made.schedulingStrategy = 'DAEMON';
  else made.desiredCount = count;
  return Object.assign(made, capacity(deployment, options), task.service);
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

/**
 * On EC2 nothing is written, so that the cluster's default capacity provider strategy applies.
 * Launch type and strategy exclude each other; EXTERNAL knows no capacity providers.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
function capacity(
  { launchType }: Deployment,
  { capacityProvider }: Options,
): Pick<ServiceDefinition, 'launchType' | 'capacityProviderStrategy'> {
  if (capacityProvider && launchType !== 'EXTERNAL')
    return { capacityProviderStrategy: [{ capacityProvider, weight: 1 }] };
  return launchType === 'EC2' ? {} : { launchType };
}
