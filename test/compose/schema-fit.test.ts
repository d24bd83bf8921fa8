import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDates } from '../../src/compose/dates.ts';
import { composeEngines } from '../../src/compose/engines.ts';
import { interpolate } from '../../src/compose/interpolate.ts';
import { plain } from '../../src/compose/plain.ts';
import { composeRows } from '../../src/compose/rows.ts';
import { rowOf } from '../../src/compose/rules.ts';
import { fitsSchema, isSettled } from '../../src/compose/schema-fit.ts';
import { parseYaml } from '../../src/compose/yaml.ts';
import { collector } from '../../src/diagnostics/declare.ts';
import { serviceKeys } from '../../src/generated/compose-keys.ts';
import validate from '../../src/generated/compose-schema.js';
import type { Node } from '../../src/source/node.ts';
import { Source } from '../../src/source/source.ts';
import fc from '../seeded.ts';
import { ignore, tree } from './tree.ts';

const valid = (root: Node): boolean => validate(plain(root, (v) => (typeof v === 'bigint' ? Number(v) : v)));

function dated(root: Node): boolean {
  const { report, findings } = collector();
  if (root.kind === 'map') checkDates(root, report);
  return findings.length > 0;
}

/** Values to put at keys of a service. */
const junk: unknown[] = [
  0,
  -1,
  1.5,
  99,
  '',
  'x',
  'host',
  true,
  null,
  [],
  ['a', 'a'],
  [1, '1'],
  {},
  { a: 1 },
  { a: null },
  '3',
  'yes',
];

function* texts(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && /\.ya?ml$/.test(entry.name)) yield readFileSync(join(entry.parentPath, entry.name), 'utf8');
}

const castKeys = ['retries', 'tty', 'external', 'nofile', 'soft', 'hard', 'replicas'];

/** Projects with values of all kinds at keys that there are and at others. */
const inner = fc.dictionary(
  fc.constantFrom(...serviceKeys, ...castKeys, 'limits', 'memory', 'target', 'x-a', '1', '\n', '\na'),
  fc.constantFrom(...junk),
);
const service = fc.dictionary(
  fc.constantFrom(...serviceKeys),
  fc.oneof(fc.constantFrom(...junk), inner, fc.array(inner)),
);
const top = fc.constantFrom('services', 'networks', 'volumes', 'secrets', 'configs', 'models', 'x-a', 'nonsense');
const projects = fc.dictionary(
  top,
  fc.dictionary(fc.constantFrom('web', 'x-a', 'b c', 'é', '\n', '\u2028', '\na'), service),
);

/** What stands beside a key that is cast, by the key above. */
const besides: Readonly<Record<string, object>> = { volumes: { type: 'volume' }, nofile: { soft: 1, hard: 1 } };

/** A project with a value at a path of the rules. */
function projectWith(path: string, value: unknown): Node {
  const keys = path.replace('ulimits.*', 'ulimits.nofile').split('.');
  const made = keys.reduceRight<unknown>((below, key, index) => {
    const above = keys[0] === 'services' ? (keys[index - 1] ?? '') : '';
    const inList = key === '*' && (above === 'ports' || above === 'volumes');
    const own = { ...besides[above], ...(inList ? (below as object) : { [key === '*' ? 'a' : key]: below }) };
    return inList ? [own] : own;
  }, value);
  return tree(JSON.stringify(made));
}

const castPaths = composeRows.flatMap(({ path, rows }) =>
  Object.keys(rows).flatMap((key) => (rowOf(rows[key])?.cast ? [`${path}.${key}`] : [])),
);

describe('the quick check of the schema', () => {
  test('takes nothing that the validator refuses, and misses none of the fixtures that it takes', () => {
    let taken = 0;
    for (const text of texts('fixtures')) {
      const [root] = parseYaml(new Source('x.yaml', text), ignore, {}) ?? [];
      if (!root) continue;
      expect(fitsSchema(root), text).toBe(valid(root) && !dated(root));
      if (valid(root)) taken++;
    }
    expect(taken).toBeGreaterThan(50);
  });

  test.each(serviceKeys)('agrees with the validator on values of %s', (key) => {
    for (const value of junk) {
      const text = JSON.stringify({ services: { web: { image: 'a', [key]: value } } });
      const root = tree(text);
      expect(fitsSchema(root), text).toBe(valid(root));
    }
  });

  test.each([
    'networks: {a: {driver_opts: {when: 2020-01-01}}}',
    'services: {a: {image: i, storage_opt: {open: {to: [anything, 2020-01-01]}}}}',
    'services: {a: {image: i, command: [run, 2020-01-01]}}',
  ])('doubts the date in %s', (text) => {
    expect(valid(tree(text))).toBe(true);
    expect(fitsSchema(tree(text))).toBe(false);
  });

  test('agrees with the validator on values anywhere', () => {
    fc.assert(
      fc.property(projects, (value) => {
        const root = tree(JSON.stringify(value));
        expect(fitsSchema(root)).toBe(valid(root));
      }),
      { numRuns: 100 },
    );
  });

  test('calls nothing settled that casting would change', () => {
    const { rules } = composeEngines();
    fc.assert(
      fc.property(projects, (value) => {
        const root = tree(JSON.stringify(value));
        if (root.kind === 'map' && isSettled(root)) {
          expect(fitsSchema(root)).toBe(true);
          expect(interpolate(root, new Map(), rules, ignore)).toBe(root);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(castPaths)('does not call a text at %s settled, but a value of its type', (path) => {
    expect(isSettled(projectWith(path, '1'))).toBe(false);
    expect([1, true].filter((value) => isSettled(projectWith(path, value)))).toHaveLength(1);
  });
});
