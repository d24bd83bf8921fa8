/** Gives out names, each once: one that is taken gets a number, `a`, `a-2`, `a-3`. `keyOf`: names that make the same are one. */
export class UniqueNames {
  /** By the key of each name that is taken, the number to try next. */
  private readonly taken = new Map<string, number>();
  private readonly keyOf: (name: string) => string;

  constructor(keyOf: (name: string) => string = (name) => name) {
    this.keyOf = keyOf;
  }

  /** `ending` comes after the number. */
  take(base: string, ending = ''): string {
    const key = this.keyOf(base + ending);
    let next = this.taken.get(key);
    let name = base + ending;
    if (next !== undefined) {
      do name = `${base}-${next++}${ending}`;
      while (this.taken.has(this.keyOf(name)));
      this.taken.set(key, next);
    }
    this.taken.set(this.keyOf(name), 2);
    return name;
  }
}
