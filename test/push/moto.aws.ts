import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateClusterCommand, ECSClient, ListServicesCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { type Moto, motoThere, startMoto } from './moto.ts';

if (!motoThere) process.stderr.write('moto_server is not on the PATH: the tests against a local AWS are skipped\n');

const compose = (tag: string): string => `name: shop
services:
  web:
    image: acme/web:${tag}
    mem_limit: 64m
    ports: ["80"]
  job:
    image: acme/job:1
    mem_limit: 64m
    deploy: {mode: replicated-job}
`;

describe.skipIf(!motoThere)('push against moto', () => {
  let moto: Moto;
  let folder: string;
  let client: ECSClient;

  beforeAll(async () => {
    moto = await startMoto();
    folder = mkdtempSync(join(tmpdir(), 'push-'));
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'dummy');
    client = new ECSClient({ region: 'eu-west-1', endpoint: moto.url });
  });
  afterAll(async () => {
    await moto.stop();
    rmSync(folder, { recursive: true });
    vi.unstubAllEnvs();
  });

  const write = (tag: string): void => writeFileSync(join(folder, 'compose.yaml'), compose(tag));
  async function cli(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
    let out = '';
    let err = '';
    const streams = {
      stdout: { write: (text: string) => (out += text) },
      stderr: { write: (text: string) => (err += text) },
      env: {},
      cwd: () => folder,
    };
    const flags = ['--endpoint-url', moto.url, '--region', 'eu-west-1', '--cluster', 'prod', '--no-logs'];
    const code = await run([...argv.slice(0, 1), ...flags, ...argv.slice(1)], streams);
    return { code, out, err };
  }

  test('preflight names the missing cluster and how to make it; nothing is made', async () => {
    write('1');
    const { code, err } = await cli('push');
    expect(code).toBe(4);
    expect(err).toContain('aws ecs create-cluster --cluster-name prod');
    expect((await client.send(new ListServicesCommand({})).catch(() => ({ serviceArns: [] }))).serviceArns).toEqual([]);
  });

  test('the first push creates, the second changes nothing', async () => {
    await client.send(new CreateClusterCommand({ clusterName: 'prod' }));
    const dry = await cli('push', '--dry-run', '--no-preflight');
    expect(dry.code).toBe(5);
    const first = await cli('push', '--no-preflight');
    expect(first.err).not.toContain('error');
    expect(first.code).toBe(0);
    expect(first.out).toContain('created');
    const second = await cli('push', '--no-preflight');
    expect(second.out).not.toMatch(/created|updated|registered/);
    expect((await cli('push', '--dry-run')).code).toBe(0);
  });

  test('a change is one revision and one update, and can be rolled back', async () => {
    write('2');
    const dry = await cli('push', '--dry-run', '--format', 'json');
    expect(dry.code).toBe(5);
    expect(dry.out).toContain('containerDefinitions[web].image');
    const pushed = await cli('push', '--no-preflight');
    expect(pushed.out).toMatch(/updated +service shop-web/);
    expect((await cli('revisions')).out).toMatch(/shop-web:2 +shop-web/);
    const rolled = await cli('rollback', 'web');
    expect(rolled.out).toContain('shop-web:2 -> shop-web:1');
    expect((await cli('ps')).code).toBe(0);
  });

  test('stop scales to nothing, down removes', async () => {
    expect((await cli('stop')).out).toContain('stopped');
    expect((await cli('down')).out).toContain('removed');
    // moto goes on listing a removed service, as INACTIVE.
    expect((await cli('down')).out).toBe('');
  });
});
