/** Disjoint sets of names. A name that was never joined to another is in none. */
export class Union {
  readonly #parent = new Map<string, string>();

  /** The set's representative. */
  find(name: string): string | undefined {
    const first = this.#parent.get(name);
    if (first === undefined) return undefined;
    let root = first;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root)) root = up;
    for (let at = name; at !== root; ) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: string, b: string): void {
    const to = this.#rooted(a);
    const from = this.#rooted(b);
    if (from !== to) this.#parent.set(from, to);
  }

  #rooted(name: string): string {
    const root = this.find(name);
    if (root === undefined) this.#parent.set(name, name);
    return root ?? name;
  }

  /** The sets over `items` by name, each in the order of `items`, sets in the order of their first; what is in none is alone. */
  sets<T>(items: ReadonlyMap<string, T>): T[][] {
    const sets: T[][] = [];
    const joined = new Map<string, T[]>();
    items.forEach((item, name) => {
      const root = this.find(name);
      const before = root === undefined ? undefined : joined.get(root);
      if (before) {
        before.push(item);
        return;
      }
      const set = [item];
      sets.push(set);
      if (root !== undefined) joined.set(root, set);
    });
    return sets;
  }
}
