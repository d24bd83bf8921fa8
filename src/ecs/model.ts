/**
 * Our own model of the JSON that we emit: the inputs of RegisterTaskDefinition, CreateService and RunTask,
 * as the AWS CLI takes them with `--cli-input-json`. Only members that we may write or check stand here;
 * raw `x-ecs` parts may add any other member of the API.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export type LaunchType = 'EC2' | 'FARGATE' | 'EXTERNAL';
export type NetworkMode = 'bridge' | 'host' | 'awsvpc' | 'none';
export type Condition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';

export interface NameValue {
  name: string;
  value: string;
}
export interface Tag {
  key: string;
  value: string;
}

export interface TaskDefinition {
  family: string;
  taskRoleArn?: string;
  executionRoleArn?: string;
  networkMode?: NetworkMode;
  containerDefinitions: ContainerDefinition[];
  volumes?: TaskVolume[];
  placementConstraints?: PlacementConstraint[];
  requiresCompatibilities?: (LaunchType | 'MANAGED_INSTANCES')[];
  /** CPU units, as a string of digits. */
  cpu?: string;
  /** MiB, as a string of digits. */
  memory?: string;
  tags?: Tag[];
  pidMode?: 'host' | 'task';
  ipcMode?: 'host' | 'task' | 'none';
  proxyConfiguration?: { type?: string; containerName: string; properties?: NameValue[] };
  ephemeralStorage?: { sizeInGiB: number };
  runtimePlatform?: { cpuArchitecture?: string; operatingSystemFamily?: string };
  enableFaultInjection?: boolean;
}

export interface ContainerDefinition {
  name: string;
  image: string;
  repositoryCredentials?: { credentialsParameter: string };
  /** CPU shares. */
  cpu?: number;
  /** Hard limit, MiB. */
  memory?: number;
  /** Soft limit, MiB. */
  memoryReservation?: number;
  links?: string[];
  portMappings?: PortMapping[];
  essential?: boolean;
  restartPolicy?: { enabled: boolean; ignoredExitCodes?: number[]; restartAttemptPeriod?: number };
  entryPoint?: string[];
  command?: string[];
  environment?: NameValue[];
  environmentFiles?: { value: string; type: string }[];
  mountPoints?: MountPoint[];
  volumesFrom?: { sourceContainer: string; readOnly?: boolean }[];
  linuxParameters?: LinuxParameters;
  secrets?: SecretReference[];
  dependsOn?: { containerName: string; condition: Condition }[];
  startTimeout?: number;
  stopTimeout?: number;
  versionConsistency?: string;
  hostname?: string;
  user?: string;
  workingDirectory?: string;
  disableNetworking?: boolean;
  privileged?: boolean;
  readonlyRootFilesystem?: boolean;
  dnsServers?: string[];
  dnsSearchDomains?: string[];
  extraHosts?: { hostname: string; ipAddress: string }[];
  dockerSecurityOptions?: string[];
  interactive?: boolean;
  pseudoTerminal?: boolean;
  dockerLabels?: Record<string, string>;
  ulimits?: { name: string; softLimit: number; hardLimit: number }[];
  logConfiguration?: LogConfiguration;
  healthCheck?: { command: string[]; interval?: number; timeout?: number; retries?: number; startPeriod?: number };
  systemControls?: { namespace: string; value: string }[];
  resourceRequirements?: { type: string; value?: string; sharingStrategy?: Record<string, unknown> }[];
  firelensConfiguration?: { type: string; options?: Record<string, string> };
  credentialSpecs?: string[];
}

export interface SecretReference {
  name: string;
  valueFrom: string;
}

export interface LogConfiguration {
  logDriver: string;
  options?: Record<string, string>;
  secretOptions?: SecretReference[];
}

export interface PortMapping {
  containerPort?: number;
  hostPort?: number;
  protocol?: string;
  name?: string;
  appProtocol?: string;
  containerPortRange?: string;
}

export interface MountPoint {
  sourceVolume: string;
  containerPath: string;
  readOnly?: boolean;
}

export interface LinuxParameters {
  capabilities?: { add?: string[]; drop?: string[] };
  devices?: { hostPath: string; containerPath?: string; permissions?: string[] }[];
  initProcessEnabled?: boolean;
  /** MiB. */
  sharedMemorySize?: number;
  /** Sizes in MiB. */
  tmpfs?: { containerPath: string; size: number; mountOptions?: string[] }[];
  /** MiB. */
  maxSwap?: number;
  swappiness?: number;
}

export interface TaskVolume {
  name: string;
  host?: { sourcePath?: string };
  dockerVolumeConfiguration?: {
    scope?: 'task' | 'shared';
    autoprovision?: boolean;
    driver?: string;
    driverOpts?: Record<string, string>;
    labels?: Record<string, string>;
  };
  efsVolumeConfiguration?: {
    fileSystemId: string;
    rootDirectory?: string;
    transitEncryption?: 'ENABLED' | 'DISABLED';
    transitEncryptionPort?: number;
    authorizationConfig?: { accessPointId?: string; iam?: 'ENABLED' | 'DISABLED' };
  };
  s3filesVolumeConfiguration?: Record<string, unknown>;
  fsxWindowsFileServerVolumeConfiguration?: Record<string, unknown>;
  configuredAtLaunch?: boolean;
}

