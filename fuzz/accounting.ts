import type { Compiled } from '../src/compile.ts';
import { composeLeaves } from '../src/generated/compose-keys.ts';
import type { ResourceKeys, ServiceKeys } from '../src/keys/define.ts';
import { resourceKeys, serviceKeys } from '../src/keys/index.ts';
import { values, valuesByStep } from '../test/keys/samples.ts';
import { isTree, put } from './grammar.ts';
import { type Input, mainFile, type Tree } from './input.ts';
import { run } from './invariants.ts';
import { subnets } from './options.ts';
import type { Random } from './random.ts';

const plainLeaves = composeLeaves.filter(
  (leaf) => /^services\.\*\.[a-z_]+(\.[a-z_]+)*$/.test(leaf) && !/\.(extends|profiles|scale)/.test(leaf),
);

/** Writes one more key into a service of a project that converts, and holds that the result or the findings tell of it. */
export function unaccounted(input: Input, tree: Tree, before: Compiled, random: Random): string | undefined {
  if (!before.app || !isTree(tree.services) || Object.keys(tree.services).length === 0) return undefined;
  const leaf = random.pick(plainLeaves);
  const name = random.pick(Object.keys(tree.services));
  if (!before.project || !Object.hasOwn(before.project.model.services, name)) return undefined;
  const [, , ...steps] = leaf.split('.');
  if (harmless(steps) || isMoot(steps, name, tree, before, input)) return undefined;
  const path = ['services', name, ...steps];
  const value = values[leaf] ?? valuesByStep[steps.at(-1) ?? ''] ?? 'something';
  // One value may happen to be what holds without it, or be rounded to that; another then is not.
  for (const each of [value, another(value), ...smaller(value)]) {
    const changed = withLeaf(tree, path, each);
    if (!changed || shows(input, tree, changed, path)) return undefined;
  }
  return `${path.join('.')} changes nothing and nothing tells of it\n${JSON.stringify(withLeaf(tree, path, value))}`;
}

/** The tree with one more leaf; undefined where there is one already, or no room for it. */
function withLeaf(tree: Tree, path: readonly string[], value: unknown): Tree | undefined {
  const changed = structuredClone(tree);
  let at: unknown = changed;
  for (const [depth, step] of path.entries()) {
    if (!isTree(at)) return undefined;
    if (depth === path.length - 1) {
      if (at[step] !== undefined) return undefined;
      put(at, step, value);
    } else if (at[step] === undefined) put(at, step, {});
    at = at[step];
  }
  return changed;
}

const smaller = (value: unknown): number[] => (typeof value === 'number' && value > 10 ? [Math.ceil(value / 10)] : []);

function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === 'stop-first') return 'start-first';
  if (value === 'on-failure') return 'any';
  if (value === 'json-file') return 'syslog';
  if (typeof value === 'string') return value.replace(/\d+/, (digits) => String(Number(digits) + 1));
  return value;
}

/** Whether the leaf that `changed` has more than `tree` stops the conversion, changes its result, or is told. */
function shows(input: Input, tree: Tree, changed: Tree, path: readonly string[]): boolean {
  const bare = run(withServices(input, tree));
  const after = run(withServices(input, changed));
  if (!after.app || !bare.app || JSON.stringify(after.app) !== JSON.stringify(bare.app)) return true;
  const known = new Set(bare.diagnostics.map(sentence));
  const [, name = ''] = path;
  return after.diagnostics.some((each) => {
    const isNew = !known.has(sentence(each));
    // One finding may tell of several services.
    return within(each.path, path) ? each.path.length < path.length || isNew : isNew && each.message.includes(name);
  });
}

/** Parts that mean nothing beside others: x-ecs and options win over any key, one task is replaced in no other way than at once, a check that is off needs no figures, a quota that is not kept needs no period. */
function isMoot(
  steps: readonly string[],
  name: string,
  { services, 'x-ecs': extension }: Tree,
  { diagnostics }: Compiled,
  { request }: Input,
): boolean {
  const service = isTree(services) ? services[name] : undefined;
  if (!isTree(service) || service['x-ecs'] !== undefined) return true;
  if (isTree(extension) && (extension.service ?? extension.taskDefinition) !== undefined) return true;
  const { deploy, healthcheck, scale } = service;
  if (steps[0] === 'healthcheck' && isTree(healthcheck) && isOff(healthcheck)) return true;
  const replicas = Number((isTree(deploy) ? deploy.replicas : undefined) ?? scale ?? 1);
  if (steps.at(-1) === 'parallelism' && replicas <= 1) return true;
  const quota = ['services', name, 'cpu_quota'];
  if (steps[0] === 'cpu_period' && diagnostics.some(({ path }) => within(path, quota))) return true;
  return steps[0] === 'image' && Object.hasOwn(request.options.images ?? {}, name);
}

const isOff = ({ disable, test }: Tree): boolean =>
  disable !== undefined || (Array.isArray(test) && test[0] === 'NONE');

/** Without subnets a service in awsvpc mode is left out, and said to be: what only it carries could not show. */
function withServices(input: Input, tree: Tree): Input {
  const { request, files } = input;
  const options = { ...request.options, subnets: request.options.subnets ?? subnets };
  return { ...input, request: { ...request, options }, files: { ...files, [mainFile]: JSON.stringify(tree) } };
}

const sentence = ({ code, path, message }: Compiled['diagnostics'][number]): string =>
  `${code} ${path.join('.')} ${message}`;

/** A finding at the part, or at what holds it down to the key. */
const within = (path: readonly (string | number)[], written: readonly string[]): boolean =>
  path.length >= 3 && path.every((step, depth) => depth >= written.length || String(step) === written[depth]);

function harmless([key = '', ...below]: readonly string[]): boolean {
  const registry: Readonly<Record<string, { readonly harmless?: Readonly<Record<string, string>> }>> = {
    ...(resourceKeys as ResourceKeys),
    ...(serviceKeys as ServiceKeys),
  };
  return Object.keys(registry[key]?.harmless ?? {}).some((pattern) =>
    fits(pattern === '' ? [] : pattern.split('.'), below),
  );
}

function fits(pattern: readonly string[], steps: readonly string[]): boolean {
  if (pattern[0] === '**') return true;
  if (pattern.length === 0 || steps.length === 0) return pattern.length === steps.length;
  return (pattern[0] === '*' || pattern[0] === steps[0]) && fits(pattern.slice(1), steps.slice(1));
}
