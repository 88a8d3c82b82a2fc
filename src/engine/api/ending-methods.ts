import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { readState, removeJob, setJobState } from '../ledger/job-writes.ts';
import { releaseLease, takeLease } from '../ledger/lease.ts';
import { dropFilesOf } from '../staging/copies-folder.ts';
import type { ApiParts } from './api-parts.ts';

/** Ending and forgetting a job; one that runs here is paused first. */
export function endingMethods({ deps, runDeps, jobs, announcer }: ApiParts) {
  const { ledger, clock, processes } = runDeps;
  return {
    cancelJob: async (input) => {
      const { jobId } = engineApi.cancelJob.input.parse(input);
      jobs.assertNotElsewhere(jobId);
      await jobs.pause(jobId);
      ledger.write('cancel', (database) => {
        const lease = takeLease(database, jobId, processes, clock.now());
        // Left running by a program that ended without a word.
        if (readState(database, jobId) === 'running') setJobState(database, jobId, 'paused', clock.now());
        setJobState(database, jobId, 'cancelled', clock.now());
        releaseLease(database, lease);
      });
      announcer.announce({ type: 'job-changed', job: jobs.summary(jobId) });
      return {};
    },
    removeJob: async (input) => {
      const { jobId } = engineApi.removeJob.input.parse(input);
      jobs.assertNotElsewhere(jobId);
      await jobs.pause(jobId);
      ledger.write('remove', (database) => removeJob(database, jobId));
      // A crash before this leaves files of no job, which the next start clears away.
      dropFilesOf(deps.stateDir, jobId);
      announcer.announce({ type: 'job-removed', jobId });
      return {};
    },
  } satisfies Partial<EngineApi>;
}
