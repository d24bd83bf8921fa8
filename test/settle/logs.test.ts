import { expect, test } from 'vitest';
import type { ProjectModel } from '../../src/compose/model.ts';
import { settled } from './fixture.ts';

const role = 'arn:aws:iam::210987654321:role/execution';
const run = (options: object, services?: ProjectModel['services']) => {
  const { app, codes } = settled({
    tasks: [{ containers: { web: { definition: { memory: 64 } } } }],
    options,
    ...(services ? { services } : {}),
  });
  const logs = codes.filter((code) => code.startsWith('logs/'));
  return { configuration: app.taskDefinitions[0]?.containerDefinitions[0]?.logConfiguration, logs };
};

test('with a region the logs go to a group of the project, whose making is told', () => {
  expect(run({ region: 'eu-west-1' })).toEqual({
    configuration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/ecs/demo', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
    },
    logs: ['logs/group-needed'],
  });
});

test('--create-log-group lets the driver make the group', () => {
  const { configuration, logs } = run({ region: 'eu-west-1', createLogGroup: true, logGroup: '/acme' });
  expect(configuration?.options).toMatchObject({ 'awslogs-create-group': 'true', 'awslogs-group': '/acme' });
  expect(logs).toEqual(['logs/group-created']);
});

test('without a region nothing is written, an info on EC2 and a warning on Fargate', () => {
  expect(run({})).toEqual({ configuration: undefined, logs: ['logs/stay-on-instance'] });
  expect(run({ target: 'fargate' })).toEqual({ configuration: undefined, logs: ['logs/kept-nowhere'] });
});

test('Fargate also needs an execution role to write logs with', () => {
  expect(run({ target: 'fargate', region: 'eu-west-1' }).logs).toEqual(['logs/kept-nowhere']);
  expect(run({ target: 'fargate', region: 'eu-west-1', executionRole: role }).logs).toEqual(['logs/group-needed']);
});

test('--no-logs and the driver none are silent', () => {
  expect(run({ region: 'eu-west-1', logs: false })).toEqual({ configuration: undefined, logs: [] });
  expect(run({ region: 'eu-west-1' }, { web: { logging: { driver: 'none' } } })).toEqual({
    configuration: undefined,
    logs: [],
  });
});
