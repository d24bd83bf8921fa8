/**
 * Quotas and ranges of ECS. A range is [least, most], both allowed.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export type Range = readonly [least: number, most: number];

export const within = (value: number, range: Range): boolean => value >= range[0] && value <= range[1];
export const clamp = (value: number, range: Range): number => Math.min(range[1], Math.max(range[0], value));

export const limits = {
  containersPerTask: 10,
  /** Serialised task definition, bytes. */
  taskDefinitionBytes: 65_536,
  nameCharacters: 255,
  imageCharacters: 255,
  /** Of Linux: https://man7.org/linux/man-pages/man2/sethostname.2.html */
  hostnameCharacters: 64,

  port: [1, 65_535],
  hostPort: [0, 65_535],
  portRangesPerContainer: 100,
  hostPortsPerInstance: 100,
  portNameCharacters: 64,

  /** CPU shares of a container; below the least, Docker takes it. */
  containerCpu: [2, 262_144],
  /** MiB. */
  containerMemoryFloor: 6,
  /** CPU units of a task on EC2 and EXTERNAL; 10 and 192 vCPU bound it. */
  taskCpuEc2: [128, 196_608],

  /** Seconds, but retries. */
  healthCheckInterval: [5, 300],
  healthCheckTimeout: [2, 60],
  healthCheckRetries: [1, 10],
  healthCheckStartPeriod: [0, 300],

  /** Seconds. */
  restartAttemptPeriod: [60, 1800],
  ignoredExitCodes: 50,
  /** Seconds; on EC2 the agent sets no upper limit. */
  fargateStartTimeout: [2, 120],
  fargateStopTimeout: [2, 120],

  swappiness: [0, 100],
  environmentFiles: 10,
  credentialSpecs: 1,

  /** GiB; 20 is the default and not a legal value. */
  ephemeralStorage: [21, 200],
  ephemeralStorageDefault: 20,

  tags: 50,
  tagKeyCharacters: 128,
  tagValueCharacters: 256,

  placementConstraints: 10,
  placementExpressionCharacters: 2000,
  placementStrategies: 5,

  capacityProviders: 20,
  capacityProviderWeight: [0, 1000],
  capacityProviderBase: [0, 100_000],

  subnets: [1, 16],
  securityGroups: 5,
  serviceRegistries: 1,
  targetGroupsPerService: 5,
  gatewayConnectors: 1,
  clientAliases: 1,
  launchVolumesPerTask: 1,
  healthCheckGracePeriod: [0, 2_147_483_647],
  minimumHealthyPercent: [0, 100],
  tasksPerService: 5000,
  /** RunTask starts at most this many at once. */
  tasksPerRun: 10,

  /** MiB that AWS asks to leave for the Service Connect proxy, at least. */
  serviceConnectProxyMemory: 64,
} as const satisfies Record<string, number | Range>;

/** What ECS takes where a member is absent. Seconds, but retries. */
export const defaults = {
  healthCheckInterval: 30,
  healthCheckTimeout: 5,
  healthCheckRetries: 3,
  healthCheckStartPeriod: 0,
  restartAttemptPeriod: 300,
  stopTimeout: 30,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  /** Soft and hard `nofile` on Fargate. */
  fargateNofile: 65_535,
} as const;
