import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { portError } from '../../src/push/sdk-errors.ts';
import { type EcsServer, startEcs } from './ecs-server.ts';

let server: EcsServer;
let folder: string;

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'planted-credential');
  server = await startEcs();
  folder = mkdtempSync(join(tmpdir(), 'push-cli-'));
  write('nginx:1');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  rmSync(folder, { recursive: true });
});

const write = (image: string, more = ''): void =>
  writeFileSync(
    join(folder, 'compose.yaml'),
    `name: shop\nservices:\n  web:\n    image: ${image}\n    mem_limit: 64m\n    environment: {TOKEN: planted-secret}\n${more}`,
  );

async function cli(argv: readonly string[], signal?: AbortSignal): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const streams = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    env: {},
    cwd: () => folder,
    ...(signal ? { signal } : {}),
  };
  const [command = '', ...rest] = argv;
  const aws = ['--endpoint-url', server.url, '--region', 'eu-west-1', '--no-logs'];
  return { code: await run([command, ...aws, ...rest], streams), out, err };
}

test.each(['abc', '-5', '0', 'web', '10m', ''])(
  '--wait %j is no number of seconds, and nothing is pushed',
  async (text) => {
    const { code, out, err } = await cli(['push', `--wait=${text}`]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('write the services first');
  },
);

test.each(['foo', 'localhost:5000', 'http://', 'ftp://x', ''])('--endpoint-url=%s is no URL', async (text) => {
  const { code, err } = await cli(['ps', `--endpoint-url=${text}`]);
  expect(code).toBe(2);
  expect(err).toContain('It is no URL');
});

test('an endpoint of the environment that is no URL is told as such', () => {
  expect(portError(new TypeError('Invalid URL'), 'ecs:ListServices').message).toContain('AWS_ENDPOINT_URL');
});

test('logs --since 2h is no number of minutes', async () => {
  expect((await cli(['logs', '--since=2h'])).code).toBe(2);
});

test('push creates, waits and says so; the second run changes nothing', async () => {
  const first = await cli(['push', '--wait', '--quiet']);
  expect(first.code).toBe(0);
  expect(first.out).toBe('created    task definition shop:1\ncreated    service shop\n');
  expect(first.err).toBe('shop: 1 of 1 running, 0 pending\n');
  const second = await cli(['push', '--quiet']);
  expect(second.out).toBe('unchanged  task definition shop:1\nunchanged  service shop\n');
  expect(server.mutations()).toEqual(['RegisterTaskDefinition', 'CreateService']);
});

test('targets of VPC Lattice, which ECS tells with the deployment, are pushed once', async () => {
  const lattice = '{roleArn: "arn:aws:iam::123456789012:role/l", targetGroupArn: "arn:tg", portName: web}';
  write('nginx:1', `    x-ecs: {service: {vpcLatticeConfigurations: [${lattice}]}}\n`);
  await cli(['push', '--no-preflight']);
  expect((await cli(['push', '--dry-run'])).code).toBe(0);
});

test('more calls at once than Node expects are no warning', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const names = Array.from({ length: 15 }, (_, i) => `s${i}`);
  write('nginx:1', names.map((name) => `  ${name}:\n    image: nginx:1\n    mem_limit: 64m\n`).join(''));
  await cli(['push', '--group', 'service', '--no-preflight']);
  await new Promise((done) => setTimeout(done, 20));
  expect(warned.mock.calls.map(String)).toEqual([]);
  warned.mockRestore();
});

test('a dry run prints the plan, changes nothing and exits 5; with nothing to do 0', async () => {
  const before = await cli(['push', '--dry-run', '--quiet']);
  expect(before.code).toBe(5);
  expect(before.out).toMatch(/^create +task definition shop\ncreate +service shop\n$/);
  expect(server.mutations()).toEqual([]);
  await cli(['push']);
  expect((await cli(['push', '--dry-run'])).code).toBe(0);
  write('nginx:2');
  const after = await cli(['push', '--dry-run', '--format', 'json']);
  expect(after.code).toBe(5);
  expect(JSON.parse(after.out)).toMatchObject({
    taskDefinitions: [
      { family: 'shop', action: 'revise', current: 'shop:1', changes: [{ path: 'containerDefinitions[web].image' }] },
    ],
    services: [{ name: 'shop', action: 'update' }],
  });
});

