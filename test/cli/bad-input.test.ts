import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, folder } from './harness.ts';

interface Shown {
  readonly code: string;
  readonly severity: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Converts into a folder and tells what was said; nothing may have been written where the exit code is not 0. */
async function convert(root: string, ...args: readonly string[]) {
  const before = readdirSync(root).sort();
  const ran = await cli(['convert', '-o', 'out/', ...args, '--diagnostics', 'json'], { cwd: root });
  expect(ran.stdout).toBe('');
  if (ran.code !== 0) expect(readdirSync(root).sort()).toEqual(before);
  expect(ran.stderr).not.toMatch(/\n\s+at |node:internal/);
  const shown = JSON.parse(ran.stderr) as Shown[];
  const places = shown.map(({ code, line, column }) => [code, line === undefined ? '' : `${line}:${column}`]);
  return { code: ran.code, places };
}

const row = (text: string | Uint8Array) => folder({ 'compose.yaml': text });
const service = (line: string) => `services:\n  web:\n    image: nginx:1.28\n    ${line}\n`;
const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...[1, 2, 3, 4, 5, 6, 7, 8].map(
    (n) =>
      `a${n}: &a${n} [${Array(10)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
  ),
].join('\n');

describe('bad input', () => {
  test.each<readonly [string, string | Uint8Array, number, string, string]>([
    ['text that is no YAML', 'services:\n  web:\n    image: "nginx\n', 1, 'yaml/syntax', '4:1'],
    ['an empty file', '', 1, 'file/empty', '1:1'],
    ['a list at top level', '- web\n- db\n', 1, 'file/not-a-mapping', '1:1'],
    ['neither image nor build', 'services:\n  web:\n    restart: always\n', 1, 'image/missing', '2:3'],
    ['a port that is no port', service('ports: ["eighty"]'), 1, 'ports/invalid', '4:14'],
    ['an undefined variable', service('hostname: $' + '{NAME}'), 0, 'variable/unset', '4:15'],
    ['a variable that must be set', service('hostname: $' + '{NAME?}'), 1, 'variable/required', '4:15'],
    ['binary bytes', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 255, 254]), 2, 'file/unreadable', ''],
    ['a line of 1 MB', 'x'.repeat(1 << 20), 1, 'file/not-a-mapping', '1:1'],
    ['a bomb of aliases', `${bomb}\n`, 1, 'yaml/alias-expansion', '6:45'],
  ])('%s', async (_, text, exit, code, place) => {
    const { code: exited, places } = await convert(row(text), '-f', 'compose.yaml');
    expect(places.filter(([said]) => said === code)).toEqual([[code, place]]);
    expect(exited).toBe(exit);
  });

  test('no file at all', async () => {
    const { code, places } = await convert(folder({}), '--project-directory', '/');
    expect(places).toEqual([['file/not-found', '']]);
    expect(code).toBe(2);
  });

  test('a file that is named and not there', async () => {
    const { code, places } = await convert(folder({}), '-f', 'none.yaml');
    expect(places).toEqual([['file/unreadable', '']]);
    expect(code).toBe(2);
  });

  test('a folder in place of a file', async () => {
    const root = folder({});
    mkdirSync(join(root, 'compose.yaml'));
    const { code, places } = await convert(root, '-f', 'compose.yaml');
    expect(places).toEqual([['file/unreadable', '']]);
    expect(code).toBe(2);
  });

  // The superuser reads everything.
  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const root = row(service('restart: always'));
    chmodSync(join(root, 'compose.yaml'), 0);
    const { code, places } = await convert(root, '-f', 'compose.yaml');
    expect(places).toEqual([['file/unreadable', '']]);
    expect(code).toBe(2);
  });

  test('more files than a project may read', async () => {
    const names = [...Array(1001).keys()].map((n) => `part${n}.yaml`);
    const parts = Object.fromEntries(names.map((name) => [name, 'services: {}\n']));
    const root = folder({ ...parts, 'compose.yaml': `include: [${names.join(', ')}]\n` });
    const { code, places } = await convert(root);
    expect(places.map(([said]) => said)).toContain('file/too-many');
    expect(code).toBe(1);
  });
});
