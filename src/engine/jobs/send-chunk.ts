import { commonRanges, openRanges, paintSpans, rangesInState } from '../../domain/progress-spans.ts';
import type { Ranges, Span } from '../../domain/progress-spans.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { noteRehearsal } from '../ledger/job-writes.ts';
import { beginAttempt, confirmSeries, endAttempt } from '../ledger/progress-writes.ts';
import type { PaintedRanges } from '../ledger/progress-writes.ts';
import type { Delivery, Outcome } from '../targets/target.ts';
import type { EncodedChunk, ReadingSpec } from '../workers/reader.ts';
import { automaticBatchSize } from './chunk-size.ts';
import { waitForTurn } from './await-turn.ts';
import type { JobRun } from './job-run.ts';
import { bytesWithinASecond, fitsThePace, pointsWithinASecond } from './pacer.ts';
import { readingSpec } from './reading-spec.ts';
import { settleOutcome } from './settle-outcome.ts';

/** A series on its way, with its progress as the ledger has it. */
export interface SeriesProgress {
  readonly record: SeriesRecord;
  spans: readonly Span[];
  /** Chunks that failed in a row. */
  failures: number;
}

export interface SentChunk {
  readonly outcome: Outcome;
  readonly points: number;
  readonly bytes: number;
}

/**
 * Sends the next open chunk of a series: encoded, given its turn, written down as *sending*, sent, and its
 * outcome written down. Rejects with AppError source/* or ledger/*, or RunStopped before it was sent.
 */
export async function sendChunk(run: JobRun, series: SeriesProgress, maxPoints: number): Promise<SentChunk> {
  const { chunk, permit } = await nextInItsTurn(run, series, maxPoints);
  using _permit = permit;
  const obstacle = await run.target.prepare();
  if (obstacle !== null) return { outcome: obstacle, points: chunk.points, bytes: chunk.plainBytes };
  run.currentLoad = series.record.name;
  const wasUncertain = commonRanges(chunk.ranges, rangesInState(series.spans, 'uncertain'));
  const attemptId = await run.shares.within('ledger', () => writeSending(run, series.record.id, chunk));
  const delivery = await deliver(run, series.record, chunk);
  const describe = await describeRefused(run, series.record, delivery.outcome, chunk.ranges);
  const parts = settleOutcome(delivery.outcome, { ranges: chunk.ranges, wasUncertain }, describe);
  for (const { ranges, paint } of parts) {
    for (let i = 0; i < ranges.length; i += 2) {
      series.spans = paintSpans(series.spans, ranges[i] ?? 0, ranges[i + 1] ?? 0, paint);
    }
  }
  await run.shares.within('ledger', () => writeOutcome(run, series, attemptId, delivery, parts));
  return { outcome: delivery.outcome, points: chunk.points, bytes: chunk.plainBytes };
}

export function hasOpenRanges(series: SeriesProgress): boolean {
  return openRanges(series.spans, series.record.planned).length > 0;
}

export function specOf({ job, sources }: Pick<JobRun, 'job' | 'sources'>, record: SeriesRecord): ReadingSpec {
  const address = { source: record.source, path: record.datasetPath };
  return readingSpec(job.request, sources, address, record.minus);
}

/** A chunk with how its body is encoded: another sender may turn compression off while it waits for its turn. */
interface ReadyChunk extends EncodedChunk {
  readonly gzip: boolean;
}

/** The next chunk with the permit to send it; encoded anew when the pace has become too low for its size. */
async function nextInItsTurn(
  run: JobRun,
  series: SeriesProgress,
  maxPoints: number,
): Promise<{ readonly chunk: ReadyChunk; readonly permit: Disposable }> {
  const encode = (): Promise<ReadyChunk> =>
    run.shares.within('reading', () => encodeNext(run, series, maxPoints));
  let chunk = await encode();
  for (;;) {
    const permit = await run.permits.acquire(run.stopping.signal);
    const amount = { points: chunk.points, bytes: chunk.body.length };
    let isTurn = false;
    try {
      isTurn = await waitForTurn(run, amount);
      if (isTurn) return { chunk, permit };
    } finally {
      // Given back before the next try: fewer may be allowed at once now.
      if (!isTurn) permit[Symbol.dispose]();
    }
    if (!fitsThePace(run.pacer, amount)) chunk = await encode();
  }
}

