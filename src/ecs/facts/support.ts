import type { LaunchType, NetworkMode } from '../model.ts';

/**
 * Network modes by launch type, the default first.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
 */
export const networkModes: Readonly<Record<LaunchType | 'MANAGED_INSTANCES', readonly NetworkMode[]>> = {
  EC2: ['bridge', 'host', 'awsvpc', 'none'],
  FARGATE: ['awsvpc'],
  EXTERNAL: ['bridge', 'host', 'none'],
  MANAGED_INSTANCES: ['awsvpc', 'host'],
};

/**
 * Members of a container that each container of an awsvpc task lacks, whatever it runs on: the task's network interface owns them.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const notOnAwsvpc = [
  'links',
  'hostname',
  'extraHosts',
  'dnsServers',
  'dnsSearchDomains',
  'disableNetworking',
] as const;

/**
 * Members that a launch type refuses whatever their value, as dotted paths below a container or a task definition.
 * Members refused only for some values (privileged, pidMode, log drivers …) are laws of their own.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export const unsupported = {
  FARGATE: {
    task: ['ipcMode', 'placementConstraints', 'inferenceAccelerators'],
    volume: ['host.sourcePath', 'dockerVolumeConfiguration'],
    container: [
      'dockerSecurityOptions',
      'linuxParameters.devices',
      'linuxParameters.sharedMemorySize',
      'linuxParameters.maxSwap',
      'linuxParameters.swappiness',
    ],
    service: ['placementConstraints', 'placementStrategy'],
  },
  MANAGED_INSTANCES: {
    task: ['ephemeralStorage', 'ipcMode', 'proxyConfiguration', 'inferenceAccelerators'],
    volume: ['host.sourcePath', 'dockerVolumeConfiguration', 'fsxWindowsFileServerVolumeConfiguration'],
    container: [
      ...notOnAwsvpc,
      'dockerSecurityOptions',
      'linuxParameters.sharedMemorySize',
      'linuxParameters.maxSwap',
      'linuxParameters.swappiness',
    ],
    service: ['launchType'],
  },
  EXTERNAL: {
    task: ['proxyConfiguration', 'ephemeralStorage'],
    volume: ['efsVolumeConfiguration'],
    container: [],
    service: [
      'loadBalancers',
      'serviceRegistries',
      'serviceConnectConfiguration',
      'capacityProviderStrategy',
      'volumeConfigurations',
    ],
  },
  EC2: { task: ['ephemeralStorage'], volume: [], container: [], service: ['platformVersion'] },
} as const;

/** Members of a container that Windows lacks. */
export const notOnWindows = [
  'memoryReservation',
  'links',
  'user',
  'disableNetworking',
  'privileged',
  'readonlyRootFilesystem',
  'dnsServers',
  'dnsSearchDomains',
  'extraHosts',
  'ulimits',
  'linuxParameters',
  'systemControls',
] as const;
