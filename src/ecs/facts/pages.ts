/** The AWS pages that the facts and laws come from; `see` of declarations. */
const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const api = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';

export const guidePage = (name: string): string => `${guide}/${name}.html`;
/** A type or an action of the ECS API: `PortMapping`, `CreateService`. */
export const apiPage = (name: string): string => `${api}/API_${name}.html`;

export const pages = {
  parameters: guidePage('task_definition_parameters'),
  parametersManagedInstances: guidePage('task_definition_parameters-managed-instances'),
  serviceParameters: guidePage('service_definition_parameters'),
  quotas: guidePage('service-quotas'),
  fargate: guidePage('fargate-tasks-services'),
  fargateSizes: guidePage('task-cpu-memory-error'),
  fargateStorage: guidePage('fargate-task-storage'),
  external: guidePage('ecs-anywhere'),
  managedInstances: guidePage('managed-instances-tasks-services'),
  networking: guidePage('task-networking'),
  awsvpc: guidePage('task-networking-awsvpc'),
  instanceMemory: guidePage('memory-management'),
  logging: guidePage('using_awslogs'),
  firelens: guidePage('using_firelens'),
  secrets: guidePage('specifying-sensitive-data'),
  executionRole: guidePage('task_execution_IAM_role'),
  restart: guidePage('container-restart-policy'),
  efs: guidePage('efs-volumes'),
  ebs: guidePage('ebs-volumes'),
  dockerVolumes: guidePage('docker-volumes'),
  bindMounts: guidePage('bind-mounts'),
  serviceConnect: guidePage('service-connect'),
  serviceDiscovery: guidePage('service-discovery'),
  loadBalancing: guidePage('service-load-balancing'),
  rebalancing: guidePage('service-rebalancing'),
  placement: guidePage('task-placement'),
  tags: guidePage('ecs-using-tags'),
  gpu: guidePage('ecs-gpu'),
  environmentFiles: guidePage('use-environment-file'),
  listenerRules: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
} as const;
