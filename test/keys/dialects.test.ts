import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';

const run = (compose: string, params?: string, options = {}) => {
  const files = { '/p/compose.yaml': compose, ...(params === undefined ? {} : { '/p/ecs-params.yml': params }) };
  const request = {
    options: { logs: false, ...options },
    ...(params === undefined ? {} : { ecsParams: 'ecs-params.yml' }),
  };
  const { app, diagnostics } = compile(request, memoryHost(files, { cwd: '/p' }));
  const said = diagnostics
    .filter(({ code }) => /^(ecs-params|x-aws|x-ecs)\//.test(code))
    .map(({ code, place }) => `${code} ${place?.source.text.slice(place.start, place.end) ?? ''}`.trim());
  return { task: app?.taskDefinitions[0], service: app?.services[0], said, diagnostics };
};

const web = `name: demo
services:
  web:
    image: acme/web:1
    mem_limit: 64m
    volumes: [data:/data]
volumes:
  data:
`;

describe('ecs-params.yml', () => {
  test('sizes, roles, placement and the fields of services find their members', () => {
    const { task, service, said } = run(
      web,
      `version: 1
task_definition:
  task_role_arn: siteRole
  task_execution_role: pullRole
  task_size: { cpu_limit: 256, mem_limit: 0.5GB }
  pid_mode: task
  services:
    web:
      essential: true
      mem_limit: 300MB
      cpu_shares: 100
      healthcheck: { test: curl -f http://localhost, interval: 1m30s, timeout: 5, retries: 3 }
      secrets:
        - { value_from: /demo/db, name: DB }
      repository_credentials: { credentials_parameter: "arn:aws:secretsmanager:eu-west-1:210987654321:secret:hub-Ab12Cd" }
      gpu: 1
run_params:
  task_placement:
    strategy:
      - { type: binpack, field: memory }
`,
    );
    expect(said).toEqual([]);
    expect(task).toMatchObject({
      taskRoleArn: 'siteRole',
      executionRoleArn: 'pullRole',
      cpu: '256',
      memory: '0.5GB',
      pidMode: 'task',
    });
    expect(task?.containerDefinitions[0]).toMatchObject({
      memory: 300,
      cpu: 100,
      healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost'], interval: 90, timeout: 5, retries: 3 },
      secrets: [{ name: 'DB', valueFrom: '/demo/db' }],
      resourceRequirements: [{ type: 'GPU', value: '1' }],
    });
    expect(service?.placementStrategy).toEqual([{ type: 'binpack', field: 'memory' }]);
  });

  test('Docker volumes keep the name that the Amazon ECS CLI gave them', () => {
    const { task, said } = run(
      web,
      `task_definition:
  docker_volumes:
    - { name: data, scope: shared, autoprovision: true, driver: rexray/ebs, driver_opts: { size: 5 } }
`,
    );
    expect(said).toEqual([]);
    expect(task?.volumes).toEqual([
      {
        name: 'data',
        dockerVolumeConfiguration: {
          scope: 'shared',
          autoprovision: true,
          driver: 'rexray/ebs',
          driverOpts: { size: '5' },
        },
      },
    ]);
  });

  test('EFS volumes reach the volume of the project', () => {
    const { task } = run(
      web,
      `task_definition:
  efs_volumes:
    - { name: data, filesystem_id: fs-12345678, transit_encryption: ENABLED, root_directory: /x }
`,
    );
    expect(task?.volumes).toEqual([
      {
        name: 'demo_data',
        efsVolumeConfiguration: { fileSystemId: 'fs-12345678', rootDirectory: '/x', transitEncryption: 'ENABLED' },
      },
    ]);
  });

  test('of a volume that nobody mounts no other name is asked after', () => {
    const { diagnostics } = run(
      'services: {web: {image: a}}\nvolumes: {data: {}, date: {}}',
      'task_definition: {docker_volumes: [{name: data, scope: shared}]}',
    );
    const said = diagnostics.find(({ code }) => code === 'ecs-params/unknown-name');
    expect(said?.message).toBe('The parameter file names the volume data, which the project does not use.');
  });

  test('every unknown, lost or malformed field is said at its place', () => {
    const { said, diagnostics } = run(
      web,
      `task_definition:
  task_rol: x
  services:
    web: { mem_limit: lots, esential: true }
    wbe: { essential: true }
run_params:
  service_discovery: { container_name: web }
`,
    );
    expect(said).toEqual([
      'ecs-params/unknown-name',
      'ecs-params/unknown-field task_rol',
      'ecs-params/invalid-value lots',
      'ecs-params/unknown-field esential',
      'ecs-params/not-carried service_discovery',
    ]);
    expect(diagnostics.filter(({ code }) => code === 'ecs-params/unknown-field')[1]?.message).toContain('essential');
  });

  test('a file that is not there is a fault of the command line', () => {
    const { diagnostics } = run(web, undefined, {});
    expect(diagnostics.some(({ code }) => code === 'ecs-params/unreadable')).toBe(false);
    const missing = compile({ ecsParams: 'x.yml' }, memoryHost({ '/p/compose.yaml': web }, { cwd: '/p' }));
    expect(missing.diagnostics[0]).toMatchObject({ code: 'ecs-params/unreadable', severity: 'error', path: [] });
  });
});

test("x-aws-* of Docker's ECS integration: mapped where it can be, said where not, x-ecs wins", () => {
  const { task, service, said } = run(`name: demo
x-aws-cluster: shop
x-aws-vpc: vpc-1
x-aws-clustr: shop
x-other-tool: silent
services:
  web:
    image: acme/web:1
    mem_limit: 64m
    x-aws-pull_credentials: arn:aws:secretsmanager:eu-west-1:210987654321:secret:hub-Ab12Cd
    x-aws-policies: [arn:aws:iam::aws:policy/AmazonS3FullAccess]
    deploy:
      x-aws-autoscaling: { cpu: 75 }
      update_config:
        x-aws-min_percent: 50
        x-aws-max_percent: 150
x-ecs:
  cluster: mine
  executionRole: pullRole
`);
  expect(said).toEqual([
    'x-aws/not-carried vpc-1',
    'x-aws/unknown-key shop',
    'x-aws/not-carried x-aws-policies',
    'x-aws/not-carried x-aws-autoscaling',
  ]);
  expect(service).toMatchObject({
    cluster: 'mine',
    deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 150 },
  });
  expect(task?.containerDefinitions[0]?.repositoryCredentials?.credentialsParameter).toContain(':secret:hub');
});

test('a field of x-aws-* is found however it is spelled, and in every file', () => {
  expect(run(`${web}"x\\x2daws-cluster": shop\n`).service?.cluster).toBe('shop');
  const base = `services:\n  base:\n    image: acme/web:1\n    'x-aws-role': {}\n`;
  const host = memoryHost(
    {
      '/p/compose.yaml': 'services:\n  web: { extends: { file: base.yaml, service: base }, mem_limit: 64m }\n',
      '/p/base.yaml': base,
    },
    { cwd: '/p' },
  );
  expect(compile({}, host).diagnostics.map(({ code }) => code)).toContain('x-aws/not-carried');
});
