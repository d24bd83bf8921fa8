import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { cli } from './cli/harness.ts';

const compile = (name: string): ValidateFunction =>
  new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(`schemas/${name}.json`, 'utf8')),
  );
const diagnostics = compile('diagnostics');
const bundle = compile('bundle');

function holds(validate: ValidateFunction, value: unknown): void {
  expect(validate(value), JSON.stringify(validate.errors, null, 2)).toBe(true);
}

const projects = readdirSync('fixtures/projects');
const targets = [[], ['--target', 'fargate', '--ephemeral-volumes', '--subnets', 'subnet-1'], ['--target', 'external']];

describe.each(projects)('fixtures/projects/%s', (name) => {
  const cwd = join('fixtures/projects', name);
  const file = readdirSync(cwd).find((entry) => /\.ya?ml$/.test(entry)) ?? '';
  test.each(targets.map((target) => [target]))('output with %j', async (target) => {
    const { code, stdout, stderr } = await cli(['convert', '-f', file, ...target, '--diagnostics', 'json'], { cwd });
    holds(diagnostics, JSON.parse(stderr));
    if (code === 0) holds(bundle, JSON.parse(stdout));
  });
});

test('a schema refuses what is not its own', () => {
  expect(diagnostics([{ code: 'x' }])).toBe(false);
  expect(diagnostics([{ code: 'a/b', severity: 'error', message: 'm', why: 'w', fix: 'f', path: ['a'] }])).toBe(false);
  expect(bundle({ project: 'a', target: 'ec2', services: [] })).toBe(false);
});

test.each([
  ['a usage error', ['convert', '--nope']],
  ['a file that is not there', ['convert', '-f', 'none.yaml']],
])('%s', async (_, argv) => {
  holds(diagnostics, JSON.parse((await cli([...argv, '--diagnostics', 'json'])).stderr));
});
