import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/catalog.ts';
import { commands } from '../../src/cli/commands.ts';
import { cli, folder } from './harness.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('the command line itself', () => {
  test('--version prints the version of the package', async () => {
    expect(await cli(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('--help lists every command', async () => {
    const { code, stdout, stderr } = await cli(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const { name } of commands) expect(stdout).toContain(`  ${name} `);
  });

  test.each(commands.map(({ name }) => name))('%s --help shows examples that parse', async (name) => {
    const { code, stdout } = await cli([name, '--help'], { columns: 200 });
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(await cli(['help', name], { columns: 200 })).toEqual({ code: 0, stdout, stderr: '' });
  });

  test.each([
    ['no command', [], 'No command was given'],
    ['a mistyped command', ['convrt'], 'convert'],
    ['a mistyped flag', ['convert', '--imgae', 'web=x'], '--image'],
    ['a flag without its value', ['convert', '--region'], '--region'],
    ['a format that does not exist', ['convert', '--diagnostics', 'xml'], 'json'],
    ['a word too many', ['convert', 'compose.yaml'], 'arguments'],
    ['an empty output', ['convert', '-o', ''], 'It is empty'],
  ])('%s is a usage error that helps', async (_, argv, hint) => {
    const { code, stdout, stderr } = await cli(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    [['convrt', '--diagnostics', 'json'], 2, 1],
    [['--diagnostics=json'], 2, 1],
    [['convert', '--help', '--diagnostics', 'json'], 0, 0],
  ])('under --diagnostics json stderr is one array: %j', async (argv, exitCode, length) => {
    const { code, stderr } = await cli(argv);
    expect(code).toBe(exitCode);
    expect(JSON.parse(stderr)).toHaveLength(length);
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s knows every command and flag', async (shell) => {
    const { code, stdout } = await cli(['completion', shell]);
    expect(code).toBe(0);
    for (const { name } of commands) expect(stdout).toContain(name);
    expect(stdout).toMatch(/--network-mode|-l network-mode/);
  });

  test.for(['bash', 'zsh', 'fish'])('%s reads its own script', async (shell, { skip }) => {
    const { stdout } = await cli(['completion', shell]);
    // By a file: fish 3 does not read a script from the socket that Node gives a child as its input.
    const script = join(folder({ script: stdout }), 'script');
    const checked = spawnSync(shell, ['-n', script], { encoding: 'utf8' });
    if (checked.error) return skip(`${shell} is not installed`);
    expect(checked.stderr).toBe('');
    expect(checked.status).toBe(0);
  });

  test('another shell is a usage error', async () => {
    expect((await cli(['completion', 'tcsh'])).code).toBe(2);
  });
});

describe('explain', () => {
  test('a code has its page', async () => {
    const { code, stdout } = await cli(['explain', 'options/invalid']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^options\/invalid \(error\)\n/);
    expect(stdout).toContain('Why: ');
    expect(stdout).toContain('Fix: ');
  });

  test.each(['ports', 'services.web.ports', 'deploy', 'volumes'])('the key %s has its page', async (key) => {
    const { code, stdout } = await cli(['explain', key]);
    expect(code).toBe(0);
    expect(stdout).toContain('See: https://');
  });

  test('a key and its codes', async () => {
    const { stdout } = await cli(['explain', 'ports']);
    expect(stdout).toContain('services.<name>.ports');
    expect(stdout).toContain('  ports/protocol\n');
  });

  test('alone it lists every code', async () => {
    const { stdout } = await cli(['explain']);
    for (const code of catalog.keys()) expect(stdout).toContain(`  ${code} `);
  });

  test('a mistyped code is a usage error with a suggestion', async () => {
    const { code, stdout, stderr } = await cli(['explain', 'options/invald']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Did you mean "options/invalid"?');
  });
});
