import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalog } from '../src/catalog.ts';
import { cli } from './cli/harness.ts';

interface Side {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}
interface Example {
  readonly code: string;
  readonly folder: string;
  readonly bad: Side;
  readonly good: Side;
}

const script = new URL('../scripts/examples.mjs', import.meta.url).href;
const { readExamples } = (await import(script)) as { readExamples(): readonly Example[] };
const examples = readExamples();

async function codes(folder: string, { command, env }: Side): Promise<readonly string[]> {
  const { stderr } = await cli([...command, '--diagnostics', 'json'], { cwd: folder, env });
  return (JSON.parse(stderr) as { code: string }[]).map(({ code }) => code);
}

describe.each(examples.map((example) => [example.code, example] as const))('%s', (code, { folder, bad, good }) => {
  test('the bad example yields it', async () => {
    expect(await codes(folder, bad)).toContain(code);
  });
  test('the good example does not', async () => {
    expect(await codes(folder, good)).not.toContain(code);
  });
});

test('an example is of a code that exists', () => {
  expect(examples.map(({ code }) => code).filter((code) => !catalog.has(code))).toEqual([]);
});

/** Codes that need more than a file and flags: a disk, AWS, sizes beyond an example. The test that yields each. */
const elsewhere: Readonly<Record<string, readonly [file: string, test: string]>> = {
  'aws/failed': ['push/findings.test.ts', 'AWS that refuses to answer'],
  'aws/not-changed': ['push/cli.test.ts', 'one service that cannot be changed does not keep the others from it'],
  'aws/nothing-found': ['push/findings.test.ts', 'a cluster without services of the project'],
  'aws/stopped': ['push/findings.test.ts', 'a run that is stopped before it has begun'],
  'logs/nothing-to-read': ['push/findings.test.ts', 'logs of containers that write none'],
  'push/not-pruned': ['push/findings.test.ts', 'a service that is gone stays when the push fails'],
  'run/not-watched': ['push/findings.test.ts', 'a task that cannot be watched'],
  'run/unsure': ['push/findings.test.ts', 'a task that is stopped while it starts'],
  'ecs/run-task-count': ['ecs/sizes.test.ts', '%i tasks of one RunTask'],
  'ecs/task-definition-size': ['ecs/sizes.test.ts', 'a task definition beyond 64 KiB'],
  'extends/too-deep': ['compose/reading.test.ts', 'bears long chains'],
  'family/illegal': [
    'plan/group.test.ts',
    '--family names a single task and prefixes several; an illegal one is an error',
  ],
  'file/too-much-text': ['hostile.test.ts', 'a long text is not repeated without end'],
  'file/too-many': ['cli/bad-input.test.ts', 'more files than a project may read'],
  'include/too-deep': ['compose/reading.test.ts', 'ends long chains'],
  'internal/fault': ['cli/fault.test.ts', 'a fault of ours is one line, exit 70'],
  'output/stale-file': ['cli/output.test.ts', 'files of definitions that are gone are named and stay'],
  'preflight/missing': ['push/findings.test.ts', '%s: a role that is not there, or that nobody could look for'],
  'preflight/not-checked': ['push/findings.test.ts', '%s: a role that is not there, or that nobody could look for'],
  'push/failed': ['push/findings.test.ts', 'a service that ECS refuses'],
  'push/interrupted': ['push/findings.test.ts', 'a run that is stopped'],
  'push/no-subnets': ['push/findings.test.ts', 'awsvpc without subnets leaves nothing to deploy'],
  'push/not-steady': ['push/findings.test.ts', 'a deployment that fails'],
  'push/orphan': ['push/findings.test.ts', 'a service that the project no longer has'],
  'push/unknown-service': ['push/findings.test.ts', 'a service that the project does not have'],
  'service/unknown-key': ['keys/map.test.ts', 'a key that no definition knows is told'],
};

test('every code has an example, or a test that yields it', () => {
  const covered = new Set([...examples.map(({ code }) => code), ...Object.keys(elsewhere)]);
  expect([...catalog.keys()].filter((code) => !covered.has(code))).toEqual([]);
});

test.each(Object.entries(elsewhere))('%s is shown by a test', (code, [file, name]) => {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  expect(catalog.has(code)).toBe(true);
  expect(text).toContain(`('${name}'`);
  expect(text).toContain(code);
  expect(examples.map((example) => example.code)).not.toContain(code);
});
