import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { readJobRecord } from '../ledger/job-reads.ts';
import { describeJob } from '../views/job-detail.ts';
import type { ApiParts } from './api-parts.ts';

/** Looking at jobs; nothing of them changes. */
export function lookingMethods({ runDeps, jobs }: ApiParts) {
  const { ledger } = runDeps;
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
  } satisfies Partial<EngineApi>;
}