test('neither secrets nor credentials are printed, whatever happens', async () => {
  server.fault = (action) => (action === 'CreateService' ? { kind: 'denied' } : undefined);
  const outputs = [
    await cli(['push', '--verbose']),
    await cli(['push', '--dry-run']),
    await cli(['ps']),
    await cli(['iam']),
  ];
  for (const { out, err } of outputs) expect(out + err).not.toMatch(/planted-(secret|credential)/);
});

test('in json mode stderr is one array, also when AWS fails', async () => {
  server.fault = (action) => (action === 'CreateService' ? { kind: 'denied' } : undefined);
  const { code, err } = await cli(['push', '--wait', '--diagnostics', 'json']);
  expect(code).toBe(4);
  const said = JSON.parse(err) as { code: string; message: string }[];
  expect(said.find(({ code: one }) => one === 'push/failed')?.message).toContain('ecs:CreateService');
});

test('Ctrl-C stops before the next call, says so, and the next run completes', async () => {
  const stop = new AbortController();
  server.fault = (action) => {
    if (action === 'RegisterTaskDefinition') stop.abort();
    return undefined;
  };
  const first = await cli(['push', '--diagnostics', 'json'], stop.signal);
  expect(first.code).toBe(4);
  expect(JSON.parse(first.err)).toContainEqual(expect.objectContaining({ code: 'push/interrupted' }));
  server.fault = () => undefined;
  expect((await cli(['push'])).code).toBe(0);
  expect(server.mutations()).toEqual(['RegisterTaskDefinition', 'CreateService']);
});

test('--register-only touches no service; an unknown service is named with those that are known', async () => {
  expect((await cli(['push', '--register-only'])).code).toBe(0);
  expect(server.mutations()).toEqual(['RegisterTaskDefinition']);
  const { code, err } = await cli(['push', 'wep', '--diagnostics', 'json']);
  expect(code).toBe(2);
  expect(JSON.parse(err)).toContainEqual(
    expect.objectContaining({ code: 'push/unknown-service', fix: 'The services are: web.' }),
  );
});

test('awsvpc without subnets is an error', async () => {
  const { code, err } = await cli(['push', '--target', 'fargate', '--diagnostics', 'json']);
  expect(code).toBe(1);
  expect(JSON.parse(err)).toContainEqual(expect.objectContaining({ code: 'push/no-subnets' }));
});

test('a service behind a profile is no orphan, one that is gone is, and --prune removes it', async () => {
  write('nginx:1', '  side:\n    image: nginx:1\n    mem_limit: 64m\n    profiles: [extra]\n    scale: 2\n');
  await cli(['push', '--profile', 'extra']);
  expect([...server.services.keys()].sort()).toEqual(['shop-side', 'shop-web']);
  const without = await cli(['push', '--diagnostics', 'json']);
  const orphans = (text: string) =>
    (JSON.parse(text) as { code: string; message: string }[])
      .filter(({ code }) => code === 'push/orphan')
      .map(({ message }) => message);
  expect(orphans(without.err).join()).not.toContain('shop-side');
  write('nginx:1');
  const gone = await cli(['push', '--diagnostics', 'json']);
  expect(orphans(gone.err).join()).toContain('shop-side');
  expect(server.services.has('shop-side')).toBe(true);
  expect((await cli(['push', '--prune'])).code).toBe(0);
  expect([...server.services.keys()]).toEqual(['shop']);
});

