import { AppError } from '../../contract/app-error.ts';
import type { JobState } from '../../domain/job-state.ts';
import { readState, setJobState } from '../ledger/job-writes.ts';
import { leaseBeatMs, releaseLease, renewLease, takeLease } from '../ledger/lease.ts';
import type { Lease } from '../ledger/lease.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Clock } from '../ports/clock.ts';
import type { ProcessTable } from '../ports/process-identity.ts';

export interface HoldDeps {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly processes: ProcessTable;
}

/** States of a job that stands still and has, or may have, something left to send. */
const stillStates: readonly JobState[] = ['planned', 'paused', 'waiting', 'blocked', 'incomplete'];

/**
 * Does some work on a job that stands still, with its lease, so that nobody starts it meanwhile. Throws job/wrong-state
 * when it is in none of the states told, by default those with something to send here; job/running-elsewhere,
 * haul/unsure; job/lease-lost when it was started here.
 */
export async function holdJob<T>(
  { ledger, clock, processes }: HoldDeps,
  jobId: string,
  work: (lease: Lease) => Promise<T>,
  states: readonly JobState[] = stillStates,
): Promise<T> {
  const lease = ledger.write('hold', (database) => {
    const taken = takeLease(database, jobId, processes, clock.now());
    // Left running by a program that ended without a word.
    if (readState(database, jobId) === 'running') setJobState(database, jobId, 'paused', clock.now());
    assertIn(states, jobId, readState(database, jobId));
    return taken;
  });
  const ended = new AbortController();
  const beating = keepHolding({ ledger, clock, processes }, lease, ended.signal);
  try {
    return await work(lease);
  } finally {
    ended.abort();
    await beating;
    await ledger
      .writeSoon('let-go', lease, (database) => releaseLease(database, lease))
      // It has the lease no more, or the job is gone: nothing to give back.
      .catch(() => {});
  }
}

const why: Partial<Record<JobState, string>> = {
  planning: 'it is still being planned',
  running: 'it is running',
  completed: 'it is completed and has nothing left to send',
  cancelled: 'it is cancelled, and what it had left to send is given up',
  exported: 'it was handed over, and what is left goes on where that file is imported',
};

function assertIn(states: readonly JobState[], jobId: string, state: JobState): void {
  if (states.includes(state)) return;
  throw new AppError(
    'job/wrong-state',
    `Job ${jobId} cannot be copied or handed over: ${why[state] ?? `it is ${state}`}.`,
    {
      context: { jobId, state },
    },
  );
}

/** Says every few seconds that this process is alive. Who has lost the lease learns it with the next write. */
export async function keepHolding(
  { ledger, clock }: HoldDeps,
  lease: Lease,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (;;) {
      await clock.sleep(leaseBeatMs, signal);
      await ledger.writeSoon('lease', lease, (database) => renewLease(database, lease, clock.now()));
    }
  } catch {
    return;
  }
}
