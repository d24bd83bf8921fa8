/**
 * Inputs of RegisterTaskDefinition, CreateService and RunTask: each type with its members, in the order of the API,
 * which is also the order that we write. `*` marks what the API requires by type, `@` an enumeration, `{}` a map of strings.
 * Types without mark are `string`, `integer`, `number`, `boolean` and `any`.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Types.html (SDK 3.1164.0)
 */
const table = {
  TaskDefinition: `family*:string taskRoleArn:string executionRoleArn:string networkMode:@NetworkMode
    containerDefinitions*:ContainerDefinition[] volumes:Volume[] placementConstraints:TaskPlacementConstraint[]
    requiresCompatibilities:@Compatibility[] cpu:string memory:string tags:Tag[] pidMode:@PidMode ipcMode:@IpcMode
    proxyConfiguration:ProxyConfiguration inferenceAccelerators:InferenceAccelerator[] ephemeralStorage:EphemeralStorage
    runtimePlatform:RuntimePlatform enableFaultInjection:boolean`,
  ContainerDefinition: `name:string image:string repositoryCredentials:RepositoryCredentials cpu:integer memory:integer
    memoryReservation:integer links:string[] portMappings:PortMapping[] essential:boolean
    restartPolicy:ContainerRestartPolicy entryPoint:string[] command:string[] environment:KeyValuePair[]
    environmentFiles:EnvironmentFile[] mountPoints:MountPoint[] volumesFrom:VolumeFrom[] linuxParameters:LinuxParameters
    secrets:Secret[] dependsOn:ContainerDependency[] startTimeout:integer stopTimeout:integer
    versionConsistency:@VersionConsistency hostname:string user:string workingDirectory:string disableNetworking:boolean
    privileged:boolean readonlyRootFilesystem:boolean dnsServers:string[] dnsSearchDomains:string[] extraHosts:HostEntry[]
    dockerSecurityOptions:string[] interactive:boolean pseudoTerminal:boolean dockerLabels:{} ulimits:Ulimit[]
    logConfiguration:LogConfiguration healthCheck:HealthCheck systemControls:SystemControl[]
    resourceRequirements:ResourceRequirement[] firelensConfiguration:FirelensConfiguration credentialSpecs:string[]`,
  RepositoryCredentials: `credentialsParameter*:string`,
  PortMapping: `containerPort:integer hostPort:integer protocol:@TransportProtocol name:string
    appProtocol:@ApplicationProtocol containerPortRange:string`,
  ContainerRestartPolicy: `enabled*:boolean ignoredExitCodes:integer[] restartAttemptPeriod:integer`,
  KeyValuePair: `name:string value:string`,
  EnvironmentFile: `value*:string type*:@EnvironmentFileType`,
  MountPoint: `sourceVolume:string containerPath:string readOnly:boolean`,
  VolumeFrom: `sourceContainer:string readOnly:boolean`,
  LinuxParameters: `capabilities:KernelCapabilities devices:Device[] initProcessEnabled:boolean
    sharedMemorySize:integer tmpfs:Tmpfs[] maxSwap:integer swappiness:integer`,
  KernelCapabilities: `add:string[] drop:string[]`,
  Device: `hostPath*:string containerPath:string permissions:@DeviceCgroupPermission[]`,
  Tmpfs: `containerPath*:string size*:integer mountOptions:string[]`,
  Secret: `name*:string valueFrom*:string`,
  ContainerDependency: `containerName*:string condition*:@ContainerCondition`,
  HostEntry: `hostname*:string ipAddress*:string`,
  Ulimit: `name*:@UlimitName softLimit*:integer hardLimit*:integer`,
  LogConfiguration: `logDriver*:@LogDriver options:{} secretOptions:Secret[]`,
  HealthCheck: `command*:string[] interval:integer timeout:integer retries:integer startPeriod:integer`,
  SystemControl: `namespace:string value:string`,
  ResourceRequirement: `value:string type*:@ResourceType sharingStrategy:SharingStrategy`,
  SharingStrategy: `nvidiaMps:NvidiaMpsAllocation`,
  NvidiaMpsAllocation: `memory*:integer maxComputePercent:integer`,
  FirelensConfiguration: `type*:@FirelensConfigurationType options:{}`,
  Volume: `name:string host:HostVolumeProperties dockerVolumeConfiguration:DockerVolumeConfiguration
    efsVolumeConfiguration:EFSVolumeConfiguration s3filesVolumeConfiguration:S3FilesVolumeConfiguration
    fsxWindowsFileServerVolumeConfiguration:FSxWindowsFileServerVolumeConfiguration configuredAtLaunch:boolean`,
  HostVolumeProperties: `sourcePath:string`,
  DockerVolumeConfiguration: `scope:@Scope autoprovision:boolean driver:string driverOpts:{} labels:{}`,
  EFSVolumeConfiguration: `fileSystemId*:string rootDirectory:string transitEncryption:@Switch
    transitEncryptionPort:integer authorizationConfig:EFSAuthorizationConfig`,
  EFSAuthorizationConfig: `accessPointId:string iam:@Switch`,
  S3FilesVolumeConfiguration: `fileSystemArn*:string rootDirectory:string transitEncryptionPort:integer
    accessPointArn:string`,
  FSxWindowsFileServerVolumeConfiguration: `fileSystemId*:string rootDirectory*:string
    authorizationConfig*:FSxWindowsFileServerAuthorizationConfig`,
  FSxWindowsFileServerAuthorizationConfig: `credentialsParameter*:string domain*:string`,
  TaskPlacementConstraint: `type:@TaskPlacementConstraintType expression:string`,
  Tag: `key:string value:string`,
  ProxyConfiguration: `type:@ProxyConfigurationType containerName*:string properties:KeyValuePair[]`,
  InferenceAccelerator: `deviceName*:string deviceType*:string`,
  EphemeralStorage: `sizeInGiB*:integer`,
  RuntimePlatform: `cpuArchitecture:@CPUArchitecture operatingSystemFamily:@OSFamily`,

  Service: `cluster:string serviceName*:string taskDefinition:string availabilityZoneRebalancing:@Switch
    loadBalancers:LoadBalancer[] serviceRegistries:ServiceRegistry[] desiredCount:integer clientToken:string
    launchType:@LaunchType capacityProviderStrategy:CapacityProviderStrategyItem[] platformVersion:string role:string
    deploymentConfiguration:DeploymentConfiguration placementConstraints:PlacementConstraint[]
    placementStrategy:PlacementStrategy[] networkConfiguration:NetworkConfiguration
    healthCheckGracePeriodSeconds:integer schedulingStrategy:@SchedulingStrategy
    deploymentController:DeploymentController tags:Tag[] enableECSManagedTags:boolean propagateTags:@PropagateTags
    enableExecuteCommand:boolean serviceConnectConfiguration:ServiceConnectConfiguration
    volumeConfigurations:ServiceVolumeConfiguration[] vpcLatticeConfigurations:VpcLatticeConfiguration[]
    gatewayConnectors:GatewayConnector[] monitoring:MonitoringConfiguration`,
  LoadBalancer: `targetGroupArn:string loadBalancerName:string containerName:string containerPort:integer
    advancedConfiguration:AdvancedConfiguration`,
  AdvancedConfiguration: `alternateTargetGroupArn:string productionListenerRule:string testListenerRule:string
    roleArn:string`,
  ServiceRegistry: `registryArn:string port:integer containerName:string containerPort:integer`,
  CapacityProviderStrategyItem: `capacityProvider*:string weight:integer base:integer`,
  DeploymentConfiguration: `deploymentCircuitBreaker:DeploymentCircuitBreaker maximumPercent:integer
    minimumHealthyPercent:integer alarms:DeploymentAlarms strategy:@DeploymentStrategy bakeTimeInMinutes:integer
    lifecycleHooks:DeploymentLifecycleHook[] linearConfiguration:LinearConfiguration
    canaryConfiguration:CanaryConfiguration earlySuccessCriteria:DeploymentEarlySuccessCriteria`,
  DeploymentCircuitBreaker: `enable*:boolean rollback*:boolean resetOnHealthyTask:boolean
    thresholdConfiguration:ThresholdConfiguration`,
  ThresholdConfiguration: `type*:@ThresholdType value*:integer`,
  DeploymentAlarms: `alarmNames*:string[] rollback*:boolean enable*:boolean`,
  DeploymentLifecycleHook: `targetType:@LifecycleHookTargetType hookTargetArn:string roleArn:string
    lifecycleStages:@LifecycleHookStage[] hookDetails:any
    timeoutConfiguration:DeploymentLifecycleHookTimeoutConfiguration`,
  DeploymentLifecycleHookTimeoutConfiguration: `timeoutInMinutes:integer action:@LifecycleHookAction`,
  LinearConfiguration: `stepPercent:number stepBakeTimeInMinutes:integer`,
  CanaryConfiguration: `canaryPercent:number canaryBakeTimeInMinutes:integer`,
  DeploymentEarlySuccessCriteria: `enable*:boolean healthyPercent:integer
    sourceServiceRevisionCleanup:@ServiceRevisionCleanup`,
  PlacementConstraint: `type:@PlacementConstraintType expression:string`,
  PlacementStrategy: `type:@PlacementStrategyType field:string`,
  NetworkConfiguration: `awsvpcConfiguration:AwsVpcConfiguration`,
  AwsVpcConfiguration: `subnets*:string[] securityGroups:string[] assignPublicIp:@Switch`,
  DeploymentController: `type*:@DeploymentControllerType`,
  ServiceConnectConfiguration: `enabled*:boolean namespace:string services:ServiceConnectService[]
    logConfiguration:LogConfiguration accessLogConfiguration:ServiceConnectAccessLogConfiguration
    containerConfigurations:ServiceConnectContainerConfiguration[]`,
  ServiceConnectService: `portName*:string discoveryName:string clientAliases:ServiceConnectClientAlias[]
    ingressPortOverride:integer timeout:TimeoutConfiguration tls:ServiceConnectTlsConfiguration`,
  ServiceConnectClientAlias: `port*:integer dnsName:string testTrafficRules:ServiceConnectTestTrafficRules`,
  ServiceConnectTestTrafficRules: `header*:ServiceConnectTestTrafficHeaderRules`,
  ServiceConnectTestTrafficHeaderRules: `name*:string value:ServiceConnectTestTrafficHeaderMatchRules`,
  ServiceConnectTestTrafficHeaderMatchRules: `exact*:string`,
  TimeoutConfiguration: `idleTimeoutSeconds:integer perRequestTimeoutSeconds:integer`,
  ServiceConnectTlsConfiguration: `issuerCertificateAuthority*:ServiceConnectTlsCertificateAuthority kmsKey:string
    roleArn:string`,
  ServiceConnectTlsCertificateAuthority: `awsPcaAuthorityArn:string`,
  ServiceConnectAccessLogConfiguration: `format*:@AccessLogFormat includeQueryParameters:@Switch`,
  ServiceConnectContainerConfiguration: `logLevel:@ContainerLogLevel`,
  ServiceVolumeConfiguration: `name*:string managedEBSVolume:ManagedEBSVolume`,
  ManagedEBSVolume: `encrypted:boolean kmsKeyId:string volumeType:@EbsVolumeType sizeInGiB:integer snapshotId:string
    volumeInitializationRate:integer iops:integer throughput:integer tagSpecifications:EBSTagSpecification[]
    roleArn*:string filesystemType:@TaskFilesystemType`,
  EBSTagSpecification: `resourceType*:@EbsResourceType tags:Tag[] propagateTags:@PropagateTags`,
  VpcLatticeConfiguration: `roleArn*:string targetGroupArn*:string portName*:string
    advancedConfiguration:VpcLatticeAdvancedConfiguration`,
  VpcLatticeAdvancedConfiguration: `alternateTargetGroupArn:string productionListenerRule:string
    testListenerRule:string`,
  GatewayConnector: `portName*:string healthCheck:GatewayConnectorHealthCheck filters:GatewayConnectorFilters`,
  GatewayConnectorHealthCheck: `healthCheckProtocol:@GatewayHealthProtocol healthCheckPort:integer
    healthCheckPath:string healthCheckTimeoutSeconds:integer healthCheckIntervalSeconds:integer
    healthyThresholdCount:integer unhealthyThresholdCount:integer matcher:GatewayConnectorHealthCheckMatcher`,
  GatewayConnectorHealthCheckMatcher: `httpCode:string grpcCode:string`,
  GatewayConnectorFilters: `accessTypes:@AccessType[]`,
  MonitoringConfiguration: `metricConfigurations:MetricConfiguration[]`,
  MetricConfiguration: `metricNames*:@MetricName[] resolutionSeconds*:integer`,

  RunTask: `cluster:string taskDefinition*:string count:integer launchType:@LaunchType
    capacityProviderStrategy:CapacityProviderStrategyItem[] platformVersion:string
    networkConfiguration:NetworkConfiguration placementConstraints:PlacementConstraint[]
    placementStrategy:PlacementStrategy[] overrides:TaskOverride group:string startedBy:string referenceId:string
    tags:Tag[] enableECSManagedTags:boolean propagateTags:@PropagateTags enableExecuteCommand:boolean
    volumeConfigurations:TaskVolumeConfiguration[] clientToken:string`,
  TaskOverride: `containerOverrides:ContainerOverride[] cpu:string
    inferenceAcceleratorOverrides:InferenceAcceleratorOverride[] executionRoleArn:string memory:string
    taskRoleArn:string ephemeralStorage:EphemeralStorage`,
  ContainerOverride: `name:string command:string[] environment:KeyValuePair[] environmentFiles:EnvironmentFile[]
    cpu:integer memory:integer memoryReservation:integer resourceRequirements:ResourceRequirement[]`,
  InferenceAcceleratorOverride: `deviceName:string deviceType:string`,
  TaskVolumeConfiguration: `name*:string managedEBSVolume:TaskManagedEBSVolume`,
  TaskManagedEBSVolume: `encrypted:boolean kmsKeyId:string volumeType:@EbsVolumeType sizeInGiB:integer
    snapshotId:string volumeInitializationRate:integer iops:integer throughput:integer
    tagSpecifications:EBSTagSpecification[] roleArn*:string terminationPolicy:EBSTerminationPolicy
    filesystemType:@TaskFilesystemType`,
  EBSTerminationPolicy: `deleteOnTermination*:boolean`,
} as const satisfies Record<string, string>;

export type ApiType = keyof typeof table;

export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly list: boolean;
  /** A name of `table`, `@` and a name of `enums`, `{}`, or a scalar. */
  readonly type: string;
}

const read = new Map<string, ReadonlyMap<string, Member>>();

/** The members of a type, in order. */
export function members(type: string): ReadonlyMap<string, Member> {
  const known = read.get(type);
  if (known) return known;
  const made = new Map<string, Member>();
  if (isApiType(type))
    table[type].split(/\s+/).forEach((word) => {
      const each = member(word);
      made.set(each.name, each);
    });
  read.set(type, made);
  return made;
}

function member(word: string): Member {
  const colon = word.indexOf(':');
  const required = word[colon - 1] === '*';
  const list = word.endsWith(']');
  return {
    name: word.slice(0, required ? colon - 1 : colon),
    required,
    list,
    type: list ? word.slice(colon + 1, -2) : word.slice(colon + 1),
  };
}

export const isApiType = (type: string): type is ApiType => Object.hasOwn(table, type);
export const apiTypes: readonly ApiType[] = Object.keys(table) as ApiType[];
