/** An index by a name; of several items with the same name the first counts, as with `find`. */
export function firstBy<T, K>(items: readonly T[], name: (item: T) => K): ReadonlyMap<K, T> {
  const index = new Map<K, T>();
  items.forEach((item) => {
    const key = name(item);
    if (!index.has(key)) index.set(key, item);
  });
  return index;
}
