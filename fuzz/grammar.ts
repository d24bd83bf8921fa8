import schema from '../node_modules/dclint/schemas/compose.schema.json' with { type: 'json' };
import { alternatives, values, valuesByStep } from '../test/keys/samples.ts';
import type { Tree } from './input.ts';
import type { Random } from './random.ts';
import {
  numbers,
  oddNames,
  plausible,
  secretNames,
  serviceExtension,
  serviceNames,
  texts,
  volumeNames,
} from './words.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
}

const root = schema as unknown as Schema & { readonly definitions: Readonly<Record<string, Schema>> };

/** Makes Compose projects from the schema: mostly what people write, at times what nobody would. */
export class Grammar {
  private readonly random: Random;
  /** How often a value is drawn from the whole of what YAML can hold. */
  private readonly wild: number;
  readonly secrets: string[] = [];
  private readonly services: readonly string[];

  constructor(random: Random) {
    this.random = random;
    this.wild = random.pick([0, 0, 0.01, 0.05, 0.2]);
    const names: string[] = random.some(serviceNames, 4);
    if (names.length === 0) names.push('web');
    if (random.chance(this.wild)) names.push(random.pick(oddNames));
    this.services = names;
  }

  project(): Tree {
    const { random } = this;
    const services: Tree = {};
    for (const name of this.services) put(services, name, this.service());
    const tree: Tree = { services };
    if (random.chance(0.5)) tree.name = random.pick(['demo', 'x', 'Demo', '${NAME:-demo}']);
    if (random.chance(0.05)) tree.version = random.pick(['3.8', '2', '1', 3]);
    this.resources(tree, 'volumes', volumeNames, 0.7);
    this.resources(tree, 'networks', ['front', 'back', 'default'], 0.3);
    this.resources(tree, 'secrets', secretNames, 0.4);
    this.resources(tree, 'configs', ['site', 'other'], 0.2);
    this.resources(tree, 'models', ['llm'], 0.05);
    if (random.chance(0.05))
      tree.include = [
        random.pick<unknown>([
          'other.yaml',
          { path: 'other.yaml' },
          { path: ['other.yaml', 'base.yaml'], env_file: 'a.env' },
          'compose.yaml',
        ]),
      ];
    if (random.chance(0.08)) tree['x-ecs'] = this.extension();
    if (random.chance(0.05)) tree['x-anything'] = this.anything(3);
    if (random.chance(this.wild)) put(tree, random.pick(oddNames), this.anything(2));
    return tree;
  }

  service(): Tree {
    const { random } = this;
    const definition = root.definitions.service;
    const keys = Object.keys(definition?.properties ?? {});
    const common = [
      'ports',
      'volumes',
      'environment',
      'depends_on',
      'command',
      'healthcheck',
      'deploy',
      'restart',
      'networks',
      'mem_limit',
      'secrets',
      'logging',
      'labels',
      'links',
    ];
    const service: Tree = random.chance(0.9) ? { image: random.pick(plausible.image ?? []) } : { build: '.' };
    for (const key of [...random.some(common, 5), ...random.some(keys, random.chance(0.2) ? 12 : 3)])
      service[key] = this.value(definition?.properties?.[key] ?? {}, ['services', '*', key], 0);
    if (random.chance(0.08)) service['x-ecs'] = this.extension();
    if (random.chance(this.wild)) put(service, random.pick([...oddNames, 'imge', 'x-y']), this.anything(2));
    return service;
  }

  private resources(tree: Tree, kind: string, names: readonly string[], chance: number): void {
    if (!this.random.chance(chance)) return;
    const definition = { $ref: `#/definitions/${kind.slice(0, -1)}` };
    const made: Tree = {};
    for (const name of names)
      if (this.random.chance(0.7))
        put(made, name, this.random.chance(0.4) ? sound(kind) : this.value(definition, [kind, '*'], 0));
    tree[kind] = made;
  }

  private extension(): Tree {
    const extension: Tree = {};
    for (const key of this.random.some(Object.keys(serviceExtension), 3))
      put(extension, key, this.random.pick(serviceExtension[key] ?? [1]));
    return extension;
  }

