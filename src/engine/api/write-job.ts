import type { JobRequest } from '../../contract/request-shapes.ts';
import type { Plan } from '../jobs/plan.ts';
import { insertJob } from '../ledger/insert-job.ts';
import { freeJobId } from '../ledger/job-id.ts';
import { collectAfter } from '../collect-garbage.ts';
import type { ApiParts } from './api-parts.ts';

/** Writes a job down as *planned* and tells of it; returns its id. Throws job/resource-held, ledger/*. */
export function writeJob({ runDeps, jobs, announcer }: ApiParts, request: JobRequest, plan: Plan): string {
  const createdAtMs = runDeps.clock.now();
  const id = runDeps.ledger.write('plan', (database) => {
    const free = freeJobId(database, createdAtMs);
    insertJob(database, { id: free, createdAtMs, request, plan });
    return free;
  });
  collectAfter(plan.series.length);
  announcer.announce({ type: 'job-changed', job: jobs.summary(id) });
  return id;
}
