import type { EcsApp, ServiceDefinition, Tag, TaskDefinition } from '../ecs/model.ts';
import { canonicalService, canonicalTaskDefinition, isMap, type Json } from './canonical.ts';
import { type Change, diff } from './diff.ts';
import type { LiveService, LiveTaskDefinition, ServiceChange } from './port.ts';

/** The tag by which a later push knows the services of a project. */
export const projectTag = 'compose2ecs:project';

/** What ECS holds now, read before anything is decided. */
export interface LiveState {
  /** Newest ACTIVE revision by family. */
  readonly definitions: ReadonlyMap<string, LiveTaskDefinition>;
  /** By service name. */
  readonly services: ReadonlyMap<string, LiveService>;
  /** Services of the clusters in use that carry this project's tag. */
  readonly ours: readonly LiveService[];
}

export interface PlanRequest {
  readonly app: EcsApp;
  /** ECS services whose replicas or scale is written: only their desired count is sent on update. */
  readonly scaled: ReadonlySet<string>;
  /** ECS service names that an option or a profile left out of this run: never orphans. */
  readonly leftOut: ReadonlySet<string>;
  readonly registerOnly: boolean;
  readonly forceNewDeployment: boolean;
}

export interface DefinitionStep {
  readonly kind: 'definition';
  readonly family: string;
  readonly action: 'create' | 'revise' | 'none';
  readonly definition: TaskDefinition;
  readonly live?: LiveTaskDefinition;
  readonly changes: readonly Change[];
}

export interface ServiceStep {
  readonly kind: 'service';
  readonly name: string;
  readonly cluster: string;
  readonly family: string;
  readonly action: 'create' | 'update' | 'none' | 'blocked';
  readonly definition: ServiceDefinition;
  readonly live?: LiveService;
  /** What UpdateService is sent, but for the task definition, whose revision is known only after registration. */
  readonly change?: ServiceChange;
  /** Tags to add; UpdateService does not take them. */
  readonly tags: readonly Tag[];
  readonly changes: readonly Change[];
  /** Why UpdateService cannot make it, and the way out. */
  readonly blocked?: string;
}

export interface PushPlan {
  readonly definitions: readonly DefinitionStep[];
  readonly services: readonly ServiceStep[];
  readonly orphans: readonly LiveService[];
}

export const pending = (plan: PushPlan): boolean =>
  plan.definitions.some((step) => step.action !== 'none') || plan.services.some((step) => step.action !== 'none');

/** Compares what is wanted with what is live. Pure: it makes no call and reads no clock. */
export function planPush(request: PlanRequest, live: LiveState): PushPlan {
  const definitions = request.app.taskDefinitions.map((definition) =>
    planDefinition(tagged(definition, request.app.project), live.definitions.get(definition.family)),
  );
  const revised = new Map(definitions.map((step) => [step.family, step]));
  const services = request.registerOnly
    ? []
    : request.app.services.map((service) =>
        planService(tagged(service, request.app.project), revised.get(service.taskDefinition ?? ''), live, request),
      );
  const wanted = new Set(request.app.services.map((service) => service.serviceName));
  const orphans = request.registerOnly
    ? []
    : live.ours.filter(
        ({ definition: { serviceName } }) => !wanted.has(serviceName) && !request.leftOut.has(serviceName),
      );
  return { definitions, services, orphans };
}

/** ECS keeps tags apart from the definition; the project's own is added to whatever the user wrote. */
function tagged<T extends { tags?: Tag[] }>(definition: T, project: string): T {
  const others = (definition.tags ?? []).filter(({ key }) => key !== projectTag);
  return { ...definition, tags: [...others, { key: projectTag, value: project }] };
}

function planDefinition(definition: TaskDefinition, live: LiveTaskDefinition | undefined): DefinitionStep {
  const { family } = definition;
  if (!live) return { kind: 'definition', family, action: 'create', definition, changes: [] };
  const changes = diff(canonicalTaskDefinition(live.definition), canonicalTaskDefinition(definition));
  return { kind: 'definition', family, action: changes.length > 0 ? 'revise' : 'none', definition, live, changes };
}

/** Members that CreateService takes and UpdateService does not. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
const fixed = ['launchType', 'schedulingStrategy', 'role', 'deploymentController'] as const;

/** What a fixed member means where it is not written; the others may come from the cluster. */
const unwritten: { readonly [member in (typeof fixed)[number]]?: string } = { schedulingStrategy: 'REPLICA' };

/** Members whose empty value removes them; for the others absence keeps what is there. */
const removal: Readonly<Record<string, Json>> = {
  loadBalancers: [],
  serviceRegistries: [],
  placementConstraints: [],
  placementStrategy: [],
  volumeConfigurations: [],
  serviceConnectConfiguration: { enabled: false },
  enableExecuteCommand: false,
  enableECSManagedTags: false,
  propagateTags: 'NONE',
  healthCheckGracePeriodSeconds: 0,
  platformVersion: 'LATEST',
};

/** Members that are compared and sent by a rule of their own. */
const apart = new Set<string>(['serviceName', 'cluster', 'tags', 'taskDefinition', 'desiredCount', ...fixed]);

