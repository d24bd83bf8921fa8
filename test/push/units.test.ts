import { describe, expect, test } from 'vitest';
import type { EcsApp } from '../../src/ecs/model.ts';
import { waves } from '../../src/push/apply.ts';
import { canonicalService, canonicalTaskDefinition } from '../../src/push/canonical.ts';
import { diff } from '../../src/push/diff.ts';
import { policies } from '../../src/push/iam.ts';
import { namedServices, projectServices } from '../../src/push/live.ts';
import type { ServiceStep } from '../../src/push/plan.ts';
import { type EcsPort, type LiveService, type LiveTask, PortError } from '../../src/push/port.ts';
import { preflight } from '../../src/push/preflight.ts';
import { requirements } from '../../src/push/requirements.ts';
import { previousRevision } from '../../src/push/rollback.ts';
import { optionalPackages, sdkProbe } from '../../src/push/sdk-clients.ts';
import { portError } from '../../src/push/sdk-errors.ts';
import { runInput, runOnce } from '../../src/push/tasks.ts';
import { type Progress, waitUntilSteady } from '../../src/push/wait.ts';

const app: EcsApp = {
  project: 'shop',
  target: 'fargate',
  taskDefinitions: [
    {
      family: 'shop-web',
      networkMode: 'awsvpc',
      executionRoleArn: 'arn:aws:iam::123456789012:role/exec',
      containerDefinitions: [
        {
          name: 'web',
          image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1',
          secrets: [
            { name: 'A', valueFrom: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/a-AbCdEf:user::' },
            { name: 'B', valueFrom: 'arn:aws:ssm:eu-west-1:123456789012:parameter/shop/b' },
          ],
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': '/ecs/shop', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'shop' },
          },
        },
      ],
      volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
    },
  ],
  services: [
    {
      serviceName: 'shop-web',
      taskDefinition: 'shop-web',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      serviceConnectConfiguration: { enabled: true, namespace: 'shop' },
    },
  ],
  runTasks: [],
  routes: [],
  groups: [],
};

const noCalls = new Proxy({} as EcsPort, {
  get: (_, name) => () => Promise.reject(new Error(`unexpected call of ${String(name)}`)),
});
const clock = { now: () => 0, sleep: async () => undefined, random: () => 0, token: () => 'token' };

test('requirements: everything that the application presumes, once each, without capacity on Fargate', () => {
  expect(requirements(app, 'prod').map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'cluster prod',
    'role arn:aws:iam::123456789012:role/exec',
    'file-system fs-1',
    'log-group /ecs/shop',
    'secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/a-AbCdEf',
    'parameter /shop/b',
    'subnet subnet-1',
    'namespace shop',
  ]);
});

test('iam: least privilege, on the very resources', () => {
  const { executionRole, pusher } = policies(app, { cluster: 'prod', region: 'eu-west-1', account: '123456789012' });
  const resources = Object.fromEntries(executionRole.Statement.map(({ Sid, Resource }) => [Sid, Resource]));
  expect(resources).toEqual({
    PullImagesToken: ['*'],
    PullImages: ['arn:aws:ecr:eu-west-1:123456789012:repository/shop/web'],
    WriteLogs: ['arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop:*'],
    ReadSecrets: ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/a-AbCdEf'],
    ReadParameters: ['arn:aws:ssm:eu-west-1:123456789012:parameter/shop/b'],
  });
  const deploy = pusher.Statement.find(({ Sid }) => Sid === 'DeployServices');
  expect(deploy?.Resource).toEqual(['arn:aws:ecs:eu-west-1:123456789012:service/prod/shop-web']);
  expect(pusher.Statement.find(({ Sid }) => Sid === 'PassRoles')?.Resource).toEqual([
    'arn:aws:iam::123456789012:role/exec',
  ]);
});

