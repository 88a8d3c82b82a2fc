import { hourMs } from './civil-days.ts';

/** Rows by wall time, in bins of half an hour or an hour. */
export class WallCounts {
  readonly binMs: number;
  readonly firstMs: number;
  readonly lastMs: number;
  private readonly rows: Uint32Array;
  private readonly filled: Uint32Array;

  private constructor(binMs: number, firstMs: number, lastMs: number) {
    this.binMs = binMs;
    this.firstMs = firstMs;
    this.lastMs = lastMs;
    const bins = Math.floor((lastMs - firstMs) / binMs) + 1;
    this.rows = new Uint32Array(bins);
    this.filled = new Uint32Array(bins);
  }

  /** Counts stamps moved back by `shiftMs`; null for intervals over an hour and where there are no stamps. */
  static of(
    wallMs: Float64Array,
    intervalMs: number,
    shiftMs: number,
    values?: Float64Array,
  ): WallCounts | null {
    if (!(intervalMs > 0) || intervalMs > hourMs) return null;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const each of wallMs) {
      if (!isLikely(each)) continue;
      if (each < least) least = each;
      if (each > most) most = each;
    }
    if (least > most) return null;
    const binMs = intervalMs <= hourMs / 2 ? hourMs / 2 : hourMs;
    const firstMs = Math.floor((least - shiftMs) / binMs) * binMs;
    const counts = new WallCounts(binMs, firstMs, most - shiftMs);
    for (let row = 0; row < wallMs.length; row++) {
      const each = wallMs[row] as number;
      if (!isLikely(each)) continue;
      const bin = Math.floor((each - shiftMs - firstMs) / binMs);
      counts.rows[bin] = (counts.rows[bin] as number) + 1;
      const isFilled = values === undefined || !Number.isNaN(values[row] ?? Number.NaN);
      if (isFilled) counts.filled[bin] = (counts.filled[bin] as number) + 1;
    }
    return counts;
  }

  /** Rows, and rows with a value, at wall times [fromMs, toMs). */
  between(fromMs: number, toMs: number): { rows: number; filled: number } {
    let rows = 0;
    let filled = 0;
    const from = Math.floor((fromMs - this.firstMs) / this.binMs);
    const to = Math.floor((toMs - this.firstMs) / this.binMs);
    for (let bin = from; bin < to; bin++) {
      rows += this.rows[bin] ?? 0;
      filled += this.filled[bin] ?? 0;
    }
    return { rows, filled };
  }
}

/** A stray stamp of another century must not make the table large. */
function isLikely(ms: number): boolean {
  return ms >= 0 && ms < 4_133_980_800_000;
}
