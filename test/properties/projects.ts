import type { NetworkMode, Target } from '../../src/ecs/model.ts';
import type { OptionInput } from '../../src/options/resolve.ts';
import fc from '../seeded.ts';

/** A Compose file as an object; JSON is YAML. */
export interface Generated {
  readonly compose: Record<string, unknown>;
  readonly options: OptionInput;
}

const names = ['web', 'api', 'db', 'cache', 'worker', 'Seed.1', 'proxy'] as const;

const defined = (object: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 2 });
const pick = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const few = <T>(value: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> =>
  fc.uniqueArray(value, { minLength: 1, maxLength, selector: (each) => JSON.stringify(each) });

const image = pick(
  'acme/app:1',
  'postgres:16',
  'redis:7-alpine',
  'nginx',
  'ghost:5',
  '210987654321.dkr.ecr.eu-west-1.amazonaws.com/app:2',
);
const memory = pick('64m', '96m', '256m', '1g', '5g');
const duration = pick('500ms', '3s', '90s', '10m');

/** Ports that no other service of the project has: in one network they could not listen both. */
const port = (index: number) =>
  pick(
    `${3000 + index}`,
    `${8080 + index}:${80 + index}`,
    `127.0.0.1:${5430 + index}:${5430 + index}`,
    `${5300 + index}:${530 + index}/udp`,
    `${9000 + 10 * index}-${9002 + 10 * index}:${9000 + 10 * index}-${9002 + 10 * index}`,
    `0.0.0.0:${4430 + index}:${4430 + index}`,
  );
const mount = pick(
  'data:/var/lib/data',
  'cache:/cache:ro',
  '/srv/site:/usr/share/site',
  './conf:/etc/app:ro',
  '/var/scratch',
  '/etc/localtime:/etc/localtime:ro',
  '/var/run/docker.sock:/var/run/docker.sock',
);

const healthcheck = fc.record(
  {
    test: pick<string | string[]>('curl -f http://localhost', ['CMD', 'true']),
    interval: duration,
    timeout: duration,
    retries: pick(0, 3, 20),
    start_period: duration,
  },
  { requiredKeys: ['test'] },
);

const deploy = fc.record(
  {
    replicas: pick(0, 1, 2, 3),
    update_config: fc.record(
      {
        parallelism: pick(0, 1, 2),
        order: pick('start-first', 'stop-first'),
        failure_action: pick('rollback', 'pause', 'continue'),
      },
      { requiredKeys: [] },
    ),
    restart_policy: fc.record(
      { condition: pick('any', 'on-failure', 'none'), window: duration, max_attempts: pick(3) },
      { requiredKeys: [] },
    ),
    labels: pick({ team: 'shop' }, { 'com.example/tier': 'front' }),
    placement: fc.record(
      {
        constraints: pick(['node.labels.disk == ssd'], ['node.role == manager']),
        preferences: pick([{ spread: 'node.labels.zone' }], [{ spread: 'node.labels.rack' }]),
        max_replicas_per_node: pick(1, 2),
      },
      { requiredKeys: [] },
    ),
    resources: fc.record(
      { limits: fc.record({ cpus: pick('0.05', '0.5', '2') }), reservations: fc.record({ cpus: pick('0.25', '1') }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** Keys that stand for themselves; every value is one that Compose takes. */
const plain = {
  command: pick<unknown>('run --all', ['run', 'it'], null),
  entrypoint: pick<unknown>('/entry.sh', ['/entry.sh', '-x']),
  user: pick('1000:1000', 'node'),
  hostname: pick('box'),
  working_dir: pick('/app'),
  labels: pick({ 'com.example.a': '1' }, { 'traefik.http.routers.a.rule': 'Host(`a.example.com`)' }),
  cap_add: pick(['NET_ADMIN'], ['SYS_PTRACE']),
  cap_drop: pick(['ALL']),
  init: pick(true),
  privileged: pick(true),
  read_only: pick(true),
  tty: pick(true),
  stdin_open: pick(true),
  stop_grace_period: duration,
  stop_signal: pick('SIGINT'),
  shm_size: pick('64m'),
  sysctls: pick({ 'net.core.somaxconn': 1024 }),
  ulimits: pick({ nofile: 1024 }, { nproc: { soft: 10, hard: 20 } }),
  tmpfs: pick<unknown>('/run', ['/run:size=16m', '/tmp']),
  dns: pick(['10.0.0.2']),
  extra_hosts: pick(['a:10.0.0.1']),
  security_opt: pick(['no-new-privileges:true']),
  logging: pick({ driver: 'json-file', options: { 'max-size': '10m' } }, { driver: 'syslog' }, { driver: 'none' }),
  restart: pick('no', 'always', 'unless-stopped', 'on-failure:3'),
  mem_limit: memory,
  cpu_shares: pick(2, 512, 4096),
  cpus: pick(0.1, 0.5, 1.5),
  pid: pick('host'),
  ipc: pick('host', 'shareable'),
  platform: pick('linux/amd64'),
  container_name: pick('box_1'),
  storage_opt: pick({ size: '40G' }),
} satisfies Record<string, fc.Arbitrary<unknown>>;

/** At most a few keys of each kind, so that most projects get through. */
const plainKeys: fc.Arbitrary<Record<string, unknown>> = fc
  .uniqueArray(fc.constantFrom(...(Object.keys(plain) as (keyof typeof plain)[])), { maxLength: 4 })
  .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, plain[key]]))));

const service = (earlier: readonly string[]): fc.Arbitrary<Record<string, unknown>> => {
  const other = earlier.length > 0 ? fc.constantFrom(...earlier) : undefined;
  const related: Record<string, fc.Arbitrary<unknown>> = other
    ? {
        environment: some(other.map((name) => ({ DB_HOST: name, API_URL: `http://${name}:3000/`, LEVEL: 'info' }))),
        depends_on: some(
          fc
            .tuple(other, pick('service_started', 'service_completed_successfully'))
            .map(([name, condition]) => ({ [name]: { condition } })),
        ),
        links: fc.option(
          other.map((name) => [name, `${name}:alias`]),
          { nil: undefined, freq: 5 },
        ),
        volumes_from: fc.option(
          other.map((name) => [`${name}:ro`]),
          { nil: undefined, freq: 15 },
        ),
      }
    : {};
  const own = fc.record({
    image,
    ports: some(few(port(earlier.length))),
    expose: some(pick([`${6000 + earlier.length}`], [`${7000 + earlier.length}/udp`])),
    volumes: some(few(mount)),
    healthcheck: some(healthcheck),
    deploy: fc.option(deploy, { nil: undefined, freq: 3 }),
    ...related,
  });
  return fc.tuple(own, plainKeys).map(([a, b]) => consistent(defined({ ...a, ...b })));
};

/** Without the pairs that Compose refuses: `deploy` and the older words for the same. */
function consistent({ cpus, mem_limit, container_name, ...service }: Record<string, unknown>): Record<string, unknown> {
  const older = service.deploy ? {} : { cpus, mem_limit, container_name };
  return { ...service, ...defined(older) };
}

const services: fc.Arbitrary<Record<string, unknown>> = fc
  .shuffledSubarray([...names], { minLength: 1, maxLength: 5 })
  .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name, i) => [name, service(chosen.slice(0, i))]))));

