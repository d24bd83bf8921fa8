import type { EcsApp, RunTask, ServiceDefinition } from '../ecs/model.ts';
import { type EcsPort, type LiveService, type LiveTask, PortError } from './port.ts';
import { type Clock, once } from './retry.ts';
import { whyStopped } from './wait.ts';

/** What a one-off run needs to know: which task, which container in it, and what to run there instead. */
export interface RunRequest {
  readonly app: EcsApp;
  /** Container name, which is the Compose service. */
  readonly container: string;
  readonly command: readonly string[];
  readonly cluster: string;
}

export interface RunOutcome {
  readonly task: LiveTask;
  /** Of the container that was asked for; undefined when it never started. */
  readonly exitCode?: number;
  readonly reason: string;
}

/** The RunTask input for one service of the project: its task definition, its network, its command. */
export function runInput({ app, container, command, cluster }: RunRequest): RunTask & { overrides?: unknown } {
  const definition = app.taskDefinitions.find(({ containerDefinitions }) =>
    containerDefinitions.some(({ name }) => name === container),
  );
  const family = definition?.family ?? container;
  const written = app.runTasks.find(({ taskDefinition }) => taskDefinition === family);
  const service = app.services.find(({ taskDefinition }) => taskDefinition === family);
  const base = written ?? { taskDefinition: family, ...placement(service) };
  return {
    ...base,
    cluster: base.cluster ?? cluster,
    count: 1,
    startedBy: 'compose2ecs',
    ...(command.length > 0 ? { overrides: { containerOverrides: [{ name: container, command: [...command] }] } } : {}),
  };
}

function placement(service: ServiceDefinition | undefined): Partial<RunTask> {
  if (!service) return {};
  const { cluster, launchType, capacityProviderStrategy, platformVersion, networkConfiguration, placementConstraints } =
    service;
  const all = {
    cluster,
    launchType,
    capacityProviderStrategy,
    platformVersion,
    networkConfiguration,
    placementConstraints,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Starts the task, tells its ARN, and waits until the container has ended. */
export async function runOnce(
  request: RunRequest,
  port: EcsPort,
  clock: Clock,
  signal?: AbortSignal,
  started: (arn: string) => void = () => undefined,
): Promise<RunOutcome> {
  const input = runInput(request);
  const clientToken = clock.token();
  const { tasks, failures } = await once(
    () => port.runTask({ ...input, clientToken }),
    async () => undefined,
    clock,
    signal,
  );
  const [first] = tasks;
  if (!first) {
    const reason = failures
      .map((failure) => `${failure.reason}${failure.detail ? ` (${failure.detail})` : ''}`)
      .join('; ');
    throw new PortError('invalid', 'ecs:RunTask', `ecs:RunTask started nothing: ${reason || 'no reason was given'}`);
  }
  started(first.arn);
  for (let missed = 0; ; ) {
    const [task] = await port.tasks(input.cluster ?? request.cluster, [first.arn]);
    const container = task?.containers.find(({ name }) => name === request.container);
    if (task && (task.lastStatus === 'STOPPED' || container?.exitCode !== undefined))
      return {
        task,
        reason: howEnded(task, request),
        ...(container?.exitCode === undefined ? {} : { exitCode: container.exitCode }),
      };
    if (!task && ++missed === patience)
      throw new PortError('not-found', 'ecs:DescribeTasks', 'ECS knows nothing of the task any more.');
    await clock.sleep(2_000, signal);
  }
}

/** Looks without an answer: DescribeTasks follows RunTask with a delay, and forgets a task an hour after its end. */
const patience = 60;

/** The task outlives a container that is not essential in it: whoever started it must hear that. */
function howEnded(task: LiveTask, { app, container }: RunRequest): string {
  if (task.lastStatus === 'STOPPED') return whyStopped(task);
  const code = task.containers.find(({ name }) => name === container)?.exitCode;
  const ended = `${container} exited with ${code}`;
  const definitions = app.taskDefinitions.flatMap(({ containerDefinitions }) => containerDefinitions);
  return definitions.find(({ name }) => name === container)?.essential === false
    ? `${ended}; the other containers of the task go on until aws ecs stop-task`
    : ended;
}

export interface Row {
  readonly service: string;
  readonly task: string;
  readonly container: string;
  readonly status: string;
  readonly ports: string;
}

/** One row per container of the project's tasks, in the order of service and start. */
export async function list(services: readonly LiveService[], port: EcsPort): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { definition } of services) {
    const { serviceName: service, cluster = 'default' } = definition;
    for (const task of await port.tasks(cluster, await port.taskArns(cluster, { service })))
      rows.push(...task.containers.map((container) => row(service, task, container)));
  }
  return rows;
}

function row(service: string, task: LiveTask, container: LiveTask['containers'][number]): Row {
  const health = container.health && container.health !== 'UNKNOWN' ? ` (${container.health.toLowerCase()})` : '';
  const exit = container.exitCode === undefined ? '' : ` (${container.exitCode})`;
  return {
    service,
    task: task.arn.slice(task.arn.lastIndexOf('/') + 1),
    container: container.name,
    status: `${(container.status ?? task.lastStatus).toLowerCase()}${exit}${health}`,
    ports: container.ports
      .map(
        ({ container: inside, host, protocol }) =>
          `${host === undefined ? '' : `${host}->`}${inside}/${protocol ?? 'tcp'}`,
      )
      .join(', '),
  };
}

/** Scales a service to nothing, as `docker compose stop` stops its containers; its definition stays. Returns its name. */
export async function stop({ definition }: LiveService, port: EcsPort): Promise<string> {
  const { serviceName: service, cluster = 'default', schedulingStrategy } = definition;
  if (schedulingStrategy === 'DAEMON')
    throw new PortError(
      'invalid',
      'ecs:UpdateService',
      'it runs once on every instance and has no count to lower; compose2ecs down removes it.',
    );
  await port.updateService({ service, cluster, desiredCount: 0 });
  return service;
}
