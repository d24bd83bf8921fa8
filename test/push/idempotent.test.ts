import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EcsPort } from '../../src/push/port.ts';
import { connectEcs } from '../../src/push/sdk.ts';
import { type EcsServer, startEcs } from './ecs-server.ts';
import { fixtureFolders, pushTwice, requestOf } from './idempotent.ts';

/** Whatever we write, what ECS makes of it is no difference: a second push of the same project changes nothing. */

let server: EcsServer;
let port: EcsPort;
let pushed = 0;

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'dummy');
  server = await startEcs();
  port = await connectEcs({ region: 'eu-west-1', endpointUrl: server.url });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const fargate = {
  target: 'fargate',
  region: 'eu-west-1',
  executionRole: 'arn:aws:iam::123456789012:role/execution',
  subnets: ['subnet-0f3a9c1b2d4e5f607'],
  ephemeralVolumes: true,
};

const written = (folder: string): object => {
  const file = join(folder, 'args.json');
  const args: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return Array.isArray(args) || typeof args !== 'object' || args === null ? {} : args;
};

describe.each([
  ['ec2', {}],
  ['fargate', fargate],
] as const)('on %s', (_, options) => {
  test.each(fixtureFolders)('%s', async (folder) => {
    const request = requestOf(folder, { ...written(folder), ...options });
    if (!request) return;
    // Projects of several fixtures have one name; each begins on an empty ECS.
    server.services.clear();
    server.definitions.clear();
    expect(await pushTwice(request, port)).toEqual([]);
    pushed++;
  });
});

test('most fixtures are pushed', () => {
  expect(pushed).toBeGreaterThan(fixtureFolders.length);
});
