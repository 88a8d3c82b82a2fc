import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import type { JobRequest } from '../../contract/request-shapes.ts';
import { noteArrival } from '../ledger/handovers.ts';
import { insertArrival } from '../ledger/insert-arrival.ts';
import { freeJobId, isJobId } from '../ledger/job-id.ts';
import { noteDecision, removeJob } from '../ledger/job-writes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { copiesOf } from '../ledger/staged-series.ts';
import type { Clock } from '../ports/clock.ts';
import { dropCopies, dropHandedOver } from '../staging/copies-folder.ts';
import { findNotCopied } from '../staging/open-datasets.ts';
import { understood } from './check-arrival.ts';
import type { UnpackedHaul } from './check-arrival.ts';
import { jobName, listNames } from './haul-format.ts';
import type { HaulJob } from './haul-format.ts';
import { readHaulLines } from './haul-lines.ts';
import { assertNew, jobItself } from './known-arrivals.ts';

interface TakeInParts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly stateDir: string;
}

/** Where the job goes on to, as the person has said it. */
export interface Destination {
  readonly baseUrl: string;
  readonly profile: string | null;
}

/**
 * Writes a checked hand-over down, in one write: the job with its copies, and that this hand-over arrived. Returns the
 * job's id. Throws haul/already-here, haul/damaged, job/resource-held, and then nothing was written.
 */
export function takeIn(
  { ledger, clock, stateDir }: TakeInParts,
  haul: UnpackedHaul,
  job: HaulJob,
  destination: Destination,
): string {
  const { manifest, folder } = haul;
  const atMs = clock.now();
  const { id, comesHome } = ledger.write('import', (database) =>
    understood(haul.file, () => {
      assertNew(database, manifest, job);
      const isBack = jobItself(database, manifest) !== null;
      // Its own record is in the file, as it was when it left; the one here only says that it left.
      if (isBack) removeJob(database, manifest.jobId);
      const free = isJobId(database, manifest.jobId) ? freeJobId(database, atMs) : manifest.jobId;
      insertJob(database, haul, { id: free, job, destination });
      const missing = findNotCopied(database, free);
      if (missing !== null) throw new Error(`what is still to send of ${missing.path} is not in it`);
      for (const text of tellJourney(haul, job, destination, isBack))
        noteDecision(database, free, atMs, text);
      noteArrival(database, {
        haulId: manifest.haulId,
        jobId: free,
        atMs,
        exportedAtMs: Date.parse(manifest.exportedAt),
        computer: manifest.computer,
      });
      for (const name of [jobName, ...listNames]) rmSync(path.join(folder, name), { force: true });
      dropCopies(stateDir, free);
      // Last, while nobody else can write: who clears away copies of no job never sees these without theirs.
      renameSync(folder, copiesOf(stateDir, free));
      return { id: free, comesHome: isBack };
    }),
  );
  if (comesHome) dropHandedOver(stateDir, id);
  return id;
}

function insertJob(
  database: Database.Database,
  { folder, manifest }: UnpackedHaul,
  { id, job, destination }: { readonly id: string; readonly job: HaulJob; readonly destination: Destination },
): void {
  insertArrival(database, {
    id,
    job,
    request: requestOf(job, destination),
    isSameVtn: destination.baseUrl === manifest.baseUrl,
    sources: readHaulLines(folder, 'sources.ndjson'),
    datasets: readHaulLines(folder, 'datasets.ndjson'),
    series: readHaulLines(folder, 'series.ndjson'),
    spans: readHaulLines(folder, 'spans.ndjson'),
    setAside: readHaulLines(folder, 'rows-set-aside.ndjson'),
    problems: readHaulLines(folder, 'problems.ndjson'),
    decisions: readHaulLines(folder, 'decisions.ndjson'),
    corrections: readHaulLines(folder, 'corrections.ndjson'),
    attempts: readHaulLines(folder, 'attempts.ndjson'),
  });
}

/** What is sent stays as it was frozen, the report id with it; only where to is the person's word. */
function requestOf({ request }: HaulJob, { baseUrl, profile }: Destination): JobRequest {
  return { ...request, destination: { reportId: request.destination.reportId, baseUrl, profile } };
}

/** What the job's own log says of where it comes from. */
function tellJourney(
  { manifest }: UnpackedHaul,
  { state }: HaulJob,
  { baseUrl }: Destination,
  isBack: boolean,
): string[] {
  const came = `${isBack ? 'Came home' : 'Taken over'}, as ${manifest.computer} handed it over on ${manifest.exportedAt}, then ${state}`;
  const texts = [came];
  if (baseUrl !== manifest.baseUrl)
    texts.push(`It went to ${manifest.baseUrl} before, and goes to ${baseUrl} now`);
  return texts;
}
