import {
  commonRanges,
  openRanges,
  paintSpans,
  rangesInState,
  tallySpans,
} from '../../domain/progress-spans.ts';
import type { PaintedRanges, Ranges, Span } from '../../domain/progress-spans.ts';
import { describeRefused } from '../corrections/describe-refused.ts';
import { correctionsWithin } from '../corrections/planned-intervals.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { noteRehearsal } from '../ledger/job-writes.ts';
import { beginAttempt, confirmSeries, endAttempt } from '../ledger/progress-writes.ts';
import type { Delivery, Outcome } from '../targets/target.ts';
import type { EncodedChunk, EncodeRequest } from '../encoding/encoded-chunk.ts';
import type { ReadingSpec } from '../workers/reader.ts';
import type { JobRun } from './job-run.ts';
import { nextBatchSize } from './pace/batch-size.ts';
import { gzipLevel, nextChunkBytes } from './pace/chunk-size.ts';
import { keepFindings, learnSizes } from './pace/keep-findings.ts';
import { bytesWithinASecond, pointsWithinASecond } from './pace/pacer.ts';
import type { Permit } from './pace/permits.ts';
import { takeTurn } from './pace/take-turn.ts';
import { readingSpec } from './reading-spec.ts';
import { nextPart } from './row-search.ts';
import type { RowSearch } from './row-search.ts';
import { judgeRefusal, refusedIndexes, settleOutcome } from './settle-outcome.ts';

/** A series on its way, with its progress as the ledger has it. */
export interface SeriesProgress {
  readonly record: SeriesRecord;
  spans: readonly Span[];
  /** Chunks in a row of which nobody knows whether they were written. */
  failures: number;
  /** How often in a row the VTN has asked to wait. */
  slowDowns: number;
  /** The search for rows that were refused without being named; null while there is none. */
  search: RowSearch | null;
}

export interface SentChunk {
  readonly outcome: Outcome;
  readonly ranges: Ranges;
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
  const { ranges, points, plainBytes: bytes } = chunk;
  const obstacle = await run.target.prepare();
  if (obstacle !== null) return { outcome: obstacle, ranges, points, bytes };
  run.currentLoad = series.record.name;
  const wasUncertain = commonRanges(chunk.ranges, rangesInState(series.spans, 'uncertain'));
  const attemptId = await run.shares.within('ledger', () => writeSending(run, series.record.id, chunk));
  const isLoadTaken = tallySpans(series.spans).confirmed > 0;
  permit.sent();
  const delivery = judgeRefusal(await deliver(run, series.record, chunk), points, isLoadTaken);
  // The VTN is done with it: another request may go while this one's outcome is written down.
  permit[Symbol.dispose]();
  if (chunk.isOwn && delivery.outcome.kind === 'confirmed' && !run.target.mayBeLeaving())
    run.reader.takeBack(chunk.body);
  const describe = await describeRefused(run, series.record, refusedIndexes(delivery.outcome, chunk.ranges));
  const parts = settleOutcome(delivery.outcome, { ranges: chunk.ranges, wasUncertain }, describe);
  series.spans = paintSpans(series.spans, parts);
  await run.shares.within('ledger', () => writeOutcome(run, series, attemptId, delivery, parts));
  await keepFindings(run);
  return { outcome: delivery.outcome, ranges, points, bytes };
}

export function hasOpenRanges(series: SeriesProgress): boolean {
  return openRanges(series.spans, series.record.planned).length > 0;
}

export function specOf({ job, sources }: Pick<JobRun, 'job' | 'sources'>, record: SeriesRecord): ReadingSpec {
  const address = { source: record.source, path: record.datasetPath };
  return readingSpec(job.request, sources, address, record.minus, record.staged);
}

/** A chunk with how its body is encoded: another sender may turn compression off while it waits for its turn. */
interface ReadyChunk extends EncodedChunk {
  readonly gzip: boolean;
  /** No other load sends the same bytes. */
  readonly isOwn: boolean;
}

/** The next chunk with the permit to send it; encoded anew when the pace has changed while it waited. */
async function nextInItsTurn(
  run: JobRun,
  series: SeriesProgress,
  maxPoints: number,
): Promise<{ readonly chunk: ReadyChunk; readonly permit: Permit }> {
  for (;;) {
    const chunk = await run.shares.within('reading', () => encodeNext(run, series, maxPoints));
    const permit = await takeTurn(run, { points: chunk.points, bytes: chunk.body.length });
    if (permit !== null) return { chunk, permit };
  }
}

async function deliver(run: JobRun, record: SeriesRecord, chunk: ReadyChunk): Promise<Delivery> {
  run.speed.sent();
  const { pace, destination } = run.job.request;
  const batchSize = pace.batchSize === 'auto' ? nextBatchSize(run.batchSizes, chunk.points) : pace.batchSize;
  const sentAtMs = run.clock.monotonic();
  const answered = run.vtn.leave(chunk.points);
  const delivery = await run.shares.within('answer', () =>
    run.target.send({
      resourceId: record.resourceId,
      reportId: record.reportId ?? destination.reportId,
      body: chunk.body,
      gzip: chunk.gzip,
      points: chunk.points,
      batchSize,
      timeoutMs: pace.timeoutMs,
    }),
  );
  answered(delivery, run.line.watch === null);
  if (delivery.outcome.kind !== 'confirmed') run.speed.refused();
  else learnSizes(run, chunk, batchSize, run.clock.monotonic() - sentAtMs);
  return delivery;
}

async function encodeNext(run: JobRun, series: SeriesProgress, maxPoints: number): Promise<ReadyChunk> {
  const { mapping } = run.job.request;
  const gzip = run.gzip && gzipLevel(run.size);
  const { ranges, maxPoints: mostTried } = nextPart(
    series.search,
    openRanges(series.spans, series.record.planned),
  );
  const limit = Math.min(
    maxPoints,
    mostTried,
    run.size.maxPoints,
    pointsWithinASecond(run.pacer),
    run.vtn.mostPoints(),
  );
  const request: EncodeRequest = {
    spec: specOf(run, series.record),
    digest: series.record.digest,
    quality: { code: mapping.quality, zeroCode: mapping.zeroQuality },
    ranges,
    corrected: correctionsWithin(run.ledger, series.record.id, ranges, limit),
    maxPoints: limit,
    maxBytes: Math.min(nextChunkBytes(run.size), bytesWithinASecond(run.pacer)),
    boundariesMs: run.boundariesMs,
    gzip,
  };
  const { dataset, staged, isShared } = series.record;
  const isOwn = !isShared || request.corrected != null;
  const key = JSON.stringify([dataset, staged?.sha256, gzip, ranges[0]]);
  const chunk = isOwn ? await run.reader.encode(request) : await run.chunks.encode(key, request);
  return { ...chunk, gzip: gzip !== false, isOwn };
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
