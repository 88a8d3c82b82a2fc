import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { AppError } from '../../contract/app-error.ts';
import type { Haul } from '../../contract/handover-shapes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Clock } from '../ports/clock.ts';
import { makeArrivalFolder, syncFolder } from '../staging/copies-folder.ts';
import type { Reader } from '../workers/reader.ts';
import { checkCopies, checkJob, understood } from './check-arrival.ts';
import type { Manifest } from './haul-format.ts';
import { assertNew, findHere } from './known-arrivals.ts';
import { readHaul } from './read-haul.ts';
import { takeIn } from './take-in.ts';
import type { Destination } from './take-in.ts';

export interface ImportParts {
  readonly stateDir: string;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly reader: Reader;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, text: string) => void;
}

export interface ImportRequest {
  readonly path: string;
  /** As the person has said it; the file's own counts for nothing. */
  readonly destination: Destination;
  readonly otherVtn: boolean;
}

/** What is in a .haul file. Throws as `readHaul` does. */
export async function inspectHaul(
  { ledger, signal, progress }: Pick<ImportParts, 'ledger' | 'signal' | 'progress'>,
  file: string,
): Promise<Haul> {
  const { manifest, sizeBytes } = await readHaul(file, { signal, folder: null, progress });
  const { haulId, jobId, writtenBy, exportedAt, computer, createdAt, files, baseUrl, points, data } =
    manifest;
  return {
    haulId,
    jobId,
    version: writtenBy,
    exportedAt,
    computer,
    createdAt,
    files,
    baseUrl,
    points,
    data,
    sizeBytes,
    alreadyHere: ledger.read((database) => findHere(database, manifest)),
  };
}

/**
 * Takes a job over: the file is read as data and checked to its last block, then the job is written down as *paused*
 * in one write. Returns its id: that of the file, or a new one when that is taken. A job that was handed over from
 * here comes home in its own place. Throws as `readHaul` does; haul/already-here, job/resource-held, and usage/invalid
 * when the VTN is another one and `otherVtn` does not say so. Nothing is left behind then.
 */
export async function importJob(parts: ImportParts, request: ImportRequest): Promise<string> {
  const { ledger, stateDir, signal, reader, progress } = parts;
  const { path: file, destination } = request;
  const folder = makeArrivalFolder(stateDir, randomBytes(6).toString('hex'));
  try {
    await assertRoom(file, folder);
    const { manifest } = await readHaul(file, { signal, folder, progress });
    const haul = { file, folder, manifest };
    const job = understood(file, () => checkJob(haul));
    ledger.read((database) => assertNew(database, manifest, job));
    assertSameVtn(request, manifest);
    await checkCopies(reader, haul, progress);
    syncFolder(folder);
    signal.throwIfAborted();
    return takeIn(parts, haul, job, destination);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function assertSameVtn({ destination, otherVtn }: ImportRequest, { baseUrl }: Manifest): void {
  if (destination.baseUrl === baseUrl || otherVtn) return;
  const text =
    `The job was on its way to ${baseUrl}, and it is to go to ${destination.baseUrl} now. What is confirmed is at the ` +
    'first. Only when both are the same VTN under two addresses is this right: then confirm that it is another address.';
  throw new AppError('usage/invalid', text, { context: { its: baseUrl, wanted: destination.baseUrl } });
}

async function assertRoom(file: string, folder: string): Promise<void> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize > size) return;
  throw new AppError(
    'output/disk-full',
    `There is no room here for what is in ${file}. Nothing was taken from it.`,
  );
}
