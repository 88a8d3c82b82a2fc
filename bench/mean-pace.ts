export interface PaceSample {
  readonly atMs: number;
  /** Points that the VTN has written since the beginning. */
  readonly points: number;
}

/** Points a second between two moments; between samples the count is taken to grow evenly. */
export function meanPace(pace: readonly PaceSample[], fromMs: number, toMs: number): number {
  return ((pointsAt(pace, toMs) - pointsAt(pace, fromMs)) / (toMs - fromMs)) * 1000;
}

function pointsAt(pace: readonly PaceSample[], atMs: number): number {
  let low = 0;
  let high = pace.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pace[middle]?.atMs ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  const after = pace[low];
  const before = pace[low - 1];
  if (after === undefined) return 0;
  if (before === undefined || after.atMs <= atMs) return after.points;
  const share = (atMs - before.atMs) / (after.atMs - before.atMs);
  return before.points + share * (after.points - before.points);
}
