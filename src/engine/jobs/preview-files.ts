import { stat } from 'node:fs/promises';
import type { EngineInput } from '../../contract/engine-api.ts';
import type { Finding, Preview, PreviewSeries } from '../../contract/inspection-shapes.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import { qualityOf } from '../../domain/quality-code.ts';
import type { Finding as ScanFinding } from '../../domain/settle/settled-readings.ts';
import type { OddDays, Reader, ReadingScan, ReadingSpec } from '../workers/reader.ts';
import type { Plan, PlannedDataset, PlannedSeries, PlanProgress, PlanRequest } from './plan.ts';
import { draftPlan } from './plan-job.ts';
import { readingSpec } from './reading-spec.ts';

export type PreviewRequest = PlanRequest & {
  readonly limit: number;
  readonly extent: NonNullable<EngineInput<'previewFiles'>['extent']>;
};

/** Files up to this size are read whole at once; of larger ones the first page comes first. */
const wholeFileBytes = 128_000_000;

/** Rows that the first page is made of: enough to tell the interval length and to show some days. */
const firstPageRows = 10_000;

/**
 * The intervals as they would be sent, the first `limit` of them, with counts by outcome over all series and
 * with the questions that are open. Throws as planJob does, but not for open questions or missing resources.
 */
export async function previewFiles(
  reader: Reader,
  request: PreviewRequest,
  progress: PlanProgress,
): Promise<Preview> {
  const counted = new Map<string, OddDays>();
  const countOddDays = async (spec: ReadingSpec, { intervals }: ReadingScan): Promise<void> => {
    if (intervals > 0)
      counted.set(keyOf(spec), await reader.countOddDays(spec, zoneOf(spec.mapping, request)));
  };
  const plan = await draftPlan(reader, request, progress, {
    isForJob: false,
    maxRows: (file: string) => rowsToRead(file, request),
    onScanned: countOddDays,
  });
  const specOf = (dataset: PlannedDataset): ReadingSpec =>
    readingSpec(request, plan.sources, dataset, dataset.minus);
  const oddDays: (OddDays | null)[] = [];
  for (const dataset of plan.datasets) {
    const spec = specOf(dataset);
    if (!counted.has(keyOf(spec))) await countOddDays(spec, dataset.scan);
    oddDays.push(counted.get(keyOf(spec)) ?? null);
  }
  return {
    series: plan.series.map((series) => describeSeries(series, plan, oddDays, request)),
    totals: sumUp(plan),
    questions: [...plan.questions],
    problems: [...plan.problems],
    complete: plan.isComplete,
    intervals: await firstIntervals(reader, plan, specOf, request),
    rejects: [...listRows(plan, 'rejected'), ...listSetAside(plan)],
    ignored: listRows(plan, 'ignored'),
  };
}

async function rowsToRead(file: string, { extent, limit }: PreviewRequest): Promise<number | null> {
  if (extent === 'all') return null;
  const rows = Math.max(firstPageRows, limit);
  if (extent === 'first-page') return rows;
  const { size } = await stat(file);
  return size > wholeFileBytes ? rows : null;
}

/** Days are counted in the zone of the file's clocks, else in the job's; epochs without either are of UTC. */
function zoneOf(document: MappingDocument | null, { mapping }: PlanRequest): string {
  const zone = document?.time.zone ?? null;
  return zone === null || zone === 'data' ? (mapping.timeZone ?? 'UTC') : zone;
}

function keyOf({ path, dataset, minus }: ReadingSpec): string {
  return JSON.stringify([path, dataset, minus.map((other) => [other.path, other.dataset])]);
}

function describeSeries(
  series: PlannedSeries,
  plan: Plan,
  oddDays: readonly (OddDays | null)[],
  request: PlanRequest,
): PreviewSeries {
  const dataset = plan.datasets[series.dataset ?? -1];
  const scan = dataset?.scan ?? null;
  const isEmpty = scan === null || series.planned === 0;
  return {
    name: series.name,
    load: series.loadId,
    ven: series.ven,
    resource: series.resourceId,
    unit: scan?.unit ?? '',
    intervalMs: scan?.intervalMs ?? null,
    timeZone: zoneOf(plan.sources[dataset?.source ?? -1]?.mapping ?? null, request),
    intervals: series.planned,
    firstStart: isEmpty ? null : new Date(scan.firstStartMs).toISOString(),
    lastStart: isEmpty ? null : new Date(scan.lastStartMs).toISOString(),
    sum: isEmpty ? 0 : scan.sum,
    min: isEmpty ? null : scan.min,
    max: isEmpty ? null : scan.max,
    mean: isEmpty ? null : scan.sum / series.planned,
    gaps: scan?.missing ?? 0,
    emptyValues: scan?.gaps ?? 0,
    duplicates: scan?.duplicates ?? 0,
    conflicts: scan?.conflicts ?? 0,
    rejected: (scan?.rejected ?? 0) + series.unreadable,
    findings: (scan?.findings ?? []).map(describeFinding),
    ...(oddDays[series.dataset ?? -1] ?? { shortDays: 0, longDays: 0 }),
    skipped: series.skip,
  };
}

function describeFinding({ code, text, count, firstStartMs, firstRow }: ScanFinding): Finding {
  return {
    code,
    text,
    count,
    firstStart: firstStartMs === null ? null : new Date(firstStartMs).toISOString(),
    firstRow,
  };
}

/** Counts of rows by outcome, each load with its own rows even where loads share a dataset. */
function sumUp({ series, datasets, sources }: Plan): Preview['totals'] {
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

async function firstIntervals(
  reader: Reader,
  plan: Plan,
  specOf: (dataset: PlannedDataset) => ReadingSpec,
  { mapping, limit }: PreviewRequest,
): Promise<Preview['intervals']> {
  const rule = { code: mapping.quality, zeroCode: mapping.zeroQuality };
  const intervals: Preview['intervals'] = [];
  for (const { dataset: position, loadId, planned } of plan.series) {
    const dataset = plan.datasets[position ?? -1];
    const wanted = Math.min(planned, limit - intervals.length);
    if (dataset === undefined || wanted <= 0) continue;
    const { startMs, endMs, value, quality } = await reader.intervals(specOf(dataset), 0, wanted);
    for (const [i, each] of value.entries()) {
      intervals.push({
        load: loadId,
        start: new Date(startMs[i] ?? 0).toISOString(),
        end: new Date(endMs[i] ?? 0).toISOString(),
        value: each,
        quality: qualityOf(each, quality?.[i] ?? null, rule),
      });
    }
  }
  return intervals;
}

/** Rows of the files that no reading came of, file by file. */
function listRows({ sources }: Plan, wanted: 'rejected' | 'ignored'): Preview['rejects'] {
  return sources.flatMap(({ path, rejects }) =>
    rejects.rows
      .filter(({ outcome }) => outcome === wanted)
      .map(({ row, field, text, reason }) => ({ file: path, row, field, text, reason })),
  );
}

/** Readings of each series that are no intervals, in the order of the files. */
function listSetAside({ datasets, sources }: Plan): Preview['rejects'] {
  return sources.flatMap((source, position) =>
    datasets
      .filter((dataset) => dataset.source === position)
      .flatMap(({ path, scan }) =>
        scan.setAside.map(({ row, field, text, reason }) => ({
          file: source.mapping === null ? `${source.path}:/${path}` : source.path,
          row,
          field,
          text,
          reason,
        })),
      ),
  );
}
