import { describe, expect, test } from 'vitest';
import { at, settled } from './fixture.ts';

const dependency = (
  service: string,
  condition: 'service_started' | 'service_healthy' | 'service_completed_successfully',
) => ({
  service,
  condition,
  restart: false,
  path: ['services', 'web', 'depends_on', service],
});

const container = (setup: Parameters<typeof settled>[0], name: string) =>
  settled(setup).app.taskDefinitions[0]?.containerDefinitions.find((each) => each.name === name);

describe('restart', () => {
  test.each([
    ['always', { enabled: true, restartAttemptPeriod: 60 }],
    ['on-failure', { enabled: true, ignoredExitCodes: [0], restartAttemptPeriod: 60 }],
    ['no', undefined],
  ] as const)('%s', (policy, expected) => {
    const setup = { tasks: [{ containers: { web: { needs: { restart: at({ policy }, 'web', 'restart') } } } }] };
    expect(container(setup, 'web')).toMatchObject({ essential: true });
    expect(container(setup, 'web')?.restartPolicy).toEqual(expected);
  });

  test('a restart_policy wins, with its window', () => {
    const needs = {
      restart: at({ policy: 'no' } as const, 'web', 'restart'),
      restartPolicy: at({ policy: 'always', attemptPeriod: 120 } as const, 'web', 'deploy', 'restart_policy'),
    };
    const policy = container({ tasks: [{ containers: { web: { needs } } }] }, 'web')?.restartPolicy;
    expect(policy).toEqual({ enabled: true, restartAttemptPeriod: 120 });
  });

  test('no on a service that lasts is said', () => {
    const needs = { restart: at({ policy: 'no' } as const, 'web', 'restart') };
    expect(settled({ tasks: [{ containers: { web: { needs } } }] }).codes).toContain('restart/no-stays-essential');
  });
});

test('what others wait for until it has completed is not essential and not restarted', () => {
  const setup = {
    tasks: [
      {
        containers: {
          migrate: { needs: { restart: at({ policy: 'always' } as const, 'migrate', 'restart') } },
          web: { needs: { dependencies: [dependency('migrate', 'service_completed_successfully')] } },
        },
      },
    ],
  };
  expect(container(setup, 'migrate')).toMatchObject({ essential: false });
  expect(container(setup, 'migrate')?.restartPolicy).toBeUndefined();
  expect(container(setup, 'web')?.dependsOn).toEqual([{ containerName: 'migrate', condition: 'SUCCESS' }]);
  expect(settled(setup).codes).toContain('depends_on/runs-at-every-start');
});

test('of helpers alone the last to start is essential', () => {
  const { app } = settled({
    tasks: [{ plan: { run: 'once' }, containers: { seed: {}, import: {} } }],
    deployment: { runOnce: new Set(['seed', 'import']) },
  });
  expect(app.taskDefinitions[0]?.containerDefinitions.map(({ essential }) => essential)).toEqual([false, true]);
  expect(app.runTasks).toEqual([{ taskDefinition: 'demo' }]);
  expect(app.services).toEqual([]);
});

test('HEALTHY needs a health check', () => {
  const web = { needs: { dependencies: [dependency('db', 'service_healthy')] } };
  const without = { tasks: [{ containers: { db: {}, web } }] };
  expect(settled(without).codes).toContain('depends_on/healthy-without-check');
  expect(container(without, 'web')?.dependsOn).toEqual([{ containerName: 'db', condition: 'START' }]);
  const healthCheck = { command: ['CMD', 'true'] };
  const with_ = { tasks: [{ containers: { db: { definition: { healthCheck } }, web } }] };
  expect(container(with_, 'web')?.dependsOn).toEqual([{ containerName: 'db', condition: 'HEALTHY' }]);
});

test('across tasks nothing waits, and it is said', () => {
  const web = { needs: { dependencies: [dependency('db', 'service_started')] } };
  const { app, codes } = settled({ tasks: [{ containers: { db: {} } }, { containers: { web } }] });
  expect(app.taskDefinitions[1]?.containerDefinitions[0]?.dependsOn).toBeUndefined();
  expect(codes).toContain('depends_on/across-tasks');
});

test('a limit of restarts is lost only where something is restarted', () => {
  const restart = { value: { policy: 'on-failure' as const, attempts: '3' }, path: ['services', 'seed', 'restart'] };
  const dependencies = [{ service: 'seed', condition: 'service_completed_successfully' as const, restart: false }];
  const said = (needs: object) =>
    settled({ tasks: [{ containers: { seed: { needs: { restart } }, web: { needs } } }] }).codes.filter((code) =>
      code.startsWith('restart/'),
    );
  expect(said({})).toEqual(['restart/attempts-dropped']);
  expect(said({ dependencies })).toEqual(['restart/ends-by-itself']);
});
