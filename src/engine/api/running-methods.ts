import { AppError } from '../../contract/app-error.ts';
import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import type { PaceChange } from '../../contract/request-shapes.ts';
import { hasEnded } from '../../domain/job-state.ts';
import { readJobRecord } from '../ledger/job-reads.ts';
import type { RetryChoice } from '../ledger/back-in-line.ts';
import { putBackInLine } from '../ledger/back-in-line.ts';
import { noteUnverified, setJobState } from '../ledger/job-writes.ts';
import { releaseLease, takeLease } from '../ledger/lease.ts';
import { openJobTarget } from './api-parts.ts';
import { feedCorrections } from './correction-methods.ts';
import type { ApiParts } from './api-parts.ts';
import { changePace } from './pace-methods.ts';

/** Starting, pausing and trying again; each answers as soon as the job has taken it up. */
export function runningMethods(parts: ApiParts) {
  const { runDeps, jobs } = parts;
  const { ledger, clock, processes } = runDeps;
  return {
    startJob: async (input) => {
      const { jobId, sourcePaths, profile, pace } = engineApi.startJob.input.parse(input);
      const { state } = jobs.assertNotElsewhere(jobId);
      if (hasEnded(state)) {
        throw new AppError(
          'job/wrong-state',
          `Job ${jobId} has ended (${state}). Use retry to send what was not accepted.`,
          { context: { jobId, state } },
        );
      }
      await start(parts, jobId, { sourcePaths, profile, pace });
      return {};
    },
    retryJob: async (input) => {
      const { jobId, profile, pace, correctionsPath, ...choice } = engineApi.retryJob.input.parse(input);
      const { state } = jobs.assertNotElsewhere(jobId);
      if (state === 'cancelled' || state === 'exported') {
        throw new AppError('job/wrong-state', `Job ${jobId} was ${state}; it cannot be retried.`, {
          context: { jobId, state },
        });
      }
      // Taking the lease anew would make the run that has it fail.
      if (jobs.runs(jobId)) {
        throw new AppError('job/wrong-state', `Job ${jobId} is running already.`, { context: { jobId } });
      }
      if (correctionsPath === null) {
        ledger.write('retry', (database) => {
          const lease = takeLease(database, jobId, processes, clock.now());
          if (putBackInLine(database, jobId, choice) === 0) assertAnythingChosen(jobId, choice);
          // A program that ends before it has started the job leaves one that can be resumed.
          if (hasEnded(state)) setJobState(database, jobId, 'paused', clock.now());
          releaseLease(database, lease);
        });
      } else await feedCorrections(parts, jobId, correctionsPath);
      await start(parts, jobId, { sourcePaths: [], profile, pace });
      return {};
    },
    pauseJob: async (input) => {
      const { jobId } = engineApi.pauseJob.input.parse(input);
      jobs.assertNotElsewhere(jobId);
      await jobs.pause(jobId);
      return {};
    },
  } satisfies Partial<EngineApi>;
}

function assertAnythingChosen(jobId: string, { codes, loads }: RetryChoice): void {
  if (codes.length + loads.length === 0) return;
  throw new AppError(
    'usage/invalid',
    `No failed load and no refused interval of job ${jobId} is among those chosen. Nothing was started.`,
    { context: { jobId, codes: codes.join(' '), loads: loads.length } },
  );
}

interface HowToStart {
  readonly sourcePaths: readonly string[];
  readonly profile: string | null;
  /** Holds from the first request on. */
  readonly pace: PaceChange;
}

async function start(
  parts: ApiParts,
  jobId: string,
  { sourcePaths, profile, pace }: HowToStart,
): Promise<void> {
  const job = parts.runDeps.ledger.read((database) => readJobRecord(database, jobId));
  const target = await openJobTarget(parts, job, profile);
  if (parts.profiles.trustsAnyCertificate(profile ?? job.request.destination.profile, job.baseUrl)) {
    const { ledger, clock, log } = parts.runDeps;
    ledger.write('decision', (database) => noteUnverified(database, jobId, clock.now()));
    log.warn('a job is sent without verifying the certificate', { jobId });
  }
  if (Object.keys(pace).length > 0) changePace(parts, job, pace);
  try {
    await parts.jobs.start(jobId, target, sourcePaths);
  } catch (thrown) {
    await target.close();
    throw thrown;
  }
}
