import type { EcsApp } from '../ecs/model.ts';
import { apply, type StepResult } from './apply.ts';
import { readLive } from './live.ts';
import { type PushPlan, planPush } from './plan.ts';
import { type EcsPort, type LiveService, PortError } from './port.ts';
import { type Clock, persistent } from './retry.ts';
import { type Progress, type Waited, waitUntilSteady } from './wait.ts';

export interface PushRequest {
  readonly app: EcsApp;
  readonly cluster: string;
  /** ECS services that a service needs to be there first. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly scaled: ReadonlySet<string>;
  readonly leftOut: ReadonlySet<string>;
  readonly registerOnly: boolean;
  readonly forceNewDeployment: boolean;
  readonly prune: boolean;
  /** Seconds to wait for steady services; undefined: do not wait. */
  readonly wait?: number;
}

export interface PushContext {
  readonly port: EcsPort;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onStep: (result: StepResult) => void;
  readonly onProgress: (progress: Progress) => void;
}

export interface PushReport {
  readonly plan: PushPlan;
  readonly results: readonly StepResult[];
  readonly waited: readonly Waited[];
  readonly pruned: readonly Pruned[];
  /** Everything that was asked for is done. */
  readonly ok: boolean;
}

export interface Pruned {
  readonly service: string;
  readonly outcome: 'removed' | 'failed';
  readonly reason?: string;
}

/** What a push would do. Makes no mutating call. */
export async function plannedPush(request: PushRequest, port: EcsPort): Promise<PushPlan> {
  return planPush(request, await readLive(request.app, port, request.cluster));
}

/** Carries a plan out: definitions, then services in the order they need each other, then waiting, then orphans. */
export async function carryOut(plan: PushPlan, request: PushRequest, context: PushContext): Promise<PushReport> {
  const results = await apply(plan, { ...context, needs: request.needs, tell: context.onStep });
  const good = results.filter(({ outcome }) => outcome === 'done' || outcome === 'unchanged');
  const waited = request.wait === undefined ? [] : await waitFor(good, request.wait, context);
  const complete = good.length === results.length && waited.every(({ outcome }) => outcome === 'steady');
  const pruned = request.prune && complete ? await prune(plan.orphans, context) : [];
  return { plan, results, waited, pruned, ok: complete && pruned.every(({ outcome }) => outcome === 'removed') };
}

async function waitFor(
  results: readonly StepResult[],
  limit: number,
  context: PushContext,
): Promise<readonly Waited[]> {
  const services = new Map<string, string[]>();
  const revisions = new Map<string, string>();
  for (const { step, arn } of results) {
    if (step.kind !== 'service') continue;
    services.set(step.cluster, [...(services.get(step.cluster) ?? []), step.name]);
    // A service whose definition is not of this project is known by a name, ECS tells an ARN.
    if (arn?.startsWith('arn:')) revisions.set(step.name, arn);
  }
  if (services.size === 0) return [];
  return waitUntilSteady({ ...context, services, revisions, limit, tell: context.onProgress });
}

/** Scales each service to nothing, then removes it; a failure leaves it and is said. */
export async function prune(orphans: readonly LiveService[], context: PushContext): Promise<Pruned[]> {
  const { clock, signal } = context;
  const port = persistent(context.port, clock, signal);
  const results: Pruned[] = [];
  for (const { definition } of orphans) {
    const { serviceName: service, cluster = 'default', schedulingStrategy } = definition;
    try {
      if (signal?.aborted) throw new PortError('aborted', 'ecs:DeleteService', 'stopped before it began');
      if (schedulingStrategy !== 'DAEMON') await port.updateService({ service, cluster, desiredCount: 0 });
      await port.deleteService(cluster, service);
      results.push({ service, outcome: 'removed' });
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      const reason =
        error.kind === 'aborted' ? 'stopped on the way; running again completes the removal.' : error.message;
      results.push({ service, outcome: 'failed', reason });
    }
  }
  return results;
}
