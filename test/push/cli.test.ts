import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
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

test('push creates, waits and says so; the second run changes nothing', async () => {
  const first = await cli(['push', '--wait', '--quiet']);
  expect(first.code).toBe(0);
  expect(first.out).toBe('created    task definition shop:1\ncreated    service shop\n');
  expect(first.err).toBe('shop: 1 of 1 running, 0 pending\n');
  const second = await cli(['push', '--quiet']);
  expect(second.out).toBe('unchanged  task definition shop:1\nunchanged  service shop\n');
  expect(server.mutations()).toEqual(['RegisterTaskDefinition', 'CreateService']);
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
