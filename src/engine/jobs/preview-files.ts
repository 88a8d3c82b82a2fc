import type { Preview, PreviewSeries } from '../../contract/inspection-shapes.ts';
import { qualityOf } from '../../domain/quality-code.ts';
import type { Reader, ReadingSpec } from '../workers/reader.ts';
import { countOddDays } from './day-lengths.ts';
import type { Plan, PlannedDataset, PlannedSeries, PlanRequest } from './plan.ts';
import { planJob } from './plan-job.ts';
import type { PlanProgress } from './plan-job.ts';
import { readingSpec } from './reading-spec.ts';

/** Epochs are UTC (site-files: the meter file); days are counted in the job's zone, or in UTC without one. */
const epochZone = 'UTC';

/**
 * The intervals as they would be sent, the first `limit` of them, with counts by outcome over all series.
 * Throws as planJob does.
 */
export async function previewFiles(
  reader: Reader,
  request: PlanRequest & { readonly limit: number },
  progress: PlanProgress,
): Promise<Preview> {
  const plan = await planJob(reader, request, progress);
  const meterFile = plan.sources.find(({ role }) => role === 'meter-file')?.path ?? '';
  const { mapping } = request;
  const specOf = ({ path, minus }: PlannedDataset): ReadingSpec =>
    readingSpec(request, meterFile, path, minus);
  const oddDays = await countAllOddDays(reader, plan, specOf, mapping.timeZone ?? epochZone);
  return {
    series: plan.series.map((series) => describeSeries(series, plan, oddDays, mapping.timeZone ?? epochZone)),
    totals: sumUp(plan),
    questions: [],
    intervals: await firstIntervals(reader, plan, specOf, request),
    rejects: listRejects(plan),
  };
}

interface OddDays {
  readonly shortDays: number;
  readonly longDays: number;
}

async function countAllOddDays(
  reader: Reader,
  plan: Plan,
  specOf: (dataset: PlannedDataset) => ReadingSpec,
  timeZone: string,
): Promise<readonly OddDays[]> {
  const counts: OddDays[] = [];
  for (const dataset of plan.datasets) {
    const { intervals, intervalMs } = dataset.scan;
    if (intervals === 0) {
      counts.push({ shortDays: 0, longDays: 0 });
      continue;
    }
    const { startMs } = await reader.intervals(specOf(dataset), 0, intervals);
    counts.push(countOddDays(startMs, intervalMs, timeZone));
  }
  return counts;
}

function describeSeries(
  series: PlannedSeries,
  plan: Plan,
  oddDays: readonly OddDays[],
  timeZone: string,
): PreviewSeries {
  const scan = plan.datasets[series.dataset ?? -1]?.scan ?? null;
  const isEmpty = scan === null || series.planned === 0;
  return {
    name: series.name,
    load: series.loadId,
    ven: series.ven,
    resource: series.resourceId,
    unit: 'W',
    intervalMs: scan?.intervalMs ?? null,
    timeZone,
    intervals: series.planned,
    firstStart: isEmpty ? null : new Date(scan.firstStartMs).toISOString(),
    lastStart: isEmpty ? null : new Date(scan.lastStartMs).toISOString(),
    sum: isEmpty ? 0 : scan.sum,
    min: isEmpty ? null : scan.min,
    max: isEmpty ? null : scan.max,
    gaps: scan?.missing ?? 0,
    duplicates: scan?.duplicates ?? 0,
    conflicts: scan?.conflicts ?? 0,
    rejected: scan?.rejected ?? 0,
    ...(oddDays[series.dataset ?? -1] ?? { shortDays: 0, longDays: 0 }),
    skipped: series.skip,
  };
}

/** Counts of rows by outcome, each load with its own rows even where loads share a dataset. */
function sumUp({ series, datasets }: Plan): Preview['totals'] {
  const totals = { rows: 0, intervals: 0, duplicates: 0, conflicts: 0, gaps: 0, rejected: 0, ignored: 0 };
  for (const { dataset, planned } of series) {
    const scan = datasets[dataset ?? -1]?.scan;
    if (scan === undefined) continue;
    totals.rows += scan.rows;
    totals.intervals += planned;
    totals.duplicates += scan.duplicates;
    totals.conflicts += scan.conflicts;
    totals.gaps += scan.gaps;
    totals.rejected += scan.rejected;
    totals.ignored += scan.outside;
  }
  return totals;
}

async function firstIntervals(
  reader: Reader,
  plan: Plan,
  specOf: (dataset: PlannedDataset) => ReadingSpec,
  { mapping, limit }: PlanRequest & { readonly limit: number },
): Promise<Preview['intervals']> {
  const rule = { code: mapping.quality, zeroCode: mapping.zeroQuality };
  const intervals: Preview['intervals'] = [];
  for (const { dataset: position, loadId, planned } of plan.series) {
    const dataset = plan.datasets[position ?? -1];
    const wanted = Math.min(planned, limit - intervals.length);
    if (dataset === undefined || wanted <= 0) continue;
    const { startMs, endMs, value } = await reader.intervals(specOf(dataset), 0, wanted);
    for (const [i, each] of value.entries()) {
      intervals.push({
        load: loadId,
        start: new Date(startMs[i] ?? 0).toISOString(),
        end: new Date(endMs[i] ?? 0).toISOString(),
        value: each,
        quality: qualityOf(each, rule),
      });
    }
  }
  return intervals;
}

function listRejects({ datasets, sources }: Plan): Preview['rejects'] {
  const file = sources.find(({ role }) => role === 'meter-file')?.path ?? '';
  return datasets.flatMap(({ path, scan }) =>
    scan.setAside.map(({ row, field, text, reason }) => ({
      file: `${file}:/${path}`,
      row,
      field,
      text,
      reason,
    })),
  );
}
