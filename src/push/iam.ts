import type { EcsApp } from '../ecs/model.ts';
import { lastPart, requirements } from './requirements.ts';

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[] | string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface Policies {
  /** For the task execution role: what the agent does before and beside the containers. */
  readonly executionRole: Policy;
  /** For whoever runs `compose2ecs push`. */
  readonly pusher: Policy;
}

/** Where the application runs, as far as it is known; `*` stands for what is not. */
export interface Home {
  readonly cluster: string;
  readonly region?: string;
  readonly account?: string;
}

/**
 * The least that this very application needs.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function policies(app: EcsApp, home: Home): Policies {
  return {
    executionRole: policy(executionStatements(app, home)),
    pusher: policy(pusherStatements(app, home)),
  };
}

const policy = (statements: readonly (Statement | undefined)[]): Policy => ({
  Version: '2012-10-17',
  Statement: statements.filter((statement) => statement !== undefined),
});

function allow(Sid: string, Action: readonly string[], resources: Iterable<string>): Statement | undefined {
  const Resource = [...new Set(resources)].sort();
  return Resource.length > 0 ? { Sid, Effect: 'Allow', Action, Resource } : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const partitions = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
] as const;
const partitionOf = (region = ''): string => partitions.find(([start]) => region.startsWith(start))?.[1] ?? 'aws';

const ecrImage = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

function executionStatements(app: EcsApp, home: Home): (Statement | undefined)[] {
  const containers = app.taskDefinitions.flatMap((definition) => definition.containerDefinitions);
  const repositories = containers.flatMap(({ image }) => {
    const [, account, region, repository] = ecrImage.exec(image) ?? [];
    return repository ? [`arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${repository}`] : [];
  });
  const logs = containers.flatMap(({ logConfiguration }) =>
    logConfiguration?.logDriver === 'awslogs' ? [logConfiguration.options ?? {}] : [],
  );
  const group = (options: Record<string, string>): string =>
    `arn:${partitionOf(options['awslogs-region'] ?? home.region)}:logs:${options['awslogs-region'] ?? home.region ?? '*'}:${home.account ?? '*'}:log-group:${options['awslogs-group'] ?? '*'}`;
  const wanted = requirements(app, home.cluster);
  const secrets = wanted.filter(({ kind }) => kind === 'secret').map(({ name }) => name);
  const parameters = wanted
    .filter(({ kind }) => kind === 'parameter')
    .map(
      ({ name }) =>
        `arn:${partitionOf(home.region)}:ssm:${home.region ?? '*'}:${home.account ?? '*'}:parameter/${name.replace(/^\//, '')}`,
    );
  return [
    allow('PullImagesToken', ['ecr:GetAuthorizationToken'], repositories.length > 0 ? ['*'] : []),
    allow(
      'PullImages',
      ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      repositories,
    ),
    allow(
      'WriteLogs',
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      logs.map((options) => `${group(options)}:*`),
    ),
    allow(
      'CreateLogGroups',
      ['logs:CreateLogGroup'],
      logs.filter((options) => options['awslogs-create-group'] === 'true').map(group),
    ),
    allow('ReadSecrets', ['secretsmanager:GetSecretValue'], secrets),
    allow('ReadParameters', ['ssm:GetParameters'], parameters),
  ];
}

function pusherStatements(app: EcsApp, home: Home): (Statement | undefined)[] {
  const place = `${home.region ?? '*'}:${home.account ?? '*'}`;
  const clusters = new Set([...app.services, ...app.runTasks].map(({ cluster }) => lastPart(cluster ?? home.cluster)));
  const arn = (kind: string, name: string): string => `arn:${partitionOf(home.region)}:ecs:${place}:${kind}/${name}`;
  const families = app.taskDefinitions.map(({ family }) => arn('task-definition', `${family}:*`));
  const services = app.services.map(({ cluster = home.cluster, serviceName }) =>
    arn('service', `${lastPart(cluster)}/${serviceName}`),
  );
  const roles = app.taskDefinitions.flatMap(({ executionRoleArn, taskRoleArn }) => [executionRoleArn, taskRoleArn]);
  const passed = [...roles, ...app.services.map(({ role }) => role)].filter((role) => role !== undefined);
  const role = (name: string): string =>
    name.startsWith('arn:') ? name : `arn:${partitionOf(home.region)}:iam::${home.account ?? '*'}:role/${name}`;
  const run = app.runTasks.map(({ taskDefinition }) => arn('task-definition', `${taskDefinition}:*`));
  return [
    // These actions know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
    allow('ReadTaskDefinitions', ['ecs:DescribeTaskDefinition', 'ecs:ListTaskDefinitions', 'ecs:ListServices'], ['*']),
    allow('RegisterTaskDefinitions', ['ecs:RegisterTaskDefinition'], families),
    allow(
      'ReadClusters',
      ['ecs:DescribeClusters'],
      [...clusters].map((name) => arn('cluster', name)),
    ),
    allow(
      'DeployServices',
      ['ecs:CreateService', 'ecs:UpdateService', 'ecs:DescribeServices', 'ecs:DeleteService'],
      services,
    ),
    allow('Tag', ['ecs:TagResource'], [...services, ...families]),
    allow('RunTasks', ['ecs:RunTask'], run),
    allow(
      'WatchTasks',
      ['ecs:ListTasks', 'ecs:DescribeTasks', 'ecs:StopTask'],
      [...clusters].flatMap((name) => [arn('task', `${name}/*`), arn('container-instance', `${name}/*`)]),
    ),
    passed.length > 0
      ? {
          Sid: 'PassRoles',
          Effect: 'Allow',
          Action: ['iam:PassRole'],
          Resource: [...new Set(passed.map(role))].sort(),
          Condition: { StringEquals: { 'iam:PassedToService': ['ecs-tasks.amazonaws.com', 'ecs.amazonaws.com'] } },
        }
      : undefined,
  ];
}
