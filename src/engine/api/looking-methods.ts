import { engineApi } from '../../contract/engine-api.ts';
import type { EngineApi } from '../../contract/engine-api.ts';
import { verifyJob } from '../jobs/verify-job.ts';
import type { Verification } from '../../contract/inspection-shapes.ts';
import type { PlanProgress } from '../jobs/plan.ts';
import { readJobFigures, readJobRecord, readSources } from '../ledger/job-reads.ts';
import { keepVerification } from '../ledger/verifications.ts';
import { describeJob } from '../views/job-detail.ts';
import { openJobTarget, tellProgress } from './api-parts.ts';
import type { ApiParts } from './api-parts.ts';

/** Looking at jobs; nothing of them changes. */
export function lookingMethods(parts: ApiParts) {
  const { runDeps, jobs, works } = parts;
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
    verifyJob: async (input) => {
      const asked = engineApi.verifyJob.input.parse(input);
      return works.run(asked.workId, (signal) => verify(parts, asked, signal));
    },
  } satisfies Partial<EngineApi>;
}

interface AskedVerification {
  readonly jobId: string;
  readonly profile: string | null;
  readonly workId: string | null;
}

/** Compares, and keeps what was found unless the job was started meanwhile. */
async function verify(
  parts: ApiParts,
  { jobId, profile, workId }: AskedVerification,
  signal: AbortSignal,
): Promise<Verification> {
  const { ledger, reader, clock } = parts.runDeps;
  const job = ledger.read((database) => readJobRecord(database, jobId));
  const sources = ledger.read((database) => readSources(database, jobId));
  const target = await openJobTarget(parts, job, profile);
  try {
    const found = await verifyJob({
      job,
      sources,
      ledger,
      reader: reader.under(signal),
      target,
      signal,
      progress: tellVerifying(parts, workId),
    });
    ledger.write('verification', (database) => {
      if (readJobFigures(database, jobId).leaseEpoch !== job.leaseEpoch) return;
      keepVerification(database, jobId, { atMs: clock.now(), verification: found });
    });
    return found;
  } finally {
    await target.close();
  }
}

const progressEveryMs = 100;

/** Verifying goes load by load, and there may be a hundred thousand of them. */
function tellVerifying(parts: ApiParts, workId: string | null): PlanProgress {
  const { clock } = parts.runDeps;
  const tell = tellProgress(parts, 'verify', workId);
  let toldMs = -Infinity;
  return (done, total, text) => {
    const nowMs = clock.now();
    if (done !== total && nowMs - toldMs < progressEveryMs) return;
    toldMs = nowMs;
    tell(done, total, text);
  };
}
