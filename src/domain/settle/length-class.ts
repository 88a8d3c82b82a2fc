const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * What two lengths have in common that calendars make different: local days of 23, 24 and 25 hours are one
 * class, and so are months, quarters and years. Anything shorter is a class of its own.
 */
export function lengthClass(lengthMs: number): number {
  if (lengthMs < 20 * hourMs) return lengthMs;
  const days = Math.round(lengthMs / dayMs);
  if (Math.abs(lengthMs - days * dayMs) > hourMs) return lengthMs;
  if (days >= 28 && days <= 31) return 30 * dayMs;
  if (days >= 90 && days <= 92) return 91 * dayMs;
  if (days === 365 || days === 366) return 365 * dayMs;
  return days * dayMs;
}

/** The most frequent length of the most frequent class; null when no length is longer than nothing. */
export function usualLength(lengths: Float64Array): number | null {
  const first = firstPositive(lengths);
  if (first === null) return null;
  const counts = countEach(lengths.length, (at) => lengths[at] as number);
  const classes = new Map<number, number>();
  for (const [length, count] of counts) {
    const key = lengthClass(length);
    classes.set(key, (classes.get(key) ?? 0) + count);
  }
  const usualClass = mostFrequent(classes);
  const inClass = new Map([...counts].filter(([length]) => lengthClass(length) === usualClass));
  return mostFrequent(inClass) ?? first;
}

/** How often each positive length occurs: of irregular series those of a sample, so that memory is bounded. */
export function countEach(count: number, lengthAt: (at: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  let last = NaN;
  let run = 0;
  const add = (): void => {
    if (last > 0 && (counts.size < distinctLimit || counts.has(last))) {
      counts.set(last, (counts.get(last) ?? 0) + run);
    }
  };
  for (let at = 0; at < count; at++) {
    const length = lengthAt(at);
    if (length === last) run++;
    else {
      add();
      last = length;
      run = 1;
    }
  }
  add();
  return counts;
}

const distinctLimit = 100_000;

function firstPositive(lengths: Float64Array): number | null {
  for (const length of lengths) if (length > 0) return length;
  return null;
}

/** Of equally frequent ones the smaller, so that no interval overlaps the next. */
function mostFrequent(counts: ReadonlyMap<number, number>): number | null {
  let best: number | null = null;
  let bestCount = 0;
  for (const [length, count] of counts) {
    if (count < bestCount || (count === bestCount && length > (best ?? Infinity))) continue;
    best = length;
    bestCount = count;
  }
  return best;
}
