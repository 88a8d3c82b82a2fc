import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Ledger } from '../ledger/ledger.ts';
import { isLeaseHeld } from '../ledger/lease.ts';
import { listJobFigures } from '../ledger/job-reads.ts';
import { copiesFolderOf, copiesOf, hasCopies } from '../ledger/staged-series.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProcessTable } from '../ports/process-identity.ts';
import { isProcessAlive } from '../process-alive.ts';

/** Makes the folder for the staged copies of a job, for its user alone. */
export function makeCopiesFolder(stateDir: string, jobId: string): string {
  const folder = copiesOf(stateDir, jobId);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Takes the staged copies of a job away, whether there are any or not. */
export function dropCopies(stateDir: string, jobId: string): void {
  rmSync(copiesOf(stateDir, jobId), { recursive: true, force: true });
}

/** Takes the file away that is kept of a job that was handed over. */
export function dropHandedOver(stateDir: string, jobId: string): void {
  rmSync(handedOverOf(stateDir, jobId), { recursive: true, force: true });
}

/** Takes all away that is kept of a job beside the ledger; for who has removed the job from it. */
export function dropFilesOf(stateDir: string, jobId: string): void {
  dropCopies(stateDir, jobId);
  dropHandedOver(stateDir, jobId);
}

/** A folder for copies that arrive, named after its process: the next start clears away what a killed one left. */
export function makeArrivalFolder(stateDir: string, id: string): string {
  const folder = path.join(copiesFolderOf(stateDir), `arriving-${process.pid}-${id}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

const handedOver = 'handed-over';

/** Where the file of a job that was handed over for a download is kept, until the job is removed or comes home. */
export function handedOverOf(stateDir: string, jobId: string): string {
  return path.join(stateDir, handedOver, jobId);
}

/** Brings what a folder lists to the disk. Windows knows no such thing, and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Clears away what is kept of no job: copies and files of jobs that are gone, copies that the ledger knows nothing of,
 * and what imports left that were killed. Under the ledger's write lock, so that no import of
 * another process is half done meanwhile.
 */
export function sweepCopies(ledger: Ledger, stateDir: string, processes: ProcessTable, clock: Clock): void {
  const mayGo = (): string[] => {
    const jobs = new Map(
      ledger.read((database) => listJobFigures(database)).map((job) => [job.id, job] as const),
    );
    const copies = foldersOf(copiesFolderOf(stateDir)).filter((name) => {
      const arriving = /^arriving-(\d+)-/.exec(name);
      if (arriving !== null) return !isProcessAlive(Number(arriving[1]));
      const job = jobs.get(name);
      if (job === undefined) return true;
      if (job.staged || isLeaseHeld(job, processes, clock.now())) return false;
      return !ledger.read((database) => hasCopies(database, name));
    });
    const hauls = foldersOf(path.join(stateDir, handedOver)).filter((name) => !jobs.has(name));
    return [
      ...copies.map((name) => path.join(copiesFolderOf(stateDir), name)),
      ...hauls.map((name) => handedOverOf(stateDir, name)),
    ];
  };
  if (mayGo().length === 0) return;
  ledger.write('sweep-copies', () => {
    for (const folder of mayGo()) rmSync(folder, { recursive: true, force: true });
  });
}

function foldersOf(root: string): string[] {
  try {
    return readdirSync(root);
  } catch {
    return [];
  }
}
