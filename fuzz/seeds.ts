import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A written project, all its texts by their path below `/p`. */
export interface Seed {
  readonly name: string;
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
}

const folders = [
  'fixtures/keys',
  'fixtures/projects',
  'fixtures/diagnostics',
  '../shared/corpus',
  '../shared/cases/loader',
  '../shared/cases/ecs',
];
const compose = /(^|\/)((docker-)?compose|fig|bad|good)[^/]*\.ya?ml$/;

/** Projects to change: our fixtures, and further collections where they are checked out beside this repository. */
export function readSeeds(): readonly Seed[] {
  return folders.filter((folder) => existsSync(folder)).flatMap((folder) => [...seedsIn(folder)]);
}

function* seedsIn(root: string): Generator<Seed> {
  const all = readdirSync(root, { recursive: true })
    .map((name) => join(root, String(name)))
    .filter((path) => statSync(path).isFile() && statSync(path).size < 100_000);
  const byFolder = new Map<string, string[]>();
  for (const path of all) byFolder.set(dirname(path), [...(byFolder.get(dirname(path)) ?? []), path]);
  for (const [folder, paths] of byFolder) {
    const mains = paths.filter((path) => compose.test(path));
    const beside = all.filter((path) => path.startsWith(`${folder}/`)).slice(0, 20);
    for (const main of mains.slice(0, 2)) {
      const files = Object.fromEntries(
        beside.map((path) => [`/p/${relative(folder, path)}`, readFileSync(path, 'utf8')]),
      );
      yield { name: main, main: `/p/${relative(folder, main)}`, files };
    }
  }
}
