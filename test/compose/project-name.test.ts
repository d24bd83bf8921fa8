import { expect, test } from 'vitest';
import { memoryHost } from '../../src/compose/host.ts';
import { load } from '../../src/compose/load.ts';
import { normaliseName } from '../../src/compose/project-name.ts';
import type { LoadRequest } from '../../src/compose/request.ts';

test.each([
  ['Shop', 'shop'],
  ['my shop.v2', 'myshopv2'],
  ['__Shop-1', 'shop-1'],
  ['!!!', ''],
])('%j is made %j', (text, name) => {
  expect(normaliseName(text)).toBe(name);
});

interface Given {
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly request?: LoadRequest;
  readonly cwd?: string;
}

function named({ name, env = {}, request = {}, cwd = '/srv/My.Shop' }: Given) {
  const text = `${name === undefined ? '' : `name: ${name}\n`}services:\n  web:\n    image: nginx:1.28\n`;
  const { value, diagnostics } = load(
    request,
    memoryHost({ [`${cwd}/compose.yaml`.replace('//', '/')]: text }, { cwd, env }),
  );
  return [value?.model.name, ...diagnostics.map(({ code }) => code)];
}

test.each<readonly [string, Given, readonly string[]]>([
  ['the folder', {}, ['myshop']],
  ['name:', { name: 'Blog' }, ['blog']],
  ['name: with a variable', { name: '$' + '{NAME}', env: { NAME: 'blog' } }, ['blog']],
  ['COMPOSE_PROJECT_NAME before name:', { name: 'blog', env: { COMPOSE_PROJECT_NAME: 'site' } }, ['site']],
  [
    '-p before all',
    { name: 'blog', env: { COMPOSE_PROJECT_NAME: 'site' }, request: { projectName: 'shop' } },
    ['shop'],
  ],
  ['-p is not made to fit', { request: { projectName: 'My Shop' } }, ['myshop', 'name/invalid']],
  ['nor is COMPOSE_PROJECT_NAME', { env: { COMPOSE_PROJECT_NAME: 'Site' } }, ['site', 'name/invalid']],
  ['a folder without a name', { cwd: '/' }, ['project', 'name/empty']],
])('%s', (_, given, expected) => {
  expect(named(given)).toEqual(expected);
});
