/** What a time stamp counts since 1970-01-01T00:00Z. */
export const epochUnits = ['s', 'ms', 'us', 'ns'] as const;

export type EpochUnit = (typeof epochUnits)[number];

/** Milliseconds in one step of each unit. */
export const msPerEpochUnit: Readonly<Record<EpochUnit, number>> = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 };

/** Readings outside 1990-2100 are taken for a damaged stamp; within it no two units overlap. */
const likelyFromMs = Date.UTC(1990, 0, 1);
const likelyToMs = Date.UTC(2100, 0, 1);

/** The unit that makes a likely year of this stamp, or null when none does or the stamp is not finite. */
export function epochUnitOf(stamp: number): EpochUnit | null {
  for (const unit of epochUnits) if (isLikely(stamp, unit)) return unit;
  return null;
}

/** True when the stamp, counted in this unit, lies in 1990-2100. */
export function isLikely(stamp: number, unit: EpochUnit): boolean {
  const ms = stamp * msPerEpochUnit[unit];
  return ms >= likelyFromMs && ms < likelyToMs;
}

/** The unit of most stamps of a series; null when no stamp lies in a likely year in any unit. */
export function recogniseEpochUnit(stamps: Float64Array): EpochUnit | null {
  const first = stamps.length > 0 ? epochUnitOf(stamps[0] as number) : null;
  if (first !== null && countLikely(stamps, first) * 2 > stamps.length) return first;
  let best: EpochUnit | null = null;
  let bestCount = 0;
  for (const unit of epochUnits) {
    const count = countLikely(stamps, unit);
    if (count > bestCount) [best, bestCount] = [unit, count];
  }
  return best;
}

function countLikely(stamps: Float64Array, unit: EpochUnit): number {
  const from = likelyFromMs / msPerEpochUnit[unit];
  const to = likelyToMs / msPerEpochUnit[unit];
  let count = 0;
  for (const stamp of stamps) {
    if (stamp >= from && stamp < to) count++;
  }
  return count;
}
