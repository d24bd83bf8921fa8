import { type Project, written } from '../../compose/project.ts';
import type { Path } from '../../source/node.ts';

/** The Compose keys that a member of a definition comes from, the likeliest first; `deploy.resources` as one key. */
const containerKeys: Readonly<Record<string, readonly string[]>> = {
  name: ['container_name'],
  image: ['image', 'build'],
  repositoryCredentials: ['image'],
  cpu: ['cpu_shares', 'deploy', 'cpus'],
  memory: ['mem_limit', 'deploy'],
  memoryReservation: ['mem_reservation', 'deploy'],
  links: ['links', 'depends_on'],
  portMappings: ['ports', 'expose'],
  essential: ['restart'],
  restartPolicy: ['restart', 'deploy'],
  entryPoint: ['entrypoint'],
  command: ['command'],
  environment: ['environment', 'env_file'],
  secrets: ['secrets', 'environment'],
  mountPoints: ['volumes', 'configs'],
  volumesFrom: ['volumes_from'],
  dependsOn: ['depends_on'],
  stopTimeout: ['stop_grace_period'],
  hostname: ['hostname'],
  user: ['user'],
  workingDirectory: ['working_dir'],
  privileged: ['privileged'],
  readonlyRootFilesystem: ['read_only'],
  dnsServers: ['dns'],
  dnsSearchDomains: ['dns_search'],
  extraHosts: ['extra_hosts'],
  dockerSecurityOptions: ['security_opt'],
  interactive: ['stdin_open'],
  pseudoTerminal: ['tty'],
  dockerLabels: ['labels'],
  ulimits: ['ulimits'],
  logConfiguration: ['logging'],
  healthCheck: ['healthcheck'],
  systemControls: ['sysctls'],
  resourceRequirements: ['gpus', 'deploy'],
  credentialSpecs: ['credential_spec'],
  'linuxParameters.capabilities': ['cap_add', 'cap_drop'],
  'linuxParameters.devices': ['devices'],
  'linuxParameters.initProcessEnabled': ['init'],
  'linuxParameters.sharedMemorySize': ['shm_size'],
  'linuxParameters.tmpfs': ['tmpfs', 'volumes'],
  'linuxParameters.maxSwap': ['memswap_limit'],
  'linuxParameters.swappiness': ['mem_swappiness'],
};

/** Members that a field of `x-ecs` of the same name decides. */
const ownFields: ReadonlySet<unknown> = new Set(['cpu', 'memory', 'memoryReservation', 'essential', 'secrets']);

const taskKeys: Readonly<Record<string, readonly string[]>> = {
  cpu: ['cpus', 'cpu_quota', 'deploy'],
  memory: ['mem_limit', 'deploy'],
  networkMode: ['network_mode'],
  pidMode: ['pid'],
  ipcMode: ['ipc'],
  runtimePlatform: ['platform'],
  ephemeralStorage: ['storage_opt'],
  placementConstraints: ['deploy'],
  volumes: ['volumes'],
};

const serviceKeys: Readonly<Record<string, readonly string[]>> = {
  desiredCount: ['deploy', 'scale'],
  schedulingStrategy: ['deploy'],
  deploymentConfiguration: ['deploy'],
  placementConstraints: ['deploy'],
  placementStrategy: ['deploy'],
  tags: ['deploy'],
  serviceConnectConfiguration: ['ports', 'expose'],
};

export const keyTables = { containerKeys, taskKeys, serviceKeys };

/** Where a member of a container was written in the Compose file: a raw part, else `x-ecs`, else the key it comes from, else the service. */
export function containerPath(project: Project, service: string, members: Path): Path {
  const raw = rawPath(project, ['services', service, 'x-ecs', 'containerDefinition'], members);
  if (raw) return raw;
  const [first, second] = members;
  const own: Path = ['services', service, 'x-ecs', String(first)];
  if (ownFields.has(first) && written(project, own)) return own;
  const keys = containerKeys[`${first}.${second}`] ?? containerKeys[String(first)] ?? [];
  return keyPath(project, [service], keys);
}

/** Where a member of a task definition or a service was written; `part` names the raw part. */
export function taskPath(
  project: Project,
  services: readonly string[],
  part: 'taskDefinition' | 'service',
  members: Path,
): Path {
  for (const base of [...services.map((name) => ['services', name, 'x-ecs', part]), ['x-ecs', part]]) {
    const raw = rawPath(project, base, members);
    if (raw) return raw;
  }
  const keys = (part === 'service' ? serviceKeys : taskKeys)[String(members[0])] ?? [];
  return keyPath(project, services, keys);
}

/** Names survive the merge of raw parts, positions in lists do not: the path ends where the raw part has no such member. */
function rawPath(project: Project, base: Path, members: Path): Path | undefined {
  const [first, ...rest] = members;
  if (first === undefined || !written(project, [...base, first])) return undefined;
  let path: Path = [...base, first];
  for (const part of rest) {
    if (typeof part === 'number' || !written(project, [...path, part])) break;
    path = [...path, part];
  }
  return path;
}

function keyPath(project: Project, services: readonly string[], keys: readonly string[]): Path {
  for (const key of keys)
    for (const service of services) if (written(project, ['services', service, key])) return ['services', service, key];
  const [first] = services;
  return first === undefined ? [] : ['services', first];
}
