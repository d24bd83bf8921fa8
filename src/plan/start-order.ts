import { needsOf } from './needs.ts';
import type { Services } from './services.ts';

/**
 * Services in start order: what is needed comes first; among those that are ready, the first in the file.
 * Services on a cycle, which reading has refused, keep their file order at the end.
 */
export function startOrder(services: Services): string[] {
  const names = [...services.keys()];
  const dependents = new Map<number, number[]>();
  const waiting = new Array<number>(names.length).fill(0);
  for (const { service, rank } of services.values())
    for (const need of new Set(needsOf(service))) {
      const target = services.get(need)?.rank;
      if (target === undefined || target === rank) continue;
      const list = dependents.get(target);
      if (list) list.push(rank);
      else dependents.set(target, [rank]);
      waiting[rank] = (waiting[rank] ?? 0) + 1;
    }
  const order: number[] = [];
  const ready = new SmallestFirst();
  waiting.forEach((count, at) => {
    if (count === 0) ready.push(at);
  });
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    order.push(next);
    for (const dependent of dependents.get(next) ?? []) {
      const left = (waiting[dependent] ?? 0) - 1;
      waiting[dependent] = left;
      if (left === 0) ready.push(dependent);
    }
  }
  waiting.forEach((count, at) => {
    if (count > 0) order.push(at);
  });
  return order.map((at) => names[at] ?? '');
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
