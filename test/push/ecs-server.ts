import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A small ECS on loopback that speaks AWS JSON 1.1, remembers what it was asked and plays faults.
 * It keeps to what the API documentation says of defaults and revisions where our tests depend on it.
 */
export interface EcsServer {
  readonly url: string;
  readonly calls: readonly Call[];
  /** Decides the fate of each request before and after it takes effect. */
  fault: (action: string, count: number) => Fault | undefined;
  readonly services: Map<string, Json>;
  readonly definitions: Map<string, Json[]>;
  /** Mutating calls that took effect, in order. */
  mutations(): string[];
  close(): Promise<void>;
}

export type Fault =
  | {
      readonly kind:
        | 'throttle'
        | 'server-error'
        | 'reset'
        | 'lost-reply'
        | 'expired'
        | 'denied'
        | 'hang'
        | 'no-cluster';
    }
  | { readonly kind: 'hook'; readonly run: () => void };

export interface Call {
  readonly action: string;
  readonly input: Json;
  readonly effect: boolean;
}

type Json = Record<string, unknown>;

const mutating = new Set([
  'RegisterTaskDefinition',
  'CreateService',
  'UpdateService',
  'DeleteService',
  'TagResource',
  'RunTask',
  'StopTask',
]);

export async function startEcs(): Promise<EcsServer> {
  const calls: Call[] = [];
  const counts = new Map<string, number>();
  const services = new Map<string, Json>();
  const definitions = new Map<string, Json[]>();
  const tokens = new Map<string, Json>();
  const tasks = new Map<string, Json>();
  const sockets = new Set<import('node:net').Socket>();

  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () =>
      answer(
        String(request.headers['x-amz-target']).split('.').pop() ?? '',
        JSON.parse(body || '{}') as Json,
        response,
      ),
    );
  });

  function answer(action: string, input: Json, response: ServerResponse): void {
    const count = (counts.get(action) ?? 0) + 1;
    counts.set(action, count);
    const fault = api.fault(action, count);
    const before = {
      throttle: ['ThrottlingException', 400],
      'server-error': ['ServerException', 500],
      expired: ['ExpiredTokenException', 400],
      denied: ['AccessDeniedException', 400],
    } as const;
    if (fault?.kind === 'hook') fault.run();
    if (fault && fault.kind in before) {
      const [type, status] = before[fault.kind as keyof typeof before];
      calls.push({ action, input, effect: false });
      send(response, status, { __type: type, message: `played: ${fault.kind}` });
      return;
    }
    if (fault?.kind === 'no-cluster') {
      calls.push({ action, input, effect: false });
      send(response, 200, { clusters: [], failures: [{ arn: 'arn:cluster', reason: 'MISSING' }] });
      return;
    }
    if (fault?.kind === 'reset' || fault?.kind === 'hang') {
      calls.push({ action, input, effect: false });
      if (fault.kind === 'reset') response.socket?.destroy();
      return;
    }
    const { status, body } = take(action, input);
    calls.push({ action, input, effect: status === 200 });
    if (fault?.kind === 'lost-reply') response.socket?.destroy();
    else send(response, status, body);
  }

  function take(action: string, input: Json): { status: number; body: Json } {
    const ok = (body: Json) => ({ status: 200, body });
    const bad = (type: string, message: string) => ({ status: 400, body: { __type: type, message } });
    switch (action) {
      case 'RegisterTaskDefinition': {
        const family = String(input.family);
        const all = definitions.get(family) ?? [];
        const { tags, ...rest } = input;
        const made = {
          ...withDefaults(rest),
          taskDefinitionArn: `arn:aws:ecs:eu-west-1:123456789012:task-definition/${family}:${all.length + 1}`,
          revision: all.length + 1,
          status: 'ACTIVE',
          compatibilities: ['EC2'],
          registeredAt: 1_700_000_000,
          tags,
        };
        definitions.set(family, [...all, made]);
        return ok({ taskDefinition: made, tags });
      }
      case 'DescribeTaskDefinition': {
        const [family = '', revision] = String(input.taskDefinition).split('/').pop()?.split(':') ?? [];
        const all = definitions.get(family) ?? [];
        const found = revision ? all[Number(revision) - 1] : all.at(-1);
        return found
          ? ok({ taskDefinition: found, tags: found.tags ?? [] })
          : bad('ClientException', 'Unable to describe task definition.');
      }
      case 'ListTaskDefinitions':
        return ok({
          taskDefinitionArns: [...(definitions.get(String(input.familyPrefix)) ?? [])]
            .reverse()
            .map((definition) => definition.taskDefinitionArn),
        });
      case 'DescribeClusters':
        return ok({
          clusters: [
            { clusterName: (input.clusters as string[])[0], status: 'ACTIVE', registeredContainerInstancesCount: 1 },
          ],
        });
      case 'ListServices':
        return ok({
          serviceArns: [...services.values()]
            .filter((service) => service.status === 'ACTIVE')
            .map((service) => service.serviceArn),
        });
      case 'DescribeServices':
        return ok({
          services: (input.services as string[])
            .map((name) => services.get(name.split('/').pop() ?? ''))
            .filter(Boolean),
          failures: [],
        });
      case 'CreateService': {
        const token = String(input.clientToken);
        const name = String(input.serviceName);
        const earlier = tokens.get(token);
        if (earlier) return ok({ service: earlier });
        if (services.get(name)?.status === 'ACTIVE')
          return bad('InvalidParameterException', 'Creation of service was not idempotent.');
        const service = liveService(input, name);
        tokens.set(token, service);
        services.set(name, service);
        return ok({ service });
      }
      case 'UpdateService': {
        const name = String(input.service);
        const found = services.get(name);
        if (!found) return bad('ServiceNotFoundException', 'Service not found.');
        const { service: _, forceNewDeployment, ...change } = input;
        const deployments =
          change.taskDefinition || forceNewDeployment
            ? [deployment(String(change.taskDefinition ?? found.taskDefinition), change)]
            : found.deployments;
        const service = { ...found, ...change, deployments };
        services.set(name, service);
        return ok({ service });
      }
      case 'DeleteService': {
        const found = services.get(String(input.service));
        if (!found) return bad('ServiceNotFoundException', 'Service not found.');
        if (Number(found.desiredCount) > 0)
          return bad('InvalidParameterException', 'The service cannot be stopped while it is scaled above 0.');
        services.delete(String(input.service));
        return ok({ service: { ...found, status: 'DRAINING' } });
      }
      case 'TagResource': {
        const found = [...services.values()].find((service) => service.serviceArn === input.resourceArn);
        if (found) found.tags = [...((found.tags as Json[] | undefined) ?? []), ...(input.tags as Json[])];
        return ok({});
      }
      case 'ListTasks':
        return ok({ taskArns: [] });
      case 'RunTask': {
        const [family = '', revision] = String(input.taskDefinition).split('/').pop()?.split(':') ?? [];
        const all = definitions.get(family) ?? [];
        const definition = revision ? all[Number(revision) - 1] : all.at(-1);
        if (!definition) return bad('ClientException', 'TaskDefinition not found.');
        const task = endedTask(definition, String(input.cluster ?? 'default'), tasks.size + 1);
        tasks.set(String(task.taskArn), task);
        return ok({ tasks: [task], failures: [] });
      }
      case 'DescribeTasks':
        return ok({ tasks: (input.tasks as string[]).map((arn) => tasks.get(arn)).filter(Boolean), failures: [] });
      case 'StopTask':
        return ok({ task: tasks.get(String(input.task)) });
      default:
        return bad('UnknownOperationException', action);
    }
  }

  let deploymentCount = 0;
  const deployment = (taskDefinition: string, from: Json): Json => ({
    id: `ecs-svc/${++deploymentCount}`,
    status: 'PRIMARY',
    rolloutState: 'COMPLETED',
    taskDefinition,
    desiredCount: from.desiredCount,
    runningCount: from.desiredCount,
    pendingCount: 0,
    failedTasks: 0,
    ...(from.vpcLatticeConfigurations ? { vpcLatticeConfigurations: from.vpcLatticeConfigurations } : {}),
    ...(from.serviceConnectConfiguration ? { serviceConnectConfiguration: from.serviceConnectConfiguration } : {}),
  });

  function liveService(input: Json, name: string): Json {
    const { clientToken: _, role, serviceConnectConfiguration, vpcLatticeConfigurations: __, ...rest } = input;
    return {
      schedulingStrategy: 'REPLICA',
      propagateTags: 'NONE',
      enableECSManagedTags: false,
      enableExecuteCommand: false,
      availabilityZoneRebalancing: 'ENABLED',
      placementConstraints: [],
      placementStrategy: [],
      loadBalancers: [],
      serviceRegistries: [],
      launchType: 'EC2',
      ...rest,
      deploymentConfiguration: {
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        strategy: 'ROLLING',
        deploymentCircuitBreaker: { enable: false, rollback: false },
        bakeTimeInMinutes: 0,
        ...(rest.deploymentConfiguration as Json | undefined),
      },
      ...(role ? { roleArn: `arn:aws:iam::123456789012:role/${String(role)}` } : {}),
      serviceArn: `arn:aws:ecs:eu-west-1:123456789012:service/${String(input.cluster ?? 'default')}/${name}`,
      status: 'ACTIVE',
      runningCount: input.desiredCount ?? 0,
      pendingCount: 0,
      ...networkOf(input),
      deployments: [deployment(String(input.taskDefinition), { ...input, serviceConnectConfiguration })],
      events: [],
    };
  }

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const api: EcsServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fault: () => undefined,
    services,
    definitions,
    mutations: () => calls.filter(({ action, effect }) => effect && mutating.has(action)).map(({ action }) => action),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
  return api;
}

