import { limits } from '../ecs/facts/limits.ts';

/**
 * A directed graph over the containers of one task that takes no edge that would close a circle.
 * A task that ECS would take has ten at most, so that looking is cheap; in a larger one, which is an error already,
 * only edges along the given start order are taken.
 */
export class Reach {
  readonly #index: ReadonlyMap<string, number>;
  readonly #edges = new Map<string, Set<string>>();

  constructor(order: readonly string[]) {
    this.#index = new Map(order.map((name, at) => [name, at]));
  }

  /** False when `to` already leads to `from`, or one of them is not here. */
  add(from: string, to: string): boolean {
    const [a, b] = [this.#index.get(from), this.#index.get(to)];
    if (a === undefined || b === undefined) return false;
    const small = this.#index.size <= limits.containersPerTask;
    if (small ? this.#leads(to, from) : b >= a) return false;
    const edges = this.#edges.get(from);
    if (edges) edges.add(to);
    else this.#edges.set(from, new Set([to]));
    return true;
  }

  #leads(from: string, to: string): boolean {
    const seen = new Set<string>();
    const stack = [from];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (at === to) return true;
      if (seen.has(at)) continue;
      seen.add(at);
      stack.push(...(this.#edges.get(at) ?? []));
    }
    return false;
  }
}
