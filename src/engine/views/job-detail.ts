import type Database from 'better-sqlite3';
import type { JobDetail, JobSummary } from '../../contract/job-shapes.ts';
import {
  readDecisions,
  readLoadRows,
  readJobTimes,
  readProblems,
  readTroubledLoads,
  readVenRows,
} from '../ledger/detail-reads.ts';
import type { LoadPage } from '../ledger/detail-reads.ts';
import { readRejects } from '../ledger/outcome-reads.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import { bulkGuarantee } from '../targets/bulk/bulk-target.ts';

const rejectsShown = 1000;
const decisionsShown = 200;

/** One job with all that a person may ask about it; loads page by page. */
export function describeJob(
  database: Database.Database,
  job: JobRecord,
  summary: JobSummary,
  page: LoadPage,
): JobDetail {
  const rejects = readRejects(database, job.id, null, { offset: 0, limit: rejectsShown });
  return {
    ...summary,
    plan: job.plan,
    vens: readVenRows(database, job.id),
    skipped: readTroubledLoads(database, job.id, 'skipped'),
    failed: readTroubledLoads(database, job.id, 'failed'),
    problems: readProblems(database, job.id),
    rejects: rejects.rows,
    rejectCount: rejects.total,
    loadRows: readLoadRows(database, job.id, page),
    guarantee: bulkGuarantee,
    guaranteeLevel: 'overwriting',
    handedOver: null,
    imported: null,
    decisions: readDecisions(database, job.id, decisionsShown),
    pace: job.request.pace,
    timeZone: job.request.mapping.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...readJobTimes(database, job.id),
  };
}
