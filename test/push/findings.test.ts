import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cli, folder, type RunOptions } from '../cli/harness.ts';
import { type EcsServer, startEcs } from './ecs-server.ts';

const answers = vi.hoisted(() => new Map<string, boolean>());
vi.mock('../../src/push/sdk-clients.ts', async (original) => ({
  ...(await original<object>()),
  sdkProbe: () => async (requirement: { kind: string }) => answers.get(requirement.kind),
}));

let server: EcsServer;

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'dummy');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  answers.clear();
  server = await startEcs();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const web = 'services:\n  web:\n    image: nginx:1.28\n';

const push = (args: readonly string[], options: RunOptions = {}, text = web) => run('push', args, options, text);

async function run(command: string, args: readonly string[], options: RunOptions = {}, text = web) {
  const at = ['--cluster', 'prod', '--region', 'eu-west-1', '--no-logs', '-p', 'shop', '--endpoint-url', server.url];
  const ran = await cli([command, ...at, '--diagnostics', 'json', ...args], {
    cwd: folder({ 'compose.yaml': text }),
    ...options,
  });
  const codes = (JSON.parse(ran.stderr) as { code: string }[]).map(({ code }) => code);
  return { code: ran.code, codes };
}

test('awsvpc without subnets leaves nothing to deploy', async () => {
  const { code, codes } = await push(['--network-mode', 'awsvpc']);
  expect(codes).toContain('push/no-subnets');
  expect(code).toBe(1);
  expect(server.mutations()).toEqual([]);
});

test('a service that the project does not have', async () => {
  const { code, codes } = await push(['wbe']);
  expect(codes).toContain('push/unknown-service');
  expect(code).toBe(2);
  expect(server.calls).toEqual([]);
});

test('AWS that refuses to answer', async () => {
  server.fault = () => ({ kind: 'expired' });
  const { code, codes } = await push([]);
  expect(codes).toContain('aws/failed');
  expect(code).toBe(4);
});

test('a service that ECS refuses', async () => {
  server.fault = (action) => (action === 'CreateService' ? { kind: 'denied' } : undefined);
  const { code, codes } = await push(['--no-preflight']);
  expect(codes).toContain('push/failed');
  expect(code).toBe(4);
});

test('a run that is stopped', async () => {
  const stop = new AbortController();
  server.fault = (action) => (action === 'CreateService' ? { kind: 'hook', run: () => stop.abort() } : undefined);
  const { code, codes } = await push(['--no-preflight'], { signal: stop.signal });
  expect(codes).toContain('push/interrupted');
  expect(code).toBe(4);
});

test('a deployment that fails', async () => {
  server.fault = (action) => (action === 'DescribeServices' ? { kind: 'hook', run: failDeployments } : undefined);
  const { code, codes } = await push(['--no-preflight', '--wait']);
  expect(codes).toContain('push/not-steady');
  expect(code).toBe(4);
});

function failDeployments(): void {
  for (const service of server.services.values())
    for (const deployment of service.deployments as Record<string, unknown>[]) deployment.rolloutState = 'FAILED';
}

test('a service that the project no longer has', async () => {
  await push(['--no-preflight', '--group', 'service'], {}, `${web}  api:\n    image: nginx:1.28\n`);
  const { code, codes } = await push(['--no-preflight', '--group', 'service', '--family', 'shop-web']);
  expect(codes).toContain('push/orphan');
  expect(code).toBe(0);
});

test.each([
  ['preflight/missing', false, 4],
  ['preflight/not-checked', undefined, 0],
] as const)('%s: a role that is not there, or that nobody could look for', async (expected, answer, exit) => {
  if (answer !== undefined) answers.set('role', answer);
  const { code, codes } = await push(['--task-role', 'arn:aws:iam::123456789012:role/web']);
  expect(codes).toContain(expected);
  expect(code).toBe(exit);
});

const stopAt = (wanted: string) => {
  const stop = new AbortController();
  server.fault = (action) => (action === wanted ? { kind: 'hook', run: () => stop.abort() } : undefined);
  return { signal: stop.signal };
};

test('a run that is stopped before it has begun', async () => {
  const { code, codes } = await push(['--no-preflight'], stopAt('ListServices'));
  expect(codes).toContain('aws/stopped');
  expect(code).toBe(4);
});

test('a service that is gone stays when the push fails', async () => {
  await push(['--no-preflight', '--group', 'service'], {}, `${web}  api:\n    image: nginx:1.28\n`);
  server.fault = (action) => (action === 'RegisterTaskDefinition' ? { kind: 'denied' } : undefined);
  const changed = web.replace('1.28', '1.29');
  const { code, codes } = await push(['--no-preflight', '--prune', '--family', 'shop-web'], {}, changed);
  expect(codes).toContain('push/not-pruned');
  expect(code).toBe(4);
});

test.each(['ps', 'stop', 'down', 'rollback'])('a cluster without services of the project', async (command) => {
  const { code, codes } = await run(command, []);
  expect(codes).toEqual(['aws/nothing-found']);
  expect(code).toBe(0);
});

test('logs of containers that write none', async () => {
  const { codes } = await run('logs', []);
  expect(codes).toContain('logs/nothing-to-read');
});

test('a task that is stopped while it starts', async () => {
  await push(['--no-preflight']);
  const { codes } = await run('run', ['web'], stopAt('RunTask'));
  expect(codes).toContain('run/unsure');
});

test('a task whose start failed on the way, and that is stopped before the next attempt', async () => {
  await push(['--no-preflight']);
  const stop = new AbortController();
  server.fault = (action) => {
    if (action !== 'RunTask') return undefined;
    setTimeout(() => stop.abort(), 100);
    return { kind: 'server-error' };
  };
  const { code, codes } = await run('run', ['web'], { signal: stop.signal });
  expect(codes).toContain('run/unsure');
  expect(code).toBe(130);
});

test('a task that cannot be watched', async () => {
  await push(['--no-preflight']);
  server.fault = (action) => (action === 'DescribeTasks' ? { kind: 'denied' } : undefined);
  const { codes } = await run('run', ['web']);
  expect(codes).toContain('run/not-watched');
});
