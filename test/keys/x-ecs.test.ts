import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';
import { problemsOf } from '../../src/keys/x-ecs/fields.ts';
import { serviceExtension, serviceFields } from '../../src/keys/x-ecs.ts';

const read = (value: unknown) => serviceExtension({ 'x-ecs': value });

describe('x-ecs of a service', () => {
  test('reads numbers and booleans that interpolation made texts', () => {
    expect(read({ cpu: '256', memory: 512, essential: 'false', task: 'front' })).toEqual({
      cpu: 256,
      memory: 512,
      essential: false,
      task: 'front',
    });
  });

  test('secrets are a mapping or a list as in a container definition', () => {
    const mapping = { DB: 'arn:aws:ssm:eu-west-1:210987654321:parameter/db' };
    expect(read({ secrets: mapping }).secrets).toEqual(mapping);
    expect(read({ secrets: [{ name: 'DB', valueFrom: mapping.DB }] }).secrets).toEqual(mapping);
  });

  test('routes take one text or several', () => {
    expect(read({ routes: [{ hosts: 'a.example', port: 80 }] }).routes).toEqual([
      { hosts: ['a.example'], paths: [], port: 80 },
    ]);
  });

  test('what is malformed is left out', () => {
    expect(read({ cpu: -1, memory: 'much', task: 'a b', essential: 1, routes: 'x', service: [] })).toEqual({});
    expect(read('front')).toEqual({});
  });

  test('and is a problem with its place', () => {
    const problems = problemsOf(serviceFields, {
      cpu: -1,
      memmory: 512,
      targetGroups: [{ port: 80 }],
      secrets: { A: '' },
    });
    expect(problems.map(({ at, unknown }) => [at, unknown?.word])).toEqual([
      [['cpu'], undefined],
      [['memmory'], 'memmory'],
      [['targetGroups', 0], undefined],
      [['secrets', 'A'], undefined],
    ]);
  });
});

test('what ECS refuses is placed at the field that says it, not at the key that it wins over', () => {
  const text = 'services: {web: {image: a, mem_limit: 64m, x-ecs: {memory: 9999999999}}}';
  const host = memoryHost({ '/app/compose.yaml': text }, { cwd: '/app' });
  const { diagnostics } = compile({ files: ['/app/compose.yaml'], options: { logs: false } }, host);
  expect(diagnostics.find(({ code }) => code === 'ecs/integer-range')?.path).toEqual([
    'services',
    'web',
    'x-ecs',
    'memory',
  ]);
});
