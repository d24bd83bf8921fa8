import { type Declaration, declare } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';
import type { Clean } from './clean.ts';

/** A law of ECS: refused or misread by the service when it does not hold. `code` without the `ecs/`. */
type Law<P> = Omit<Declaration<P>, 'severity' | 'see'> & {
  readonly severity?: Declaration<P>['severity'];
  readonly see: string;
};

export const law = <P = void>(texts: Law<P>): Declaration<P> =>
  declare({ severity: 'error', ...texts, code: `ecs/${texts.code}` });

/** Reports at a path of the JSON that is checked. */
export type ReportAt = <P>(declaration: Declaration<P>, path: Path, ...params: P extends void ? [] : [P]) => void;

/** Whether a member says anything: empty lists and objects, empty text and `false` are as good as absent. */
export function says(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** The items of a list that could be read, each with its path. */
export function* each<T>(list: readonly (T | undefined)[] | undefined, path: Path): Generator<[item: T, path: Path]> {
  for (const [index, item] of (list ?? []).entries()) if (item !== undefined) yield [item, [...path, index]];
}

/** Every value that `pattern` reaches: `containerDefinitions[].linuxParameters.devices`. */
export function* select(value: unknown, pattern: string): Generator<[value: unknown, path: Path]> {
  yield* step(value, pattern.split('.'), 0, []);
}

function* step(
  value: unknown,
  steps: readonly string[],
  depth: number,
  path: Path,
): Generator<[value: unknown, path: Path]> {
  const first = steps[depth];
  if (value === undefined || value === null) return;
  if (first === undefined) yield [value, path];
  else if (typeof value === 'object' && !first.endsWith('[]')) {
    if (Object.hasOwn(value, first))
      yield* step((value as Record<string, unknown>)[first], steps, depth + 1, [...path, first]);
  } else if (typeof value === 'object') {
    const name = first.slice(0, -2);
    const list = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (Array.isArray(list))
      for (const [item, at] of each(list, [...path, name])) yield* step(item, steps, depth + 1, at);
  }
}

/** The last member of a path, as a message names it. */
export const memberOf = (path: Path): string => String(path.findLast((part) => typeof part === 'string') ?? '');

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** The second and later items whose key came before, with the key. */
export function* repeated<T>(
  items: Iterable<readonly [T, Path]>,
  key: (item: T) => string | undefined,
): Generator<[key: string, path: Path, first: Path]> {
  const seen = new Map<string, Path>();
  for (const [item, path] of items) {
    const name = key(item);
    if (name === undefined) continue;
    const first = seen.get(name);
    if (first) yield [name, path, first];
    else seen.set(name, path);
  }
}

export type { Clean };
