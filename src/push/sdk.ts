import type { TaskDefinition as SdkTaskDefinition, Service, Task } from '@aws-sdk/client-ecs';
import type { RunTask, ServiceDefinition, Tag, TaskDefinition } from '../ecs/model.ts';
import {
  type EcsPort,
  type LiveDeployment,
  type LiveService,
  type LiveTask,
  type LiveTaskDefinition,
  PortError,
  type ServiceChange,
} from './port.ts';
import { portError } from './sdk-errors.ts';

/** Where and as whom to call AWS; what is absent comes from the environment and the shared files, as in the AWS CLI. */
export interface Connection {
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  /** Longest wait for one answer, milliseconds. */
  readonly timeout?: number;
}

const unheard = (): void => undefined;
/** The SDK would warn on standard error of two sources of credentials, among findings for programs. */
const logger = { trace: unheard, debug: unheard, info: unheard, warn: unheard, error: unheard };

/** The settings that every client of the SDK takes. */
export const clientSettings = ({ region, profile, endpointUrl, timeout = 30_000 }: Connection) => ({
  ...(region ? { region } : {}),
  ...(profile ? { profile } : {}),
  ...(endpointUrl ? { endpoint: endpointUrl } : {}),
  logger,
  requestHandler: { connectionTimeout: Math.min(timeout, 5_000), requestTimeout: timeout, throwOnRequestTimeout: true },
});

/**
 * ECS over the AWS SDK, which is loaded here and nowhere else. Reads are retried by the SDK (adaptive);
 * mutating calls are sent once, since only the caller knows how to find out whether a lost one took effect.
 */
