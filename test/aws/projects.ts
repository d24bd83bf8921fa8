import fc from '../seeded.ts';

/** Compose projects as people write them, some of them odd: what is drawn is valid for Compose, not always for every target. */

const names = ['web', 'db', 'cache', 'worker', 'Admin.UI', 'x_1'];
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

const port = fc.oneof(
  fc.integer({ min: 1, max: 9999 }).map(String),
  fc
    .tuple(fc.integer({ min: 80, max: 40_000 }), fc.integer({ min: 80, max: 9999 }))
    .map(([host, own]) => `${host}:${own}`),
  fc.constantFrom('127.0.0.1:5432:5432', '53:53/udp', '8000-8003:9000-9003', '443:443'),
);
const variable = fc.constantFrom('A', 'DB_HOST', 'URL', 'PASSWORD', 'EMPTY');
const value = fc.constantFrom('1', 'db', 'redis://cache:6379', 'http://web:8080/x', '', 'true');
const duration = fc.constantFrom('1s', '90s', '500ms', '10m', '1h');
const memory = fc.constantFrom('64m', '1g', '512k', '300000000', '7m', '20g');
const mount = fc.constantFrom(
  'data:/data',
  './conf:/etc/conf:ro',
  '/srv/x:/x',
  '/anonymous',
  '/var/run/docker.sock:/var/run/docker.sock',
);

const service = fc.record(
  {
    image: fc.constantFrom('nginx', 'postgres:16', 'r.example:5000/team/app:1.2', `x@sha256:${'a'.repeat(64)}`),
    command: maybe(fc.constantFrom<unknown>('run --fast "a b"', ['sh', '-c', 'exit 0'])),
    ports: maybe(fc.uniqueArray(port, { minLength: 1, maxLength: 3 })),
    expose: maybe(fc.constantFrom(['3000'], ['3000', '3001'])),
    environment: maybe(fc.dictionary(variable, value, { maxKeys: 4 })),
    volumes: maybe(fc.uniqueArray(mount, { minLength: 1, maxLength: 3 })),
    tmpfs: maybe(fc.constantFrom('/run', '/tmp:size=64m,mode=1777')),
    mem_limit: maybe(memory),
    mem_reservation: maybe(memory),
    memswap_limit: maybe(fc.constantFrom('1g', '-1')),
    mem_swappiness: maybe(fc.integer({ min: 0, max: 100 })),
    cpus: maybe(fc.constantFrom(0.01, 0.5, 1, 3.5, 64)),
    cpu_shares: maybe(fc.constantFrom(1, 512, 4096)),
    shm_size: maybe(fc.constantFrom('64m', '1g')),
    restart: maybe(fc.constantFrom('no', 'always', 'on-failure:3', 'unless-stopped')),
    healthcheck: maybe(
      fc.record(
        {
          test: fc.constantFrom<unknown>('true', ['CMD', 'true'], ['NONE']),
          interval: duration,
          timeout: duration,
          retries: fc.integer({ min: 0, max: 20 }),
          start_period: duration,
        },
        { requiredKeys: ['test'] },
      ),
    ),
    hostname: maybe(fc.constant('box')),
    dns: maybe(fc.constantFrom('1.1.1.1', ['1.1.1.1', '8.8.8.8'])),
    extra_hosts: maybe(fc.constant(['a:10.0.0.1'])),
    cap_add: maybe(fc.constantFrom(['NET_ADMIN'], ['SYS_PTRACE'], ['CAP_SYS_TIME'])),
    cap_drop: maybe(fc.constant(['ALL'])),
    privileged: maybe(fc.boolean()),
    read_only: maybe(fc.boolean()),
    init: maybe(fc.boolean()),
    user: maybe(fc.constantFrom('1000:1000', 'node', 'root')),
    ulimits: maybe(fc.constantFrom<unknown>({ nofile: 1024 }, { nofile: { soft: 1, hard: 2 }, core: -1 })),
    sysctls: maybe(fc.constantFrom({ 'net.core.somaxconn': 1024 }, { 'kernel.shmmax': 1 })),
    stop_grace_period: maybe(duration),
    labels: maybe(fc.constantFrom({ a: 'b' }, { 'traefik.http.routers.x.rule': 'Host(`a.example`)' })),
    logging: maybe(fc.constantFrom({ driver: 'json-file', options: { 'max-size': '10m' } }, { driver: 'none' })),
    platform: maybe(fc.constantFrom('linux/amd64', 'linux/arm64')),
    networks: maybe(fc.constant({ default: { aliases: ['alias'] } })),
    pid: maybe(fc.constant('host')),
    deploy: maybe(
      fc.record(
        {
          replicas: fc.integer({ min: 0, max: 5 }),
          mode: fc.constantFrom('replicated', 'global'),
          labels: fc.constant({ team: 'a/b' }),
          update_config: fc.record({
            parallelism: fc.integer({ min: 0, max: 3 }),
            order: fc.constantFrom('start-first', 'stop-first'),
            failure_action: fc.constantFrom('rollback', 'pause'),
          }),
          resources: fc.record({ limits: fc.record({ memory, cpus: fc.constantFrom('0.5', '2') }) }),
          restart_policy: fc.record({ condition: fc.constantFrom('none', 'any', 'on-failure'), window: duration }),
          placement: fc.constant({
            constraints: ['node.labels.zone == a'],
            preferences: [{ spread: 'node.labels.zone' }],
          }),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['image'] },
);

/** Without absent keys, and without the older spellings of what `deploy` says. */
function written(value: object): object {
  const own = JSON.parse(JSON.stringify(value)) as Record<string, unknown> & { deploy?: { resources?: unknown } };
  if (own.deploy?.resources)
    for (const key of ['cpus', 'mem_limit', 'mem_reservation', 'memswap_limit']) delete own[key];
  return own;
}

/** Services depend on services before them only; some share a volume, a network or names. */
export const project = fc
  .tuple(fc.array(service, { minLength: 1, maxLength: names.length }), fc.array(fc.integer({ min: 0, max: 9 })))
  .map(([services, edges]) => ({
    name: 'gen',
    services: Object.fromEntries(
      services.map((each, index) => {
        const edge = edges[index] ?? 9;
        const target = edge < index ? names[edge] : undefined;
        const condition = edge % 2 === 0 ? 'service_started' : 'service_completed_successfully';
        return [names[index], written(target ? { ...each, depends_on: { [target]: { condition } } } : each)];
      }),
    ),
    volumes: { data: {} },
  }));
