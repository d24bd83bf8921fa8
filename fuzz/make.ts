import { load as parseYaml } from 'js-yaml';
import { Grammar, isTree } from './grammar.ts';
import { type Input, mainFile, type Tree } from './input.ts';
import { withLongText } from './long.ts';
import { mutateText, mutateTree } from './mutate.ts';
import { optionSet } from './options.ts';
import { print } from './print.ts';
import { Random } from './random.ts';
import { repair } from './repair.ts';
import type { Seed } from './seeds.ts';

/** What a run made of one number: the input, and the tree behind its main file where there is one. */
export interface Made {
  readonly input: Input;
  readonly tree?: Tree;
}

/** The share of inputs with one text that is very long. */
const long = 0.01;

/** Input number `index` of a run: the same for the same seed. */
export function make(seed: number, index: number, seeds: readonly Seed[]): Made {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  for (let warm = 0; warm < 4; warm++) random.next();
  return seeds.length > 0 && random.chance(0.45) ? mutated(random, random.pick(seeds)) : generated(random);
}

function generated(random: Random): Made {
  const grammar = new Grammar(random);
  let tree = grammar.project();
  let origin = 'grammar';
  if (random.chance(0.2)) {
    tree = mutateTree(tree, random, () => grammar.anything(3));
    origin = 'grammar, nodes changed';
  }
  if (random.chance(long)) {
    tree = withLongText(tree, random);
    origin = 'grammar, nodes changed, one very long';
  }
  const secret = grammar.plant();
  const files: Record<string, string> = {
    '/p/a.env': `FROM_FILE=${grammar.plant()}\nB="${grammar.plant()}"\n`,
    '/p/b.env': "export C='x y'\nDB_URL=db:5432\n",
    '/p/l.env': 'com.example.x=1\n',
    '/p/secret.txt': 'hello',
    '/p/.env': `PORT=81\nREGISTRY=ghcr.io/acme\nFROM_DOTENV=${grammar.plant()}\n`,
    '/p/base.yaml': 'services:\n  base:\n    image: acme/base:1\n    user: "5"\n    environment:\n      A: b\n',
    '/p/other.yaml': 'services:\n  more:\n    image: acme/more:1\n    ports: ["7000:7000"]\n',
  };
  const options = optionSet(random);
  const env = { SHELL_SECRET: secret, WHO: 'world' };
  if (random.chance(0.4)) {
    tree = repair({ origin, files, env, request: { files: [mainFile], options }, secrets: [] }, tree);
    origin += ', errors left out';
  }
  let text = print(tree, random);
  // A changed text may turn a value into a name, which messages do show.
  let secrets: readonly string[] = origin.startsWith('grammar, nodes') ? [secret] : grammar.secrets;
  if (random.chance(0.1)) {
    text = mutateText(text, random);
    origin = 'grammar, text changed';
    secrets = [secret];
  }
  files[mainFile] = text;
  const names = [mainFile];
  if (random.chance(0.12)) {
    const second = new Grammar(random);
    const over = second.project();
    files['/p/over.yaml'] = print(over, random);
    names.push('/p/over.yaml');
    secrets = [...secrets, ...second.secrets];
  }
  const input = {
    origin,
    files,
    env,
    request: {
      files: names,
      options,
      ...(random.chance(0.1) ? { profiles: [random.pick(['debug', '*', 'none'])] } : {}),
    },
    secrets,
  };
  return origin.startsWith('grammar, text') || names.length > 1 ? { input } : { input, tree };
}

const parsed = new Map<Seed, Tree | undefined>();

function treeOf(seed: Seed): Tree | undefined {
  if (!parsed.has(seed)) parsed.set(seed, parse(seed.files[seed.main] ?? ''));
  return parsed.get(seed);
}

function parse(text: string): Tree | undefined {
  try {
    const tree = structuredClone(parseYaml(text));
    return isTree(tree) && JSON.stringify(tree).length < 100_000 ? tree : undefined;
  } catch {
    return undefined;
  }
}

function mutated(random: Random, seed: Seed): Made {
  const tree = treeOf(seed);
  const byTree = tree !== undefined && random.chance(0.5);
  const grammar = new Grammar(random);
  const stretched = byTree && random.chance(2 * long);
  const text = byTree
    ? print(stretched ? withLongText(tree, random) : mutateTree(tree, random, () => grammar.anything(3)), random)
    : mutateText(seed.files[seed.main] ?? '', random);
  const input = {
    origin: `${seed.name}, ${stretched ? 'one text very long' : `${byTree ? 'nodes' : 'text'} changed`}`,
    files: { ...seed.files, [seed.main]: text },
    env: {},
    request: { files: [seed.main], options: optionSet(random) },
    secrets: [],
  };
  return { input };
}
