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
  if (typeof value !== 'object') return true;
  for (const _ in value) return true;
  return false;
}

export interface Placed {
  readonly path: Path;
}

export interface Item<T> extends Placed {
  readonly value: T;
}

/** An item of a list. Most are in order, and their paths never asked for. */
class Listed<T> implements Item<T> {
  readonly value: T;
  private readonly under: Placed;
  private readonly member: string;
  private readonly index: number;

  constructor(value: T, under: Placed, member: string, index: number) {
    this.value = value;
    this.under = under;
    this.member = member;
    this.index = index;
  }

  get path(): Path {
    return [...this.under.path, this.member, this.index];
  }
}

const none: readonly never[] = [];
const root: Placed = { path: none };

/** The items of a list that could be read, each with its path; `member` of what stands at `under`. */
export function each<T>(
  list: readonly (T | undefined)[] | undefined,
  member: string,
  under: Placed = root,
): readonly Item<T>[] {
  return readable(list, (value, index) => new Listed(value, under, member, index));
}

/** What `make` makes of the items of a list that could be read; of most lists that is all of them. */
export function readable<T, R>(
  list: readonly (T | undefined)[] | undefined,
  make: (value: T, index: number) => R,
): readonly R[] {
  if (list === undefined || list.length === 0) return none;
  if (isWhole(list)) return list.map(make);
  return list.flatMap((value, index) => (value === undefined ? [] : [make(value, index)]));
}

const isWhole = <T>(list: readonly (T | undefined)[]): list is readonly T[] => !list.includes(undefined);

/** Every value that `pattern` reaches: `containerDefinitions[].linuxParameters.devices`. */
export function select(value: unknown, pattern: string): readonly Item<unknown>[] {
  const found: Item<unknown>[] = [];
  walk(value, stepsOf(pattern), 0, [], found);
  return found;
}

/** `path` is live. */
function walk(
  value: unknown,
  steps: readonly Step[],
  depth: number,
  path: (string | number)[],
  found: Item<unknown>[],
): void {
  if (value === undefined || value === null) return;
  const step = steps[depth];
  if (!step) found.push({ value, path: [...path] });
  else if (typeof value === 'object') {
    const inner = (value as Record<string, unknown>)[step.name];
    path.push(step.name);
    if (!step.list) walk(inner, steps, depth + 1, path, found);
    else if (Array.isArray(inner))
      for (let index = 0; index < inner.length; index++) {
        path.push(index);
        walk(inner[index], steps, depth + 1, path, found);
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

/** The second and later items whose key came before, with the key. */
export function repeated<T>(
  items: readonly Item<T>[],
  key: (item: T) => string | undefined,
): readonly (readonly [key: string, path: Path])[] {
  if (items.length < 2) return none;
  const seen = new Set<string>();
  const found: [string, Path][] = [];
  items.forEach((item) => {
    const name = key(item.value);
    if (name === undefined) return;
    if (seen.has(name)) found.push([name, item.path]);
    else seen.add(name);
  });
  return found;
}

export type { Clean };
