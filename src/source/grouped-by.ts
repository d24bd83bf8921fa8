/** Puts one more item into the group of that name, which is made where there is none. */
export function addToGroup<K, T>(groups: Map<K, T[]>, name: K, item: T): void {
  const group = groups.get(name);
  if (group) group.push(item);
  else groups.set(name, [item]);
}

/** Items by a name of theirs; names and items keep their order. */
export function groupedBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  items.forEach((item) => {
    addToGroup(groups, nameOf(item), item);
  });
  return groups;
}
