import { needsOf } from './needs.ts';
import type { Services } from './services.ts';

/**
 * The place of each service in start order, by its rank in the file: what is needed comes first; among those that are
 * ready, the first in the file. Services on a cycle, which reading has refused, keep their file order at the end.
 */
export function startOrder(services: Services): readonly number[] {
  const needs: (readonly number[])[] = [];
  let inOrder = true;
  services.forEach(({ service, dependsOn, volumeSources, rank }) => {
    const named = needsOf(service, dependsOn, volumeSources);
    const ranks = named.length > 0 ? ranksOf(named, rank, services) : none;
    inOrder &&= ranks.every((need) => need < rank);
    needs.push(ranks);
  });
  // Most files name what is needed first, and are in start order themselves.
  return inOrder ? needs.map((_, rank) => rank) : sorted(needs);
}

const none: readonly number[] = [];

/** Those of other services; who is not here has none. */
function ranksOf(names: readonly string[], own: number, services: Services): readonly number[] {
  const ranks = names.map((name) => services.get(name)?.rank ?? own);
  return ranks.includes(own) ? ranks.filter((rank) => rank !== own) : ranks;
}

/** Places in start order, from the needs of each rank. */
function sorted(needs: readonly (readonly number[])[]): number[] {
  const waiting = needs.map(({ length }) => length);
  const dependents: number[][] = needs.map(() => []);
  needs.forEach((targets, rank) => {
    for (const target of targets) dependents[target]?.push(rank);
  });
  const places = needs.map(() => 0);
  let place = 0;
  const ready = new SmallestFirst();
  waiting.forEach((count, rank) => {
    if (count === 0) ready.push(rank);
  });
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    places[next] = place++;
    for (const dependent of dependents[next] ?? []) {
      const left = (waiting[dependent] ?? 0) - 1;
      waiting[dependent] = left;
      if (left === 0) ready.push(dependent);
    }
  }
  waiting.forEach((count, rank) => {
    if (count > 0) places[rank] = place++;
  });
  return places;
}

/** A binary heap of numbers. */
class SmallestFirst {
  readonly #items: number[] = [];

  push(value: number): void {
    const items = this.#items;
    let at = items.push(value) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] ?? 0;
      if (above <= value) break;
      items[at] = above;
      at = parent;
    }
    items[at] = value;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const right = left + 1;
      const child = right < items.length && (items[right] ?? 0) < (items[left] ?? 0) ? right : left;
      const value = items[child] ?? 0;
      if (value >= last) break;
      items[at] = value;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
