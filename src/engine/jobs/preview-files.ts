import type { EngineInput } from '../../contract/engine-api.ts';
import type { Preview } from '../../contract/inspection-shapes.ts';
import { qualityOf } from '../../domain/quality-code.ts';
import type { OddDays, Reader, ReadingScan, ReadingSpec } from '../workers/reader.ts';
import { describeSeries, zoneOf } from './describe-series.ts';
import type { Plan, PlannedDataset, PlanProgress, PlanRequest } from './plan.ts';
import { draftPlan } from './plan-job.ts';
import { sumUpRows } from './plan-totals.ts';
import { readingSpec } from './reading-spec.ts';
import { rowsToRead } from './rows-to-read.ts';

export type PreviewRequest = PlanRequest & {
  readonly limit: number;
  readonly extent: NonNullable<EngineInput<'previewFiles'>['extent']>;
};

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
    maxRows: (file: string) => rowsToRead(file, request.extent, request.limit),
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
    series: plan.series.map((series) =>
      describeSeries(series, plan, oddDays[series.dataset ?? -1] ?? null, request),
    ),
    totals: sumUpRows(plan),
    questions: [...plan.questions],
    problems: [...plan.problems],
    complete: plan.isComplete,
    intervals: await firstIntervals(reader, plan, specOf, request),
    rejects: [...listRows(plan, 'rejected'), ...listSetAside(plan)],
    ignored: listRows(plan, 'ignored'),
  };
}

function keyOf({ path, dataset, minus }: ReadingSpec): string {
  return JSON.stringify([path, dataset, minus.map((other) => [other.path, other.dataset])]);
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
