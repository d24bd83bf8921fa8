import { describe, expect, test } from 'vitest';
import { discover } from '../../src/compose/discover.ts';
import { memoryHost } from '../../src/compose/host.ts';
import type { LoadRequest } from '../../src/compose/request.ts';
import { collector } from '../../src/diagnostics/declare.ts';

interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly request?: LoadRequest;
}

function find({ files = {}, cwd = '/p', env = {}, request = {} }: Given) {
  const { report, findings } = collector();
  const found = discover(request, memoryHost(files, { cwd, env }), report);
  return { ...found, codes: findings.map(({ code }) => code) };
}

const some = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '']));

describe('files', () => {
  test.each<readonly [string, Given, readonly string[], string, readonly string[]]>([
    ['the default name', { files: some('/p/compose.yaml') }, ['/p/compose.yaml'], '/p', []],
    ['an old name', { files: some('/p/docker-compose.yml') }, ['/p/docker-compose.yml'], '/p', []],
    [
      'the first of several',
      { files: some('/p/compose.yaml', '/p/docker-compose.yml') },
      ['/p/compose.yaml'],
      '/p',
      ['file/several-found'],
    ],
    [
      'with its override',
      { files: some('/p/compose.yaml', '/p/compose.override.yaml') },
      ['/p/compose.yaml', '/p/compose.override.yaml'],
      '/p',
      [],
    ],
    ['above', { files: some('/p/compose.yaml', '/p/a/b/x'), cwd: '/p/a/b' }, ['/p/compose.yaml'], '/p', []],
    ['none', { files: some('/p/x') }, [], '/p', ['file/not-found']],
    ['-f', { request: { files: ['a/x.yaml', 'y.yaml'] } }, ['/p/a/x.yaml', '/p/y.yaml'], '/p/a', []],
    [
      '-f without an override',
      { files: some('/p/x.yaml', '/p/compose.override.yaml'), request: { files: ['x.yaml'] } },
      ['/p/x.yaml'],
      '/p',
      [],
    ],
    ['standard input', { request: { files: ['-'] } }, ['-'], '/p', []],
    ['COMPOSE_FILE', { env: { COMPOSE_FILE: 'x.yaml:a/y.yaml' } }, ['/p/x.yaml', '/p/a/y.yaml'], '/p', []],
    [
      'COMPOSE_FILE with a separator of its own',
      { env: { COMPOSE_FILE: 'x.yaml;y.yaml', COMPOSE_PATH_SEPARATOR: ';' } },
      ['/p/x.yaml', '/p/y.yaml'],
      '/p',
      [],
    ],
    ['COMPOSE_FILE of .env', { files: { '/p/.env': 'COMPOSE_FILE=z.yaml' } }, ['/p/z.yaml'], '/p', []],
    [
      '-f before COMPOSE_FILE',
      { env: { COMPOSE_FILE: 'x.yaml' }, request: { files: ['y.yaml'] } },
      ['/p/y.yaml'],
      '/p',
      [],
    ],
    [
      '--project-directory',
      { files: some('/q/compose.yaml'), request: { projectDirectory: '../q' } },
      ['/q/compose.yaml'],
      '/q',
      [],
    ],
  ])('%s', (_, given, files, directory, codes) => {
    expect(find(given)).toMatchObject({ files, directory, codes });
  });
});

describe('variables', () => {
  const value = (given: Given, name: string) =>
    find({ files: some('/p/compose.yaml'), ...given }).environment.get(name)?.value;
  const dotenv = { '/p/compose.yaml': '', '/p/.env': 'A=file\n', '/p/other.env': 'A=other\n' };
  test.each<readonly [string, Given, string | undefined]>([
    ['.env', { files: dotenv }, 'file'],
    ['the environment before .env', { files: dotenv, env: { A: 'shell' } }, 'shell'],
    ['--env-file in place of .env', { files: dotenv, request: { envFiles: ['other.env'] } }, 'other'],
    ['.env switched off', { files: dotenv, env: { COMPOSE_DISABLE_ENV_FILE: '1' } }, undefined],
    ['.env beside a file found above', { files: { ...dotenv, '/p/a/x': '' }, cwd: '/p/a' }, 'file'],
  ])('%s', (_, given, expected) => {
    expect(value(given, 'A')).toBe(expected);
  });

  test('an --env-file that is missing', () => {
    expect(find({ files: dotenv, request: { envFiles: ['none.env'] } }).codes).toEqual(['file/env-file-unreadable']);
  });
});

test.each<readonly [Given, readonly string[]]>([
  [{}, ['']],
  [{ env: { COMPOSE_PROFILES: 'a, b,' } }, ['a', 'b', '']],
  [{ env: { COMPOSE_PROFILES: 'a' }, request: { profiles: ['c'] } }, ['c']],
])('profiles of %j', (given, profiles) => {
  expect(find({ files: some('/p/compose.yaml'), ...given }).profiles).toEqual(profiles);
});