describe('preflight', () => {
  const port = { ...noCalls, cluster: async () => undefined } as unknown as EcsPort;

  test('tells all that is missing at once, and what it could not look at', async () => {
    const result = await preflight(app, 'prod', port, async ({ kind }) => {
      if (kind === 'role') throw new PortError('missing-client', 'iam:GetRole', 'not installed');
      return kind === 'subnet';
    });
    expect(result.missing.map(({ kind }) => kind)).toEqual([
      'cluster',
      'file-system',
      'log-group',
      'secret',
      'parameter',
      'namespace',
    ]);
    expect(result.unknown).toMatchObject([{ requirement: { kind: 'role' }, reason: 'not installed' }]);
  });

  test('without an optional client the way to install it is said', async () => {
    const probe = sdkProbe({}, () => Promise.reject(new Error('not found')));
    await expect(probe({ kind: 'role', name: 'exec', usedBy: '', command: '' })).rejects.toThrow(
      /npm install @aws-sdk\/client-iam/,
    );
    expect(optionalPackages).toContain('@aws-sdk/client-cloudwatch-logs');
  });

  test('an answer of the client decides', async () => {
    class Client {
      send = async () => ({ logGroups: [{ logGroupName: '/ecs/shop-other' }] });
    }
    const probe = sdkProbe({}, async () => ({ CloudWatchLogsClient: Client, DescribeLogGroupsCommand: class {} }));
    expect(await probe({ kind: 'log-group', name: '/ecs/shop', usedBy: '', command: '' })).toBe(false);
    expect(await probe({ kind: 'log-group', name: '/ecs/shop-other', usedBy: '', command: '' })).toBe(true);
  });

  test('what stands on a later page is there, also after an empty page', async () => {
    class Command {
      readonly input: { NextToken?: string };
      constructor(input: { NextToken?: string }) {
        this.input = input;
      }
    }
    class Client {
      send = async ({ input: { NextToken } }: Command) =>
        NextToken === undefined ? { Parameters: [], NextToken: '2' } : { Parameters: [{ Name: 'token' }] };
    }
    const probe = sdkProbe({}, async () => ({ SSMClient: Client, DescribeParametersCommand: Command }));
    expect(await probe({ kind: 'parameter', name: 'token', usedBy: '', command: '' })).toBe(true);
  });

  test.each([
    ['arn:aws:ssm:eu-west-1:123456789012:parameter/token', 'token'],
    ['arn:aws:ssm:eu-west-1:123456789012:parameter/shop/token', '/shop/token'],
    ['/token', '/token'],
    ['token', 'token'],
  ])('the parameter of %s is named %s', (valueFrom, name) => {
    const container = { name: 'c', image: 'i', secrets: [{ name: 'T', valueFrom }] };
    const definition = { family: 'f', containerDefinitions: [container] };
    const holder = { project: 'p', taskDefinitions: [definition], services: [], runTasks: [] };
    expect(requirements(holder as never, 'c').map((one) => one.name)).toEqual([name]);
  });
});

