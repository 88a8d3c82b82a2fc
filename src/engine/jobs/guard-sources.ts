import { stat } from 'node:fs/promises';
import { AppError } from '../../contract/app-error.ts';
import type { SourceRecord } from '../ledger/job-reads.ts';
import type { FileFingerprint, Reader } from '../workers/reader.ts';

/** A source as it is now, found to be the one the job was planned from. */
export interface CheckedSource {
  readonly role: SourceRecord['role'];
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/**
 * Finds each source again and compares its content with the plan's. `otherPaths` are places where a moved
 * file may be. Throws source/missing or source/changed with the difference.
 */
export async function checkSources(
  reader: Reader,
  sources: readonly SourceRecord[],
  otherPaths: readonly string[],
): Promise<CheckedSource[]> {
  const checked: CheckedSource[] = [];
  for (const source of sources) checked.push(await checkSource(reader, source, otherPaths));
  return checked;
}

/** The hash over the whole file that a job must agree with before it is completed; null for a database. */
export async function fullHash(
  reader: Reader,
  source: Pick<SourceRecord, 'role' | 'path'>,
): Promise<string | null> {
  return source.role === 'resource-database'
    ? null
    : (await reader.fingerprint(source.path, 'full')).contentHash;
}

/** Whether the file may have been touched since it was last looked at. */
export async function isTouched(source: SourceRecord): Promise<boolean> {
  try {
    const { size, mtimeMs } = await stat(source.path);
    return size !== source.sizeBytes || mtimeMs !== source.mtimeMs;
  } catch {
    return true;
  }
}

async function checkSource(
  reader: Reader,
  source: SourceRecord,
  otherPaths: readonly string[],
): Promise<CheckedSource> {
  const now = await fingerprintIfThere(reader, source, source.path);
  if (now !== null && now.contentHash === source.contentHash) return found(source, source.path, now);
  for (const path of otherPaths) {
    const other = await fingerprintIfThere(reader, source, path);
    if (other?.contentHash === source.contentHash) return found(source, path, other);
  }
  if (now === null) throw missing(source, otherPaths);
  throw changed(source, now);
}

/** Null when there is no such file, or not one of this kind. */
async function fingerprintIfThere(
  reader: Reader,
  source: SourceRecord,
  path: string,
): Promise<FileFingerprint | null> {
  try {
    await stat(path);
  } catch {
    return null;
  }
  try {
    return await reader.fingerprint(path, source.role === 'resource-database' ? 'rows' : 'sampled');
  } catch (thrown) {
    if (path !== source.path) return null;
    throw thrown;
  }
}

function found(source: SourceRecord, path: string, { sizeBytes, mtimeMs }: FileFingerprint): CheckedSource {
  return { role: source.role, path, sizeBytes, mtimeMs };
}

const names: Record<SourceRecord['role'], string> = {
  'resource-database': 'resource database',
  'meter-file': 'meter file',
};

function missing({ role, path }: SourceRecord, otherPaths: readonly string[]): AppError {
  const elsewhere = otherPaths.length > 0 ? `, nor is it among the files given with --source` : '';
  return new AppError(
    'source/missing',
    `The ${names[role]} ${path} is no longer there${elsewhere}. Bring it back, or give its new place with --source PATH.`,
    { context: { path, role } },
  );
}

function changed({ role, path, sizeBytes, mtimeMs }: SourceRecord, now: FileFingerprint): AppError {
  const difference =
    now.sizeBytes === sizeBytes
      ? `same size, changed content, last written ${new Date(now.mtimeMs).toISOString()} instead of ${new Date(mtimeMs).toISOString()}`
      : `${now.sizeBytes} bytes instead of ${sizeBytes}`;
  const what = role === 'resource-database' ? 'the rows that the job uses have changed' : difference;
  return new AppError(
    'source/changed',
    `The ${names[role]} ${path} is no longer the one this job was planned from: ${what}. Nothing of it was sent. ` +
      'Restore the file and resume, or cancel the job and upload the changed file as a new one.',
    { context: { path, role, sizeBytes: now.sizeBytes, plannedSizeBytes: sizeBytes } },
  );
}
