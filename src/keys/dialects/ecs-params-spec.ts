import { parseBytes, parseDuration } from '../../compose/units.ts';
import type { Rule, Spec } from './spec.ts';

const mebibyte = 1_048_576;

/** Bytes, or with a unit, as MiB rounded up. */
const mebibytes = (value: unknown): number | undefined => {
  const bytes = typeof value === 'number' || typeof value === 'string' ? parseBytes(String(value)) : undefined;
  return bytes === undefined ? undefined : Math.ceil(bytes / mebibyte);
};

/** A duration, or a bare number of seconds, as whole seconds. */
const seconds = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Math.ceil(value);
  if (typeof value !== 'string') return undefined;
  const duration = /^\d+(\.\d+)?$/.test(value) ? Number(value) : parseDuration(value);
  return duration === undefined ? undefined : Math.ceil(duration);
};

/** A text is a shell command. */
const healthCommand = (value: unknown): unknown => (typeof value === 'string' ? ['CMD-SHELL', value] : value);
const enabled = (value: unknown): boolean | undefined =>
  value === 'ENABLED' ? true : value === 'DISABLED' ? false : undefined;
const credentialSpec = (value: unknown): readonly string[] => {
  const spec = String(value);
  return [spec.startsWith('credentialspec') ? spec : `credentialspec:${spec}`];
};

const to = (...path: readonly string[]): Rule => ({ to: path });
const container = (...path: readonly string[]): Rule => to('containerDefinition', ...path);
const task = (...path: readonly string[]): Rule => to('taskDefinition', ...path);
const placement = (): Spec => ({ type: to('type'), expression: to('expression'), field: to('field') });
const secret = (): Spec => ({ value_from: to('valueFrom'), name: to('name') });

const service = (): Spec => ({
  essential: to('essential'),
  cpu_shares: to('cpu'),
  mem_limit: { to: ['memory'], as: mebibytes },
  mem_reservation: { to: ['memoryReservation'], as: mebibytes },
  gpu: {
    to: ['containerDefinition', 'resourceRequirements'],
    as: (value) => [{ type: 'GPU', value: String(value) }],
  },
  init_process_enabled: container('linuxParameters', 'initProcessEnabled'),
  credential_spec: { to: ['containerDefinition', 'credentialSpecs'], as: credentialSpec },
  repository_credentials: {
    fields: { credentials_parameter: container('repositoryCredentials', 'credentialsParameter') },
  },
  firelens_configuration: {
    fields: {
      type: container('firelensConfiguration', 'type'),
      options: container('firelensConfiguration', 'options'),
    },
  },
  healthcheck: {
    fields: {
      test: { to: ['containerDefinition', 'healthCheck', 'command'], as: healthCommand },
      command: { to: ['containerDefinition', 'healthCheck', 'command'], as: healthCommand },
      interval: { to: ['containerDefinition', 'healthCheck', 'interval'], as: seconds },
      timeout: { to: ['containerDefinition', 'healthCheck', 'timeout'], as: seconds },
      retries: container('healthCheck', 'retries'),
      start_period: { to: ['containerDefinition', 'healthCheck', 'startPeriod'], as: seconds },
    },
  },
  logging: {
    fields: { secret_options: { to: ['containerDefinition', 'logConfiguration', 'secretOptions'], list: secret() } },
  },
  secrets: { to: ['secrets'], list: secret() },
  depends_on: {
    to: ['containerDefinition', 'dependsOn'],
    list: { container_name: to('containerName'), condition: to('condition') },
  },
});

const dockerVolume = (): Spec => ({
  name: to('name'),
  scope: to('dockerVolumeConfiguration', 'scope'),
  autoprovision: to('dockerVolumeConfiguration', 'autoprovision'),
  driver: to('dockerVolumeConfiguration', 'driver'),
  driver_opts: to('dockerVolumeConfiguration', 'driverOpts'),
  labels: to('dockerVolumeConfiguration', 'labels'),
});

const efsVolume = (): Spec => ({
  name: to('name'),
  filesystem_id: to('efsVolumeConfiguration', 'fileSystemId'),
  root_directory: to('efsVolumeConfiguration', 'rootDirectory'),
  transit_encryption: to('efsVolumeConfiguration', 'transitEncryption'),
  transit_encryption_port: to('efsVolumeConfiguration', 'transitEncryptionPort'),
  access_point: to('efsVolumeConfiguration', 'authorizationConfig', 'accessPointId'),
  iam: to('efsVolumeConfiguration', 'authorizationConfig', 'iam'),
});

/** The schema of the Amazon ECS CLI, each field with its place in `x-ecs`; services and volumes are laid out afterwards. */
export const ecsParamsSpec = (): Spec => ({
  version: { silent: true },
  task_definition: {
    fields: {
      ecs_network_mode: to('networkMode'),
      task_role_arn: to('taskRole'),
      task_execution_role: to('executionRole'),
      task_size: { fields: { cpu_limit: task('cpu'), mem_limit: task('memory') } },
      pid_mode: task('pidMode'),
      ipc_mode: task('ipcMode'),
      ephemeral_storage: { fields: { size_in_gib: task('ephemeralStorage', 'sizeInGiB') } },
      placement_constraints: { to: ['taskDefinition', 'placementConstraints'], list: placement() },
      services: { to: ['services'], map: service() },
      docker_volumes: { to: ['volumes', 'docker'], list: dockerVolume() },
      efs_volumes: { to: ['volumes', 'efs'], list: efsVolume() },
    },
  },
  run_params: {
    fields: {
      network_configuration: {
        fields: {
          awsvpc_configuration: {
            fields: {
              subnets: to('subnets'),
              security_groups: to('securityGroups'),
              assign_public_ip: { to: ['assignPublicIp'], as: enabled },
            },
          },
        },
      },
      task_placement: {
        fields: {
          strategy: { to: ['service', 'placementStrategy'], list: placement() },
          constraints: { to: ['service', 'placementConstraints'], list: placement() },
        },
      },
      service_discovery: {
        why: 'The Amazon ECS CLI made a namespace and a discovery service of Cloud Map from it; a service only names one that exists.',
        fix: 'Let tasks find each other by Service Connect (--namespace), or name the discovery service in x-ecs.service.serviceRegistries.',
      },
    },
  },
});
