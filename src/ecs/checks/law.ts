import { type Declaration, declare } from '../../diagnostics/declare.ts';
import type { Path } from '../../source/node.ts';
import type { Clean } from './clean.ts';

/** A law of ECS: refused or misread by the service when it does not hold. `code` without the `ecs/`. */
type Law<P> = Omit<Declaration<P>, 'severity' | 'see'> & {
  readonly severity?: Declaration<P>['severity'];
  readonly see: string;
};

export const law = <P = void>(say: () => Law<P>): Declaration<P> =>
  declare(() => {
    const texts = say();
    return { severity: 'error', ...texts, code: `ecs/${texts.code}` };
  });

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

type Found = [value: unknown, path: Path];

/** Every value that `pattern` reaches: `containerDefinitions[].linuxParameters.devices`. */
export function select(value: unknown, pattern: string): readonly Found[] {
  const found: Found[] = [];
  walk(value, stepsOf(pattern), 0, [], found);
  return found;
}

/** `path` is live. */
function walk(value: unknown, steps: readonly Step[], depth: number, path: (string | number)[], found: Found[]): void {
  if (value === undefined || value === null) return;
  const step = steps[depth];
  if (!step) found.push([value, [...path]]);
  else if (typeof value === 'object' && Object.hasOwn(value, step.name)) {
    const inner = (value as Record<string, unknown>)[step.name];
    path.push(step.name);
    if (!step.list) walk(inner, steps, depth + 1, path, found);
    else if (Array.isArray(inner))
      for (const [index, item] of inner.entries()) {
        path.push(index);
        walk(item, steps, depth + 1, path, found);
        path.pop();
      }
    path.pop();
  }
}

interface Step {
  readonly name: string;
  readonly list: boolean;
}

const patterns = new Map<string, readonly Step[]>();

function stepsOf(pattern: string): readonly Step[] {
  const known = patterns.get(pattern);
  if (known) return known;
  const steps = pattern.split('.').map((text) => ({ name: text.replace('[]', ''), list: text.endsWith('[]') }));
  patterns.set(pattern, steps);
  return steps;
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
