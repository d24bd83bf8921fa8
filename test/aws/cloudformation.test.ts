import { beforeAll, describe, expect, test } from 'vitest';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import type { Bundle } from '../../src/emit/bundle.ts';
import { caseBundles, fixtureBundles } from './bundles.ts';
import { type Problem, validate } from './cloudformation.ts';
import { type Generated, generated } from './generated.ts';

const wrong: Bundle = {
  project: 'wrong',
  target: 'ec2',
  taskDefinitions: [
    { family: 'w', containerDefinitions: [{ name: 'a', image: 'i', memory: '64' as never, stdin: true } as never] },
  ],
  services: [],
  runTasks: [],
  routes: [],
  groups: [],
};

let bundles = new Map<string, Bundle>();
let drawn: Generated[] = [];
let problems: Problem[] = [];

/** One validator for all: it needs seconds to start. */
beforeAll(async () => {
  const [fixtures, cases] = [await fixtureBundles(), await caseBundles()];
  if (cases.size === 0) process.stdout.write('skipped: the acceptance cases are not beside the repository\n');
  drawn = generated(40);
  const made = drawn.flatMap(({ name, bundle }) => (bundle ? [[name, bundle] as const] : []));
  bundles = new Map([...fixtures, ...cases, ...made, ['a wrong one', wrong]]);
  problems = validate(bundles);
}, 300_000);

const ours = ({ resource }: Problem) => !resource.startsWith('a wrong one');

describe('the schemas of CloudFormation', () => {
  test('take every definition that is written', () => {
    expect(bundles.size).toBeGreaterThan(40);
    expect(problems.filter(ours)).toEqual([]);
  });
  test('are really asked', () => {
    expect(problems.filter((problem) => !ours(problem))).not.toEqual([]);
  });
});

/** What only the finished task shows, and is the user's to change: two containers of one network that listen on one port. */
const lateByNature = new Set(['ecs/port-shared-in-task']);

describe('generated projects', () => {
  test('are refused by a key or a decision, never by a law of ECS alone', () => {
    const late = drawn.flatMap(({ name, text, diagnostics }) =>
      diagnostics
        .filter(({ code, severity }) => severity === 'error' && code.startsWith('ecs/') && !lateByNature.has(code))
        .map(({ code, message, path }) => ({ name, code, message, path, text })),
    );
    expect(late).toEqual([]);
  });
  test('convert, many of them', () => {
    expect(drawn.filter(({ diagnostics }) => !hasErrors(diagnostics)).length).toBeGreaterThan(drawn.length / 10);
  });
});
