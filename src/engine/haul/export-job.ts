import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../contract/app-error.ts';
import type { WrittenFile } from '../../contract/handover-shapes.ts';
import type { JobState } from '../../domain/job-state.ts';
import { dropHandover, nextHandoverMs, readHandover } from '../ledger/handovers.ts';
import type { Handover } from '../ledger/handovers.ts';
import { readJobFigures } from '../ledger/job-reads.ts';
import { noteDecision } from '../ledger/job-writes.ts';
import { releaseLease } from '../ledger/lease.ts';
import type { Lease } from '../ledger/lease.ts';
import type { Outbox } from '../outbox.ts';
import type { Log } from '../ports/log.ts';
import { checkCopies } from '../staging/check-copies.ts';
import { handedOverOf } from '../staging/copies-folder.ts';
import { holdJob } from '../staging/hold-job.ts';
import { stagedFigures, stageHeld } from '../staging/stage-job.ts';
import type { StageParts } from '../staging/stage-job.ts';
import { pointFiguresOf } from '../views/job-summary.ts';
import { firstSteps, stepsAgain } from './handover-steps.ts';
import { readHaul } from './read-haul.ts';
import { settleHandover } from './settle-handovers.ts';
import { spellHaul } from './write-haul.ts';

export interface ExportParts extends StageParts {
  readonly outbox: Outbox;
  readonly version: string;
  readonly log: Log;
}

/**
 * Hands a job that stands still over: writes a .haul file with all that is still to send, and only when it is whole,
 * on the disk and read back, the job is *exported* here. `file` is null for a caller without paths: the file is kept
 * in the state directory and lent out by a `downloadId`; asked again of a job that was exported so, it is lent again.
 * A job that was handed over already gets another file when the first is not whole where it was written.
 *
 * @throws AppError output/exists, output/unwritable, output/disk-full; job/wrong-state, also when the first file is
 *   whole; job/running-elsewhere; source/* when the job must read its files first; the signal's reason. The job is then
 *   as it was.
 */
export async function exportJob(
  parts: ExportParts,
  jobId: string,
  file: string | null,
): Promise<WrittenFile> {
  if (file !== null) assertFree(path.resolve(file));
  dropUnsure(parts, jobId);
  const before = parts.ledger.read((database) => readHandover(database, jobId));
  if (before !== null && (await isWhole(before, parts.signal))) {
    if (file === null && isKept(parts, before)) return lend(parts, writtenOf(before));
    throw stillThere(before);
  }
  const place = file === null ? placeToKeep(parts, jobId) : path.resolve(file);
  const states: readonly JobState[] | undefined = before === null ? undefined : ['exported'];
  const work = async (lease: Lease): Promise<WrittenFile> => {
    await stageHeld(parts, lease);
    // What is damaged here would be as damaged there, with the files out of reach.
    await checkCopies(parts.ledger, jobId, parts.signal);
    return writeHaul(parts, lease, place, before);
  };
  // The copies stay: with them the job can be handed over once more, whatever becomes of the file.
  const written = await holdJob(parts, jobId, work, states);
  return file === null ? lend(parts, written) : written;
}

/** A second file is a second way to send the same: there is to be none while the first is whole. */
function stillThere({ jobId, path: place, atMs }: Handover): AppError {
  const text =
    `Job ${jobId} was handed over on ${new Date(atMs).toISOString()}, and the file is whole where it was written: ` +
    `${place}. Copy that one. Another file is written only when it is gone or damaged.`;
  return new AppError('job/wrong-state', text, { context: { jobId, path: place } });
}

