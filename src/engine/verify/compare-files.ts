import { stat } from 'node:fs/promises';
import { fullHash } from '../jobs/guard-sources.ts';
import { hashLoadsWithIds } from '../jobs/load-pages.ts';
import type { SourceRecord } from '../ledger/job-reads.ts';
import type { Reader } from '../workers/reader.ts';
import { isSourceTrouble } from './source-trouble.ts';

/** The files of a job as they are now. */
export interface FilesNow {
  /** Positions of those that are not where they were. */
  readonly gone: ReadonlySet<number>;
  /** Sentences about those that are no longer what was planned. */
  readonly changed: readonly string[];
}

/**
 * Looks at each file of a job as a whole: whether it is there and has the content that was planned. What is in a
 * database of readings is compared series by series, as it may change where the job does not look.
 */
export async function compareFiles(
  reader: Reader,
  sources: readonly SourceRecord[],
  sentLoads: () => ReadonlySet<string>,
): Promise<FilesNow> {
  const gone = new Set<number>();
  const changed: string[] = [];
  for (const source of sources) {
    const there = await isThere(source.path);
    if (!there) gone.add(source.position);
    else if (!(await isAsPlanned(reader, source, sentLoads))) changed.push(changeOf(source));
  }
  return { gone, changed };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

async function isAsPlanned(
  reader: Reader,
  source: SourceRecord,
  sentLoads: () => ReadonlySet<string>,
): Promise<boolean> {
  try {
    if (source.role === 'readings-database') return true;
    if (source.role === 'resource-database') {
      return (await hashLoadsWithIds(reader, source.path, sentLoads())) === source.contentHash;
    }
    const now = await reader.fingerprint(source.path, 'sampled');
    if (now.contentHash !== source.contentHash) return false;
    const isTouched = now.sizeBytes !== source.sizeBytes || now.mtimeMs !== source.mtimeMs;
    return !isTouched || source.fullHash === null || (await fullHash(reader, source)) === source.fullHash;
  } catch (thrown) {
    if (!isSourceTrouble(thrown)) throw thrown;
    return false;
  }
}

function changeOf({ role, path }: SourceRecord): string {
  return role === 'resource-database'
    ? `the resource database ${path} no longer has the loads that were planned as they were`
    : `the file ${path} is no longer the one that was planned from`;
}
