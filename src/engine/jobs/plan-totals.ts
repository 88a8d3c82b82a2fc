import type { Preview } from '../../contract/inspection-shapes.ts';
import type { Plan } from './plan.ts';

/** Counts of rows by outcome, each load with its own rows even where loads share a dataset. */
export function sumUpRows({
  series,
  datasets,
  sources,
}: Pick<Plan, 'series' | 'datasets' | 'sources'>): Preview['totals'] {
  const totals = {
    rows: 0,
    intervals: 0,
    duplicates: 0,
    conflicts: 0,
    gaps: 0,
    rejected: 0,
    ignored: 0,
    merged: 0,
    closing: 0,
  };
  for (const { dataset, planned, skip } of series) {
    const scan = datasets[dataset ?? -1]?.scan;
    if (scan === undefined) continue;
    totals.rows += scan.rows;
    totals.intervals += skip === null ? planned : scan.intervals;
    totals.duplicates += scan.duplicates;
    totals.conflicts += scan.conflicts;
    totals.gaps += scan.gaps;
    totals.rejected += scan.rejected;
    totals.ignored += scan.outside;
    totals.merged += scan.merged;
    totals.closing += scan.closing;
  }
  for (const { rejects } of sources) {
    totals.rows += rejects.rejected + rejects.ignored;
    totals.rejected += rejects.rejected;
    totals.ignored += rejects.ignored;
  }
  return totals;
}