export async function connectEcs(connection: Connection, signal?: AbortSignal): Promise<EcsPort> {
  // The SDK's notice about versions of Node to come is for us, not for whoever runs this.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const sdk = await import('@aws-sdk/client-ecs');
  const settings = clientSettings(connection);
  const reader = new sdk.ECSClient({ ...settings, retryMode: 'adaptive', maxAttempts: 6 });
  const writer = new sdk.ECSClient({ ...settings, maxAttempts: 1 });

  type Send = <T>(action: string, call: (options: { abortSignal?: AbortSignal }) => Promise<T>) => Promise<T>;
  const send: Send = async (action, call) => {
    try {
      return await call(signal ? { abortSignal: signal } : {});
    } catch (error) {
      throw portError(error, `ecs:${action}`);
    }
  };
  const absent = <T>(call: Promise<T>): Promise<T | undefined> =>
    call.catch((error: unknown) => {
      if (error instanceof PortError && error.kind === 'not-found') return undefined;
      throw error;
    });

  const taskDefinition = (reference: string): Promise<LiveTaskDefinition | undefined> =>
    absent(
      send('DescribeTaskDefinition', (options) =>
        reader.send(new sdk.DescribeTaskDefinitionCommand({ taskDefinition: reference, include: ['TAGS'] }), options),
      ).then(({ taskDefinition: found, tags }) =>
        found?.status === 'ACTIVE' ? liveDefinition(found, tags) : undefined,
      ),
    );

  return {
    taskDefinition,
    latestTaskDefinition: taskDefinition,
    async registerTaskDefinition(definition) {
      const { taskDefinition: made, tags } = await send('RegisterTaskDefinition', (options) =>
        writer.send(new sdk.RegisterTaskDefinitionCommand(definition as never), options),
      );
      return liveDefinition(made ?? {}, tags);
    },
    async revisions(family) {
      const all = await pages(send, 'ListTaskDefinitions', async (nextToken, options) => {
        const page = await reader.send(
          new sdk.ListTaskDefinitionsCommand({ familyPrefix: family, sort: 'DESC', status: 'ACTIVE', nextToken }),
          options,
        );
        const arns = (page.taskDefinitionArns ?? []).filter((arn) => familyOf(arn) === family);
        return { items: arns, nextToken: page.nextToken };
      });
      // What stands in for ECS may not sort, and the newest must come first.
      return all.sort((a, b) => revisionOf(b) - revisionOf(a));
    },
    region: () => reader.config.region().catch(() => undefined),
    async cluster(name) {
      const { clusters } = await send('DescribeClusters', (options) =>
        reader.send(new sdk.DescribeClustersCommand({ clusters: [name] }), options),
      );
      const found = clusters?.find(({ status }) => status === 'ACTIVE');
      return found
        ? {
            name: found.clusterName ?? name,
            status: found.status ?? '',
            instances: found.registeredContainerInstancesCount ?? 0,
            capacityProviders: found.capacityProviders ?? [],
            ...(found.serviceConnectDefaults?.namespace
              ? { defaultNamespace: found.serviceConnectDefaults.namespace }
              : {}),
          }
        : undefined;
    },
    async services(cluster, names) {
      const found: LiveService[] = [];
      // DescribeServices takes at most ten names a call.
      for (let i = 0; i < names.length; i += 10) {
        const page = await absent(
          send('DescribeServices', (options) =>
            reader.send(
              new sdk.DescribeServicesCommand({ cluster, services: names.slice(i, i + 10), include: ['TAGS'] }),
              options,
            ),
          ),
        );
        found.push(
          ...(page?.services ?? [])
            .filter(({ status }) => status !== 'INACTIVE')
            .map((service) => liveService(service, cluster)),
        );
      }
      return found;
    },
    async serviceNames(cluster) {
      const arns = await absent(
        pages(send, 'ListServices', async (nextToken, options) => {
          const page = await reader.send(new sdk.ListServicesCommand({ cluster, nextToken, maxResults: 100 }), options);
          return { items: page.serviceArns ?? [], nextToken: page.nextToken };
        }),
      );
      return (arns ?? []).map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
    },
    async createService(service, clientToken) {
      const { service: made } = await send('CreateService', (options) =>
        writer.send(new sdk.CreateServiceCommand({ ...(service as object), clientToken } as never), options),
      );
      return liveService(made ?? {}, service.cluster ?? 'default');
    },
    async updateService(change: ServiceChange) {
      const { service: made } = await send('UpdateService', (options) =>
        writer.send(new sdk.UpdateServiceCommand(change as never), options),
      );
      return liveService(made ?? {}, change.cluster ?? 'default');
    },
    async deleteService(cluster, name) {
      await send('DeleteService', (options) =>
        writer.send(new sdk.DeleteServiceCommand({ cluster, service: name }), options),
      );
    },
    async tag(arn, tags) {
      await send('TagResource', (options) =>
        writer.send(new sdk.TagResourceCommand({ resourceArn: arn, tags: [...tags] }), options),
      );
    },
    async runTask(task: RunTask) {
      const { tasks, failures } = await send('RunTask', (options) =>
        writer.send(new sdk.RunTaskCommand(task as never), options),
      );
      return {
        tasks: (tasks ?? []).map(liveTask),
        failures: (failures ?? []).map(({ arn, reason, detail }) => ({
          reason: reason ?? 'unknown',
          ...(arn ? { arn } : {}),
          ...(detail ? { detail } : {}),
        })),
      };
    },
    async tasks(cluster, arns) {
      const found: LiveTask[] = [];
      for (let i = 0; i < arns.length; i += 100) {
        const { tasks } = await send('DescribeTasks', (options) =>
          reader.send(new sdk.DescribeTasksCommand({ cluster, tasks: arns.slice(i, i + 100) }), options),
        );
        found.push(...(tasks ?? []).map(liveTask));
      }
      return found;
    },
    taskArns: (cluster, { service, family, stopped }) =>
      pages(send, 'ListTasks', async (nextToken, options) => {
        const page = await reader.send(
          new sdk.ListTasksCommand({
            cluster,
            nextToken,
            desiredStatus: stopped ? 'STOPPED' : 'RUNNING',
            ...(service ? { serviceName: service } : {}),
            ...(family ? { family } : {}),
          }),
          options,
        );
        return { items: page.taskArns ?? [], nextToken: page.nextToken };
      }),
    async stopTask(cluster, arn, reason) {
      await send('StopTask', (options) =>
        writer.send(new sdk.StopTaskCommand({ cluster, task: arn, reason }), options),
      );
    },
  };
}

async function pages<T>(
  send: <R>(action: string, call: (options: { abortSignal?: AbortSignal }) => Promise<R>) => Promise<R>,
  action: string,
  page: (
    nextToken: string | undefined,
    options: { abortSignal?: AbortSignal },
  ) => Promise<{ items: T[]; nextToken: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items, nextToken } = await send(action, (options) => page(token, options));
    all.push(...items);
    token = nextToken;
  } while (token);
  return all;
}

