import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../contract/app-error.ts';
import { findFault } from '../ledger/find-fault.ts';
import { listJobFigures } from '../ledger/job-reads.ts';
import { isLeaseHeld } from '../ledger/lease.ts';
import { openLedger } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LedgerObserver } from '../ledger/ledger-observer.ts';
import { ledgerFileName } from '../ledger/open-ledger-database.ts';
import { copiesFolderOf } from '../ledger/staged-series.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ProcessTable } from '../ports/process-identity.ts';
import { clearDamageMark, markDamage, readDamageMark } from './damage-mark.ts';
import { mendSums } from './mend-sums.ts';
import { refuseNetworkDrive } from './network-drive.ts';
import type { DriveTable } from './network-drive.ts';
import { addNotice } from './notice-book.ts';
import { finishSettingAside, setLedgerAside } from './set-aside.ts';

export interface LedgerCare {
  readonly stateDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly processes: ProcessTable;
  readonly drives: DriveTable;
  readonly observer?: LedgerObserver;
}

/**
 * Opens the ledger after a look at it. A damaged one is set aside whole, and a new one begun, with a notice that says
 * so; a backup is never put in its place, for it does not know what was sent since. Jobs that a process has left
 * running get their sums compared with their ranges before they run again.
 *
 * @throws AppError ledger/network-drive, and ledger/* as `openLedger` does
 */
export function openWithCare(care: LedgerCare): Ledger {
  const { stateDir, log } = care;
  refuseNetworkDrive(stateDir, care.drives);
  finishSettingAside(stateDir);
  const mark = readDamageMark(stateDir);
  const wasLeftOpen = existsSync(`${path.join(stateDir, ledgerFileName)}-wal`);
  const ledger = openOrSetAside(care, { isSuspect: wasLeftOpen || mark !== null, isMarked: mark !== null });
  if (mark !== null && ledger.isKept) tellOfPassingDamage(care, mark);
  clearDamageMark(stateDir);
  if (wasLeftOpen && ledger.isKept) mendLeftJobs(care, ledger.opened);
  log.debug('the ledger is open', { wasLeftOpen });
  return ledger.opened;
}

interface Opened {
  readonly opened: Ledger;
  /** Whether it is the ledger that was there. */
  readonly isKept: boolean;
}

function openOrSetAside(care: LedgerCare, look: Parameters<typeof findFault>[1]): Opened {
  const { stateDir, clock, log } = care;
  const fault = findFault(path.join(stateDir, ledgerFileName), look) ?? 'none';
  if (fault === 'none') {
    try {
      return { opened: open(care), isKept: true };
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'ledger/corrupt') throw thrown;
      return { opened: begin(care, String((thrown.cause as Error | undefined)?.message)), isKept: false };
    }
  }
  log.error('the ledger is damaged', { fault, stateDir, at: clock.now() });
  return { opened: begin(care, fault), isKept: false };
}

function begin(care: LedgerCare, fault: string): Ledger {
  const { stateDir, clock, log } = care;
  const told = setLedgerAside({
    stateDir,
    fault,
    nowMs: clock.now(),
    companions: [path.basename(copiesFolderOf(stateDir))],
  });
  log.error(told.text, { fault });
  return open(care);
}

function open({ stateDir, observer, log }: LedgerCare): Ledger {
  const damaged = (error: AppError): void => {
    markDamage(stateDir, error.message);
    log.error(error.message, { code: error.code });
  };
  return openLedger({ stateDir, damaged, ...(observer === undefined ? {} : { observer }) });
}

/** A bad cable or bad memory may spoil what is read and not what is on the disk. */
function tellOfPassingDamage({ stateDir, clock, log }: LedgerCare, mark: string): void {
  const text =
    `Meterhaul met damage in the ledger while it ran and stopped (${mark}). Looked at again as a whole, the ledger is sound and goes on being used. ` +
    'Have the disk and the memory of this computer tested: what is read here may be wrong at times.';
  const at = new Date(clock.now()).toISOString();
  log.warn(text);
  addNotice(stateDir, { id: `passing-damage-${at}`, at, code: 'ledger/corrupt', text });
}

function mendLeftJobs({ clock, processes, log }: LedgerCare, ledger: Ledger): void {
  const nowMs = clock.now();
  const left = ledger
    .read(listJobFigures)
    .filter((job) => job.state === 'running' && !isLeaseHeld(job, processes, nowMs));
  for (const { id } of left) {
    const { counted } = ledger.write('mend-sums', (database) => mendSums(database, id, nowMs));
    if (counted > 0) log.error('sums of a job did not agree and were counted anew', { jobId: id, counted });
  }
}
