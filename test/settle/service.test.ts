import { describe, expect, test } from 'vitest';
import type { ConnectPlan } from '../../src/plan/deployment.ts';
import { at, settled } from './fixture.ts';

const arn = 'arn:aws:elasticloadbalancing:eu-west-1:210987654321:targetgroup/blog/6d0ecf831eec9f09';

test('a target group maps a port that is only exposed', () => {
  const { app } = settled({
    tasks: [{ containers: { ghost: {} } }],
    options: { targetGroups: [{ service: 'ghost', port: 2368, arn }] },
  });
  expect(app.services[0]?.loadBalancers).toEqual([
    { targetGroupArn: arn, containerName: 'ghost', containerPort: 2368 },
  ]);
  expect(app.taskDefinitions[0]?.containerDefinitions[0]?.portMappings).toEqual([{ containerPort: 2368, hostPort: 0 }]);
});

test('a target group of a UDP port opens no TCP port beside it', () => {
  const portMappings = [{ containerPort: 53, hostPort: 53, protocol: 'udp' }];
  const { app } = settled({
    tasks: [{ containers: { dns: { definition: { portMappings } } } }],
    options: { targetGroups: [{ service: 'dns', port: 53, arn }] },
  });
  expect(app.services[0]?.loadBalancers).toEqual([{ targetGroupArn: arn, containerName: 'dns', containerPort: 53 }]);
  expect(app.taskDefinitions[0]?.containerDefinitions[0]?.portMappings).toEqual(portMappings);
});

describe('capacity', () => {
  test.each([
    ['ec2', {}, {}],
    ['ec2', { capacityProvider: 'spot' }, { capacityProviderStrategy: [{ capacityProvider: 'spot', weight: 1 }] }],
    ['external', { capacityProvider: 'spot' }, { launchType: 'EXTERNAL' }],
    ['fargate', { subnets: ['subnet-1'] }, { launchType: 'FARGATE' }],
  ] as const)('%s %j', (target, options, expected) => {
    const { launchType, capacityProviderStrategy } =
      settled({ tasks: [{ containers: { web: {} } }], options: { target, ...options } }).app.services[0] ?? {};
    expect({ launchType, capacityProviderStrategy }).toEqual({
      launchType: undefined,
      capacityProviderStrategy: undefined,
      ...expected,
    });
  });
});

test('services and run tasks share nothing that a caller may change', () => {
  const { app } = settled({
    tasks: [
      { containers: { web: {} } },
      { containers: { api: {} } },
      { plan: { run: 'once' }, containers: { seed: {} } },
      { plan: { run: 'once' }, containers: { fill: {} } },
    ],
    options: { capacityProvider: 'spot', subnets: ['subnet-1'] },
  });
  const seen = new Set<unknown>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    expect(seen).not.toContain(value);
    seen.add(value);
    Object.values(value).forEach(visit);
  };
  visit([app.services, app.runTasks]);
  expect(app.runTasks[0]?.capacityProviderStrategy).toHaveLength(1);
});

test('awsvpc without subnets leaves services and run tasks out', () => {
  const { app, codes } = settled({
    tasks: [{ containers: { web: {} } }, { plan: { run: 'once' }, containers: { seed: {} } }],
    options: { target: 'fargate' },
  });
  expect(app.taskDefinitions).toHaveLength(2);
  expect(app.services).toEqual([]);
  expect(app.runTasks).toEqual([]);
  expect(codes.filter((code) => code === 'network/no-subnets')).toHaveLength(1);
});

