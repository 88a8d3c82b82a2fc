import type { JobSummary } from '../../contract/job-shapes.ts';
import { readDecisions } from '../ledger/detail-reads.ts';
import { readAttempts } from '../ledger/diagnosis-reads.ts';
import { readJobRecord } from '../ledger/job-reads.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readFailures } from '../ledger/outcome-reads.ts';

/** The latest jobs are told in full, the others by their figures. */
const jobsInFull = 10;
const decisionsTold = 200;
const attemptsTold = 200;
const causesTold = 50;

/** Jobs as they stand, the latest first: figures, what was asked for, decisions, requests and causes of failures. */
export function describeJobs(ledger: Ledger, jobs: readonly JobSummary[]): unknown[] {
  return jobs.map((job, nth) => (nth < jobsInFull ? { ...job, ...describeInFull(ledger, job.id) } : job));
}

function describeInFull(ledger: Ledger, jobId: string): object {
  return ledger.read((database) => {
    const { request, plan } = readJobRecord(database, jobId);
    const { loads, exceptLoads, ...selection } = request.selection;
    return {
      plan,
      pace: request.pace,
      destination: request.destination,
      selection: { ...selection, loads: loads.length, exceptLoads: exceptLoads.length },
      failures: readFailures(database, jobId).slice(0, causesTold),
      decisions: readDecisions(database, jobId, decisionsTold),
      attempts: readAttempts(database, jobId, attemptsTold),
    };
  });
}
