import { CreateClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connectEcs } from '../../src/push/sdk.ts';
import { fixtureFolders, pushTwice, requestOf } from './idempotent.ts';
import { type Moto, motoThere, startMoto } from './moto.ts';

/** Members of a service that moto does not keep. */
const forgotten = /^update: (?:(?:availabilityZoneRebalancing|deploymentConfiguration)[\w.]*(?:, )?)+$/;

describe.skipIf(!motoThere)('a second push against moto changes nothing', () => {
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto();
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'dummy');
  });
  afterAll(async () => {
    await moto.stop();
    vi.unstubAllEnvs();
  });

  test.each(fixtureFolders.filter((folder) => folder.startsWith('fixtures/projects')))('%s', async (folder) => {
    const connection = { region: 'eu-west-1', endpoint: moto.url };
    await new ECSClient(connection).send(new CreateClusterCommand({ clusterName: 'default' }));
    // moto wants a hard limit where ECS is content with a reservation.
    const request = requestOf(folder, { defaultMemory: '256' });
    if (!request) throw new Error(`${folder} does not convert`);
    const port = await connectEcs({ region: connection.region, endpointUrl: moto.url });
    const changes = await pushTwice(request, port);
    expect(changes.filter((line) => !forgotten.test(line))).toEqual([]);
  });
});
