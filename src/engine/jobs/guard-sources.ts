import { stat } from 'node:fs/promises';
import { AppError } from '../../contract/app-error.ts';
import type { GuardedJob } from '../ledger/guarded-job.ts';
import type { SeriesRecord, SourceRecord } from '../ledger/job-reads.ts';
import { datasetOfLoad } from '../mapping/dataset-path.ts';
import type { LoadRecord, Reader } from '../workers/reader.ts';
import { hashReadings } from './hash-readings.ts';
import { hashLoadsWithIds, readLoadsWithIds } from './load-pages.ts';
import { readingSpec } from './reading-spec.ts';

/** A source as it is now, found to be the one the job was planned from. */
export type CheckedSource = Pick<
  SourceRecord,
  'position' | 'role' | 'path' | 'sizeBytes' | 'mtimeMs' | 'mapping'
>;

/**
 * Finds each source again and compares its content with the plan's. `otherPaths` are places where a moved
 * file may be. A staged job needs its copies and no file. Throws source/missing, source/stage-damaged, or
 * source/changed with the difference.
 */
export async function checkSources(
  reader: Reader,
  job: GuardedJob,
  otherPaths: readonly string[],
): Promise<CheckedSource[]> {
  if (job.staged) return checkCopies(job);
  const checked: CheckedSource[] = [];
  for (const source of job.sources) checked.push(await checkSource(reader, job, source, otherPaths));
  return checked;
}

/** The hash over the whole file that a job must agree with before it is completed; null for a database. */
export async function fullHash(
  reader: Reader,
  source: Pick<SourceRecord, 'role' | 'path'>,
): Promise<string | null> {
  return source.role === 'resource-database' || source.role === 'readings-database'
    ? null
    : (await reader.fingerprint(source.path, 'full')).contentHash;
}

/** The copies are there with all their bytes; what is in them is checked when it is read. */
async function checkCopies({ sources, series }: GuardedJob): Promise<CheckedSource[]> {
  const ends = new Map<string, number>();
  for (const { staged } of series) {
    if (staged === null) continue;
    ends.set(staged.path, Math.max(ends.get(staged.path) ?? 0, staged.offset + staged.bytes));
  }
  for (const [path, end] of ends) {
    const now = await statIfThere(path);
    if (now !== null && now.sizeBytes >= end) continue;
    const what = now === null ? 'is gone' : 'is cut off';
    const message =
      `The staged copy ${path} ${what}. Put it back; or, with the job's own files there, ` +
      'give the copies up, so that the job reads its files.';
    throw new AppError('source/stage-damaged', message, { context: { path } });
  }
  return [...sources];
}

/** Compares each file that was touched since it was planned to its last byte. Throws source/changed. */
export async function checkWholeFiles(reader: Reader, sources: readonly SourceRecord[]): Promise<void> {
  for (const source of sources) {
    if (source.fullHash === null) continue;
    const now = await statIfThere(source.path);
    if (now === null) throw missingError(source, []);
    if (now.sizeBytes === source.sizeBytes && now.mtimeMs === source.mtimeMs) continue;
    if ((await fullHash(reader, source)) !== source.fullHash)
      throw changedError(source, describeFileChange(source, now));
  }
}

async function checkSource(
  reader: Reader,
  job: GuardedJob,
  source: SourceRecord,
  otherPaths: readonly string[],
): Promise<CheckedSource> {
  const difference = await findDifference(reader, job, source, source.path);
  if (typeof difference === 'object') return difference;
  for (const path of otherPaths) {
    const other = await findDifference(reader, job, source, path).catch(() => 'not such a file');
    if (typeof other === 'object') return other;
  }
  throw difference === missing ? missingError(source, otherPaths) : changedError(source, difference);
}

const missing = 'missing';