/** ECS fills the lists of a network configuration. */
function networkOf({ networkConfiguration }: Json): Json {
  const vpc = (networkConfiguration as { awsvpcConfiguration?: Json } | undefined)?.awsvpcConfiguration;
  return vpc
    ? { networkConfiguration: { awsvpcConfiguration: { securityGroups: [], assignPublicIp: 'DISABLED', ...vpc } } }
    : {};
}

function send(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}

/** A task that has run already: every container ended well. */
function endedTask(definition: Json, cluster: string, count: number): Json {
  return {
    taskArn: `arn:aws:ecs:eu-west-1:123456789012:task/${cluster}/${String(count).padStart(32, '0')}`,
    taskDefinitionArn: definition.taskDefinitionArn,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: (definition.containerDefinitions as Json[]).map(({ name }) => ({
      name,
      lastStatus: 'STOPPED',
      exitCode: 0,
    })),
  };
}

/** What ECS adds to a definition when it stores it. */
function withDefaults(definition: Json): Json {
  const { networkMode = 'bridge' } = definition;
  const shared = networkMode === 'awsvpc' || networkMode === 'host';
  const containers = (definition.containerDefinitions as Json[]).map((container) => ({
    cpu: 0,
    environment: [],
    environmentFiles: [],
    links: [],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    essential: true,
    ...container,
    ...backwards(container, 'environment'),
    ...backwards(container, 'secrets'),
    ...filled(container, 'healthCheck', { interval: 30, timeout: 5, retries: 3 }),
    ...filled(container, 'restartPolicy', { restartAttemptPeriod: 300 }),
    ...filled(container, 'logConfiguration', { options: {}, secretOptions: [] }),
    ...filled(container, 'linuxParameters', { devices: [], tmpfs: [] }),
    portMappings: listOf(container.portMappings).map((port) => ({
      protocol: 'tcp',
      ...(port.containerPortRange ? {} : { hostPort: shared ? port.containerPort : 0 }),
      ...port,
    })),
  }));
  return {
    placementConstraints: [],
    networkMode: 'bridge',
    ...definition,
    volumes: listOf(definition.volumes).map((volume) => ({
      ...(volume.dockerVolumeConfiguration || volume.efsVolumeConfiguration ? {} : { host: {} }),
      ...volume,
      ...filled(volume, 'dockerVolumeConfiguration', { scope: 'task', driver: 'local', labels: {}, driverOpts: {} }),
      ...filled(volume, 'efsVolumeConfiguration', { rootDirectory: '/', transitEncryption: 'DISABLED' }),
    })),
    containerDefinitions: containers,
  };
}

const listOf = (value: unknown): Json[] => (value as Json[] | undefined) ?? [];

/** A member that is there, with what ECS adds to it. */
const filled = (holder: Json, member: string, defaults: Json): Json =>
  holder[member] ? { [member]: { ...defaults, ...(holder[member] as Json) } } : {};

/** Lists whose order means nothing come back in another one. */
const backwards = (holder: Json, member: string): Json =>
  holder[member] ? { [member]: [...listOf(holder[member])].reverse() } : {};