const shared = {
  cluster: some(pick('main')),
  region: some(pick('eu-west-1')),
  executionRole: pick('arn:aws:iam::210987654321:role/exec'),
  group: pick<'auto' | 'project' | 'service'>('auto', 'auto', 'project', 'service'),
  logs: fc.boolean(),
  createLogGroup: fc.boolean(),
  namespace: some(pick('demo.internal')),
  defaultMemory: pick(undefined, 256),
} as const;

const network = {
  subnets: pick(['subnet-0f3a9c1b2d4e5f607'], undefined),
  securityGroups: pick(undefined, ['sg-0a1b2c3d4e5f60718']),
  assignPublicIp: fc.boolean(),
};
const efs = pick<object>(
  { ephemeralVolumes: true },
  {
    efs: {
      data: { fileSystemId: 'fs-0123456789abcdef0' },
      cache: { fileSystemId: 'fs-0123456789abcdef0', accessPointId: 'fsap-0123456789abcdef0' },
    },
  },
);

const targets: fc.Arbitrary<object>[] = [
  fc.record({
    target: pick<Target>('ec2'),
    capacityProvider: pick(undefined, 'spot'),
    networkMode: pick<NetworkMode | undefined>(undefined, undefined, 'host', 'none'),
    volumeRoot: pick(undefined, '/data'),
  }),
  fc.record({ target: pick<Target>('ec2'), networkMode: pick<NetworkMode>('awsvpc'), ...network }),
  fc
    .tuple(
      fc.record({ target: pick<Target>('fargate'), capacityProvider: pick(undefined, 'FARGATE_SPOT'), ...network }),
      efs,
    )
    .map(([a, b]) => ({ ...a, ...b })),
  fc.record({ target: pick<Target>('external') }),
];

export const projects: fc.Arbitrary<Generated> = fc
  .tuple(services, fc.oneof(...targets), fc.record(shared))
  .map(([chosen, target, rest]) => ({
    compose: { name: 'demo', services: chosen, volumes: { data: {}, cache: {} } },
    options: defined({ ...rest, ...target }),
  }));
