import { closeSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import type { StagedData } from '../../contract/handover-shapes.ts';
import type { JobState } from '../../domain/job-state.ts';
import { checkSources } from '../jobs/guard-sources.ts';
import type { DatasetAddress, PlanProgress } from '../jobs/plan.ts';
import { readingSpec } from '../jobs/reading-spec.ts';
import type { SourcePlaces } from '../jobs/reading-spec.ts';
import { readGuardedJob } from '../ledger/guarded-job.ts';
import { readJobRecord } from '../ledger/job-reads.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import { noteDecision, noteSourcePath, readState } from '../ledger/job-writes.ts';
import type { Lease } from '../ledger/lease.ts';
import {
  countOpenDatasets,
  keepStagedSeries,
  noteStaged,
  noteUnstaged,
  partName,
  stagedParts,
} from '../ledger/staged-series.ts';
import type { NewStagedSeries, OpenDataset } from '../ledger/staged-series.ts';
import type { Reader } from '../workers/reader.ts';
import { dropCopies, makeCopiesFolder, syncFolder } from './copies-folder.ts';
import { holdJob } from './hold-job.ts';
import type { HoldDeps } from './hold-job.ts';
import { eachOpenDataset, findNotCopied, missingOf } from './open-datasets.ts';

export interface StageParts extends HoldDeps {
  readonly stateDir: string;
  /** Gives up when the person stops the work. */
  readonly reader: Reader;
  readonly signal: AbortSignal;
  readonly progress: PlanProgress;
}

/** A part file is closed when it is larger: what one fsync and one ledger write vouch for. */
const partBytes = 32_000_000;
/** Or when it holds so many series. */
const partSeries = 2000;

/**
 * Copies what is still to send of a job that stands still into the state directory; from then on the job reads the
 * copies and needs its files no more. A part counts once it is on the disk and its hashes are in the ledger; a copy
 * that was broken off goes on from there. Throws source/missing, source/changed, output/disk-full, job/wrong-state,
 * job/running-elsewhere; the signal's reason when it is stopped.
 */
export function stageJob(parts: StageParts, jobId: string): Promise<StagedData> {
  return holdJob(parts, jobId, (lease) => stageHeld(parts, lease));
}

/** As `stageJob`, by somebody who holds the job already. */
export async function stageHeld(parts: StageParts, lease: Lease): Promise<StagedData> {
  const { ledger, clock } = parts;
  const job = ledger.read((database) => readJobRecord(database, lease.jobId));
  // A job that was handed over reads nothing, and may have its copies still.
  const mayHaveAll = job.staged || job.state === 'exported';
  // What was undone after it was copied has to be sent again, and is read from its files again.
  if (!mayHaveAll || ledger.read((database) => findNotCopied(database, job.id)) !== null) {
    const sources = await findSources(parts, lease);
    await copyAll(parts, lease, job, sources);
    if (job.state === 'exported') return stagedFigures(parts, job.id);
    await ledger.writeSoon('staged', lease, (database) => {
      noteStaged(database, job.id);
      noteDecision(
        database,
        job.id,
        clock.now(),
        'What is still to send was copied; the files are not needed any more',
      );
    });
  }
  return stagedFigures(parts, job.id);
}

/** What the copies of a job come to. */
export function stagedFigures({ ledger }: Pick<StageParts, 'ledger'>, jobId: string): StagedData {
  const files = ledger.read((database) => stagedParts(database, jobId));
  const sum = (of: (part: (typeof files)[number]) => number): number =>
    files.reduce((total, part) => total + of(part), 0);
  return {
    loads: sum(({ series }) => series),
    points: sum(({ points }) => points),
    bytes: sum(({ sizeBytes }) => sizeBytes),
  };
}

/**
 * Gives the copies of a job up again. Throws source/missing or source/changed, with everything as it was, when the
 * job's files are not there as they were planned; a job that is over for good needs them no more.
 */
export async function unstageJob(parts: Omit<StageParts, 'progress'>, jobId: string): Promise<void> {
  const { ledger } = parts;
  const isOver = ledger.write('unstaged', (database) => {
    if (!overForGood.includes(readState(database, jobId))) return false;
    noteUnstaged(database, jobId);
    return true;
  });
  if (!isOver) await readFilesAgain(parts, jobId);
  dropCopies(parts.stateDir, jobId);
}

const overForGood: readonly JobState[] = ['completed', 'cancelled', 'exported'];

async function readFilesAgain(parts: Omit<StageParts, 'progress'>, jobId: string): Promise<void> {
  const { ledger, clock } = parts;
  await holdJob(parts, jobId, async (lease) => {
    const checked = await findSources(parts, lease);
    await ledger.writeSoon('unstaged', lease, (database) => {
      for (const { position, path: found } of checked) noteSourcePath(database, jobId, position, found);
      noteUnstaged(database, jobId);
      noteDecision(database, jobId, clock.now(), 'The copies were given up; the job reads its files again');
    });
  });
}

async function findSources({ ledger, reader }: Pick<StageParts, 'ledger' | 'reader'>, { jobId }: Lease) {
  const guarded = readGuardedJob(ledger, jobId);
  // Also of a job that reads copies now: whether its files are there is the question.
  return checkSources(reader, { ...guarded, staged: false }, []).catch((thrown: unknown) => {
    throw thrown instanceof AppError && thrown.code === 'source/missing' ? stillMissing(thrown) : thrown;
  });
}

/** Who copies a job cannot say another place, as who runs it can. */
function stillMissing({ context, cause }: AppError): AppError {
  const text = `The file ${context['path'] ?? ''} is no longer there. Nothing was changed.`;
  return new AppError('source/missing', text, { context, cause });
}

async function copyAll(
  parts: StageParts,
  lease: Lease,
  job: JobRecord,
  sources: SourcePlaces,
): Promise<void> {
  const { ledger, signal, progress } = parts;
  const folder = makeCopiesFolder(parts.stateDir, job.id);
  const part = openParts(parts, lease, folder);
  const total = ledger.read((database) => countOpenDatasets(database, job.id));
  let done = 0;
  try {
    for (const dataset of eachOpenDataset(ledger, job.id)) {
      signal.throwIfAborted();
      progress(done++, total, dataset.path);
      await copyDataset(parts, part, job, sources, dataset);
    }
  } catch (thrown) {
    // What is whole is kept: the next attempt goes on behind it.
    await part.close().catch(() => {});
    throw thrown;
  }
  await part.close();
  progress(total, total, '');
}

async function copyDataset(
  { ledger, reader }: StageParts,
  part: Parts,
  job: JobRecord,
  sources: SourcePlaces,
  dataset: OpenDataset,
): Promise<void> {
  const ranges = ledger.read((database) => missingOf(database, dataset));
  // Copied before it was broken off.
  if (ranges === null) return;
  const address = { source: dataset.source, path: dataset.path };
  const spec = readingSpec(job.request, sources, address, JSON.parse(dataset.minus) as DatasetAddress[]);
  const { path: file, offset, number } = part.next();
  const { bytes, sha256, points } = await reader.stage({
    spec,
    digest: dataset.digest,
    ranges,
    path: file,
    offset,
  });
  await part.took({
    datasetId: dataset.id,
    part: number,
    offsetBytes: offset,
    sizeBytes: bytes,
    sha256,
    ranges,
    points,
  });
}

/** The part file that is being written. */
interface Parts {
  next(): { readonly path: string; readonly offset: number; readonly number: number };
  took(piece: NewStagedSeries): Promise<void>;
  close(): Promise<void>;
}

function openParts({ ledger }: StageParts, lease: Lease, folder: string): Parts {
  let number =
    1 + Math.max(0, ...ledger.read((database) => stagedParts(database, lease.jobId)).map(({ part }) => part));
  let offset = 0;
  let waiting: NewStagedSeries[] = [];
  clearUnknown(folder, number);
  const close = async (): Promise<void> => {
    if (waiting.length === 0) return;
    syncFile(path.join(folder, partName(number)));
    syncFolder(folder);
    const pieces = waiting;
    await ledger.writeSoon('stage-part', lease, (database) => keepStagedSeries(database, pieces));
    waiting = [];
    offset = 0;
    number++;
  };
  return {
    next: () => ({ path: path.join(folder, partName(number)), offset, number }),
    took: async (piece) => {
      waiting.push(piece);
      offset += piece.sizeBytes;
      if (offset >= partBytes || waiting.length >= partSeries) await close();
    },
    close,
  };
}

/** Files that a broken-off attempt left, of which the ledger knows nothing. */
function clearUnknown(folder: string, firstUnknown: number): void {
  for (const name of readdirSync(folder)) {
    const number = Number(/^part-(\d+)\.staged$/.exec(name)?.[1] ?? Infinity);
    if (number >= firstUnknown) rmSync(path.join(folder, name), { force: true });
  }
}

function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } catch (cause) {
    throw new AppError(
      'output/disk-full',
      `${file} did not get onto the disk: ${(cause as Error).message}.`,
      { cause },
    );
  } finally {
    closeSync(descriptor);
  }
}
