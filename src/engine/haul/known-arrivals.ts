import type Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import type { Haul } from '../../contract/handover-shapes.ts';
import { isOut, readArrival, readHandover, readLastArrival } from '../ledger/handovers.ts';
import { isJobId } from '../ledger/job-id.ts';
import { readJobFigures } from '../ledger/job-reads.ts';
import type { JobFigures } from '../ledger/job-reads.ts';
import type { HaulJob, Manifest } from './haul-format.ts';

/** The job of this ledger that came of the hand-over, or is the job itself. */
export function findHere(database: Database.Database, manifest: Manifest): Haul['alreadyHere'] {
  const arrival = readArrival(database, manifest.haulId);
  if (arrival !== null)
    return { jobId: arrival.jobId, state: jobOf(database, arrival.jobId)?.state ?? 'removed' };
  const here = jobItself(database, manifest);
  return here === null ? null : { jobId: here.id, state: here.state };
}

/** The job of a hand-over as this ledger has it; null where it has none, or another one by the same name. */
export function jobItself(database: Database.Database, { jobId, createdAt }: Manifest): JobFigures | null {
  const job = jobOf(database, jobId);
  return job?.createdAtMs === Date.parse(createdAt) ? job : null;
}

function jobOf(database: Database.Database, jobId: string): JobFigures | null {
  return isJobId(database, jobId) ? readJobFigures(database, jobId) : null;
}

/**
 * One ledger takes the same job only once. A hand-over is not taken a second time, whatever became of the job since; nor
 * one of a job that is here itself, but to bring home what was handed over; nor one from before what was taken in last.
 * Throws haul/already-here, which names the job and its state.
 */
export function assertNew(
  database: Database.Database,
  manifest: Manifest,
  job: Pick<HaulJob, 'requests'>,
): void {
  const arrival = readArrival(database, manifest.haulId);
  if (arrival !== null) {
    const state = jobOf(database, arrival.jobId)?.state;
    const now = state === undefined ? 'It was removed since.' : `It is ${state} now.`;
    const text = `This hand-over was imported here already, on ${isoOf(arrival.atMs)}, as job ${arrival.jobId}. ${now}`;
    throw alreadyHere(arrival.jobId, `${text} It is not taken a second time: ${perhapsSent}.`);
  }
  const here = jobItself(database, manifest);
  if (here?.state === 'exported') assertComesHome(database, here, manifest, job);
  else if (here !== null) throw isHereItself(database, here, manifest, job);
  else if (!isJobId(database, manifest.jobId)) assertNotOlder(database, manifest);
}

const perhapsSent = 'what it still had to send may have been sent since';

/** What was handed over comes home, as it left or as it was handed on since; not as it was at an earlier hand-over. */
function assertComesHome(
  database: Database.Database,
  here: JobFigures,
  manifest: Manifest,
  job: Pick<HaulJob, 'requests'>,
): void {
  const handover = readHandover(database, here.id);
  if (handover === null || !isOut(handover) || handover.haulId === manifest.haulId) return;
  // From one rest of a job to the next its requests only grow, whoever has it. Where none was sent, the times tell.
  if (job.requests > here.requests) return;
  if (job.requests === here.requests && Date.parse(manifest.exportedAt) > handover.atMs) return;
  const text =
    `Job ${here.id} is ${describe(here)}: it was handed over from here on ${isoOf(handover.atMs)}, to ${handover.path}. ` +
    `${spell(manifest)} is an earlier one. It is not taken: ${perhapsSent}. To take the job back, import the file ` +
    'of the last hand-over; if that is lost or damaged, export the job again and import the new one.';
  throw alreadyHere(here.id, text);
}

function isHereItself(
  database: Database.Database,
  here: JobFigures,
  manifest: Manifest,
  job: Pick<HaulJob, 'requests'>,
): AppError {
  const { id } = here;
  const isFurther = job.requests > here.requests && laterArrival(database, manifest) === null;
  const why = isFurther
    ? `${spell(manifest)} is of a later stage, but one ledger has a job only once. If the file is what counts, see that ` +
      `nothing runs the job here, remove it (write its report before), and import the file then.`
    : `${spell(manifest)} is of ${job.requests < here.requests ? 'an earlier' : 'no later'} stage than the job here. It is ` +
      `not taken: ${perhapsSent}.`;
  return alreadyHere(id, `This ledger has job ${id} already, ${describe(here)}. ${why}`);
}

/** The job was removed; what was known of its hand-overs was not. */
function assertNotOlder(database: Database.Database, manifest: Manifest): void {
  const later = laterArrival(database, manifest);
  if (later === null) return;
  const text =
    `Job ${later.jobId} was imported here on ${isoOf(later.atMs)} by a later hand-over, that of ` +
    `${isoOf(later.exportedAtMs)} by ${later.computer}, and was removed since. ${spell(manifest)} is of an earlier ` +
    `stage. It is not taken: ${perhapsSent}.`;
  throw alreadyHere(later.jobId, text);
}

/** A hand-over of the job that was taken in here and was not written before this one. */
function laterArrival(database: Database.Database, { jobId, exportedAt }: Manifest) {
  const last = readLastArrival(database, jobId);
  return last !== null && last.exportedAtMs >= Date.parse(exportedAt) ? last : null;
}

function describe({ state, planned, confirmed }: JobFigures): string {
  return `${state} with ${confirmed} of ${planned} intervals confirmed`;
}

function spell({ exportedAt, computer }: Manifest): string {
  return `The hand-over of ${exportedAt} by ${computer}`;
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

function alreadyHere(jobId: string, text: string): AppError {
  return new AppError('haul/already-here', text, { context: { jobId } });
}
