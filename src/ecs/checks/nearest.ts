/** The known name that `name` was most likely meant to be: same letters in other case, or at most a third of them wrong. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.floor(name.length / 3) + 1;
  const lower = name.slice(0, longest).toLowerCase();
  for (const each of known) {
    if (Math.abs(each.length - lower.length) >= least) continue;
    const distance = editDistance(lower, each.toLowerCase());
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}

/** A name longer than any member is compared by its start only. */
const longest = 64;

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