describe('canonical form and diff', () => {
  const sent = {
    family: 'a',
    containerDefinitions: [
      {
        name: 'c',
        image: 'i',
        environment: [
          { name: 'B', value: '2' },
          { name: 'A', value: '1' },
        ],
      },
    ],
  };
  const returned = {
    ...sent,
    taskDefinitionArn: 'arn',
    revision: 3,
    status: 'ACTIVE',
    networkMode: 'bridge' as const,
    volumes: [],
    containerDefinitions: [
      {
        name: 'c',
        image: 'i',
        cpu: 0,
        essential: true,
        mountPoints: [],
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
    ],
  };

  test('what ECS adds is no difference', () => {
    expect(diff(canonicalTaskDefinition(returned), canonicalTaskDefinition(sent))).toEqual([]);
  });

  test('what ECS makes of a service is no difference', () => {
    const wanted = {
      serviceName: 's',
      capacityProviderStrategy: [{ capacityProvider: 'spot', weight: 1 }],
      deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 },
      placementStrategy: [
        { type: 'binpack', field: 'memory' },
        { type: 'spread', field: 'host' },
        { type: 'spread', field: 'attribute:Rack' },
      ],
    };
    const live = {
      serviceName: 's',
      capacityProviderStrategy: [{ capacityProvider: 'spot', weight: 1, base: 0 }],
      deploymentConfiguration: {
        maximumPercent: 100,
        minimumHealthyPercent: 0,
        alarms: { alarmNames: [], rollback: false, enable: false },
      },
      placementStrategy: [
        { type: 'binpack', field: 'MEMORY' },
        { type: 'spread', field: 'instanceId' },
        { type: 'spread', field: 'attribute:Rack' },
      ],
    };
    expect(diff(canonicalService(live as never), canonicalService(wanted as never))).toEqual([]);
    const other = { ...wanted, placementStrategy: [{ type: 'spread', field: 'attribute:rack' }] };
    expect(diff(canonicalService(live as never), canonicalService(other as never))).not.toEqual([]);
  });

  test('a value of the environment is never shown, its name is', () => {
    const other = structuredClone(sent);
    other.containerDefinitions[0]?.environment.splice(0, 1, { name: 'B', value: 'hush' });
    expect(diff(canonicalTaskDefinition(returned), canonicalTaskDefinition(other))).toEqual([
      { kind: 'changed', path: 'containerDefinitions[c].environment[B].value', before: '(hidden)', after: '(hidden)' },
    ]);
  });

  test('an added container is one change, its content hidden', () => {
    const other = {
      ...sent,
      containerDefinitions: [
        ...sent.containerDefinitions,
        { name: 'd', image: 'j', environment: [{ name: 'X', value: 'hush' }] },
      ],
    };
    const changes = diff(canonicalTaskDefinition(returned), canonicalTaskDefinition(other));
    expect(changes).toEqual([{ kind: 'added', path: 'containerDefinitions[d]', after: '(hidden)' }]);
  });

  test.each([
    ['a health check', { healthCheck: { command: ['CMD', 'hush'] } }, 'healthCheck'],
    ['a log driver', { logConfiguration: { logDriver: 'splunk', options: { t: 'hush' } } }, 'logConfiguration'],
    ['a variable named as no shell would', { environment: [{ name: 'A]B', value: 'hush' }] }, 'environment'],
  ])('%s that is added or removed hides its content', (_, members, member) => {
    const without = { family: 'f', containerDefinitions: [{ name: 'c', image: 'i' }] };
    const held = { family: 'f', containerDefinitions: [{ name: 'c', image: 'i', ...members }] };
    const [before, after] = [canonicalTaskDefinition(without), canonicalTaskDefinition(held)];
    const path = `containerDefinitions[c].${member}`;
    expect(diff(before, after)).toEqual([{ kind: 'added', path, after: '(hidden)' }]);
    expect(diff(after, before)).toEqual([{ kind: 'removed', path, before: '(hidden)' }]);
  });

  test('a host with two addresses is compared with both', () => {
    const holding = (...addresses: string[]) =>
      canonicalTaskDefinition({
        family: 'f',
        containerDefinitions: [
          { name: 'c', image: 'i', extraHosts: addresses.map((ipAddress) => ({ hostname: 'h', ipAddress })) },
        ],
      });
    const paths = (...addresses: string[]) =>
      diff(holding('1.1.1.1', '2.2.2.2'), holding(...addresses)).map(({ path }) => path);
    expect(paths('1.1.1.9', '2.2.2.2')).toEqual(['containerDefinitions[c].extraHosts[h].ipAddress']);
    expect(paths('2.2.2.2')).toHaveLength(2);
    expect(paths('1.1.1.1', '2.2.2.2')).toEqual([]);
  });

  test('the value of a variable with a bracket in its name is not shown', () => {
    const holding = (value: string) =>
      canonicalTaskDefinition({
        family: 'f',
        containerDefinitions: [{ name: 'c', image: 'i', environment: [{ name: 'A]B', value }] }],
      });
    expect(JSON.stringify(diff(holding('hush'), holding('hush2')))).not.toContain('hush');
  });
});

test('services that x-ecs puts into another cluster are looked for there as well', async () => {
  const tags = [{ key: 'compose2ecs:project', value: 'p' }];
  const port = {
    serviceNames: async (at: string) => [`in-${at}`],
    services: async (at: string, names: readonly string[]) =>
      names.map((serviceName) => ({ definition: { serviceName, cluster: at, tags } })),
  } as unknown as EcsPort;
  const holder = { project: 'p', services: [{ serviceName: 'in-b', cluster: 'b' }] } as unknown as EcsApp;
  const names = (found: readonly LiveService[]) => found.map(({ definition }) => definition.serviceName);
  expect(names(await projectServices(holder, port, 'a'))).toEqual(['in-a', 'in-b']);
  expect(names(await namedServices(holder, port, 'a'))).toEqual(['in-b']);
});

test('a cluster that is given as an ARN is in the policies by its name', () => {
  const cluster = 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod';
  const given = { cluster, region: 'eu-west-1', account: '123456789012' };
  const inside = { ...app, services: app.services.map((service) => ({ ...service, cluster })) };
  expect(policies(inside, given)).toEqual(policies(inside, { ...given, cluster: 'prod' }));
  const resources = policies(inside, given).pusher.Statement.flatMap(({ Resource }) => Resource);
  expect(resources).toContain(cluster);
  expect(resources.filter((one) => one.lastIndexOf('arn:') > 0)).toEqual([]);
});

