import { describe, expect, test } from 'vitest';
import { cli, folder } from './harness.ts';

const task = {
  family: 'web',
  requiresCompatibilities: ['EC2'],
  containerDefinitions: [{ name: 'web', image: 'nginx', essential: true, memory: 64 }],
};
const container = task.containerDefinitions[0];

interface Said {
  readonly code: string;
  readonly severity: string;
  readonly file?: string;
  readonly line?: number;
}

async function check(argv: string[], files: Record<string, unknown>) {
  const texts = Object.entries(files).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value, null, 2),
  ]);
  const { code, stdout, stderr } = await cli(['check', ...argv, '--diagnostics', 'json'], {
    cwd: folder(Object.fromEntries(texts)),
  });
  expect(stdout).toBe('');
  return { code, said: JSON.parse(stderr) as Said[] };
}

describe('check of hand-written JSON', () => {
  test('a sound definition passes', async () => {
    expect(await check(['--task-definition', 't.json'], { 't.json': task })).toEqual({ code: 0, said: [] });
  });

  test('every violation is reported at its place', async () => {
    const bad = {
      ...task,
      family: 'a b',
      containerDefinitions: [{ ...container, dependsOn: [{ containerName: 'x', condition: 'START' }] }],
    };
    const { code, said } = await check(['--task-definition', 't.json'], { 't.json': bad });
    expect(code).toBe(1);
    const errors = said.filter(({ severity }) => severity === 'error');
    expect(errors.length).toBeGreaterThan(1);
    for (const error of errors) expect(error.file).toBe('t.json');
    expect(errors[0]?.line).toBe(2);
  });

  test('a service is held against its task definition', async () => {
    const service = { serviceName: 'web', taskDefinition: 'web', desiredCount: -1 };
    const { code, said } = await check(['--task-definition', 't.json', '--service', 's.json'], {
      't.json': task,
      's.json': service,
    });
    expect(code).toBe(1);
    expect(said).toMatchObject([{ file: 's.json', line: 4 }]);
  });

  test.each([
    ['a file that is not there', {}, 2],
    ['broken JSON', { 't.json': '{"family": ' }, 1],
    ['a list', { 't.json': '[]' }, 1],
    ['an empty object', { 't.json': '{}' }, 1],
  ])('%s', async (_, files, expected) => {
    const { code, said } = await check(['--task-definition', 't.json'], files);
    expect(code).toBe(expected);
    expect(said.length).toBeGreaterThan(0);
  });
});