/** The source when the file holds what was planned, else how it differs, in words. */
async function findDifference(
  reader: Reader,
  job: GuardedJob,
  source: SourceRecord,
  path: string,
): Promise<CheckedSource | string> {
  const now = await statIfThere(path);
  if (now === null) return missing;
  const { position, role, mapping } = source;
  const found: CheckedSource = { position, role, mapping, path, ...now };
  if (source.role === 'resource-database') {
    const sent = new Set<string>();
    for (const { loadId } of job.series) sent.add(loadId);
    const contentHash = await hashLoadsWithIds(reader, path, sent);
    if (contentHash === source.contentHash) return found;
    return describeLoadChanges(job.series, await readLoadsWithIds(reader, path, sent));
  }
  if (source.role === 'readings-database') return compareReadings(reader, job, found, source.contentHash);
  const { contentHash } = await reader.fingerprint(path, 'sampled');
  return contentHash === source.contentHash ? found : describeFileChange(source, now);
}

/** A database of readings may change where the job does not look: its series are read again. */
async function compareReadings(
  reader: Reader,
  { request, series }: GuardedJob,
  found: CheckedSource,
  plannedHash: string,
): Promise<CheckedSource | string> {
  const places = Array.from({ length: found.position + 1 }, () => found);
  const digests = new Map<string, string>();
  for (const { datasetPath, source, minus } of series) {
    // What other files leave of a series is theirs to answer for.
    if (source !== found.position || minus.length > 0 || digests.has(datasetPath)) continue;
    const spec = readingSpec(request, places, { source, path: datasetPath }, []);
    digests.set(datasetPath, (await reader.scan(spec)).digest);
  }
  return hashReadings(digests) === plannedHash ? found : 'its readings are not those that were planned';
}

async function statIfThere(path: string): Promise<Pick<CheckedSource, 'sizeBytes' | 'mtimeMs'> | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { sizeBytes: size, mtimeMs };
  } catch {
    return null;
  }
}

function describeLoadChanges(series: Iterable<SeriesRecord>, now: ReadonlyMap<string, LoadRecord>): string {
  const changes: string[] = [];
  for (const record of series) {
    const change = describeLoadChange(record, now.get(record.loadId));
    if (change !== null) changes.push(`load ${record.loadId} ${change}`);
  }
  const [first = 'the order or the state of its loads is another one'] = changes;
  return changes.length > 1 ? `${changes.length} of its loads have changed; ${first}` : first;
}

function describeLoadChange(record: SeriesRecord, load: LoadRecord | undefined): string | null {
  if (load === undefined) return 'is gone';
  if (load.vtnResourceId?.toLowerCase() !== record.resourceId) {
    return `goes to the VTN resource ${load.vtnResourceId ?? '(none)'} instead of ${record.resourceId}`;
  }
  const dataset = datasetOfLoad(load);
  if (dataset !== record.datasetPath) return `reads ${dataset} instead of ${record.datasetPath}`;
  if (!load.enabled) return 'is switched off';
  return load.suspended ? 'is suspended' : null;
}

function describeFileChange(
  planned: SourceRecord,
  now: Pick<CheckedSource, 'sizeBytes' | 'mtimeMs'>,
): string {
  if (now.sizeBytes !== planned.sizeBytes)
    return `it has ${now.sizeBytes} bytes instead of ${planned.sizeBytes}`;
  const [before, after] = [planned.mtimeMs, now.mtimeMs].map((mtimeMs) => new Date(mtimeMs).toISOString());
  return `its content has changed, it was last written ${after ?? ''} instead of ${before ?? ''}`;
}

const names: Record<SourceRecord['role'], string> = {
  'resource-database': 'resource database',
  'meter-file': 'meter file',
  readings: 'file',
  'readings-database': 'database',
};

function missingError({ role, path }: SourceRecord, otherPaths: readonly string[]): AppError {
  const elsewhere = otherPaths.length > 0 ? ', nor is it among the files given with --source' : '';
  return new AppError(
    'source/missing',
    `The ${names[role]} ${path} is no longer there${elsewhere}. Bring it back, or give its new place with --source PATH.`,
    { context: { path, role } },
  );
}

function changedError({ role, path }: SourceRecord, difference: string): AppError {
  return new AppError(
    'source/changed',
    `The ${names[role]} ${path} is no longer the one this job was planned from: ${difference}. Nothing of it was ` +
      'sent. Restore the file and resume, or cancel the job and upload the changed file as a new one.',
    { context: { path, role, difference } },
  );
}
