import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { verifyJob } from '../jobs/verify-job.ts';
import { readJobRecord, readSources } from '../ledger/job-reads.ts';
import { describeJob } from '../views/job-detail.ts';
import { openTarget, tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

/** Looking at jobs; nothing changes. */
export function lookingMethods(parts: ApiParts) {
  const { runDeps, jobs } = parts;
  const { ledger, reader } = runDeps;
  return {
    // What throws within a promise's body rejects it: callers need not expect both.
    listJobs: () => new Promise((resolve) => resolve(jobs.list())),
    getJob: (input) =>
      new Promise((resolve) => {
        const { jobId, loads, offset, limit } = engineApi.getJob.input.parse(input);
        const job = ledger.read((database) => readJobRecord(database, jobId));
        const page = { which: loads, offset, limit };
        resolve(ledger.read((database) => describeJob(database, job, jobs.summary(jobId), page)));
      }),
    verifyJob: async (input) => {
      const { jobId } = engineApi.verifyJob.input.parse(input);
      const job = ledger.read((database) => readJobRecord(database, jobId));
      const sources = ledger.read((database) => readSources(database, jobId));
      const target = await openTarget(parts, job.baseUrl);
      try {
        return await verifyJob({
          job,
          sources,
          ledger,
          reader,
          target,
          progress: tellProgress(parts, 'verify'),
        });
      } finally {
        await target.close();
      }
    },
  } satisfies Partial<EngineApi>;
}
