import type { SeriesPlot } from '../../../contract/series-shapes.ts';

/** Times, least and greatest values, as a plot draws them. */
export type DrawnColumns = [number[], (number | null)[], (number | null)[]];

/**
 * Each interval of an exact plot becomes a level line from its start to its end, each run of columns a band that
 * reaches to the end of its last one.
 *
 * @param intervalMs of the series; null takes the distance of the last two points
 */
export function drawnColumns(plot: SeriesPlot, intervalMs: number | null): DrawnColumns {
  const { atMs, min, max, exact, fromMs, toMs } = plot;
  const columnMs = exact ? null : (toMs - fromMs) / Math.max(1, atMs.length);
  const usualMs = columnMs ?? intervalMs ?? (atMs.at(-1) ?? 0) - (atMs.at(-2) ?? 0);
  const drawn: DrawnColumns = [[], [], []];
  const add = (at: number, low: number | null, high: number | null): void => {
    drawn[0].push(at);
    drawn[1].push(low);
    drawn[2].push(high);
  };
  for (const [position, start] of atMs.entries()) {
    const low = min[position] ?? null;
    const high = max[position] ?? null;
    add(start, low, high);
    if (low === null) continue;
    const next = atMs[position + 1];
    const isRunEnd = next === undefined || (min[position + 1] ?? null) === null;
    if (exact) add(next ?? start + usualMs, low, high);
    else if (isRunEnd) add(next ?? start + usualMs, low, high);
  }
  return drawn;
}

/** What stands at an instant: the interval, or the column, that begins at it or last before it. */
export function columnAt(
  { atMs, min, max }: SeriesPlot,
  instantMs: number,
): {
  readonly position: number;
  readonly atMs: number;
  readonly min: number | null;
  readonly max: number | null;
} | null {
  let low = 0;
  let high = atMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((atMs[middle] ?? 0) <= instantMs) low = middle + 1;
    else high = middle;
  }
  const position = low - 1;
  const at = atMs[position];
  return at === undefined
    ? null
    : { position, atMs: at, min: min[position] ?? null, max: max[position] ?? null };
}
