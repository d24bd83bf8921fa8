/** The first item of each name, to be looked up many times. */
export function firstBy<T>(items: readonly T[], nameOf: (item: T) => string | undefined): ReadonlyMap<string, T> {
  const first = new Map<string, T>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== undefined && !first.has(name)) first.set(name, item);
  }
  return first;
}
