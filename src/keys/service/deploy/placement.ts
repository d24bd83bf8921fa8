import type { Deploy } from '../../../compose/model.ts';
import { declare } from '../../../diagnostics/declare.ts';
import { limits } from '../../../ecs/facts/limits.ts';
import { pages } from '../../../ecs/facts/pages.ts';
import type { Path } from '../../../source/node.ts';
import { append, onFargate } from '../../context.ts';
import type { KeyContext } from '../../define.ts';

type Placement = NonNullable<Deploy['placement']>;

export const constraintDropped = declare<{ constraint: string }>(() => ({
  code: 'deploy/constraint-dropped',
  severity: 'warning',
  message: ({ constraint }) => `The placement constraint ${constraint} is dropped.`,
  why: 'ECS places by attributes of container instances: node.labels.*, node.platform.arch and node.platform.os have one.',
  fix: 'Give the instances an attribute (aws ecs put-attributes) and write node.labels.NAME==VALUE.',
  see: pages.placement,
}));

export const constraintNeedsAttribute = declare<{ attribute: string }>(() => ({
  code: 'deploy/constraint-attribute',
  severity: 'info',
  message: ({ attribute }) => `The container instances need the attribute ${attribute}, or no task is placed.`,
  why: 'Labels of Swarm nodes become custom attributes of ECS instances; nobody has set them yet.',
  fix: ({ attribute }) =>
    `aws ecs put-attributes --cluster CLUSTER --attributes name=${attribute},value=VALUE,targetType=container-instance,targetId=INSTANCE`,
  see: pages.placement,
}));

export const preferenceDropped = declare<{ preference: string }>(() => ({
  code: 'deploy/preference-dropped',
  severity: 'warning',
  message: ({ preference }) => `The placement preference ${preference} is dropped.`,
  why: `ECS spreads tasks over attributes of container instances, at most ${limits.placementStrategies} of them.`,
  fix: 'Spread over node.labels.NAME, or node.labels.zone for availability zones.',
  see: pages.placement,
}));

export const placementOnFargate = declare(() => ({
  code: 'deploy/placement-on-fargate',
  severity: 'warning',
  message: 'The placement is dropped: Fargate has no instances to choose from.',
  why: 'It places each task in a machine of its own and spreads them over the zones of the subnets.',
  fix: 'Choose the subnets, or run the service on EC2 (--target ec2).',
  see: pages.fargate,
}));

export const replicasPerNodeDropped = declare<{ most: number }>(() => ({
  code: 'deploy/replicas-per-node-dropped',
  severity: 'warning',
  message: ({ most }) => `At most ${most} replicas per node cannot be said in ECS.`,
  why: 'It knows one task per instance (distinctInstance), or no limit.',
  fix: 'Write 1, or bound the number of tasks by the memory that each reserves.',
  see: pages.placement,
}));

/** Constraints and strategies of the ECS service. */
export function deployPlacement(placement: Placement, path: Path, context: KeyContext): void {
  const { constraints = [], preferences = [], max_replicas_per_node: most = 0 } = placement;
  if (onFargate(context)) {
    if (constraints.length > 0) context.report(placementOnFargate, { path: [...path, 'constraints'] });
    if (preferences.length > 0) context.report(placementOnFargate, { path: [...path, 'preferences'] });
    if (most > 1) context.report(replicasPerNodeDropped, { path: [...path, 'max_replicas_per_node'] }, { most });
    return;
  }
  for (const [index, constraint] of constraints.entries())
    constrain(constraint, { path: [...path, 'constraints', index] }, context);
  for (const [index, { spread = '' }] of preferences.entries())
    prefer(spread, { path: [...path, 'preferences', index] }, context);
  const { service, plan } = context.task;
  if (most === 1 && plan.run !== 'daemon')
    service.placementConstraints = append(service.placementConstraints, { type: 'distinctInstance' });
  if (most > 1) context.report(replicasPerNodeDropped, { path: [...path, 'max_replicas_per_node'] }, { most });
}

const architectures: Readonly<Record<string, string>> = {
  amd64: 'x86_64',
  x86_64: 'x86_64',
  arm64: 'arm64',
  aarch64: 'arm64',
};

/** `node.labels.disk==ssd` is `attribute:disk == ssd`. */
function constrain(constraint: string, place: { path: Path }, { task: { service }, report }: KeyContext): void {
  const [, left = '', operator = '', value = ''] = /^([^=!\s]+)\s*(==|!=)\s*(\S.*)$/.exec(constraint.trim()) ?? [];
  const attribute = attributeOf(left);
  const right = left === 'node.platform.arch' ? architectures[value.toLowerCase()] : value;
  if (attribute === undefined || right === undefined || !/^[\w.:/-]+$/.test(right)) {
    report(constraintDropped, place, { constraint });
    return;
  }
  service.placementConstraints = append(service.placementConstraints, {
    type: 'memberOf',
    expression: `attribute:${attribute} ${operator} ${right}`,
  });
  if (!attribute.startsWith('ecs.')) report(constraintNeedsAttribute, place, { attribute });
}

function attributeOf(name: string): string | undefined {
  if (name === 'node.platform.arch') return 'ecs.cpu-architecture';
  if (name === 'node.platform.os') return 'ecs.os-type';
  return /^(?:node|engine)\.labels\.([\w./\\-]{1,128})$/.exec(name)?.[1];
}

const zones = /^(zone|az|availability[-_.]?zone|datacenter|.*[./](zone|availability-zone))$/i;

function prefer(spread: string, place: { path: Path }, { task: { service }, report }: KeyContext): void {
  const label = attributeOf(spread);
  const field =
    spread === 'node.id' || spread === 'node.hostname'
      ? 'instanceId'
      : label && `attribute:${zones.test(label) ? 'ecs.availability-zone' : label}`;
  const known = service.placementStrategy ?? [];
  if (known.some((before) => before.field === field)) return;
  if (field === undefined || field === '' || known.length >= limits.placementStrategies)
    report(preferenceDropped, place, { preference: spread });
  else service.placementStrategy = append(known, { type: 'spread', field });
}