/** Whether the file of a hand-over is where it was written, with every byte. */
async function isWhole({ path: place, sizeBytes, sha256 }: Handover, signal: AbortSignal): Promise<boolean> {
  try {
    if (statSync(place).size !== sizeBytes) return false;
    const hash = createHash('sha256');
    await pipeline(createReadStream(place), hash, { signal });
    return hash.digest('hex') === sha256;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

/** Before anything is copied: it would be in vain. */
function assertFree(place: string): void {
  if (!existsSync(place)) return;
  const text = `${place} is there already and was left as it is. Choose another name, or move that file away.`;
  throw new AppError('output/exists', text, { context: { path: place } });
}

function lend({ outbox }: ExportParts, written: WrittenFile): WrittenFile {
  return { ...written, downloadId: outbox.lend(written.path, written.bytes) };
}

/** What is left there of an earlier hand-over is not whole, or does not count any more. */
function placeToKeep({ stateDir }: ExportParts, jobId: string): string {
  const folder = handedOverOf(stateDir, jobId);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = path.join(folder, `meterhaul-${jobId}.haul`);
  rmSync(place, { force: true });
  return place;
}

/** Whether the file of a hand-over is kept here to be lent out, as for a caller without paths. */
function isKept({ stateDir }: ExportParts, { jobId, path: place }: Handover): boolean {
  return path.dirname(place) === handedOverOf(stateDir, jobId);
}

function writtenOf({ path: place, sizeBytes: bytes, sha256 }: Handover): WrittenFile {
  return { name: path.basename(place), path: place, bytes, sha256, downloadId: null };
}

/**
 * A hand-over that was broken off is looked at once more. Where its file cannot be found, handing the job over again is
 * how a person says that it is lost.
 */
function dropUnsure(parts: ExportParts, jobId: string): void {
  const { ledger, clock } = parts;
  const handover = ledger.read((database) => readHandover(database, jobId));
  if (handover === null || handover.phase === 'done') return;
  if (settleHandover(parts, jobId) !== 'unsure') return;
  ledger.write('hand-over-dropped', (database) => {
    dropHandover(database, jobId);
    const text = `The file of the hand-over to ${handover.path} was not found again; the job is handed over anew`;
    noteDecision(database, jobId, clock.now(), text);
  });
}

async function writeHaul(
  parts: ExportParts,
  lease: Lease,
  place: string,
  before: Handover | null,
): Promise<WrittenFile> {
  const { ledger, clock, signal, outbox, progress } = parts;
  const job = ledger.read((database) => readJobFigures(database, lease.jobId));
  const atMs = ledger.read((database) => nextHandoverMs(database, job.id, clock.now()));
  const handover = { jobId: job.id, haulId: randomUUID(), atMs, path: place };
  const steps =
    before === null ? firstSteps(ledger, lease, handover) : stepsAgain(ledger, lease, handover, before);
  const facts = {
    haulId: handover.haulId,
    version: parts.version,
    computer: os.hostname(),
    exportedAtMs: atMs,
    points: pointFiguresOf(job),
    data: stagedFigures(parts, job.id),
  };
  let isBegun = false;
  const written = await outbox.write({
    path: place,
    name: path.basename(place),
    content: spellHaul(ledger, job.id, facts, (name) => progress(0, 1, name)),
    signal,
    begun: async (partPath) => {
      await steps.begin(partPath);
      isBegun = true;
    },
    whole: async (partPath, bytes, sha256) => {
      await assertReadsBack(partPath, handover.haulId, parts);
      await steps.written(bytes, sha256);
    },
    brokenOff: (partPath) => {
      if (isBegun) takeBack(parts, job.id);
      else rmSync(partPath, { force: true });
    },
  });
  await steps.done(clock.now(), (database) => releaseLease(database, lease));
  return written;
}

/** Where not even that can be written down, the next start does it: what there is of the file stays until then. */
function takeBack(parts: ExportParts, jobId: string): void {
  try {
    settleHandover(parts, jobId);
  } catch (thrown) {
    parts.log.error('a hand-over was broken off and could not be taken back', {
      jobId,
      error: String(thrown),
    });
  }
}

/** What was written is read to its end: a stick that does not keep what it is given shows here. */
async function assertReadsBack(
  file: string,
  haulId: string,
  { signal, progress }: Pick<ExportParts, 'signal' | 'progress'>,
): Promise<void> {
  const { manifest } = await readHaul(file, { signal, folder: null, progress });
  if (manifest.haulId === haulId) return;
  throw new AppError('haul/damaged', `${file} does not read back as it was written. Try another place.`);
}