function planService(
  definition: ServiceDefinition,
  revision: DefinitionStep | undefined,
  live: LiveState,
  request: PlanRequest,
): ServiceStep {
  const name = definition.serviceName;
  const family = definition.taskDefinition ?? '';
  const base = { kind: 'service', name, cluster: definition.cluster ?? 'default', family, definition } as const;
  const current = live.services.get(name);
  if (current?.status !== 'ACTIVE') return { ...base, action: 'create', tags: [], changes: [] };

  const blocked = blockedBy(definition, current.definition);
  if (blocked) return { ...base, action: 'blocked', live: current, tags: [], changes: [], blocked };

  const { change, changes } = compareMembers(definition, current.definition, request.scaled.has(name));
  const tags = missingTags(definition, current.definition);
  const all = [...revisionChange(revision, current, family), ...changes, ...tags.map(tagChange)];
  // UpdateService refuses another capacity provider strategy without a new deployment.
  const force =
    request.forceNewDeployment || change.capacityProviderStrategy !== undefined ? { forceNewDeployment: true } : {};
  return {
    ...base,
    action: all.length > 0 || request.forceNewDeployment ? 'update' : 'none',
    live: current,
    change: { service: name, ...(definition.cluster ? { cluster: definition.cluster } : {}), ...change, ...force },
    tags,
    changes: all,
  };
}

function compareMembers(
  wanted: ServiceDefinition,
  live: ServiceDefinition,
  scaled: boolean,
): { change: Record<string, Json>; changes: Change[] } {
  const before = members(comparable(live, wanted));
  const after = members(comparable(wanted, wanted));
  const change: Record<string, Json> = {};
  const changes: Change[] = [];
  for (const member of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    if (apart.has(member)) continue;
    const found = diff(before[member], after[member], member);
    const written = (wanted as unknown as Record<string, Json | undefined>)[member];
    const value = written ?? removal[member];
    if (found.length === 0 || value === undefined) continue;
    change[member] = value;
    changes.push(...found);
  }
  if (scaled && wanted.desiredCount !== undefined && wanted.desiredCount !== live.desiredCount) {
    change.desiredCount = wanted.desiredCount;
    changes.push(...diff(live.desiredCount ?? 0, wanted.desiredCount, 'desiredCount'));
  }
  return { change, changes };
}

/** Leaves out what ECS chose itself: a capacity strategy that nobody wrote, the deployment percentages of a daemon. */
function comparable(service: ServiceDefinition, wanted: ServiceDefinition): ServiceDefinition {
  const { capacityProviderStrategy, ...rest } = service;
  const result: ServiceDefinition =
    wanted.capacityProviderStrategy && capacityProviderStrategy ? { ...rest, capacityProviderStrategy } : rest;
  if (service.schedulingStrategy === 'DAEMON' && !wanted.deploymentConfiguration) delete result.deploymentConfiguration;
  if (!wanted.platformVersion) delete result.platformVersion;
  if (!wanted.availabilityZoneRebalancing) delete result.availabilityZoneRebalancing;
  return result;
}

const members = (service: ServiceDefinition): Record<string, Json> => {
  const json = canonicalService(service);
  return isMap(json) ? json : {};
};

function revisionChange(revision: DefinitionStep | undefined, live: LiveService, wanted: string): Change[] {
  const before = nameOf(live.taskDefinitionArn);
  if (!revision) {
    // A definition that is not of this project: a family alone asks for no revision.
    const after = nameOf(wanted);
    return before === after || !after.includes(':') ? [] : [{ kind: 'changed', path: 'taskDefinition', before, after }];
  }
  if (revision.action !== 'none')
    return [{ kind: 'changed', path: 'taskDefinition', before, after: `${revision.family}:(new revision)` }];
  const after = nameOf(revision.live?.arn ?? '');
  return before === after ? [] : [{ kind: 'changed', path: 'taskDefinition', before, after }];
}

/** `family:revision` of a task definition ARN. */
export const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

function missingTags(wanted: ServiceDefinition, live: ServiceDefinition): Tag[] {
  const there = new Map((live.tags ?? []).map(({ key, value }) => [key, value]));
  return (wanted.tags ?? []).filter(({ key, value }) => there.get(key) !== value);
}

const tagChange = ({ key, value }: Tag): Change => ({
  kind: 'changed',
  path: `tags[${key}]`,
  after: JSON.stringify(value),
});

function blockedBy(wanted: ServiceDefinition, live: ServiceDefinition): string | undefined {
  const differing = fixed.filter((member) => {
    const before = plainText(live[member]);
    const after = plainText(wanted[member] ?? unwritten[member]);
    return after !== undefined && before !== undefined && before !== after && !sameRole(member, before, after);
  });
  const [member] = differing;
  if (!member) return undefined;
  return (
    `UpdateService cannot change ${differing.join(', ')} (${member} is ${plainText(live[member])}, wanted ${plainText(wanted[member] ?? unwritten[member])}). ` +
    'Give the service another name (x-ecs.service.serviceName) and push, or take it down first with `compose2ecs down` if an interruption is acceptable.'
  );
}

const plainText = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null
      ? String((value as { type?: string }).type)
      : undefined;

const sameRole = (member: string, before: string, after: string): boolean =>
  member === 'role' && before.slice(before.lastIndexOf('/') + 1) === after.slice(after.lastIndexOf('/') + 1);
