import { nameOf } from './plan.ts';
import { type EcsPort, type LiveService, type LiveTask, PortError } from './port.ts';
import { type Clock, isPassing } from './retry.ts';

export interface WaitRequest {
  readonly port: EcsPort;
  readonly clock: Clock;
  /** By cluster. */
  readonly services: ReadonlyMap<string, readonly string[]>;
  /** The revision that each service was set to, by service: what ran before is neither success nor failure of it. */
  readonly revisions?: ReadonlyMap<string, string>;
  /** Seconds. */
  readonly limit: number;
  readonly signal?: AbortSignal;
  readonly tell: (progress: Progress) => void;
}

/** What changed since the last look at a service. */
export interface Progress {
  readonly service: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
  /** Service events that are new, oldest first. */
  readonly events: readonly string[];
  /** Why tasks of it stopped since waiting began. */
  readonly stopped: readonly string[];
}

export interface Waited {
  readonly service: string;
  /** `unknown`: waiting was stopped, or ECS no longer answers us; the deployment itself goes on. */
  readonly outcome: 'steady' | 'failed' | 'late' | 'gone' | 'unknown';
  readonly reason?: string;
}

const interval = 5_000;

/** Looks every five seconds until each service runs what it was set to, has failed, or the limit has passed. */
export async function waitUntilSteady(request: WaitRequest): Promise<readonly Waited[]> {
  const { clock, signal } = request;
  const began = clock.now();
  const seen = new Map<string, Seen>();
  const open = new Map([...request.services].map(([cluster, names]) => [cluster, new Set(names)]));
  const results: Waited[] = [];
  const left = () => [...open.values()].flatMap((names) => [...names]);
  const giveUp = (outcome: Waited['outcome'], reason: string) => [
    ...results,
    ...left().map((service): Waited => ({ service, outcome, reason })),
  ];
  for (;;) {
    let trouble = '';
    try {
      for (const [cluster, names] of open)
        for (const result of await look(cluster, names, began, seen, request)) {
          names.delete(result.service);
          results.push(result);
        }
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (signal?.aborted || error.kind === 'aborted') return giveUp('unknown', stopped);
      if (!isPassing(error)) return giveUp('unknown', `${sentence(error)}; the deployment goes on`);
      trouble = `; ${sentence(error)}`;
    }
    if (left().length === 0) return results;
    if (clock.now() - began >= request.limit * 1000)
      return giveUp('late', `not steady after ${request.limit} s${trouble}`);
    if (!(await rested(clock, signal))) return giveUp('unknown', stopped);
  }
}

const stopped = 'waiting was stopped; the deployment goes on';
const sentence = ({ message }: PortError): string => message.replace(/\.$/, '');

const rested = (clock: Clock, signal?: AbortSignal): Promise<boolean> =>
  clock.sleep(interval, signal).then(
    () => true,
    () => false,
  );

interface Seen {
  /** How often the service stood still on another revision than the one it was set to. */
  elsewhere: number;
  events: Set<string>;
  tasks: Set<string>;
  last: string;
}

async function look(
  cluster: string,
  names: ReadonlySet<string>,
  began: number,
  seen: Map<string, Seen>,
  request: WaitRequest,
): Promise<Waited[]> {
  if (names.size === 0) return [];
  const live = await request.port.services(cluster, [...names]);
  const results: Waited[] = [];
  for (const name of names) {
    const service = live.find(({ definition }) => definition.serviceName === name);
    if (!service) {
      results.push({ service: name, outcome: 'gone', reason: 'the service no longer exists' });
      continue;
    }
    const memory = seen.get(name) ?? { elsewhere: 0, events: new Set(), tasks: new Set(), last: '' };
    seen.set(name, memory);
    await tellProgress(cluster, service, memory, began, request);
    const verdict = judge(service, memory, request.revisions?.get(name));
    if (verdict) results.push({ service: name, ...verdict });
  }
  return results;
}

async function tellProgress(
  cluster: string,
  service: LiveService,
  memory: Seen,
  began: number,
  request: WaitRequest,
): Promise<void> {
  const name = service.definition.serviceName;
  const events = service.events.filter(({ id, at }) => at.getTime() >= began && !memory.events.has(id)).reverse();
  for (const { id } of events) memory.events.add(id);
  const stopped = await newlyStopped(cluster, name, memory, began, request.port);
  const desired = service.definition.desiredCount ?? 0;
  const failed = service.deployments.reduce((sum, deployment) => sum + deployment.failed, 0);
  const state = `${service.running}/${desired}/${service.pending}/${failed}`;
  if (state === memory.last && events.length === 0 && stopped.length === 0) return;
  memory.last = state;
  const { running, pending } = service;
  request.tell({
    service: name,
    desired,
    running,
    pending,
    failed,
    events: events.map(({ message }) => message),
    stopped,
  });
}

async function newlyStopped(
  cluster: string,
  service: string,
  memory: Seen,
  began: number,
  port: EcsPort,
): Promise<string[]> {
  const tasks = await stoppedTasks(cluster, service, memory, port).catch((error: unknown) => {
    // Why tasks stopped is good to know; who may not list them may wait all the same.
    if (error instanceof PortError && error.kind === 'access-denied') return [];
    throw error;
  });
  return tasks.filter(({ createdAt }) => (createdAt?.getTime() ?? 0) >= began).map(whyStopped);
}

async function stoppedTasks(cluster: string, service: string, memory: Seen, port: EcsPort): Promise<LiveTask[]> {
  const arns = (await port.taskArns(cluster, { service, stopped: true })).filter((arn) => !memory.tasks.has(arn));
  if (arns.length === 0) return [];
  const tasks = await port.tasks(cluster, arns);
  for (const arn of arns) memory.tasks.add(arn);
  return tasks;
}

/** One line: why ECS stopped the task, and which of its containers ended how. */
export function whyStopped(task: LiveTask): string {
  const containers = task.containers
    .filter(({ exitCode, reason }) => reason !== undefined || (exitCode !== undefined && exitCode !== 0))
    .map(
      ({ name, exitCode, reason }) =>
        `${name}${exitCode === undefined ? '' : ` exited with ${exitCode}`}${reason ? ` (${reason})` : ''}`,
    );
  return [task.stoppedReason ?? task.stopCode ?? 'stopped', ...containers].join('; ');
}

/** Looks that may still show the state before the update: DescribeServices follows UpdateService with a delay. */
const patience = 3;

function judge(
  service: LiveService,
  memory: Seen,
  revision: string | undefined,
): Pick<Waited, 'outcome' | 'reason'> | undefined {
  const primary = service.deployments.find(({ status }) => status === 'PRIMARY');
  if (service.status !== 'ACTIVE') return { outcome: 'gone', reason: `the service is ${service.status}` };
  const ours = ({ taskDefinitionArn }: { taskDefinitionArn: string }) =>
    revision === undefined || taskDefinitionArn === revision;
  const failed = service.deployments.find((one) => one.rollout === 'FAILED' && ours(one));
  if (failed) return { outcome: 'failed', reason: failed.reason ?? 'the deployment failed' };
  const alone = service.deployments.length === 1;
  const full = service.running === (service.definition.desiredCount ?? service.running) && service.pending === 0;
  if (!alone || !full || !primary || primary.rollout === 'IN_PROGRESS') return undefined;
  if (ours(primary)) return { outcome: 'steady' };
  memory.elsewhere++;
  if (memory.elsewhere < patience) return undefined;
  return {
    outcome: 'failed',
    reason: `it runs ${nameOf(primary.taskDefinitionArn)}: the new revision was rolled back`,
  };
}