test.each([
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
])('the policies of %s are of the partition %s', (region, partition) => {
  const image = `123456789012.dkr.ecr.${region}.amazonaws.com/shop/web:1`;
  const logConfiguration = { logDriver: 'awslogs' as const, options: { 'awslogs-group': '/ecs/shop' } };
  const parameter = { name: 'T', valueFrom: 'token' };
  const container = { name: 'web', image, logConfiguration, secrets: [parameter] };
  const there = { ...app, taskDefinitions: [{ family: 'f', taskRoleArn: 'role', containerDefinitions: [container] }] };
  const { executionRole, pusher } = policies(there, { cluster: 'prod', region });
  const arns = [...executionRole.Statement, ...pusher.Statement]
    .flatMap(({ Resource }) => Resource)
    .filter((resource) => resource !== '*');
  expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
});

test('waves: who is needed comes first, a ring goes together', () => {
  const step = (name: string): ServiceStep => ({
    kind: 'service',
    name,
    cluster: 'c',
    family: name,
    action: 'create',
    definition: { serviceName: name },
    tags: [],
    changes: [],
  });
  const names = (needs: Record<string, string[]>) =>
    waves(['a', 'b', 'c'].map(step), new Map(Object.entries(needs))).map((wave) => wave.map(({ name }) => name));
  expect(names({ a: ['b'], b: ['c'] })).toEqual([['c'], ['b'], ['a']]);
  expect(names({})).toEqual([['a', 'b', 'c']]);
  expect(names({ a: ['b'], b: ['a'] })).toEqual([['c'], ['a', 'b']]);
});

describe('waiting', () => {
  const live = (
    running: number,
    deployments: number,
    rollout: 'COMPLETED' | 'IN_PROGRESS' | 'FAILED' = 'COMPLETED',
  ): LiveService => ({
    arn: 'arn',
    status: 'ACTIVE',
    definition: { serviceName: 'web', desiredCount: 2 },
    taskDefinitionArn: 'web:1',
    running,
    pending: 0,
    deployments: Array.from({ length: deployments }, (_, i) => ({
      id: String(i),
      status: i === 0 ? 'PRIMARY' : 'ACTIVE',
      rollout,
      taskDefinitionArn: 'web:1',
      desired: 2,
      running,
      pending: 0,
      failed: 0,
    })),
    events: [{ id: 'e', at: new Date(1), message: 'has started 1 tasks' }],
  });
  const wait = (states: LiveService[], limit = 60) => {
    const told: Progress[] = [];
    let time = 0;
    const port = {
      ...noCalls,
      services: async () => [states.length > 1 ? states.shift() : states[0]],
      taskArns: async () => [],
      tasks: async () => [],
    };
    const ticking = {
      ...clock,
      now: () => time,
      sleep: async (ms: number) => {
        time += ms;
      },
    };
    const result = waitUntilSteady({
      port: port as unknown as EcsPort,
      clock: ticking,
      services: new Map([['c', ['web']]]),
      limit,
      tell: (one) => told.push(one),
    });
    return { result, told };
  };

  test('steady when one deployment runs all, events told once', async () => {
    const { result, told } = wait([live(0, 2, 'IN_PROGRESS'), live(1, 2, 'IN_PROGRESS'), live(2, 1)]);
    expect(await result).toEqual([{ service: 'web', outcome: 'steady' }]);
    expect(told.flatMap(({ events }) => events)).toEqual(['has started 1 tasks']);
    expect(told.map(({ running }) => running)).toEqual([0, 1, 2]);
  });

  test('a failed rollout ends it, as does the limit', async () => {
    expect(await wait([live(0, 1, 'FAILED')]).result).toMatchObject([{ outcome: 'failed' }]);
    expect(await wait([live(0, 1, 'IN_PROGRESS')], 12).result).toMatchObject([{ outcome: 'late' }]);
  });
});

