import type Database from 'better-sqlite3';
import type { JobDetail, JobSummary } from '../../contract/job-shapes.ts';
import {
  readDecisions,
  readLoadRows,
  readJobTimes,
  readProblems,
  readTroubledLoads,
} from '../ledger/detail-reads.ts';
import type { LoadPage } from '../ledger/detail-reads.ts';
import { readTrustedAnyCertificate } from '../ledger/job-writes.ts';
import { readRejects } from '../ledger/outcome-reads.ts';
import type { JobRecord } from '../ledger/job-reads.ts';
import { readJourneys } from '../ledger/handovers.ts';
import { readVenRows } from '../ledger/ven-sums.ts';
import { readVerification } from '../ledger/verifications.ts';
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
    ...describeGuarantee(database, job),
    ...readJourneys(database, job.id),
    trustsAnyCertificate: readTrustedAnyCertificate(database, job.id),
    decisions: readDecisions(database, job.id, decisionsShown),
    pace: job.request.pace,
    timeZone: job.request.mapping.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...readJobTimes(database, job.id),
  };
}

/**
 * What can be said of the confirmed intervals. They are verified when the last comparison has held every one of them
 * against the VTN and found nothing that differs anywhere.
 */
function describeGuarantee(
  database: Database.Database,
  { id, confirmed }: Pick<JobRecord, 'id' | 'confirmed'>,
): Pick<JobDetail, 'guarantee' | 'guaranteeLevel'> {
  const kept = readVerification(database, id);
  const found = kept?.verification;
  const isVerified =
    found?.compared.vtn === true &&
    found.differenceCount === 0 &&
    found.matching === confirmed &&
    confirmed > 0;
  if (kept === null || !isVerified) return { guarantee: bulkGuarantee, guaranteeLevel: 'overwriting' };
  const at = new Date(kept.atMs).toISOString();
  return {
    guarantee: `Verified by reading back: at ${at} the VTN had every confirmed interval exactly as it was sent.`,
    guaranteeLevel: 'verified',
  };
}
