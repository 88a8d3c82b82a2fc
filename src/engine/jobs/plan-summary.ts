import type { PlanProblem, PlanSummary } from '../../contract/job-shapes.ts';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import { paceRequest } from '../../contract/request-shapes.ts';
import { limitsOf } from './change-pace.ts';
import { estimateSending, publishedPointsPerSecond } from './estimate-sending.ts';
import { firstChunkBytes, largestChunkPoints } from './pace/chunk-size.ts';
import { bytesWithinASecond, pointsWithinASecond, startPacer } from './pace/pacer.ts';
import type { PlannedDataset, PlannedSeries, PlannedSource, PlanRequest } from './plan.ts';

interface PlanParts {
  readonly request: PlanRequest;
  readonly preset: string;
  readonly sources: readonly PlannedSource[];
  readonly datasets: readonly PlannedDataset[];
  readonly series: readonly PlannedSeries[];
  readonly problems: readonly PlanProblem[];
}

/** The figures of a plan. Requests and bytes are those of chunks of the first size, or of the pace; real ones grow. */
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
  const requests = planned === 0 ? 0 : sums.requests + (pace.canaryPoints > 0 ? 1 : 0);
  const amount = { points: planned, requests, bytes: sums.bytes };
  const skipped = series.flatMap(({ loadId, name, ven, skip }) =>
    skip === null ? [] : [{ load: loadId, name, ven, ...skip }],
  );
  return {
    files: sources.map(({ path }) => path),
    preset,
    loads: { total: series.length, confirmed: sums.nothingToSend, failed: 0, skipped: skipped.length },
    points: { ...sums.points, confirmed: 0, rejected: 0, uncertain: 0, unsent: planned },
    rowsRejected: sources.reduce((sum, { rejects }) => sum + rejects.rejected, sums.rowsRejected),
    requests,
    bytes: sums.bytes,
    estimatedSeconds: estimateSending(amount, pace, publishedPointsPerSecond).seconds,
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
  const most = largestRequest(pace);
  for (const { dataset, planned } of series) {
    const scan = datasets[dataset ?? -1]?.scan;
    if (scan === undefined) continue;
    points.planned += planned;
    points.duplicate += scan.duplicates;
    points.conflict += scan.conflicts;
    points.gap += scan.gaps;
    sums.rowsRejected += scan.rejected;
    sums.requests += requestsFor(planned, scan.encodedBytes, most);
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

interface RequestSize {
  readonly points: number;
  readonly bytes: number;
}

/** A low limit of points or bytes makes small requests. */
function largestRequest(pace: PaceRequest): RequestSize {
  const pacer = startPacer(limitsOf(pace));
  return {
    points: Math.min(pace.chunkPoints ?? Infinity, largestChunkPoints, pointsWithinASecond(pacer)),
    bytes: Math.min(pace.chunkBytes ?? Infinity, firstChunkBytes, bytesWithinASecond(pacer)),
  };
}

/** A point goes also where it is larger than what should go at once. */
function requestsFor(points: number, bytes: number, most: RequestSize): number {
  if (points === 0) return 0;
  return Math.min(points, Math.ceil(Math.max(points / most.points, bytes / most.bytes)));
}
