import { describe, expect, test } from 'vitest';
import type { VolumeDraft } from '../../src/ecs/draft.ts';
import { percents } from '../../src/ecs/settle/rolling-update.ts';
import { at, settled } from './fixture.ts';

// replicas/parallelism/order -> minimum/maximum
const vectors =
  '1/1/start->100/200; 1/1/stop->0/100; 1/2/start->100/200; 1/2/stop->0/100; 2/1/start->100/150; 2/1/stop->50/100; ' +
  '2/2/start->100/200; 2/2/stop->0/100; 3/1/start->100/134; 3/1/stop->66/100; 3/2/start->100/167; 3/2/stop->33/100; ' +
  '4/1/start->100/125; 4/2/stop->50/100; 7/1/start->100/115; 7/1/stop->85/100; 10/2/start->100/120; 10/1/stop->90/100; ' +
  '4/0/start->100/200; 4/0/stop->0/100; 0/1/start->100/200; 0/1/stop->0/100';

test.each(vectors.split('; '))('%s', (vector) => {
  const [, count, parallelism, order, minimumHealthyPercent, maximumPercent] =
    /^(\d+)\/(\d+)\/(\w+)->(\d+)\/(\d+)$/.exec(vector) ?? [];
  const found = percents(Number(count), {
    order: order === 'start' ? 'start-first' : 'stop-first',
    parallelism: Number(parallelism),
  });
  expect(found).toEqual({
    minimumHealthyPercent: Number(minimumHealthyPercent),
    maximumPercent: Number(maximumPercent),
  });
});

const volume = (persistent: boolean, writer?: string): VolumeDraft => ({
  volume: { name: 'data' },
  persistent,
  local: true,
  writers: writer ? [['services', writer, 'volumes', 0]] : [],
});

describe('what stops before it starts', () => {
  const port = (hostPort: number) => ({ web: { definition: { portMappings: [{ containerPort: 80, hostPort }] } } });

  test.each([
    ['a static host port', { tasks: [{ containers: port(80) }] }, 0],
    ['a static host port of four', { tasks: [{ plan: { count: 4 }, containers: port(80) }] }, 75],
    ['a persistent volume', { tasks: [{ containers: { db: {} }, volumes: [volume(true, 'db')] }] }, 0],
    [
      'host mode',
      {
        tasks: [{ containers: { web: { definition: { portMappings: [{ containerPort: 80 }] } } } }],
        options: { networkMode: 'host' as const },
      },
      0,
    ],
    ['a daemon', { tasks: [{ plan: { run: 'daemon' as const }, containers: port(80) }] }, 0],
  ])('%s', (_, setup, minimumHealthyPercent) => {
    const { app, codes } = settled(setup);
    expect(app.services[0]?.deploymentConfiguration).toEqual({ minimumHealthyPercent, maximumPercent: 100 });
    expect(app.services[0]?.availabilityZoneRebalancing).toBe('DISABLED');
    expect(codes.filter((code) => code === 'deploy/stops-before-start')).toHaveLength(1);
  });

  test.each([
    ['a random host port', { tasks: [{ containers: port(0) }] }],
    ['a volume that nobody writes', { tasks: [{ containers: { db: {} }, volumes: [volume(true)] }] }],
    ['scratch', { tasks: [{ containers: { db: {} }, volumes: [volume(false, 'db')] }] }],
  ])('not %s', (_, setup) => {
    const { app, codes } = settled(setup);
    expect(app.services[0]?.deploymentConfiguration).toBeUndefined();
    expect(app.services[0]?.availabilityZoneRebalancing).toBeUndefined();
    expect(codes).not.toContain('deploy/stops-before-start');
  });

  test('a written order overrides it, and is told of the danger to data', () => {
    const needs = { update: at({ order: 'start-first' } as const, 'web', 'deploy', 'update_config') };
    const { app, codes } = settled({
      tasks: [{ containers: { web: { ...port(80).web, needs } }, volumes: [volume(true, 'web')] }],
    });
    expect(app.services[0]?.deploymentConfiguration).toEqual({ minimumHealthyPercent: 100, maximumPercent: 200 });
    expect(codes).toContain('deploy/overlap-is-unsafe');
    expect(codes).not.toContain('deploy/stops-before-start');
  });
});

describe('availability zone rebalancing', () => {
  const zone = 'attribute:ecs.availability-zone';
  test.each([
    ['a daemon', { plan: { run: 'daemon' as const } }],
    ['a classic load balancer', { service: { loadBalancers: [{ loadBalancerName: 'edge' }] } }],
    [
      'a constraint on zones',
      { service: { placementConstraints: [{ type: 'memberOf', expression: `${zone} == eu-west-1a` }] } },
    ],
    ['another strategy first', { service: { placementStrategy: [{ type: 'binpack', field: 'memory' }] } }],
  ])('off for %s', (_, task) => {
    const { app } = settled({ tasks: [{ containers: { web: {} }, ...task }] });
    expect(app.services[0]?.availabilityZoneRebalancing).toBe('DISABLED');
  });

  test('left alone when zones come first', () => {
    const service = { placementStrategy: [{ type: 'spread', field: zone }] };
    expect(
      settled({ tasks: [{ containers: { web: {} }, service }] }).app.services[0]?.availabilityZoneRebalancing,
    ).toBeUndefined();
  });
});
