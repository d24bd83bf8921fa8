import { dirname, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';

/** Which rooms of `src/` a room may import from. A file at the top of `src/` is a room of its own. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  source: [],
  diagnostics: ['source', 'compose/project.ts'],
  compose: ['source', 'diagnostics', 'generated'],
  options: ['source', 'diagnostics', 'compose', 'ecs/model.ts', 'ecs/facts', 'catalog.ts', 'keys/x-ecs'],
  plan: ['source', 'diagnostics', 'compose', 'options/options.ts', 'ecs/model.ts', 'ecs/facts', 'keys/x-ecs'],
  ecs: ['source', 'diagnostics', 'compose', 'options/options.ts', 'plan/deployment.ts', 'keys/x-ecs'],
  keys: ['source', 'diagnostics', 'compose', 'options/options.ts', 'plan/deployment.ts', 'ecs', 'generated'],
  report: ['source', 'compose', 'diagnostics', 'ecs/model.ts', 'ecs/facts', 'plan/deployment.ts'],
  emit: ['source', 'ecs/model.ts', 'ecs/facts'],
  push: ['ecs/model.ts', 'emit', 'diagnostics', 'source'],
  node: ['catalog.ts', 'index.ts', 'compile.ts', 'emit', 'diagnostics', 'options', 'source', 'compose', 'ecs/model.ts'],
  'compile.ts': ['source', 'diagnostics', 'compose', 'options', 'plan', 'keys', 'ecs'],
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly external: boolean;
}

let imports: Import[] = [];

beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: ['src/cli/cli.ts', 'src/cli/main.ts', 'src/cli/convert-only.ts', 'src/node/index.ts', 'src/index.ts'],
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  imports = Object.entries(metafile.inputs).flatMap(([from, { imports: targets }]) =>
    targets.map((target) => ({
      from: relative('src', from),
      to: target.external ? target.path : relative('src', resolve(target.path)),
      external: target.external ?? false,
    })),
  );
});

const room = (file: string): string => (dirname(file) === '.' ? file : (file.split('/')[0] ?? file));
const within = (file: string, place: string): boolean =>
  file === place || file.startsWith(`${place}/`) || file.startsWith(`${place}.`);
const listed = (edges: readonly Import[]): string[] => edges.map(({ from, to }) => `${from} -> ${to}`);

describe('import boundaries', () => {
  test('each room imports only from the rooms below it', () => {
    const wrong = imports.filter(({ from, to, external }) => {
      const rooms = allowed[room(from)];
      return !external && rooms && room(from) !== room(to) && !rooms.some((place) => within(to, place));
    });
    expect(listed(wrong)).toEqual([]);
  });

  test('one key file never imports another, but for the parts of its own folder', () => {
    const key = (file: string): string | undefined => /^keys\/service\/([^/.]+)/.exec(file)?.[1];
    const wrong = imports.filter(({ from, to }) => key(from) && key(to) && key(from) !== key(to));
    expect(listed(wrong)).toEqual([]);
  });

  test('only node, cli and the SDK adapter touch Node itself', () => {
    const free = ['node/', 'cli/', 'push/sdk'];
    const wrong = imports.filter(
      ({ from, to, external }) => external && to.startsWith('node:') && !free.some((place) => from.startsWith(place)),
    );
    expect(listed(wrong)).toEqual([]);
  });

  test('only the SDK adapter imports the AWS SDK', () => {
    const wrong = imports.filter(({ from, to }) => to.startsWith('@aws-sdk/') && !from.startsWith('push/sdk'));
    expect(listed(wrong)).toEqual([]);
  });
});

test('the core bundles for a browser', async () => {
  const { errors } = await build({
    entryPoints: ['src/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'silent',
  });
  expect(errors).toEqual([]);
});
