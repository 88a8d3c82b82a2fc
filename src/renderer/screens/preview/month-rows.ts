import type { PreviewSeries } from '../../../contract/inspection-shapes.ts';
import type { MonthFigures } from '../../../contract/series-shapes.ts';
import { instantOfField } from './zone-times.ts';

export interface MonthRow extends MonthFigures {
  /** Intervals that are missing within the series. */
  readonly missing: number;
  /** The series begins after the month did; null when it does not. */
  readonly beginsMs: number | null;
  /** The last interval of a series that ends before the month does. */
  readonly endsMs: number | null;
}

/** Tells what is missing in a month from what the series never reached: it begins in one month and ends in another. */
export function monthRows(
  months: readonly MonthFigures[],
  series: PreviewSeries,
  timeZone: string,
): MonthRow[] {
  const firstMs = Date.parse(series.firstStart ?? '');
  const lastMs = Date.parse(series.lastStart ?? '');
  const lengthMs = series.intervalMs;
  return months.map((figures) => {
    const { month, expected, intervals } = figures;
    const fromMs = instantOfField(`${month}-01T00:00`, timeZone);
    const toMs = instantOfField(`${monthAfter(month)}-01T00:00`, timeZone);
    const absent = expected - intervals;
    if (fromMs === null || toMs === null || lengthMs === null) {
      return { ...figures, missing: absent, beginsMs: null, endsMs: null };
    }
    const before = firstMs < toMs ? Math.max(0, Math.round((firstMs - fromMs) / lengthMs)) : 0;
    const after = lastMs >= fromMs ? Math.max(0, Math.round((toMs - lastMs) / lengthMs) - 1) : 0;
    return {
      ...figures,
      missing: Math.max(0, absent - before - after),
      beginsMs: before > 0 ? firstMs : null,
      endsMs: after > 0 ? lastMs : null,
    };
  });
}

/** `2024-12` is followed by `2025-01`. */
function monthAfter(month: string): string {
  const next = new Date(`${month}-01T00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return next.toISOString().slice(0, 7);
}
