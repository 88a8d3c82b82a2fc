import type { Ranges } from '../../domain/progress-spans.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { findWrongSums, readAccount } from '../ledger/verify-reads.ts';
import type { SeriesAccount } from '../ledger/verify-reads.ts';
import { compareSeries } from './compare-series.ts';
import { noFindings, noteDifference } from './findings.ts';
import type { Findings } from './findings.ts';
import { withoutPlanned } from './others-of-resource.ts';
import { isSourceTrouble } from './source-trouble.ts';
import { readStored } from './stored-intervals.ts';
import type { Verifying } from './verifying.ts';

export interface SeriesVerdict {
  readonly findings: Findings;
  /** False when its source is not here, so that at most its staged copy was compared. */
  readonly hasSource: boolean;
  readonly isReadBack: boolean;
}

/** Compares one series with its own sums, its source and the VTN. Throws AppError vtn/* when the VTN stays away. */
export async function verifySeries(verifying: Verifying, record: SeriesRecord): Promise<SeriesVerdict> {
  const findings = noFindings();
  const account = verifying.ledger.read((database) => readAccount(database, record.id));
  for (const text of findWrongSums(account))
    noteDifference(findings, 'ledger', record.loadId, null, () => text);
  if (record.planned === 0) return { findings, hasSource: true, isReadBack: true };
  const way = await findWay(verifying, record, account, findings);
  if (way.record === null) return { findings, hasSource: way.hasSource, isReadBack: false };
  const isReadBack = await readBack(verifying, way.record, way.readable, account, findings);
  return { findings, hasSource: way.hasSource, isReadBack };
}

/** How the planned intervals of a series can be read; no record when they cannot. */
interface Way {
  readonly record: SeriesRecord | null;
  readonly readable: Ranges;
  readonly hasSource: boolean;
}

async function findWay(
  verifying: Verifying,
  record: SeriesRecord,
  account: SeriesAccount,
  findings: Findings,
): Promise<Way> {
  const { job, files } = verifying;
  const positions = [record.source, ...record.minus.map(({ source }) => source)];
  const isHere = !positions.some((position) => files.gone.has(position));
  if (isHere) {
    const fromFiles = { ...record, staged: null };
    const trouble = await findSourceTrouble(verifying, fromFiles, account.datasetId);
    if (trouble === null) return { record: fromFiles, readable: [0, account.ownIntervals], hasSource: true };
    // A staged job does not need its files: what lies in their places may be anything.
    if (!job.staged) {
      noteDifference(findings, 'source', record.loadId, null, () => trouble);
      return { record: null, readable: [], hasSource: true };
    }
  }
  return {
    record: record.staged === null ? null : record,
    readable: record.staged?.ranges ?? [],
    hasSource: false,
  };
}

/** How the source of a series differs from what was planned; null when it does not. */
async function findSourceTrouble(
  verifying: Verifying,
  record: SeriesRecord,
  datasetId: number,
): Promise<string | null> {
  const { job, sources, reader, troubleOf } = verifying;
  const known = troubleOf.get(datasetId);
  if (known !== undefined) return known;
  let trouble: string | null = null;
  try {
    const address = { source: record.source, path: record.datasetPath };
    const { digest } = await reader.scan(readingSpec(job.request, sources, address, record.minus));
    if (digest !== record.digest) trouble = 'the source no longer holds the readings that were planned';
  } catch (thrown) {
    if (!isSourceTrouble(thrown)) throw thrown;
    trouble = `the source can no longer be read: ${thrown.message}`;
  }
  troubleOf.set(datasetId, trouble);
  return trouble;
}

async function readBack(
  verifying: Verifying,
  record: SeriesRecord,
  readable: Ranges,
  account: SeriesAccount,
  findings: Findings,
): Promise<boolean> {
  const { firstStartMs, lastStartMs } = account;
  const mayArrive = verifying.isRunning() || verifying.job.state === 'exported';
  const stored = await readStored(verifying, record.resourceId, firstStartMs, lastStartMs + 1);
  verifying.vtn.isReadable = stored !== null;
  if (stored === null) return false;
  const others = (verifying.shared.get(record.resourceId) ?? []).filter((id) => id !== record.id);
  const withoutPlannedByOthers = (starts: readonly number[]) =>
    withoutPlanned(verifying, { seriesId: record.id, others }, starts);
  try {
    await compareSeries(
      verifying,
      { record, account, readable, mayArrive, withoutPlannedByOthers },
      stored,
      findings,
    );
  } catch (thrown) {
    if (!isSourceTrouble(thrown)) throw thrown;
    // It was whole a moment ago, or the copy is damaged.
    noteDifference(findings, 'source', record.loadId, null, () => thrown.message);
  }
  return true;
}
