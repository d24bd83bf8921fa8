import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { cli } from '../cli/harness.ts';

/** The schema of the standard, as the matchers of Microsoft carry it; one of its patterns is none under the u flag. It is of draft 4, whose only word of its own here is `id`. */
const path = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

test.each([
  ...readdirSync('fixtures/projects').map((name) => [name, join('fixtures/projects', name), []] as const),
  ['a usage error', '.', ['--no-such-flag']] as const,
  ['a file that is not there', '.', ['-f', 'none.yaml']] as const,
])('SARIF of %s is valid', async (_, cwd, args) => {
  const { stderr } = await cli(['convert', ...args, '--diagnostics', 'sarif'], { cwd });
  expect(validate(JSON.parse(stderr)), JSON.stringify(validate.errors, null, 2)).toBe(true);
  expect(JSON.parse(stderr).runs[0].results.length).toBeGreaterThan(0);
});

test('the schema refuses what is none', () => {
  expect(validate({ version: '2.1.0', runs: [{}] })).toBe(false);
});