  /** A value that the schema allows at this path, more or less. */
  private value(given: Schema, path: readonly string[], depth: number): unknown {
    const { random } = this;
    if (random.chance(this.wild)) return this.anything(3);
    const schema = this.resolve(given);
    const step = path.at(-1) ?? '';
    if (isVariables(path)) return this.variables();
    const known = this.known(path, step);
    if (known !== undefined && random.chance(0.6))
      return schemaTakesList(schema) && !Array.isArray(known.value) && !isTree(known.value) && wantsList(schema)
        ? this.listOf(known.pool)
        : known.value;
    if (schema.enum) return random.pick(schema.enum);
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) return this.value(random.pick(choices), path, depth);
    const type = typeof schema.type === 'object' ? random.pick(schema.type) : schema.type;
    if (type === 'object' || schema.properties) return depth > 6 ? {} : this.object(schema, path, depth);
    if (type === 'array')
      return Array.from({ length: 1 + random.below(2) }, () =>
        this.value(schema.items ?? {}, [...path, '[]'], depth + 1),
      );
    return known ? random.pick(known.pool) : this.scalar(type);
  }

  private resolve(schema: Schema): Schema {
    let found = schema;
    while (found.$ref) found = root.definitions[found.$ref.split('/').at(-1) ?? ''] ?? {};
    return found;
  }

  private known(
    path: readonly string[],
    step: string,
  ): { readonly value: unknown; readonly pool: readonly unknown[] } | undefined {
    const leaf = path.join('.');
    const name = step === '[]' ? (path.at(-2) ?? '') : step;
    const pool = [
      ...(values[leaf] === undefined ? [] : [values[leaf]]),
      ...(alternatives[leaf] ?? []),
      ...(plausible[name] ?? []),
      ...(valuesByStep[name] === undefined ? [] : [valuesByStep[name]]),
    ];
    if (pool.length === 0) return undefined;
    const value = this.random.pick(pool);
    return { value, pool };
  }

  private listOf(pool: readonly unknown[]): unknown[] {
    return Array.from({ length: 1 + this.random.below(3) }, () => this.random.pick(pool)).flat();
  }

  private object(schema: Schema, path: readonly string[], depth: number): Tree {
    const { random } = this;
    const tree: Tree = {};
    const properties = Object.keys(schema.properties ?? {});
    for (const key of new Set([...(schema.required ?? []), ...random.some(properties, 4)]))
      tree[key] = this.value(schema.properties?.[key] ?? {}, [...path, key], depth + 1);
    const open =
      Object.values(schema.patternProperties ?? {}).find((one) => Object.keys(one).length > 0) ??
      (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
    if (open && (properties.length === 0 || random.chance(0.05)))
      for (let count = random.below(3); count > 0; count--)
        put(tree, this.nameAt(path), this.value(open, [...path, '*'], depth + 1));
    return tree;
  }

  private nameAt(path: readonly string[]): string {
    const { random } = this;
    if (random.chance(this.wild)) return random.pick(oddNames);
    const step = path.at(-1);
    if (step === 'depends_on') return random.pick(this.services);
    if (step === 'networks') return random.pick(['front', 'back', 'default']);
    if (step === 'ulimits') return random.pick(['nofile', 'nproc', 'core', 'bogus']);
    if (step === 'sysctls') return random.pick(['net.core.somaxconn', 'kernel.shmmax']);
    return random.pick(['a', 'b', 'max-size', 'com.example.x', 'traefik.enable', 'name']);
  }

  /** Variables with a planted value each, and references to other services. */
  private variables(): unknown {
    const { random } = this;
    const pairs: [string, string | number | null | boolean][] = [];
    for (let count = random.below(4); count > 0; count--) {
      const name = random.pick([
        'PASSWORD',
        'DB_HOST',
        'URL',
        'TOKEN',
        'lower',
        'A',
        'with space',
        '__proto__',
        'constructor',
        'DB_PORT',
        '',
      ]);
      const secret = this.plant();
      pairs.push([
        name,
        random.pick<string | number | null | boolean>([
          secret,
          secret,
          `postgres://u:${secret}@${random.pick(this.services)}:5432/x`,
          random.pick(this.services),
          null,
          12,
          true,
          '${SHELL_SECRET}',
          '${UNSET:-x}',
          `line\n${secret}`,
          `http://${random.pick(this.services)}`,
        ]),
      ]);
    }
    if (random.chance(0.6)) {
      const tree: Tree = {};
      for (const [name, value] of pairs) put(tree, name, value);
      return tree;
    }
    return pairs.map(([name, value]) => (value === null ? name : `${name}=${value}`));
  }

  plant(): string {
    const secret = `pLaNt${Math.floor(this.random.next() * 1e9).toString(36)}eD`;
    this.secrets.push(secret);
    return secret;
  }

  private scalar(type: string | undefined): unknown {
    const { random } = this;
    if (type === 'boolean') return random.pick([true, false, 'true', 'yes']);
    if (type === 'integer' || type === 'number')
      return random.chance(0.8) ? random.pick([0, 1, 2, 10, 100, '5']) : random.pick(numbers);
    if (type === 'null') return null;
    return random.chance(0.8)
      ? random.pick(['x', 'value', '/path', './rel', 'a-b_c.d', '1', ...this.services])
      : random.pick(texts);
  }

  /** Whatever YAML can hold. */
  anything(depth: number): unknown {
    const { random } = this;
    const kind = random.below(depth > 0 ? 8 : 5);
    if (kind === 0) return null;
    if (kind === 1) return random.chance(0.5);
    if (kind === 2) return random.pick(numbers);
    if (kind <= 4) return random.pick(texts);
    if (kind === 5) return Array.from({ length: random.below(4) }, () => this.anything(depth - 1));
    const tree: Tree = {};
    for (let count = random.below(4); count > 0; count--)
      put(tree, random.pick([...oddNames, ...texts, 'a', 'b']), this.anything(depth - 1));
    return tree;
  }
}

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets a member of any name, `__proto__` too. */
export const put = (tree: Tree, key: string, value: unknown): void =>
  void Object.defineProperty(tree, key, { value, enumerable: true, configurable: true, writable: true });

const isVariables = (path: readonly string[]): boolean =>
  path.at(-1) === 'environment' && path[0] === 'services' && path.length === 3;
const schemaTakesList = (schema: Schema): boolean =>
  schema.type === 'array' ||
  (schema.oneOf ?? schema.anyOf ?? []).some((one) => one.type === 'array' || one.$ref !== undefined);
const wantsList = (schema: Schema): boolean => schema.type === 'array' || schema.oneOf !== undefined;
const sound = (kind: string): unknown =>
  ({ secrets: { external: true }, configs: { external: true }, models: { model: 'ai/x' } })[kind] ?? null;