const revisionOf = (arn: string): number => Number(arn.slice(arn.lastIndexOf(':') + 1));
const familyOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1, arn.lastIndexOf(':'));

function liveDefinition(
  found: SdkTaskDefinition,
  tags: { key?: string; value?: string }[] | undefined,
): LiveTaskDefinition {
  return {
    arn: found.taskDefinitionArn ?? '',
    family: found.family ?? '',
    revision: found.revision ?? 0,
    definition: { ...(found as unknown as TaskDefinition), ...(tags?.length ? { tags: tags as Tag[] } : {}) },
  };
}

/** Members of DescribeServices that CreateService takes under the same name. */
const shared = [
  'availabilityZoneRebalancing',
  'loadBalancers',
  'serviceRegistries',
  'desiredCount',
  'launchType',
  'capacityProviderStrategy',
  'platformVersion',
  'deploymentConfiguration',
  'placementConstraints',
  'placementStrategy',
  'networkConfiguration',
  'healthCheckGracePeriodSeconds',
  'schedulingStrategy',
  'deploymentController',
  'tags',
  'enableECSManagedTags',
  'propagateTags',
  'enableExecuteCommand',
] as const;

function liveService(found: Service, cluster: string): LiveService {
  const primary = found.deployments?.find(({ status }) => status === 'PRIMARY');
  const picked = Object.fromEntries(shared.filter((key) => found[key] !== undefined).map((key) => [key, found[key]]));
  const definition = {
    ...picked,
    serviceName: found.serviceName ?? '',
    cluster,
    ...(found.roleArn ? { role: found.roleArn } : {}),
    ...(primary?.serviceConnectConfiguration
      ? { serviceConnectConfiguration: primary.serviceConnectConfiguration }
      : {}),
    ...(primary?.vpcLatticeConfigurations ? { vpcLatticeConfigurations: primary.vpcLatticeConfigurations } : {}),
    ...(primary?.volumeConfigurations ? { volumeConfigurations: primary.volumeConfigurations } : {}),
  } as unknown as ServiceDefinition;
  return {
    arn: found.serviceArn ?? '',
    status: found.status ?? '',
    definition,
    taskDefinitionArn: found.taskDefinition ?? '',
    running: found.runningCount ?? 0,
    pending: found.pendingCount ?? 0,
    deployments: (found.deployments ?? []).map(
      (deployment): LiveDeployment => ({
        id: deployment.id ?? '',
        status: deployment.status ?? '',
        rollout: deployment.rolloutState,
        ...(deployment.rolloutStateReason ? { reason: deployment.rolloutStateReason } : {}),
        taskDefinitionArn: deployment.taskDefinition ?? '',
        desired: deployment.desiredCount ?? 0,
        running: deployment.runningCount ?? 0,
        pending: deployment.pendingCount ?? 0,
        failed: deployment.failedTasks ?? 0,
      }),
    ),
    events: (found.events ?? []).map(({ id, createdAt, message }) => ({
      id: id ?? '',
      at: createdAt ?? new Date(0),
      message: message ?? '',
    })),
  };
}

function liveTask(task: Task): LiveTask {
  return {
    arn: task.taskArn ?? '',
    definitionArn: task.taskDefinitionArn ?? '',
    lastStatus: task.lastStatus ?? '',
    desiredStatus: task.desiredStatus ?? '',
    ...(task.healthStatus ? { health: task.healthStatus } : {}),
    ...(task.createdAt ? { createdAt: task.createdAt } : {}),
    ...(task.stoppedReason ? { stoppedReason: task.stoppedReason } : {}),
    ...(task.stopCode ? { stopCode: task.stopCode } : {}),
    ...(task.group ? { group: task.group } : {}),
    containers: (task.containers ?? []).map((container) => ({
      name: container.name ?? '',
      ...(container.lastStatus ? { status: container.lastStatus } : {}),
      ...(container.healthStatus ? { health: container.healthStatus } : {}),
      ...(container.exitCode === undefined ? {} : { exitCode: container.exitCode }),
      ...(container.reason ? { reason: container.reason } : {}),
      ports: (container.networkBindings ?? []).map(({ containerPort, hostPort, protocol }) => ({
        container: containerPort ?? 0,
        ...(hostPort === undefined ? {} : { host: hostPort }),
        ...(protocol ? { protocol } : {}),
      })),
    })),
  };
}
