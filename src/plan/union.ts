import { groupedBy } from './grouped-by.ts';

/** Disjoint sets of names. */
export class Union {
  readonly #parent = new Map<string, string>();

  /** The set's representative. */
  find(name: string): string {
    let root = name;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    for (let at = name; at !== root; ) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [from, to] = [this.find(b), this.find(a)];
    if (from !== to) this.#parent.set(from, to);
  }

  /** The sets over `items`, each in the order of `items`, sets in the order of their first. */
  sets<T>(items: Iterable<T>, nameOf: (item: T) => string): T[][] {
    return [...groupedBy(items, (item) => this.find(nameOf(item))).values()];
  }
}
