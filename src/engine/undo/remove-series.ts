import { AppError } from '../../contract/app-error.ts';
import { commonRanges, countPoints } from '../../domain/progress-spans.ts';
import type { Ranges, Span } from '../../domain/progress-spans.ts';
import { correctionsWithin } from '../corrections/planned-intervals.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import type { SourcePlaces } from '../jobs/reading-spec.ts';
import { defaultRetryPolicy, isGivenUp, retryDelayMs } from '../jobs/retry-policy.ts';
import { readSpans } from '../ledger/job-reads.ts';
import type { JobRecord, SeriesRecord } from '../ledger/job-reads.ts';
import type { Lease } from '../ledger/lease.ts';
import { beginRemoval, endRemoval } from '../ledger/undo-writes.ts';
import type { Outcome, Removal } from '../targets/target.ts';
import type { EncodedChunk } from '../encoding/encoded-chunk.ts';
import type { UndoParts } from './undo-job.ts';

export interface RemovalParts extends Omit<UndoParts, 'progress' | 'decided'> {
  readonly job: JobRecord;
  readonly sources: SourcePlaces;
  readonly lease: Lease;
  /** Told of each answer: intervals deleted, and those that are not there or left as they are. */
  readonly removed: (deleted: number, left: number, name: string) => void;
}

/** Small requests: a deletion is rare, and the VTN has other work. */
const largestPoints = 5000;
const largestBytes = 500_000;

/** Deletes what is at the VTN of one series, or perhaps there. Returns whether there was anything to delete. */
export async function removeSeries(parts: RemovalParts, record: SeriesRecord): Promise<boolean> {
  const { ledger, signal } = parts;
  let ranges = rangesToRemove(ledger.read((database) => readSpans(database, record.id)));
  const isAny = ranges.length > 0;
  let maxPoints = largestPoints;
  while (ranges.length > 0) {
    signal.throwIfAborted();
    const chunk = await encode(parts, record, ranges, maxPoints);
    const isDone = await removeChunk(parts, record, chunk);
    if (isDone) ranges = after(ranges, chunk.ranges);
    else maxPoints = Math.max(1, chunk.points >>> 1);
  }
  return isAny;
}

function rangesToRemove(spans: readonly Span[]): number[] {
  return spans.filter(({ state }) => state !== 'rejected').flatMap(({ from, to }) => [from, to]);
}

/** What is behind the last index of a chunk. */
function after(ranges: Ranges, chunk: Ranges): number[] {
  return commonRanges(ranges, [chunk.at(-1) ?? 0, Infinity]);
}

/** The same bytes for each interval as were sent, so that the VTN finds exactly those. */
function encode(
  { reader, ledger, job, sources }: RemovalParts,
  record: SeriesRecord,
  ranges: readonly number[],
  maxPoints: number,
): Promise<EncodedChunk> {
  const { quality: code, zeroQuality: zeroCode } = job.request.mapping;
  const address = { source: record.source, path: record.datasetPath };
  // A copy holds what was still to send when it was made; the rest is read from the files.
  const copied = record.staged === null ? 0 : countPoints(commonRanges(ranges, record.staged.ranges));
  const staged = copied === countPoints(ranges) ? record.staged : null;
  return reader.encode({
    spec: readingSpec(job.request, sources, address, record.minus, staged),
    digest: record.digest,
    quality: { code, zeroCode },
    ranges,
    corrected: correctionsWithin(ledger, record.id, ranges, maxPoints),
    maxPoints,
    maxBytes: largestBytes,
    boundariesMs: [],
    gzip: false,
  });
}

/** Asks until the VTN has answered for every interval of a chunk; false when the chunk is too large for it. */
async function removeChunk(parts: RemovalParts, record: SeriesRecord, chunk: EncodedChunk): Promise<boolean> {
  const policy = defaultRetryPolicy(parts.job.request.pace.retries);
  let deleted = 0;
  for (let failures = 0; ;) {
    parts.signal.throwIfAborted();
    const obstacle = await parts.target.prepare();
    const { outcome } = obstacle === null ? await ask(parts, record, chunk, deleted) : { outcome: obstacle };
    if (outcome.kind === 'removed') {
      deleted += outcome.deleted;
      if (!isSettled(outcome, chunk, deleted)) continue;
      parts.removed(Math.min(deleted, chunk.points), Math.max(0, chunk.points - deleted), record.name);
      return true;
    }
    if (outcome.kind === 'too-large' && chunk.points > 1) return false;
    if (outcome.kind === 'token-renewed') continue;
    const error = errorOf(outcome, record);
    if (error.disposition !== 'transient' || isGivenUp(policy, ++failures)) throw error;
    const askedForMs = 'retryAfterMs' in outcome ? outcome.retryAfterMs : null;
    await parts.clock.sleep(retryDelayMs(policy, failures, askedForMs, parts.random()), parts.signal);
  }
}

/**
 * Whether the VTN has answered for all of a chunk: it has counted every interval, or finds nothing more to delete. A
 * count that falls short may be a count gone wrong; asked again, it deletes nothing twice.
 */
function isSettled(
  outcome: { readonly deleted: number; readonly left: number },
  { points }: EncodedChunk,
  deleted: number,
): boolean {
  return outcome.deleted === 0 || deleted + outcome.left >= points;
}

async function ask(
  { ledger, clock, lease, target, job }: RemovalParts,
  record: SeriesRecord,
  chunk: EncodedChunk,
  deletedBefore: number,
): Promise<Removal> {
  const { jobId } = lease;
  const { ranges, points, body } = chunk;
  let attemptId = 0;
  const startedAtMs = clock.now();
  await ledger.writeSoon('removing', lease, (database) => {
    const removal = { jobId, seriesId: record.id, ranges, points, bytes: body.length, startedAtMs };
    attemptId = beginRemoval(database, removal);
  });
  const removal = await target.remove({
    resourceId: record.resourceId,
    reportId: null,
    body,
    gzip: false,
    points,
    batchSize: points,
    timeoutMs: job.request.pace.timeoutMs,
  });
  const { outcome, status } = removal;
  const end = {
    outcome: outcome.kind,
    status,
    text: spellOutcome(outcome),
    endedAtMs: clock.now(),
    isSettled: outcome.kind === 'removed' && isSettled(outcome, chunk, deletedBefore + outcome.deleted),
  };
  await ledger.writeSoon('removed', lease, (database) =>
    endRemoval(database, { jobId, seriesId: record.id, ranges, attemptId }, end),
  );
  return removal;
}

function spellOutcome(outcome: Removal['outcome']): string | null {
  if (outcome.kind === 'removed') return `${outcome.deleted} deleted, ${outcome.left} left`;
  return 'text' in outcome ? outcome.text : null;
}

/** Why a chunk was not deleted; *transient* where asking again may help. */
function errorOf(outcome: Outcome, { name }: SeriesRecord): AppError {
  const context = { series: name };
  switch (outcome.kind) {
    case 'offline':
      return new AppError('vtn/unreachable', `The VTN cannot be reached: ${outcome.text}`, { context });
    case 'uncertain':
    case 'slow-down':
    case 'blocked':
      return new AppError(outcome.code, outcome.text, { context });
    case 'rows-refused':
      return new AppError(
        'vtn/refused',
        `The VTN does not delete intervals of ${name}: ${outcome.rows[0]?.reason ?? 'it refused them'}.`,
        { context },
      );
    default: {
      const why = 'text' in outcome ? outcome.text : outcome.kind;
      return new AppError('vtn/refused', `The VTN does not delete intervals of ${name}: ${why}`, { context });
    }
  }
}