describe('one-off tasks', () => {
  test('run in the network of the service, with the command in place of its own', () => {
    const input = runInput({ app, container: 'web', command: ['rake', 'db:migrate'], cluster: 'prod' });
    expect(input).toMatchObject({
      taskDefinition: 'shop-web',
      launchType: 'FARGATE',
      cluster: 'prod',
      count: 1,
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      overrides: { containerOverrides: [{ name: 'web', command: ['rake', 'db:migrate'] }] },
    });
  });

  test('the exit code is that of the container', async () => {
    const task: LiveTask = {
      arn: 'arn',
      definitionArn: 'd',
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      stoppedReason: 'Essential container in task exited',
      containers: [{ name: 'web', exitCode: 3, ports: [] }],
    };
    const port = {
      ...noCalls,
      runTask: async () => ({ tasks: [task], failures: [] }),
      tasks: async () => [task],
    } as unknown as EcsPort;
    const outcome = await runOnce({ app, container: 'web', command: [], cluster: 'prod' }, port, clock);
    expect(outcome).toMatchObject({ exitCode: 3, reason: 'Essential container in task exited; web exited with 3' });
  });

  const watched = (tasks: EcsPort['tasks']) => {
    const runTask = async () => ({ tasks: [{ arn: 'arn/1' }], failures: [] });
    return { ...noCalls, runTask, tasks } as unknown as EcsPort;
  };

  test.each([
    [true, 'web exited with 0'],
    [false, 'web exited with 0; the other containers of the task go on until aws ecs stop-task'],
  ])(
    'a task that goes on when its container has ended is not called stopped (essential: %s)',
    async (essential, reason) => {
      const containers = [{ name: 'web', exitCode: 0, ports: [] }];
      const port = watched(async () => [{ arn: 'arn/1', lastStatus: 'RUNNING', containers } as unknown as LiveTask]);
      const definition = { family: 'shop-web', containerDefinitions: [{ name: 'web', image: 'i', essential }] };
      const request = {
        app: { ...app, taskDefinitions: [definition] },
        container: 'web',
        command: [],
        cluster: 'prod',
      };
      expect(await runOnce(request, port, clock)).toMatchObject({ exitCode: 0, reason });
    },
  );

  test('a task that ECS has forgotten is not waited for', async () => {
    const request = { app, container: 'web', command: [], cluster: 'prod' };
    await expect(
      runOnce(
        request,
        watched(async () => []),
        clock,
      ),
    ).rejects.toThrow(/knows nothing of the task/);
  });

  test('a task that ECS cannot place is said', async () => {
    const port = {
      ...noCalls,
      runTask: async () => ({ tasks: [], failures: [{ reason: 'RESOURCE:MEMORY' }] }),
    } as unknown as EcsPort;
    await expect(runOnce({ app, container: 'web', command: [], cluster: 'prod' }, port, clock)).rejects.toThrow(
      /RESOURCE:MEMORY/,
    );
  });
});

test('rollback goes to the revision before, or says that there is none', async () => {
  const service = { taskDefinitionArn: 'arn:x:task-definition/web:3' } as LiveService;
  const port = {
    ...noCalls,
    revisions: async () => ['arn:x:task-definition/web:3', 'arn:x:task-definition/web:1'],
  } as unknown as EcsPort;
  expect(await previousRevision(service, port)).toBe('arn:x:task-definition/web:1');
  await expect(previousRevision(service, port, 2)).rejects.toThrow(/no active revision web:2/);
});

test.each([
  [{ name: 'AccessDeniedException', message: 'no' }, 'access-denied'],
  [{ name: 'ExpiredTokenException', message: 'old' }, 'credentials'],
  [{ name: 'CredentialsProviderError', message: 'none' }, 'credentials'],
  [{ name: 'Error', message: 'Region is missing' }, 'region'],
  [{ name: 'ThrottlingException', message: 'slow' }, 'throttled'],
  [{ name: 'ServerException', $fault: 'server', message: 'oops' }, 'server'],
  [{ name: 'Error', code: 'ECONNRESET', message: 'socket hang up' }, 'network'],
  [{ name: 'SyntaxError', message: 'Unexpected token' }, 'network'],
  [{ name: 'ClientException', message: 'Unable to describe task definition.' }, 'not-found'],
  [
    { name: 'InvalidParameterException', $fault: 'client', $metadata: { httpStatusCode: 400 }, message: 'bad' },
    'invalid',
  ],
] as const)('%j is %s', (error, kind) => {
  expect(portError(error, 'ecs:X').kind).toBe(kind);
});
