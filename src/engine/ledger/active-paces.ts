import type Database from 'better-sqlite3';
import { jobRequest, paceRequest } from '../../contract/request-shapes.ts';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import { spellIdentity } from '../ports/process-identity.ts';
import type { ProcessTable } from '../ports/process-identity.ts';
import { isLeaseHeld } from './lease.ts';
import type { LeaseRecord } from './lease.ts';

interface ActiveRow extends LeaseRecord {
  readonly baseUrl: string;
  readonly pace: string | null;
  readonly request: string;
}

/** The paces of the jobs that other living processes send to the VTN of this origin. */
export function readOthersPaces(
  database: Database.Database,
  origin: string,
  processes: ProcessTable,
  nowMs: number,
): PaceRequest[] {
  const self = spellIdentity(processes.self);
  return database
    .prepare<[string], ActiveRow>(
      `SELECT base_url AS baseUrl, pace, job_request.request, lease_owner AS leaseOwner,
         lease_epoch AS leaseEpoch, lease_beat_ms AS leaseBeatMs
       FROM job JOIN job_request ON job_request.job_id = job.id WHERE lease_owner IS NOT NULL AND lease_owner <> ?`,
    )
    .all(self)
    .filter((row) => new URL(row.baseUrl).origin === origin && isLeaseHeld(row, processes, nowMs))
    .map(({ pace, request }) =>
      pace === null ? jobRequest.parse(JSON.parse(request)).pace : paceRequest.parse(JSON.parse(pace)),
    );
}
