import type { EcsApp, NetworkConfiguration, TaskDefinition } from '../ecs/model.ts';

/** Something outside the project that ECS wants to find, and how to make it. */
export interface Requirement {
  readonly kind:
    | 'cluster'
    | 'capacity'
    | 'log-group'
    | 'role'
    | 'target-group'
    | 'namespace'
    | 'subnet'
    | 'security-group'
    | 'file-system'
    | 'secret'
    | 'parameter';
  /** Name, id or ARN. */
  readonly name: string;
  /** What in the project asks for it. */
  readonly usedBy: string;
  /** What is missing is fatal; a `log-group` of a task that creates its own is not even asked for. */
  readonly command: string;
}

/** Everything that the application presumes, in the order in which a person would make it. */
export function requirements(app: EcsApp, cluster: string): Requirement[] {
  const found = new Map<string, Requirement>();
  const want = (kind: Requirement['kind'], name: string, usedBy: string, command: string): void => {
    if (!found.has(`${kind} ${name}`)) found.set(`${kind} ${name}`, { kind, name, usedBy, command });
  };
  for (const name of new Set([...app.services, ...app.runTasks].map((one) => one.cluster ?? cluster))) {
    want('cluster', name, app.project, `aws ecs create-cluster --cluster-name ${name}`);
    if (app.target !== 'fargate')
      want(
        'capacity',
        name,
        app.project,
        `start a container instance whose user data says echo ECS_CLUSTER=${name} >> /etc/ecs/ecs.config`,
      );
  }
  for (const definition of app.taskDefinitions) ofTask(definition, want);
  for (const service of app.services) {
    const by = `service ${service.serviceName}`;
    network(service.networkConfiguration, by, want);
    for (const { targetGroupArn } of service.loadBalancers ?? [])
      if (targetGroupArn)
        want(
          'target-group',
          targetGroupArn,
          by,
          'aws elbv2 create-target-group --name NAME --protocol HTTP --port 80 --vpc-id VPC',
        );
    const connect = service.serviceConnectConfiguration;
    if (connect?.enabled && connect.namespace)
      want(
        'namespace',
        connect.namespace,
        by,
        `aws servicediscovery create-http-namespace --name ${connect.namespace}`,
      );
  }
  for (const task of app.runTasks) network(task.networkConfiguration, `task ${task.taskDefinition}`, want);
  return [...found.values()];
}

type Want = (kind: Requirement['kind'], name: string, usedBy: string, command: string) => void;

const assumeRole =
  '\'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}\'';

function ofTask(definition: TaskDefinition, want: Want): void {
  const by = `task definition ${definition.family}`;
  for (const role of [definition.executionRoleArn, definition.taskRoleArn])
    if (role)
      want(
        'role',
        role,
        by,
        `aws iam create-role --role-name ${lastPart(role)} --assume-role-policy-document ${assumeRole}`,
      );
  for (const { efsVolumeConfiguration: efs, name } of definition.volumes ?? [])
    if (efs) want('file-system', efs.fileSystemId, `${by}, volume ${name}`, 'aws efs create-file-system --encrypted');
  for (const container of definition.containerDefinitions) {
    const where = `${by}, container ${container.name}`;
    const log = container.logConfiguration;
    const group = log?.options?.['awslogs-group'];
    if (log?.logDriver === 'awslogs' && group && log.options?.['awslogs-create-group'] !== 'true')
      want('log-group', group, where, `aws logs create-log-group --log-group-name ${group}`);
    const credentials = container.repositoryCredentials?.credentialsParameter;
    for (const valueFrom of [...(container.secrets ?? []), ...(log?.secretOptions ?? [])].map(
      (secret) => secret.valueFrom,
    ))
      wantSecret(valueFrom, where, want);
    if (credentials) wantSecret(credentials, where, want);
  }
}

function wantSecret(valueFrom: string, by: string, want: Want): void {
  if (/^arn:[^:]+:secretsmanager:/.test(valueFrom)) {
    const arn = valueFrom.split(':').slice(0, 7).join(':');
    const name = (arn.split(':')[6] ?? '').replace(/-[A-Za-z0-9]{6}$/, '');
    want('secret', arn, by, `aws secretsmanager create-secret --name ${name} --secret-string file://VALUE`);
  } else {
    const path = valueFrom.slice(valueFrom.indexOf(':parameter') + ':parameter'.length);
    // An ARN has a slash before each name, a name outside a hierarchy has none of its own.
    const name = !valueFrom.startsWith('arn:') ? valueFrom : path.lastIndexOf('/') === 0 ? path.slice(1) : path;
    want('parameter', name, by, `aws ssm put-parameter --name ${name} --type SecureString --value file://VALUE`);
  }
}

function network(configuration: NetworkConfiguration | undefined, by: string, want: Want): void {
  for (const subnet of configuration?.awsvpcConfiguration.subnets ?? [])
    want('subnet', subnet, by, 'aws ec2 describe-subnets lists those of this region');
  for (const group of configuration?.awsvpcConfiguration.securityGroups ?? [])
    want('security-group', group, by, 'aws ec2 describe-security-groups lists those of this region');
}

/** The name in the ARN of a role or cluster, or the name itself. */
export const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
