import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixtureBundles } from './bundles.ts';

/**
 * `aws … --cli-input-json` validates members and types before it sends anything: what is refused then says so,
 * and what passes fails at the endpoint, where nobody listens.
 */
const environment = {
  PATH: process.env.PATH,
  HOME: tmpdir(),
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
};

function installed(): boolean {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore', env: environment });
    return true;
  } catch {
    return false;
  }
}

const present = installed();
if (!present) process.stdout.write('skipped: no aws command on the PATH\n');

const refused = /Parameter validation failed|Invalid type|Unknown parameter|Invalid JSON/;

/** Members and their types, `a[].b:string`: what the client-side validation looks at. */
function shape(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => shape(item, `${at}[]`));
  if (typeof value !== 'object' || value === null) return [`${at}:${typeof value}`];
  return Object.entries(value).flatMap(([key, each]) => shape(each, `${at}.${key}`));
}

/** Each question costs a second; one that has no member that the others before it lack would teach nothing. */
function withNewShapes<T extends { action: string; input: unknown }>(asked: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  const bySize = [...asked].sort((one, other) => shape(other.input).length - shape(one.input).length);
  return bySize.filter(({ action, input }) => {
    const fresh = shape(input, action).filter((member) => !seen.has(member));
    for (const member of fresh) seen.add(member);
    return fresh.length > 0;
  });
}

describe.skipIf(!present)('the AWS CLI', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'aws-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  let files = 0;
  const answer = (action: string, input: unknown): Promise<string> => {
    const path = join(folder, `${files++}.json`);
    writeFileSync(path, JSON.stringify(input));
    const flags = ['--cli-input-json', `file://${path}`, '--endpoint-url', 'http://127.0.0.1:1'];
    return new Promise((done) => {
      execFile('aws', ['ecs', action, ...flags], { env: environment }, (_, stdout, stderr) => done(stdout + stderr));
    });
  };

  test('takes every shape of definition that the fixtures yield on EC2 and Fargate', async () => {
    const asked: { name: string; action: string; input: unknown }[] = [];
    for (const [name, bundle] of await fixtureBundles(['ec2', 'fargate'])) {
      for (const input of bundle.taskDefinitions) asked.push({ name, action: 'register-task-definition', input });
      for (const input of bundle.services) asked.push({ name, action: 'create-service', input });
      for (const input of bundle.runTasks) asked.push({ name, action: 'run-task', input });
    }
    expect(asked.length).toBeGreaterThan(0);
    for (const { name, action, input } of withNewShapes(asked))
      expect(await answer(action, input), name).not.toMatch(refused);
  }, 300_000);

  test('refuses an unknown member', async () => {
    const wrong = { family: 'f', containerDefinitions: [{ name: 'a', image: 'i', stdin: true }] };
    expect(await answer('register-task-definition', wrong)).toMatch(refused);
  }, 60_000);
});
