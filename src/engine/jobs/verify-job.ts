import type { Verification } from '../../contract/inspection-shapes.ts';
import { qualityOf } from '../../domain/quality-code.ts';
import { tallySpans } from '../../domain/progress-spans.ts';
import type { Span } from '../../domain/progress-spans.ts';
import { plannedSeries, readSpans } from '../ledger/job-reads.ts';
import type { JobRecord, SeriesRecord } from '../ledger/job-reads.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { StoredInterval, Target } from '../targets/target.ts';
import type { IntervalColumns, Reader } from '../workers/reader.ts';
import type { SourcePlaces } from './reading-spec.ts';
import { specOf } from './send-chunk.ts';

export interface VerifyParts {
  readonly job: JobRecord;
  readonly sources: SourcePlaces;
  readonly ledger: Ledger;
  readonly reader: Reader;
  readonly target: Target;
  /** Ends the comparison; `verifyJob` then rejects with its reason. */
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, text: string) => void;
}

const differencesKept = 1000;
const intervalsAtOnce = 100_000;

/**
 * Compares three accounts of a job, interval by interval: the ledger with its own sums, the source with what
 * was planned, and, where the VTN can be read back, every confirmed interval with what is stored there.
 * Memory is bounded by one page of stored intervals. Throws AppError vtn/* when reading back fails.
 */
export async function verifyJob(parts: VerifyParts): Promise<Verification> {
  const all = parts.ledger.read((database) => plannedSeries(database, parts.job.id));
  const result = {
    intervals: 0,
    matching: 0,
    differenceCount: 0,
    kinds: { ledger: 0, source: 0, missing: 0, different: 0, extra: 0 },
    differences: [] as Verification['differences'],
  };
  const note: NoteDifference = (load, startMs, text) => {
    result.differenceCount++;
    if (result.differences.length >= differencesKept) return;
    result.differences.push({
      kind: 'different',
      load,
      start: startMs === null ? null : new Date(startMs).toISOString(),
      text,
    });
  };
  const digests = new Map<string, string>();
  let canReadBack = true;
  for (const [position, record] of all.entries()) {
    parts.signal.throwIfAborted();
    parts.progress(position, all.length, record.name);
    const spans = parts.ledger.read((database) => readSpans(database, record.id));
    compareSums(record, spans, note);
    if (!(await isSourceSame(parts, record, digests))) {
      note(record.loadId, null, 'the source no longer holds the readings that were planned');
      continue;
    }
    const stored: AsyncIterable<readonly StoredInterval[]> | null = canReadBack
      ? await parts.target.readBack(record.resourceId)
      : null;
    canReadBack = stored !== null;
    if (stored === null) continue;
    const { compared, matching } = await compareWithVtn(parts, record, spans, stored, note);
    result.intervals += compared;
    result.matching += matching;
  }
  parts.progress(all.length, all.length, '');
  return {
    jobId: parts.job.id,
    compared: { ledger: true, source: true, vtn: canReadBack },
    notCompared: canReadBack
      ? null
      : 'This VTN offers no way to read intervals back; what it acknowledged is taken as stored.',
    loads: all.length,
    ...result,
  };
}

type NoteDifference = (load: string, startMs: number | null, text: string) => void;

function compareSums(record: SeriesRecord, spans: readonly Span[], note: NoteDifference): void {
  const { confirmed } = tallySpans(spans);
  if (confirmed !== record.confirmed) {
    note(
      record.loadId,
      null,
      `the ledger counts ${record.confirmed} confirmed intervals and lists ${confirmed}`,
    );
  }
  const last = spans.at(-1);
  if (last !== undefined && last.to > record.planned) {
    note(record.loadId, null, `the ledger lists interval ${last.to} of ${record.planned}`);
  }
}

async function isSourceSame(
  parts: VerifyParts,
  record: SeriesRecord,
  digests: Map<string, string>,
): Promise<boolean> {
  if (record.planned === 0) return true;
  const key = JSON.stringify([record.source, record.datasetPath, record.minus]);
  const digest = digests.get(key) ?? (await parts.reader.scan(specOf(parts, record))).digest;
  digests.set(key, digest);
  return digest === record.digest;
}

async function compareWithVtn(
  parts: VerifyParts,
  record: SeriesRecord,
  spans: readonly Span[],
  stored: AsyncIterable<readonly StoredInterval[]>,
  note: NoteDifference,
): Promise<{ compared: number; matching: number }> {
  const { mapping } = parts.job.request;
  const rule = { code: mapping.quality, zeroCode: mapping.zeroQuality };
  const atVtn = createCursor(stored);
  let compared = 0;
  let matching = 0;
  for (const { from, to, state } of spans) {
    if (state !== 'confirmed') continue;
    for (let part = from; part < to; part += intervalsAtOnce) {
      parts.signal.throwIfAborted();
      const expected = await parts.reader.intervals(
        specOf(parts, record),
        part,
        Math.min(to, part + intervalsAtOnce),
      );
      for (let i = 0; i < expected.startMs.length; i++) {
        compared++;
        const found = await atVtn.at(expected.startMs[i] ?? 0);
        const difference = compareInterval(
          expected,
          i,
          found,
          qualityOf(expected.value[i] ?? 0, expected.quality?.[i] ?? null, rule),
        );
        if (difference === null) matching++;
        else note(record.loadId, expected.startMs[i] ?? null, difference);
      }
    }
  }
  return { compared, matching };
}

function compareInterval(
  expected: IntervalColumns,
  i: number,
  found: StoredInterval | null,
  quality: string,
): string | null {
  if (found === null) return 'confirmed, but the VTN does not have it';
  if (found.value !== expected.value[i])
    return `the VTN has the value ${found.value}, the source ${String(expected.value[i])}`;
  if (found.endMs !== expected.endMs[i])
    return `the VTN has another end, ${new Date(found.endMs).toISOString()}`;
  if (found.quality !== quality) return `the VTN has the quality ${found.quality}, sent was ${quality}`;
  return null;
}

/** Walks the stored intervals once, in step with ascending questions. */
function createCursor(pages: AsyncIterable<readonly StoredInterval[]>): {
  at(startMs: number): StoredInterval | null | Promise<StoredInterval | null>;
} {
  const iterator = pages[Symbol.asyncIterator]();
  let page: readonly StoredInterval[] = [];
  let next = 0;
  let isOver = false;
  const seek = (startMs: number): StoredInterval | null | undefined => {
    while (next < page.length && (page[next]?.startMs ?? 0) < startMs) next++;
    const found = page[next];
    if (found !== undefined) return found.startMs === startMs ? found : null;
    return isOver ? null : undefined;
  };
  const turn = async (startMs: number): Promise<StoredInterval | null> => {
    for (;;) {
      const result = await iterator.next();
      isOver = result.done === true;
      page = result.done === true ? [] : result.value;
      next = 0;
      const found = seek(startMs);
      if (found !== undefined) return found;
    }
  };
  return { at: (startMs) => seek(startMs) ?? (isOver || next < page.length ? null : turn(startMs)) };
}
