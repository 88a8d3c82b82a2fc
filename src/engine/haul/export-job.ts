import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import type { WrittenFile } from '../../contract/handover-shapes.ts';
import { beginHandover, dropHandover, noteHaulWritten, readHandover } from '../ledger/handovers.ts';
import type { Handover } from '../ledger/handovers.ts';
import { readJobFigures } from '../ledger/job-reads.ts';
import { noteDecision } from '../ledger/job-writes.ts';
import { releaseLease } from '../ledger/lease.ts';
import type { Lease } from '../ledger/lease.ts';
import type { Outbox } from '../outbox.ts';
import type { Log } from '../ports/log.ts';
import { checkCopies } from '../staging/check-copies.ts';
import { dropCopies, handedOverOf } from '../staging/copies-folder.ts';
import { holdJob } from '../staging/hold-job.ts';
import { stagedFigures, stageHeld } from '../staging/stage-job.ts';
import type { StageParts } from '../staging/stage-job.ts';
import { pointFiguresOf } from '../views/job-summary.ts';
import { readHaul } from './read-haul.ts';
import { endAsExported, settleHandover } from './settle-handovers.ts';
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
 *
 * @throws AppError output/exists, output/unwritable, output/disk-full, job/wrong-state, job/running-elsewhere; source/*
 *   when the job must read its files first; the signal's reason. The job is then as it was.
 */
export async function exportJob(
  parts: ExportParts,
  jobId: string,
  file: string | null,
): Promise<WrittenFile> {
  const kept = file === null ? keptHaul(parts, jobId) : null;
  if (kept !== null) return lend(parts, kept);
  const place = file === null ? placeToKeep(parts, jobId) : path.resolve(file);
  assertFree(place);
  dropUnsure(parts, jobId);
  const written = await holdJob(parts, jobId, async (lease) => {
    await stageHeld(parts, lease);
    // What is damaged here would be as damaged there, with the files out of reach.
    await checkCopies(parts.ledger, jobId, parts.signal);
    return writeHaul(parts, lease, place);
  });
  dropCopies(parts.stateDir, jobId);
  return file === null ? lend(parts, written) : written;
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

function placeToKeep({ stateDir }: ExportParts, jobId: string): string {
  const folder = handedOverOf(stateDir, jobId);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return path.join(folder, `meterhaul-${jobId}.haul`);
}

/** The file of a job that was handed over for a download, as long as it is there. */
function keptHaul({ ledger, stateDir }: ExportParts, jobId: string): WrittenFile | null {
  const handover = ledger.read((database) => readHandover(database, jobId));
  if (handover?.phase !== 'done') return null;
  const { path: place } = handover;
  if (path.dirname(place) !== handedOverOf(stateDir, jobId) || !existsSync(place)) return null;
  return {
    name: path.basename(place),
    path: place,
    bytes: statSync(place).size,
    sha256: handover.sha256,
    downloadId: null,
  };
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

async function writeHaul(parts: ExportParts, lease: Lease, place: string): Promise<WrittenFile> {
  const { ledger, clock, signal, outbox, progress } = parts;
  const job = ledger.read((database) => readJobFigures(database, lease.jobId));
  const handover = { jobId: job.id, haulId: randomUUID(), atMs: clock.now(), path: place };
  const facts = {
    haulId: handover.haulId,
    version: parts.version,
    computer: os.hostname(),
    exportedAtMs: handover.atMs,
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
      await ledger.writeSoon('hand-over-begun', lease, (database) =>
        beginHandover(database, { ...handover, partPath }),
      );
      isBegun = true;
    },
    whole: async (partPath, bytes, sha256) => {
      await assertReadsBack(partPath, handover.haulId, parts);
      await ledger.writeSoon('hand-over-written', lease, (database) =>
        noteHaulWritten(database, job.id, bytes, sha256),
      );
    },
    brokenOff: (partPath) => {
      if (isBegun) takeBack(parts, job.id);
      else rmSync(partPath, { force: true });
    },
  });
  await ledger.writeSoon('handed-over', lease, (database) => {
    endAsExported(database, readHandover(database, job.id) as Handover, clock.now());
    releaseLease(database, lease);
  });
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
  throw new AppError('haul/damaged', `${file} does not read back as it was written. The job is still here.`);
}
