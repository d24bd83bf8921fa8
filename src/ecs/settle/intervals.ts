/** Neighbouring whole numbers, both ends included. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The same numbers in ascending intervals, as few as can be. */
export function united(intervals: readonly Interval[]): readonly Interval[] {
  if (intervals.length < 2) return intervals;
  const made: Interval[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = made.at(-1);
    if (last && from <= last.to + 1) made[made.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else made.push({ from, to });
  }
  return made;
}

/** What two lists of ascending intervals have in common. */
export function overlap(some: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  const made: Interval[] = [];
  let next = 0;
  for (const { from, to } of some) {
    while ((others[next]?.to ?? from) < from) next++;
    for (let at = next; (others[at]?.from ?? to + 1) <= to; at++)
      made.push({ from: Math.max(from, others[at]?.from ?? from), to: Math.min(to, others[at]?.to ?? to) });
  }
  return made;
}

/** Ascending intervals, cut so that each of the ascending `numbers` that they hold is one by itself. */
export function cutAt(intervals: readonly Interval[], numbers: readonly number[]): readonly Interval[] {
  const made: Interval[] = [];
  let next = 0;
  for (const { from, to } of intervals) {
    let start = from;
    for (; (numbers[next] ?? to + 1) <= to; next++) {
      const number = numbers[next] ?? to;
      if (number < start) continue;
      if (start < number) made.push({ from: start, to: number - 1 });
      made.push({ from: number, to: number });
      start = number + 1;
    }
    if (start <= to) made.push({ from: start, to });
  }
  return made;
}
