import { mkdirSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { Settings } from '../../contract/settings-shapes.ts';
import { isLarge } from '../ledger/find-fault.ts';
import { removeJob } from '../ledger/job-writes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  findSummableAttempts,
  giveRoomBack,
  hasRoomToGive,
  listEndedBefore,
  sumUpAttempts,
} from '../ledger/shrink-ledger.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { dropFilesOf } from '../staging/copies-folder.ts';
import { backupFolder, backupName, lastRollingBackupMs, pruneBackups } from './backup-files.ts';
import { doBeside } from './beside.ts';
import { markDamage } from './damage-mark.ts';

export interface Upkeep {
  readonly stateDir: string;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Settings;
  /** Whether this process runs any job. */
  readonly isBusy: () => boolean;
  /** Whether anybody runs that job. */
  readonly isActive: (jobId: string) => boolean;
  readonly announce: (event: EngineEvent) => void;
  readonly signal: AbortSignal;
}

const firstLookMs = 500;
const looksEveryMs = 10_000;
/** Five minutes: who only looks at a job need not wait for a copy, nor lend it the disk. */
const looksBeforeCopy = 30;
const dayMs = 24 * 3_600_000;

/**
 * Keeps the ledger small and copied while the engine is open: forgets jobs as the settings say, sums up requests, gives
 * room back, makes a copy a day. Nothing of it is in the way of sending, and nothing of it that fails ends anything.
 * Ends with the signal.
 */
export async function lookAfterLedger(upkeep: Upkeep): Promise<void> {
  const { clock, log, signal } = upkeep;
  let forgotAtMs = -Infinity;
  for (let look = 0; ; look++) {
    try {
      await clock.sleep(look === 0 ? firstLookMs : looksEveryMs, signal);
    } catch {
      return;
    }
    try {
      if (clock.now() - forgotAtMs >= dayMs && !upkeep.isBusy()) {
        forgotAtMs = clock.now();
        forgetOldJobs(upkeep);
      }
      await shrink(upkeep);
      if (look === 1) await checkLarge(upkeep);
      if (look >= looksBeforeCopy) await copyDaily(upkeep);
    } catch (thrown) {
      // A full disk, a lock, or the end: the next look tries again.
      if (!signal.aborted) log.warn('the ledger could not be looked after', { error: String(thrown) });
    }
  }
}

/** Deleting a large job takes a second, so only while nothing is being sent here. */
export function forgetOldJobs(upkeep: Omit<Upkeep, 'signal' | 'isBusy'>): number {
  const { stateDir, ledger, clock, log, announce } = upkeep;
  const days = upkeep.settings().keepEndedJobsDays;
  if (days === null) return 0;
  const old = ledger
    .read((database) => listEndedBefore(database, clock.now() - days * dayMs))
    .filter((jobId) => !upkeep.isActive(jobId));
  for (const jobId of old) {
    ledger.write('forget', (database) => removeJob(database, jobId));
    dropFilesOf(stateDir, jobId);
    announce({ type: 'job-removed', jobId });
  }
  if (old.length > 0) log.info('old jobs were forgotten, as the settings say', { jobs: old.length, days });
  return old.length;
}

export async function shrink({ ledger, signal }: Pick<Upkeep, 'ledger' | 'signal'>): Promise<void> {
  const find = () => ledger.read((database) => findSummableAttempts(database));
  for (let found = find(); found !== null; found = find()) {
    const summable = found;
    ledger.write('sum-up', (database) => sumUpAttempts(database, summable));
    await setImmediate();
    signal.throwIfAborted();
  }
  while (ledger.read(hasRoomToGive)) {
    ledger.write('shrink', giveRoomBack);
    await setImmediate();
    signal.throwIfAborted();
  }
}

/** One that is too large to be looked at before it opens is looked at once it is open. */
async function checkLarge({ ledger, stateDir, log, signal }: Upkeep): Promise<void> {
  if (!isLarge(ledger.path)) return;
  const fault = await doBeside({ kind: 'check', ledgerPath: ledger.path }, signal);
  if (fault === null) return;
  markDamage(stateDir, fault);
  log.error('the ledger is damaged; it is set aside at the next start', { fault });
  ledger.condemn(fault);
}

/** How many times the ledger must fit on the disk before a copy of it is made there. */
const roomWanted = 3;

/** By the times of the files, which are the system's whatever the engine's clock. */
export async function copyDaily({
  ledger,
  stateDir,
  clock,
  log,
  signal,
}: Pick<Upkeep, 'ledger' | 'stateDir' | 'clock' | 'log' | 'signal'>): Promise<void> {
  const changedMs = Math.max(modifiedMs(ledger.path), modifiedMs(`${ledger.path}-wal`));
  const copiedMs = lastRollingBackupMs(stateDir);
  if (copiedMs !== null && (Date.now() - copiedMs < dayMs || changedMs <= copiedMs)) return;
  const folder = backupFolder(stateDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < roomWanted * statSync(ledger.path).size) return;
  const copyPath = path.join(folder, backupName(clock.now()));
  await doBeside({ kind: 'copy', ledgerPath: ledger.path, copyPath }, signal);
  pruneBackups(stateDir);
  log.info('the ledger was copied', { path: copyPath });
}

function modifiedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
