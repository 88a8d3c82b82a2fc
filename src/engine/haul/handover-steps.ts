import type Database from 'better-sqlite3';
import {
  beginAgain,
  beginHandover,
  noteHandedOverAgain,
  noteHaulWritten,
  readHandover,
} from '../ledger/handovers.ts';
import type { Handover } from '../ledger/handovers.ts';
import { noteDecision } from '../ledger/job-writes.ts';
import type { Lease } from '../ledger/lease.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { endAsExported, tellHandedOver } from './settle-handovers.ts';

/** A hand-over before its file is there. */
export type PlannedHandover = Pick<Handover, 'jobId' | 'haulId' | 'atMs' | 'path'>;

/** What is written down while the file of a hand-over comes about, each before what it tells of can happen. */
export interface HandoverSteps {
  /** Before the file is opened. */
  begin(partPath: string): Promise<void>;
  /** When it is whole, on the disk and read back, before it gets its name. */
  written(sizeBytes: number, sha256: string): Promise<void>;
  /** When it has its name; `more` is written with it. */
  done(nowMs: number, more: (database: Database.Database) => void): Promise<void>;
}

/** A job leaves. */
export function firstSteps(ledger: Ledger, lease: Lease, planned: PlannedHandover): HandoverSteps {
  const { jobId } = planned;
  return {
    begin: (partPath) =>
      ledger.writeSoon('hand-over-begun', lease, (database) =>
        beginHandover(database, { ...planned, partPath }),
      ),
    written: (sizeBytes, sha256) =>
      ledger.writeSoon('hand-over-written', lease, (database) =>
        noteHaulWritten(database, jobId, sizeBytes, sha256),
      ),
    done: (nowMs, more) =>
      ledger.writeSoon('handed-over', lease, (database) => {
        endAsExported(database, readHandover(database, jobId) as Handover, nowMs);
        more(database);
      }),
  };
}

/**
 * A job that left already gets another file, as the first was lost. It stays *exported* all the while, and the first
 * file counts until the other one has its name. That two files may be out is in the job's log before there can be two.
 */
export function stepsAgain(
  ledger: Ledger,
  lease: Lease,
  planned: PlannedHandover,
  before: Pick<Handover, 'path' | 'atMs'>,
): HandoverSteps {
  const { jobId, path, atMs } = planned;
  let whole = { sizeBytes: 0, sha256: '' };
  return {
    begin: (partPath) =>
      ledger.writeSoon('hand-over-again', lease, (database) => {
        beginAgain(database, jobId, partPath);
        const first = `${before.path} of ${new Date(before.atMs).toISOString()}`;
        const text =
          `Is handed over once more, to ${path}: the file of before, ${first}, is not where it was written or is ` +
          'damaged. Should it turn up and both be imported, two computers send the same; that cannot be excluded';
        noteDecision(database, jobId, atMs, text);
      }),
    written: (sizeBytes, sha256) => {
      whole = { sizeBytes, sha256 };
      return Promise.resolve();
    },
    done: (nowMs, more) =>
      ledger.writeSoon('handed-over-again', lease, (database) => {
        noteHandedOverAgain(database, { ...planned, ...whole });
        tellHandedOver(database, planned, nowMs);
        more(database);
      }),
  };
}