async function deliver(run: JobRun, record: SeriesRecord, chunk: ReadyChunk): Promise<Delivery> {
  run.speed.sent();
  const delivery = await run.shares.within('answer', () =>
    run.target.send({
      resourceId: record.resourceId,
      reportId: record.reportId ?? run.job.request.destination.reportId,
      body: chunk.body,
      gzip: chunk.gzip,
      points: chunk.points,
      batchSize: batchSizeFor(run, chunk.points),
      timeoutMs: run.job.request.pace.timeoutMs,
    }),
  );
  if (delivery.outcome.kind !== 'confirmed') run.speed.refused();
  return delivery;
}

async function encodeNext(run: JobRun, series: SeriesProgress, maxPoints: number): Promise<ReadyChunk> {
  const { mapping } = run.job.request;
  const { gzip } = run;
  const chunk = await run.reader.encode({
    spec: specOf(run, series.record),
    digest: series.record.digest,
    quality: { code: mapping.quality, zeroCode: mapping.zeroQuality },
    ranges: openRanges(series.spans, series.record.planned),
    maxPoints: Math.min(maxPoints, run.size.maxPoints, pointsWithinASecond(run.pacer)),
    maxBytes: Math.min(run.size.targetBytes, bytesWithinASecond(run.pacer)),
    boundariesMs: run.boundariesMs,
    gzip,
  });
  return { ...chunk, gzip };
}

async function writeSending(run: JobRun, seriesId: number, chunk: EncodedChunk): Promise<number> {
  let attemptId = 0;
  const startedAtMs = run.clock.now();
  await run.ledger.writeSoon('sending', run.lease, (database) => {
    attemptId = beginAttempt(database, {
      jobId: run.job.id,
      seriesId,
      ranges: chunk.ranges,
      points: chunk.points,
      bytes: chunk.body.length,
      startedAtMs,
    });
  });
  return attemptId;
}

/** The last outcome of a series also closes it, in the same write. */
async function writeOutcome(
  run: JobRun,
  series: SeriesProgress,
  attemptId: number,
  { outcome, status, rehearsal }: Delivery,
  parts: readonly PaintedRanges[],
): Promise<void> {
  const endedAtMs = run.clock.now();
  const isNews = rehearsal && !run.rehearsal;
  const seriesId = series.record.id;
  const isDone = !hasOpenRanges(series);
  await run.ledger.writeSoon('outcome', run.lease, (database) => {
    endAttempt(
      database,
      { id: attemptId, jobId: run.job.id, seriesId },
      { outcome: outcome.kind, status, text: 'text' in outcome ? outcome.text : null, endedAtMs },
      parts,
    );
    if (isDone) confirmSeries(database, run.job.id, seriesId);
    if (isNews) noteRehearsal(database, run.job.id);
  });
  run.rehearsal ||= rehearsal;
}

function batchSizeFor(run: JobRun, points: number): number {
  const { batchSize } = run.job.request.pace;
  return batchSize === 'auto' ? automaticBatchSize(points) : batchSize;
}

/** Spells the refused intervals for the list of rejects: "2025-01-15T08:00:00Z value 620.5". */
async function describeRefused(
  run: JobRun,
  record: SeriesRecord,
  outcome: Outcome,
  ranges: Ranges,
): Promise<(index: number, field: string) => string> {
  if (outcome.kind !== 'rows-refused') return () => '';
  const from = ranges[0] ?? 0;
  const { startMs, value } = await run.reader.intervals(specOf(run, record), from, ranges.at(-1) ?? from);
  return (index) => {
    const start = startMs[index - from];
    return start === undefined ? '' : `${new Date(start).toISOString()} value ${String(value[index - from])}`;
  };
}