export interface PlacementConstraint {
  type: string;
  expression?: string;
}

/** CreateService input. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export interface ServiceDefinition {
  cluster?: string;
  serviceName: string;
  taskDefinition?: string;
  availabilityZoneRebalancing?: 'ENABLED' | 'DISABLED';
  loadBalancers?: LoadBalancer[];
  serviceRegistries?: { registryArn?: string; port?: number; containerName?: string; containerPort?: number }[];
  desiredCount?: number;
  launchType?: LaunchType;
  capacityProviderStrategy?: CapacityProviderStrategyItem[];
  platformVersion?: string;
  role?: string;
  deploymentConfiguration?: DeploymentConfiguration;
  placementConstraints?: PlacementConstraint[];
  placementStrategy?: { type: string; field?: string }[];
  networkConfiguration?: NetworkConfiguration;
  healthCheckGracePeriodSeconds?: number;
  schedulingStrategy?: 'REPLICA' | 'DAEMON';
  deploymentController?: { type: string };
  tags?: Tag[];
  enableECSManagedTags?: boolean;
  propagateTags?: string;
  enableExecuteCommand?: boolean;
  serviceConnectConfiguration?: ServiceConnectConfiguration;
  volumeConfigurations?: { name: string; managedEBSVolume?: ManagedEbsVolume }[];
  gatewayConnectors?: { portName: string }[];
}

export interface ManagedEbsVolume {
  roleArn: string;
  volumeType?: string;
  /** GiB. */
  sizeInGiB?: number;
  snapshotId?: string;
  iops?: number;
  /** MiB/s. */
  throughput?: number;
  filesystemType?: string;
  encrypted?: boolean;
  kmsKeyId?: string;
}

export interface LoadBalancer {
  targetGroupArn?: string;
  loadBalancerName?: string;
  containerName?: string;
  containerPort?: number;
  advancedConfiguration?: Record<string, unknown>;
}

export interface CapacityProviderStrategyItem {
  capacityProvider: string;
  weight?: number;
  base?: number;
}

export interface DeploymentConfiguration {
  deploymentCircuitBreaker?: {
    enable: boolean;
    rollback: boolean;
    thresholdConfiguration?: { type: string; value: number };
  };
  maximumPercent?: number;
  minimumHealthyPercent?: number;
  strategy?: string;
  bakeTimeInMinutes?: number;
  lifecycleHooks?: { targetType?: string; hookTargetArn?: string; lifecycleStages?: string[] }[];
  linearConfiguration?: { stepPercent?: number; stepBakeTimeInMinutes?: number };
  canaryConfiguration?: { canaryPercent?: number; canaryBakeTimeInMinutes?: number };
  earlySuccessCriteria?: { enable: boolean; healthyPercent?: number; sourceServiceRevisionCleanup?: string };
}

export interface NetworkConfiguration {
  awsvpcConfiguration: {
    subnets: string[];
    securityGroups?: string[];
    assignPublicIp?: 'ENABLED' | 'DISABLED';
  };
}

export interface ServiceConnectConfiguration {
  enabled: boolean;
  namespace?: string;
  services?: {
    portName: string;
    discoveryName?: string;
    clientAliases?: { port: number; dnsName?: string }[];
    timeout?: { idleTimeoutSeconds?: number; perRequestTimeoutSeconds?: number };
  }[];
  logConfiguration?: LogConfiguration;
  accessLogConfiguration?: { format: string; includeQueryParameters?: string };
}

/** RunTask input. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export interface RunTask {
  cluster?: string;
  taskDefinition: string;
  count?: number;
  launchType?: LaunchType;
  capacityProviderStrategy?: CapacityProviderStrategyItem[];
  platformVersion?: string;
  networkConfiguration?: NetworkConfiguration;
  placementConstraints?: PlacementConstraint[];
  placementStrategy?: { type: string; field?: string }[];
  tags?: Tag[];
  enableECSManagedTags?: boolean;
  propagateTags?: string;
  enableExecuteCommand?: boolean;
  startedBy?: string;
}

/** A virtual host that the Compose file asks a proxy for, in the words of an ALB. */
export interface Route {
  /** ECS service. */
  service: string;
  /** Compose service. */
  container: string;
  containerPort: number;
  hosts: string[];
  paths: string[];
  /** What it was read from: `VIRTUAL_HOST`, `traefik.http.routers.x.rule`, `caddy`. */
  source: string;
}

export interface Group {
  family: string;
  /** Compose services in start order. */
  services: string[];
  reasons: string[];
}

/** The finished application. The emitter leaves out what is empty; here every list is present. */
export interface EcsApp {
  project: string;
  target: Target;
  taskDefinitions: TaskDefinition[];
  services: ServiceDefinition[];
  runTasks: RunTask[];
  routes: Route[];
  groups: Group[];
}

export type Target = 'ec2' | 'fargate' | 'external';
export const launchTypes: Readonly<Record<Target, LaunchType>> = {
  ec2: 'EC2',
  fargate: 'FARGATE',
  external: 'EXTERNAL',
};
