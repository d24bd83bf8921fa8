import type { ServiceDefinition } from '../ecs/model.ts';
import { canonicalTaskDefinition } from './canonical.ts';
import { diff } from './diff.ts';
import type { DefinitionStep, PushPlan, ServiceStep } from './plan.ts';
import { type EcsPort, type LiveService, type LiveTaskDefinition, PortError, type ServiceChange } from './port.ts';
import { type Clock, once } from './retry.ts';

export interface ApplyContext {
  readonly port: EcsPort;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** ECS services that a service needs to be there first. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly tell: (result: StepResult) => void;
}

export type Step = DefinitionStep | ServiceStep;

export interface StepResult {
  readonly step: Step;
  /** `unsure`: interrupted while the call was under way; running again finds out and completes. */
  readonly outcome: 'done' | 'unchanged' | 'failed' | 'skipped' | 'interrupted' | 'unsure';
  /** Why not, in one sentence. */
  readonly reason?: string;
  /** The revision that was registered, or that the service now runs. */
  readonly arn?: string;
}

/** Carries a plan out. One failing service does not stop those that do not need it; nothing is undone. */
export async function apply(plan: PushPlan, context: ApplyContext): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  const tell = (result: StepResult): StepResult => {
    results.push(result);
    context.tell(result);
    return result;
  };

  const revisions = new Map<string, StepResult>();
  for (const step of plan.definitions)
    revisions.set(step.family, tell(await attempt(step, context, () => register(step, context))));

  const ended = new Map<string, StepResult>();
  for (const wave of waves(plan.services, context.needs))
    await Promise.all(
      wave.map(async (step) => {
        const hindrance = hindered(step, revisions, ended, context.needs);
        const arn = revisions.get(step.family)?.arn ?? step.family;
        const result: StepResult = hindrance
          ? { step, outcome: 'skipped', reason: hindrance }
          : await attempt(step, context, () => deploy(step, arn, context));
        ended.set(step.name, tell(result));
      }),
    );
  return results;
}

/** Services in the order they need each other; those of one wave need nobody that is not in an earlier one. */
export function waves(steps: readonly ServiceStep[], needs: ReadonlyMap<string, readonly string[]>): ServiceStep[][] {
  const left = new Map(steps.map((step) => [step.name, step]));
  const result: ServiceStep[][] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(
      (step) => !(needs.get(step.name) ?? []).some((name) => name !== step.name && left.has(name)),
    );
    const wave = ready.length > 0 ? ready : [...left.values()];
    for (const step of wave) left.delete(step.name);
    result.push(wave);
  }
  return result;
}

function hindered(
  step: ServiceStep,
  revisions: ReadonlyMap<string, StepResult>,
  ended: ReadonlyMap<string, StepResult>,
  needs: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const bad = (result: StepResult | undefined): boolean =>
    result !== undefined && !['done', 'unchanged'].includes(result.outcome);
  if (bad(revisions.get(step.family))) return `its task definition ${step.family} was not registered`;
  const missing = (needs.get(step.name) ?? []).find((name) => bad(ended.get(name)));
  return missing ? `${missing}, which it needs, was not deployed` : undefined;
}

async function attempt(step: Step, context: ApplyContext, work: () => Promise<StepResult>): Promise<StepResult> {
  if (context.signal?.aborted) return { step, outcome: 'interrupted', reason: 'stopped before it began' };
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.kind === 'aborted' || context.signal?.aborted)
      return { step, outcome: 'unsure', reason: 'stopped while the call was under way; running again completes it' };
    return { step, outcome: 'failed', reason: error.message };
  }
}

async function register(step: DefinitionStep, { port, clock, signal }: ApplyContext): Promise<StepResult> {
  if (step.action === 'none') return { step, outcome: 'unchanged', ...(step.live ? { arn: step.live.arn } : {}) };
  const before = step.live?.revision ?? 0;
  const registered = async (): Promise<LiveTaskDefinition | undefined> => {
    const latest = await port.latestTaskDefinition(step.family);
    if (!latest || latest.revision <= before) return undefined;
    const differs =
      diff(canonicalTaskDefinition(latest.definition), canonicalTaskDefinition(step.definition)).length > 0;
    return differs ? undefined : latest;
  };
  const { arn } = await once(() => port.registerTaskDefinition(step.definition), registered, clock, signal);
  return { step, outcome: 'done', arn };
}

async function deploy(step: ServiceStep, revision: string, context: ApplyContext): Promise<StepResult> {
  if (step.action === 'none') return { step, outcome: 'unchanged', arn: revision };
  if (step.action === 'blocked') return { step, outcome: 'failed', reason: step.blocked ?? '' };
  if (step.action === 'create') await create({ ...step.definition, taskDefinition: revision }, step, context);
  else if (step.change) await update({ ...step.change, taskDefinition: revision }, step, context);
  return { step, outcome: 'done', arn: revision };
}

async function create(
  service: ServiceDefinition,
  step: ServiceStep,
  { port, clock, signal }: ApplyContext,
): Promise<void> {
  const token = clock.token();
  const created = async (): Promise<LiveService | undefined> =>
    (await port.services(step.cluster, [step.name])).find(({ status }) => status === 'ACTIVE');
  await once(() => port.createService(service, token), created, clock, signal);
}

/** UpdateService with the same words twice changes nothing the second time, but for a forced deployment. */
async function update(change: ServiceChange, step: ServiceStep, { port, clock, signal }: ApplyContext): Promise<void> {
  const before = new Set(step.live?.deployments.map(({ id }) => id));
  const updated = async (): Promise<LiveService | undefined> => {
    const [live] = await port.services(step.cluster, [step.name]);
    return live?.deployments.some(({ id }) => !before.has(id)) ? live : undefined;
  };
  if (step.changes.some(({ path }) => !path.startsWith('tags[')) || change.forceNewDeployment)
    await once(() => port.updateService(change), updated, clock, signal);
  if (step.tags.length > 0 && step.live) {
    const { arn } = step.live;
    await once(
      () => port.tag(arn, step.tags).then(() => true),
      async () => undefined,
      clock,
      signal,
    );
  }
}
