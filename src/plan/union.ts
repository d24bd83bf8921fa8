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

  /** The sets over `names`, each in the order of `names`, sets in the order of their first. */
  sets(names: Iterable<string>): string[][] {
    const sets = new Map<string, string[]>();
    for (const name of names) {
      const root = this.find(name);
      const set = sets.get(root);
      if (set) set.push(name);
      else sets.set(root, [name]);
    }
    return [...sets.values()];
  }
}
