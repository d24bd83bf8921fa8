import { describe, expect, test } from 'vitest';
import type { Needs } from '../../src/ecs/draft.ts';
import type { ContainerDefinition } from '../../src/ecs/model.ts';
import { at, settled } from './fixture.ts';

const memory = (mib: number): Needs => ({ memoryLimit: at(mib, 'web', 'mem_limit') });
const cpus = (units: number): Needs => ({ cpuLimit: at(units, 'web', 'cpus') });
const fargate = { target: 'fargate', subnets: ['subnet-0f3a9c1b'] } as const;

describe('Fargate', () => {
  const size = (containers: Record<string, { needs?: Needs; definition?: Partial<ContainerDefinition> }>) => {
    const { app, codes } = settled({ tasks: [{ containers }], options: fargate });
    const { cpu, memory } = app.taskDefinitions[0] ?? {};
    return { size: `${cpu}/${memory}`, code: codes.find((code) => code.startsWith('fargate/')) };
  };

  test.each([
    ['nothing written', { web: {} }, '256/512', 'fargate/smallest-size'],
    ['one step above', { web: { needs: { ...memory(2049), ...cpus(1024) } } }, '1024/3072', 'fargate/rounded-up'],
    ['exact', { web: { needs: { ...memory(512), ...cpus(256) } } }, '256/512', undefined],
    ['the sum', { web: { needs: memory(1024) }, agent: { needs: memory(256) } }, '256/2048', 'fargate/rounded-up'],
    [
      'tmpfs counts',
      { web: { needs: memory(512), definition: { linuxParameters: { tmpfs: [{ containerPath: '/t', size: 64 }] } } } },
      '256/1024',
      'fargate/rounded-up',
    ],
    ['shares are no need', { web: { definition: { cpu: 2048 } } }, '256/512', 'fargate/smallest-size'],
    ['too much', { web: { needs: memory(300 * 1024) } }, '32768/249856', 'fargate/too-large'],
  ])('%s', (_, containers, expected, code) => {
    expect(size(containers)).toEqual({ size: expected, code });
  });

  test('shares above the task are scaled down', () => {
    const containers = { web: { definition: { cpu: 1536 } }, agent: { definition: { cpu: 512 } } };
    const { app, codes } = settled({ tasks: [{ containers }], options: fargate });
    expect(app.taskDefinitions[0]?.containerDefinitions.map(({ cpu }) => cpu)).toEqual([192, 64]);
    expect(codes).toContain('cpu_shares/scaled');
  });
});

describe('CPU on EC2', () => {
  test.each([
    ['one limit', { web: { needs: cpus(512) } }, '512', undefined],
    ['all limited', { web: { needs: cpus(512) }, db: { needs: cpus(256) } }, '768', 'cpus/pooled'],
    ['some limited', { web: { needs: cpus(512) }, db: {} }, undefined, 'cpus/not-every-container'],
    ['tiny', { web: { needs: cpus(52) } }, '128', 'cpus/raised'],
    ['no limit', { web: {} }, undefined, undefined],
  ])('%s', (_, containers, cpu, code) => {
    const { app, codes } = settled({ tasks: [{ containers }] });
    expect(app.taskDefinitions[0]?.cpu).toBe(cpu);
    expect(codes.find((each) => each.startsWith('cpus/'))).toBe(code);
  });
});

describe('instance fit', () => {
  const codes = (options: object, containers: Record<string, { needs: Needs }> = { web: { needs: memory(600) } }) =>
    settled({ tasks: [{ containers }], options }).codes.filter((code) => /^(instance|task)\//.test(code));

  test.each([
    ['nothing known', {}, ['task/reserves']],
    ['fits twice', { instanceMemory: 1200 }, []],
    ['fits once', { instanceMemory: 1199 }, ['instance/no-room-to-roll']],
    ['does not fit', { instanceMemory: 599 }, ['instance/does-not-fit']],
    ['by type', { instanceType: 't3.micro' }, ['instance/no-room-to-roll']],
    ['unknown type', { instanceType: 'z9.huge' }, ['instance/unknown-type', 'task/reserves']],
  ])('%s', (_, options, expected) => {
    expect(codes(options)).toEqual(expected);
  });

  test('raw parts count, and may hold anything', () => {
    const said = (extension: object) =>
      settled({
        tasks: [{ containers: { web: { needs: memory(64) } } }],
        services: { web: { 'x-ecs': extension } },
        options: { instanceMemory: 100 },
      }).codes;
    expect(said({ taskDefinition: { memory: '512' } })).toContain('instance/does-not-fit');
    const odd = [null, 3, [null], [3], [{ name: 'web', memory: 'x', portMappings: 3 }], {}];
    for (const containerDefinitions of odd)
      for (const part of [3, [3], {}, null])
        expect(() =>
          said({
            taskDefinition: { containerDefinitions, volumes: part },
            containerDefinition: { portMappings: part, image: part },
            service: {
              loadBalancers: part,
              placementStrategy: part,
              placementConstraints: part,
              deploymentConfiguration: part,
            },
          }),
        ).not.toThrow();
  });

  test('the sum is told once', () => {
    const { findings } = settled({ tasks: [{ containers: { web: {}, db: { needs: memory(100) } } }] });
    const telling = findings.filter(({ message, why }) => `${message} ${why}`.includes('228 MiB'));
    expect(telling.map(({ code }) => code)).toEqual(['memory/defaulted']);
  });

  test('a task that stops first needs its room once', () => {
    const update = at({ order: 'stop-first' } as const, 'web', 'deploy', 'update_config');
    expect(codes({ instanceMemory: 700 }, { web: { needs: { ...memory(600), update } } })).toEqual([]);
  });
});

test.each([
  { shares: [1000, 3], expected: [126, 2] },
  { shares: [2, 100_000, 2, 5, 1500], expected: [2, 196, 2, 2, 2] },
  { shares: [2, 2, 2], expected: [2, 2, 2] },
])('shares of $shares: none gets less than the least, and all no more than the task', ({ shares, expected }) => {
  const containers = Object.fromEntries(
    shares.map((cpu, index) => [`s${index}`, { definition: { cpu }, needs: cpus(41) }]),
  );
  const [task] = settled({ tasks: [{ containers }], options: { target: 'ec2' } }).app.taskDefinitions;
  const scaled = task?.containerDefinitions.map(({ cpu = 0 }) => cpu) ?? [];
  expect(scaled).toEqual(expected);
  expect(scaled.reduce((sum, cpu) => sum + cpu, 0)).toBeLessThanOrEqual(Number(task?.cpu));
});
