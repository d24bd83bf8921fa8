import type { ServiceDefinition, TaskDefinition } from '../ecs/model.ts';

/**
 * ECS returns more than it was sent: empty lists, defaults, another order. Brought into this form, what was sent and what
 * came back are equal exactly when they mean the same.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

type Pattern = readonly string[];

/** Members that ECS fills in when they are absent. `*` is any list index or map key. */
const taskDefaults: readonly (readonly [Pattern, Json])[] = [
  [['networkMode'], 'bridge'],
  [['containerDefinitions', '*', 'cpu'], 0],
  [['containerDefinitions', '*', 'essential'], true],
  [['containerDefinitions', '*', 'portMappings', '*', 'protocol'], 'tcp'],
  [['containerDefinitions', '*', 'mountPoints', '*', 'readOnly'], false],
  [['containerDefinitions', '*', 'volumesFrom', '*', 'readOnly'], false],
  [['containerDefinitions', '*', 'versionConsistency'], 'enabled'],
  [['containerDefinitions', '*', 'healthCheck', 'interval'], 30],
  [['containerDefinitions', '*', 'healthCheck', 'timeout'], 5],
  [['containerDefinitions', '*', 'healthCheck', 'retries'], 3],
  [['containerDefinitions', '*', 'healthCheck', 'startPeriod'], 0],
  [['containerDefinitions', '*', 'restartPolicy', 'restartAttemptPeriod'], 300],
  [['volumes', '*', 'dockerVolumeConfiguration', 'scope'], 'task'],
  [['volumes', '*', 'dockerVolumeConfiguration', 'autoprovision'], false],
  [['volumes', '*', 'dockerVolumeConfiguration', 'driver'], 'local'],
  [['volumes', '*', 'efsVolumeConfiguration', 'rootDirectory'], '/'],
  [['volumes', '*', 'efsVolumeConfiguration', 'transitEncryption'], 'DISABLED'],
  [['volumes', '*', 'efsVolumeConfiguration', 'authorizationConfig', 'iam'], 'DISABLED'],
  [['volumes', '*', 'configuredAtLaunch'], false],
  [['enableFaultInjection'], false],
];

/** Members that only ECS writes. */
const serverOnly = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
]);

const serviceDefaults: readonly (readonly [Pattern, Json])[] = [
  [['cluster'], 'default'],
  [['schedulingStrategy'], 'REPLICA'],
  [['deploymentController', 'type'], 'ECS'],
  [['enableECSManagedTags'], false],
  [['enableExecuteCommand'], false],
  [['propagateTags'], 'NONE'],
  [['healthCheckGracePeriodSeconds'], 0],
  [['platformVersion'], 'LATEST'],
  [['deploymentConfiguration', 'strategy'], 'ROLLING'],
  [['deploymentConfiguration', 'bakeTimeInMinutes'], 0],
  [['deploymentConfiguration', 'maximumPercent'], 200],
  [['deploymentConfiguration', 'minimumHealthyPercent'], 100],
  [['deploymentConfiguration', 'deploymentCircuitBreaker', 'enable'], false],
  [['deploymentConfiguration', 'deploymentCircuitBreaker', 'rollback'], false],
  [['deploymentConfiguration', 'alarms', 'enable'], false],
  [['deploymentConfiguration', 'alarms', 'rollback'], false],
  [['capacityProviderStrategy', '*', 'base'], 0],
  [['capacityProviderStrategy', '*', 'weight'], 0],
  [['networkConfiguration', 'awsvpcConfiguration', 'assignPublicIp'], 'DISABLED'],
  [['serviceConnectConfiguration', 'enabled'], false],
];

/** Lists whose order says nothing, and the member that names their items. */
const unordered: Readonly<Record<string, string>> = {
  environment: 'name',
  secrets: 'name',
  secretOptions: 'name',
  tags: 'key',
  ulimits: 'name',
  volumes: 'name',
  systemControls: 'namespace',
  requiresCompatibilities: '',
  subnets: '',
  securityGroups: '',
  capacityProviderStrategy: 'capacityProvider',
};

export function canonicalTaskDefinition(definition: TaskDefinition): Json {
  const json = plain(definition);
  if (isMap(json)) for (const member of serverOnly) delete json[member];
  const full = canonical(sameHostPorts(json), taskDefaults, []);
  return full ?? {};
}

export function canonicalService(service: ServiceDefinition): Json {
  return canonical(sameFields(plain(service)), serviceDefaults, []) ?? {};
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

export const isMap = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** On awsvpc and host, ECS returns `hostPort` equal to `containerPort` where none was sent; on bridge, 0. */
function sameHostPorts(definition: Json): Json {
  if (!isMap(definition) || !Array.isArray(definition.containerDefinitions)) return definition;
  const shared = definition.networkMode === 'awsvpc' || definition.networkMode === 'host';
  for (const container of definition.containerDefinitions) {
    const ports = isMap(container) ? container.portMappings : undefined;
    if (!Array.isArray(ports)) continue;
    for (const port of ports)
      if (isMap(port) && port.hostPort === (shared ? port.containerPort : 0)) delete port.hostPort;
  }
  return definition;
}

/** ECS takes `memory`, and returns `MEMORY`; `host` is another word for `instanceId`. Attributes keep their case. */
function sameFields(service: Json): Json {
  if (!isMap(service) || !Array.isArray(service.placementStrategy)) return service;
  for (const strategy of service.placementStrategy) {
    if (!isMap(strategy) || typeof strategy.field !== 'string' || strategy.field.startsWith('attribute:')) continue;
    const field = strategy.field.toLowerCase();
    strategy.field = field === 'host' ? 'instanceid' : field;
  }
  return service;
}

function canonical(value: Json, defaults: readonly (readonly [Pattern, Json])[], path: Pattern): Json | undefined {
  if (defaults.some(([pattern, standard]) => standard === value && matches(pattern, path))) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, defaults, [...path, '*']) ?? {});
    const name = unordered[path.at(-1) ?? ''];
    if (name !== undefined) items.sort((a, b) => compare(sortKey(a, name), sortKey(b, name)));
    return items.length > 0 ? items : undefined;
  }
  if (isMap(value)) {
    const entries = Object.keys(value)
      .sort()
      .map((key) => [key, canonical(value[key] ?? null, defaults, [...path, key])] as const)
      .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  return value === null ? undefined : value;
}

const matches = (pattern: Pattern, path: Pattern): boolean =>
  pattern.length === path.length && pattern.every((step, i) => step === '*' || step === path[i]);

const sortKey = (item: Json, name: string): string => (name && isMap(item) ? String(item[name]) : String(item));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
