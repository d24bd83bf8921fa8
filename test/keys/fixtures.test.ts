import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { load as parse } from 'js-yaml';
import { expect, test } from 'vitest';
import { type Compiled, compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';
import { toBundle } from '../../src/emit/bundle.ts';
import { serviceKeys } from '../../src/generated/compose-keys.ts';
import type { OptionInput } from '../../src/options/resolve.ts';

/**
 * `fixtures/keys/<key>/<case>/`: what one key does. `expected.json` holds what it changes in the bundle, by path, against the
 * same project without the key; `diagnostics.txt` what is said about it; `args.json` the options.
 * UPDATE=1 npx vitest run test/keys/fixtures.test.ts writes both anew.
 */
const update = process.env.UPDATE !== undefined;
const folders = readdirSync('fixtures/keys', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('/compose.yaml'))
  .map((name) => join('fixtures/keys', dirname(name)))
  .sort();

interface Written {
  name?: string;
  services: Record<string, Record<string, unknown>>;
}

const convert = (text: string, options: OptionInput): Compiled =>
  compile(
    { files: ['/app/compose.yaml'], options: { logs: false, defaultMemoryReservation: 64, ...options } },
    memoryHost({ '/app/compose.yaml': text }, { cwd: '/app' }),
  );

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object';

/** Items by their name or family, where all have one. */
function byName(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const named = value.map((item): [string, unknown] | undefined => {
    const name = isRecord(item) ? (item.family ?? item.serviceName ?? item.name) : undefined;
    return typeof name === 'string' ? [name, item] : undefined;
  });
  return named.every((entry) => entry !== undefined) ? Object.fromEntries(named) : value;
}

/** What is new or different, by path; null for what is gone. */
function changes(first: unknown, second: unknown, path = ''): Record<string, unknown> {
  if (JSON.stringify(first) === JSON.stringify(second)) return {};
  const [before, after] = [byName(first), byName(second)];
  if (!isRecord(before) || !isRecord(after) || Array.isArray(before) !== Array.isArray(after))
    return { [path]: second ?? null };
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.assign(
    {},
    ...keys.map((key) =>
      changes(
        before[key],
        after[key],
        Array.isArray(second) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`,
      ),
    ),
  );
}

const sentences = ({ diagnostics }: Compiled): string[] =>
  diagnostics.map(({ severity, code, place, message }) => {
    const { line, column } = place?.source.position(place.start) ?? { line: 0, column: 0 };
    return `${severity} ${code} ${line}:${column} ${message}`;
  });

/** As a user reads it, without the place, which moves when the key is taken out. */
const texts = (lines: readonly string[]): Set<string> => new Set(lines.map((line) => line.replace(/ \d+:\d+ /, ' ')));

const json = (compiled: Compiled): unknown => (compiled.app ? JSON.parse(JSON.stringify(toBundle(compiled.app))) : {});

test.each(folders)('%s', (folder) => {
  const text = readFileSync(join(folder, 'compose.yaml'), 'utf8');
  const key = folder.split('/').at(-2) ?? '';
  const options = existsSync(join(folder, 'args.json'))
    ? (JSON.parse(readFileSync(join(folder, 'args.json'), 'utf8')) as OptionInput)
    : {};
  const project = parse(text) as Written;
  for (const service of Object.values(project.services)) delete service[key];
  const without = convert(JSON.stringify(project), options);
  const compiled = convert(text, options);
  const known = texts(sentences(without));
  const said = sentences(compiled).filter((line) => !known.has([...texts([line])][0] ?? ''));
  const found = {
    'expected.json': compiled.app ? `${JSON.stringify(changes(json(without), json(compiled)), null, 2)}\n` : undefined,
    'diagnostics.txt': said.length > 0 ? `${said.join('\n')}\n` : undefined,
  };
  for (const [file, content] of Object.entries(found)) {
    const path = join(folder, file);
    if (update && content === undefined) rmSync(path, { force: true });
    else if (update && content !== undefined) writeFileSync(path, content);
    expect(content, path).toBe(existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  }
});

test('fixtures stand below the key that they show', () => {
  const keys = new Set(folders.map((folder) => folder.split('/').at(-2) ?? ''));
  expect([...keys].filter((key) => !(serviceKeys as readonly string[]).includes(key))).toEqual([]);
});