describe('Service Connect', () => {
  const plan: ConnectPlan = {
    namespace: 'demo.internal',
    endpoints: [{ service: 'db', containerPort: 5432, portName: 'db-5432-tcp', dnsName: 'db' }],
    path: ['services', 'web', 'environment', 'DATABASE_URL'],
  };
  const connect = new Map([['demo', plan]]);

  test('names the mapping and offers it', () => {
    const { app } = settled({
      tasks: [{ containers: { db: { needs: { memoryLimit: at(512, 'db', 'mem_limit') } } } }],
      options: { target: 'fargate', subnets: ['subnet-1'] },
      deployment: { connect },
    });
    expect(app.taskDefinitions[0]).toMatchObject({
      memory: '1024',
      containerDefinitions: [{ portMappings: [{ containerPort: 5432, name: 'db-5432-tcp' }] }],
    });
    expect(app.services[0]?.serviceConnectConfiguration).toEqual({
      enabled: true,
      namespace: 'demo.internal',
      services: [{ portName: 'db-5432-tcp', clientAliases: [{ port: 5432, dnsName: 'db' }] }],
    });
  });

  test('on EC2 it needs hard limits, and the head room of its proxy', () => {
    const without = settled({ tasks: [{ containers: { db: {} } }], deployment: { connect } });
    expect(without.codes).toContain('service-connect/needs-memory-limit');
    const with_ = settled({
      tasks: [{ containers: { db: {} } }],
      deployment: { connect },
      options: { defaultMemory: 256 },
    });
    expect(with_.codes).not.toContain('service-connect/needs-memory-limit');
    expect(with_.app.taskDefinitions[0]?.memory).toBe('320');
  });

  test('a one-off task cannot join', () => {
    const { app } = settled({ tasks: [{ plan: { run: 'once' }, containers: { db: {} } }], deployment: { connect } });
    expect(app.taskDefinitions[0]?.containerDefinitions[0]?.portMappings).toBeUndefined();
  });
});

test('an option without effect is told', () => {
  const said = (options: object) =>
    settled({ tasks: [{ containers: { web: {} } }], options }).findings.filter(({ code }) => code === 'options/unused');
  expect(said({ subnets: ['subnet-1'] }).map(({ message }) => message)).toEqual([
    '--subnets changes nothing: no task is in network mode awsvpc.',
  ]);
  expect(said({ target: 'fargate', subnets: ['subnet-1'] })).toEqual([]);
});

describe('pulling images', () => {
  const image = '210987654321.dkr.ecr.eu-west-1.amazonaws.com/app:1';
  const codes = (options: object, definition: object) =>
    settled({ tasks: [{ containers: { web: { definition } } }], options }).codes.filter((code) =>
      code.startsWith('execution-role/'),
    );

  test.each([
    ['ECR on Fargate', { target: 'fargate' }, { image }, ['execution-role/ecr-pull']],
    [
      'ECR on Fargate with a role',
      { target: 'fargate', executionRole: 'arn:aws:iam::210987654321:role/x' },
      { image },
      [],
    ],
    ['ECR on EC2', {}, { image }, []],
    [
      'credentials',
      {},
      { repositoryCredentials: { credentialsParameter: 'x' } },
      ['execution-role/registry-credentials'],
    ],
  ])('%s', (_, options, definition, expected) => {
    expect(codes(options, definition)).toEqual(expected);
  });
});

describe('data on the disk of an instance', () => {
  const volume = {
    volume: { name: 'demo_data' },
    persistent: true,
    local: true,
    writers: [['services', 'web', 'volumes', 0]],
  };
  test.each([
    ['one task', {}, 'volumes/instance-local'],
    ['several', { count: 3 }, 'volumes/instance-local-replicas'],
    ['a daemon', { run: 'daemon' as const }, 'volumes/instance-local-replicas'],
  ])('%s', (_, plan, code) => {
    const { findings } = settled({ tasks: [{ plan, containers: { web: {} }, volumes: [volume] }] });
    const found = findings.filter((each) => each.code.startsWith('volumes/'));
    expect(found.map((each) => [each.code, each.path])).toEqual([[code, ['services', 'web']]]);
  });
  test.each([
    ['ec2', true],
    ['external', false],
  ] as const)('EFS is advised where it can be mounted: %s', (target, advised) => {
    for (const count of [1, 2]) {
      const { findings } = settled({
        tasks: [{ plan: { count }, containers: { web: {} }, volumes: [volume] }],
        options: { target },
      });
      const found = findings.find(({ code }) => code.startsWith('volumes/'));
      expect(found?.fix.includes('--efs')).toBe(advised);
    }
  });
});

test('RunTask starts ten at most', () => {
  const { app, codes } = settled({ tasks: [{ plan: { run: 'once', count: 25 }, containers: { seed: {} } }] });
  expect(app.runTasks[0]?.count).toBe(10);
  expect(codes).toContain('deploy/fewer-runs');
});

test.each([
  ['ec2', 'FARGATE_SPOT', true],
  ['fargate', 'spot', true],
  ['fargate', 'FARGATE', false],
  ['ec2', 'spot', false],
] as const)('%s takes the capacity provider %s or not', (target, capacityProvider, refused) => {
  const { codes } = settled({ tasks: [{ containers: { web: {} } }], options: { target, capacityProvider } });
  expect(codes.includes('capacity-provider/other-target')).toBe(refused);
});
