import type { EcsPort, LiveService, LiveTask } from './port.ts';
import type { Clock } from './retry.ts';

export interface WaitRequest {
  readonly port: EcsPort;
  readonly clock: Clock;
  /** By cluster. */
  readonly services: ReadonlyMap<string, readonly string[]>;
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
  readonly outcome: 'steady' | 'failed' | 'late' | 'gone';
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
  for (;;) {
    for (const [cluster, names] of open)
      for (const result of await look(cluster, names, began, seen, request)) {
        names.delete(result.service);
        results.push(result);
      }
    const left = [...open.values()].flatMap((names) => [...names]);
    if (left.length === 0) return results;
    if (clock.now() - began >= request.limit * 1000)
      return [
        ...results,
        ...left.map((service): Waited => ({ service, outcome: 'late', reason: `not steady after ${request.limit} s` })),
      ];
    await clock.sleep(interval, signal);
  }
}

interface Seen {
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
    const memory = seen.get(name) ?? { events: new Set(), tasks: new Set(), last: '' };
    seen.set(name, memory);
    await tellProgress(cluster, service, memory, began, request);
    const verdict = judge(service);
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
  const arns = (await port.taskArns(cluster, { service, stopped: true })).filter((arn) => !memory.tasks.has(arn));
  if (arns.length === 0) return [];
  for (const arn of arns) memory.tasks.add(arn);
  const tasks = await port.tasks(cluster, arns);
  return tasks.filter(({ createdAt }) => (createdAt?.getTime() ?? 0) >= began).map(whyStopped);
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

function judge(service: LiveService): Pick<Waited, 'outcome' | 'reason'> | undefined {
  const primary = service.deployments.find(({ status }) => status === 'PRIMARY');
  if (service.status !== 'ACTIVE') return { outcome: 'gone', reason: `the service is ${service.status}` };
  const failed = service.deployments.find(({ rollout }) => rollout === 'FAILED');
  if (failed) return { outcome: 'failed', reason: failed.reason ?? 'the deployment failed' };
  const alone = service.deployments.length === 1;
  const full = service.running === (service.definition.desiredCount ?? service.running) && service.pending === 0;
  return alone && full && primary && primary.rollout !== 'IN_PROGRESS' ? { outcome: 'steady' } : undefined;
}
