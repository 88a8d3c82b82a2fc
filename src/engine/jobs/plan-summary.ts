import type { PlanProblem, PlanSummary } from '../../contract/job-shapes.ts';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import { paceRequest } from '../../contract/request-shapes.ts';
import { firstChunkBytes, largestChunkPoints } from './pace/chunk-size.ts';
import type { PlannedDataset, PlannedSeries, PlannedSource, PlanRequest } from './plan.ts';

/** What the bulk endpoint is published to take, points a second (vtn-bulk-api: published figures). */
export const publishedPointsPerSecond = 5000;

interface PlanParts {
  readonly request: PlanRequest;
  readonly preset: string;
  readonly sources: readonly PlannedSource[];
  readonly datasets: readonly PlannedDataset[];
  readonly series: readonly PlannedSeries[];
  readonly problems: readonly PlanProblem[];
}

/** The figures of a plan. Requests and bytes are those of chunks of the first size; real ones grow. */
export function summarisePlan({
  request,
  preset,
  sources,
  datasets,
  series,
  problems,
}: PlanParts): PlanSummary {
  const pace = request.pace ?? paceRequest.parse({});
  const sums = sumUp(series, datasets, pace);
  const { planned } = sums.points;
  const speed = Math.min(publishedPointsPerSecond, pace.maxPointsPerSecond ?? Infinity);
  const skipped = series.flatMap(({ loadId, name, ven, skip }) =>
    skip === null ? [] : [{ load: loadId, name, ven, ...skip }],
  );
  return {
    files: sources.map(({ path }) => path),
    preset,
    loads: { total: series.length, confirmed: sums.nothingToSend, failed: 0, skipped: skipped.length },
    points: { ...sums.points, confirmed: 0, rejected: 0, uncertain: 0, unsent: planned },
    rowsRejected: sources.reduce((sum, { rejects }) => sum + rejects.rejected, sums.rowsRejected),
    requests: planned === 0 ? 0 : sums.requests + (pace.canaryPoints > 0 ? 1 : 0),
    bytes: sums.bytes,
    estimatedSeconds: planned / speed,
    intervalLengths: [...sums.lengths]
      .sort(([a], [b]) => a - b)
      .map(([intervalMs, count]) => ({ intervalMs, series: count })),
    firstStart: planned === 0 ? null : new Date(sums.firstMs).toISOString(),
    lastStart: planned === 0 ? null : new Date(sums.lastMs).toISOString(),
    skipped,
    problems: [...problems],
  };
}

function sumUp(series: readonly PlannedSeries[], datasets: readonly PlannedDataset[], pace: PaceRequest) {
  const points = { planned: 0, duplicate: 0, conflict: 0, gap: 0 };
  const lengths = new Map<number, number>();
  const sums = {
    rowsRejected: 0,
    requests: 0,
    bytes: 0,
    firstMs: Infinity,
    lastMs: -Infinity,
    nothingToSend: 0,
  };
  for (const { dataset, planned } of series) {
    const scan = datasets[dataset ?? -1]?.scan;
    if (scan === undefined) continue;
    points.planned += planned;
    points.duplicate += scan.duplicates;
    points.conflict += scan.conflicts;
    points.gap += scan.gaps;
    sums.rowsRejected += scan.rejected;
    sums.requests += requestsFor(planned, scan.encodedBytes, pace);
    sums.bytes += scan.encodedBytes;
    lengths.set(scan.intervalMs, (lengths.get(scan.intervalMs) ?? 0) + 1);
    if (planned === 0) {
      sums.nothingToSend++;
      continue;
    }
    sums.firstMs = Math.min(sums.firstMs, scan.firstStartMs);
    sums.lastMs = Math.max(sums.lastMs, scan.lastStartMs);
  }
  return { ...sums, points, lengths };
}

function requestsFor(points: number, bytes: number, pace: PaceRequest): number {
  if (points === 0) return 0;
  const byPoints = points / Math.min(pace.chunkPoints ?? Infinity, largestChunkPoints);
  const byBytes = bytes / Math.min(pace.chunkBytes ?? Infinity, firstChunkBytes);
  return Math.ceil(Math.max(byPoints, byBytes));
}
