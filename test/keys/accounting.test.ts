import { expect, test } from 'vitest';
import { type Compiled, compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';
import type { Target } from '../../src/ecs/model.ts';
import { composeLeaves } from '../../src/generated/compose-keys.ts';
import type { ResourceKeys, ServiceKeys } from '../../src/keys/define.ts';
import { resourceKeys, serviceKeys } from '../../src/keys/index.ts';
import type { OptionInput } from '../../src/options/resolve.ts';
import { alternatives, companions, names, values, valuesByStep } from './samples.ts';

/** Every leaf of the Compose schema, written into a minimal project, must change the bundle, be told, or be harmless by definition. */

type Tree = { [key: string]: unknown };

const files = {
  '/app/app.env': 'FROM_FILE=1\n',
  '/app/quoted.env': "QUOTED='a b'\n",
  '/app/labels.env': 'com.example.file=1\n',
  '/app/base.yaml': 'services:\n  db:\n    image: acme/base:1\n    user: "5"\n',
  '/app/extra.yaml': 'services:\n  more:\n    image: acme/more:1\n',
  '/app/site': 'hello',
  '/app/token': 'hello',
};

const arn = 'arn:aws:secretsmanager:eu-west-1:210987654321:secret:token-AbCdEf';
const fileSystem = { fileSystemId: 'fs-0123456789abcdef0' };
const common: OptionInput = {
  logs: false,
  defaultMemoryReservation: 64,
  executionRole: 'arn:aws:iam::210987654321:role/execution',
};
const targets: Readonly<Record<string, OptionInput>> = {
  ec2: { ...common, target: 'ec2' satisfies Target },
  'ec2 awsvpc': { ...common, target: 'ec2', networkMode: 'awsvpc', subnets: ['subnet-0f3a9c1b2d4e5f607'] },
  fargate: {
    ...common,
    target: 'fargate',
    region: 'eu-west-1',
    subnets: ['subnet-0f3a9c1b2d4e5f607'],
  },
  external: { ...common, target: 'external' },
};

const base = (): Tree => ({
  name: 'demo',
  services: { web: { image: 'acme/site:1' }, db: { image: 'acme/db:1' } },
});

const isTree = (value: unknown): value is Tree => value !== null && typeof value === 'object' && !Array.isArray(value);

function merge(into: Tree, part: Tree): Tree {
  for (const [key, value] of Object.entries(part)) {
    const old = into[key];
    into[key] = isTree(value) && isTree(old) ? merge(old, value) : structuredClone(value);
  }
  return into;
}

/** The path that a leaf is written at: names and indices for `*` and `[]`. */
function concrete(leaf: string): (string | number)[] {
  const path: (string | number)[] = [];
  for (const step of leaf.split('.'))
    path.push(step === '[]' ? 0 : step === '*' ? (names[path.join('.')] ?? 'name') : step);
  return path;
}

function write(project: Tree, path: readonly (string | number)[], value: unknown): void {
  let at: Record<string | number, unknown> = project;
  for (const [depth, step] of path.entries()) {
    if (depth === path.length - 1) at[step] = value;
    else {
      const next = at[step];
      if (next === null || typeof next !== 'object') at[step] = typeof path[depth + 1] === 'number' ? [] : {};
      at = at[step] as Record<string | number, unknown>;
    }
  }
}

function run(project: Tree, written: OptionInput): Compiled {
  const options: OptionInput = {
    ...written,
    ...(JSON.stringify(project.secrets ?? {}).includes('"file"') ? { secrets: { token: arn } } : {}),
    ...('volumes' in project && written.target === 'fargate' ? { efs: { data: fileSystem } } : {}),
  };
  return compile(
    { files: ['/app/compose.yaml'], options },
    memoryHost({ ...files, '/app/compose.yaml': JSON.stringify(project) }, { cwd: '/app' }),
  );
}

const same = (a: readonly (string | number)[], b: readonly (string | number)[]): boolean =>
  a.slice(0, b.length).every((step, depth) => String(step) === String(b[depth]));

/** Whether the definition of the key says why this part changes nothing. */
function harmless(leaf: string): boolean {
  const steps = leaf.split('.').map((step) => (step === '[]' ? '*' : step));
  const [kind = '', , ...rest] = steps;
  const [key = '', ...below] = kind === 'services' ? rest : [kind, ...rest];
  const registry: Readonly<Record<string, { readonly harmless?: Readonly<Record<string, string>> }>> =
    kind === 'services' ? (serviceKeys as ServiceKeys) : (resourceKeys as ResourceKeys);
  const definition = registry[key];
  return Object.keys(definition?.harmless ?? {}).some((pattern) =>
    fits(pattern === '' ? [] : pattern.split('.'), below),
  );
}

function fits(pattern: readonly string[], steps: readonly string[]): boolean {
  if (pattern[0] === '**') return true;
  if (pattern.length === 0 || steps.length === 0) return pattern.length === steps.length;
  return (pattern[0] === '*' || pattern[0] === steps[0]) && fits(pattern.slice(1), steps.slice(1));
}

/** `version`, `name` and `include` are the reader’s own. */
const beforeConversion = new Set(['version', 'include.[].env_file', 'include.[].project_directory']);

/** Codes of warnings that speak for all parts of what they stand at. */
const speakForAll = new Set(['depends_on/across-tasks', 'logging/driver-replaced']);

/** An error, such a warning, or one about a dropped key, at the key or at the entry of it that the leaf belongs to. */
function refusedWhole(path: readonly (string | number)[], { diagnostics }: Compiled): boolean {
  const key = path[0] === 'services' ? 3 : 2;
  return diagnostics.some(
    (each) =>
      (each.severity === 'error' || speakForAll.has(each.code) || each.code.endsWith('/dropped')) &&
      each.path.length >= key &&
      each.path.length <= path.length &&
      same(each.path, path),
  );
}

const sentences = ({ diagnostics }: Compiled): string[] =>
  diagnostics.map(({ code, path, message }) => `${code} ${path.join('.')} ${message}`);

const bases = new Map<string, Compiled>();

function withoutLeaf(project: Tree, target: string): Compiled {
  const key = `${target} ${JSON.stringify(project)}`;
  const known = bases.get(key) ?? run(project, targets[target] ?? {});
  bases.set(key, known);
  return known;
}

const sample = (leaf: string): unknown => values[leaf] ?? valuesByStep[leaf.split('.').at(-1) ?? ''] ?? 'something';

type Verdict = 'mapped' | 'told' | 'told as a whole' | 'harmless' | 'read' | `lost: ${string}`;

function verdict(leaf: string, target: string, value = sample(leaf)): Verdict {
  const path = concrete(leaf);
  const beside = companions.filter(([prefix]) => leaf.startsWith(prefix)).at(-1)?.[1] ?? {};
  const project = merge(base(), beside as Tree);
  const before = withoutLeaf(project, target);
  write(project, path, value);
  const after = run(project, targets[target] ?? {});
  if (after.app && before.app && JSON.stringify(after.app) !== JSON.stringify(before.app)) return 'mapped';
  const known = new Set(sentences(before));
  const news = after.diagnostics.filter((_, index) => !known.has(sentences(after)[index] ?? ''));
  if (news.some((diagnostic) => same(diagnostic.path, path))) return 'told';
  if (refusedWhole(path, after)) return 'told as a whole';
  if (harmless(leaf)) return 'harmless';
  return beforeConversion.has(leaf) ? 'read' : `lost: ${news.map(({ code }) => code).join(', ')}`;
}

test.each(Object.keys(targets))('every leaf of the schema is accounted for: %s', (target) => {
  const lost = composeLeaves.filter((leaf) => verdict(leaf, target).startsWith('lost'));
  expect(lost).toEqual([]);
});

test.each(Object.keys(targets))('so are the values that mean something of their own: %s', (target) => {
  const lost = Object.entries(alternatives).flatMap(([leaf, others]) =>
    others.filter((value) => verdict(leaf, target, value).startsWith('lost')).map((value) => `${leaf}: ${value}`),
  );
  expect(lost).toEqual([]);
});