test('ps, revisions, rollback, stop and down work on the services of the project', async () => {
  await cli(['push']);
  write('nginx:2');
  await cli(['push']);
  expect((await cli(['revisions'])).out).toMatch(/shop:2 +shop\nshop:1\n$/);
  expect((await cli(['rollback'])).out).toBe('updated    service shop: shop:2 -> shop:1\n');
  expect((await cli(['ps'])).out).toMatch(/^SERVICE +TASK/);
  expect((await cli(['stop'])).out).toBe('stopped    service shop\n');
  expect((await cli(['down'])).out).toBe('removed    service shop\n');
  expect(server.services.size).toBe(0);
});

test('rollback goes one revision back, also where ECS lists them in another order', async () => {
  for (const tag of [1, 2, 3]) {
    write(`nginx:${tag}`);
    await cli(['push', '--no-preflight']);
  }
  server.definitions.get('shop')?.sort((a, b) => Number(b.revision) - Number(a.revision));
  expect((await cli(['rollback'])).out).toBe('updated    service shop: shop:3 -> shop:2\n');
  expect((await cli(['revisions'])).out).toMatch(/shop:3\nshop:2 +shop\nshop:1\n$/);
});

test.each([
  ['stop', 'wep'],
  ['rollback', 'wep'],
  ['logs', 'wep'],
  ['run', 'wep'],
  ['push', 'wep'],
])('%s of a mistyped service does nothing', async (command, service) => {
  await cli(['push']);
  const before = server.mutations();
  const { code, err } = await cli([command, service]);
  expect(code).toBe(2);
  expect(err).toContain('push/unknown-service');
  expect(server.mutations()).toEqual(before);
});

test('rollback takes a revision number, nothing else', async () => {
  expect((await cli(['rollback', '--to', 'last'])).code).toBe(2);
});

test('one service that cannot be changed does not keep the others from it', async () => {
  write('nginx:1', '  side:\n    image: nginx:1\n    mem_limit: 64m\n    scale: 2\n');
  await cli(['push']);
  let calls = 0;
  server.fault = (action) => (action === 'UpdateService' && ++calls === 1 ? { kind: 'denied' } : undefined);
  const { code, out, err } = await cli(['stop']);
  expect(code).toBe(4);
  expect(out.match(/^stopped/gm)).toHaveLength(1);
  expect(err).toContain('aws/not-changed');
});

test('Ctrl-C ends the task that run started', async () => {
  await cli(['push']);
  const stop = new AbortController();
  server.fault = (action) => {
    if (action === 'DescribeTasks') stop.abort();
    return undefined;
  };
  const { code, out } = await cli(['run', 'web'], stop.signal);
  expect(code).toBe(130);
  expect(out).toMatch(/^stopped +task \w+\n$/);
  expect(server.mutations().slice(-2)).toEqual(['RunTask', 'StopTask']);
});

test('Ctrl-C while waiting says what was done', async () => {
  const stop = new AbortController();
  let looks = 0;
  server.fault = (action) => {
    if (action === 'DescribeServices' && ++looks === 2) stop.abort();
    return undefined;
  };
  const { code, out, err } = await cli(['push', '--wait'], stop.signal);
  expect(code).toBe(4);
  expect(out).toContain('created    service shop');
  expect(err).toContain('waiting was stopped; the deployment goes on');
});

test('a region of the environment counts as in the AWS CLI', async () => {
  vi.stubEnv('AWS_REGION', undefined);
  server.fault = (action) => (action === 'DescribeClusters' ? { kind: 'no-cluster' } : undefined);
  for (const [env, region] of [
    [{ AWS_DEFAULT_REGION: 'eu-north-1' }, 'eu-north-1'],
    [{ AWS_DEFAULT_REGION: 'eu-north-1', AWS_REGION: 'us-east-2' }, 'us-east-2'],
  ] as const) {
    let err = '';
    const streams = { stdout: { write: () => true }, stderr: { write: (text: string) => (err += text) }, env };
    await run(['push', '--no-logs', '--endpoint-url', server.url], { ...streams, cwd: () => folder });
    expect(err).toContain(`does not exist in ${region}`);
  }
});
