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

  test('takes every definition of the fixtures on EC2 and Fargate', async () => {
    for (const [name, bundle] of await fixtureBundles(['ec2', 'fargate'])) {
      for (const each of bundle.taskDefinitions)
        expect(await answer('register-task-definition', each), name).not.toMatch(refused);
      for (const each of bundle.services) expect(await answer('create-service', each), name).not.toMatch(refused);
      for (const each of bundle.runTasks) expect(await answer('run-task', each), name).not.toMatch(refused);
    }
  }, 300_000);

  test('refuses an unknown member', async () => {
    const wrong = { family: 'f', containerDefinitions: [{ name: 'a', image: 'i', stdin: true }] };
    expect(await answer('register-task-definition', wrong)).toMatch(refused);
  }, 60_000);
});
