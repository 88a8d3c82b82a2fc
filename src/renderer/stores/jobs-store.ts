import { create } from 'zustand';
import type { EngineEvent } from '../../contract/engine-events.ts';
import type { JobSummary, Trouble } from '../../contract/job-shapes.ts';

export type JobAction = 'start' | 'pause' | 'retry' | 'cancel' | 'remove';

interface JobsStore {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why the list could not be had, while `status` is `failed`. */
  readonly trouble: Trouble | null;
  /** The newest first. */
  readonly jobs: readonly JobSummary[];
  /** The action under way on a job, by its id. */
  readonly underWay: Readonly<Record<string, JobAction>>;
  /** Why the last action on a job was refused, by its id. */
  readonly refusals: Readonly<Record<string, Trouble>>;
}

const nothing: JobsStore = { status: 'loading', trouble: null, jobs: [], underWay: {}, refusals: {} };

export const useJobs = create<JobsStore>(() => nothing);

export function resetJobs(): void {
  useJobs.setState(nothing, true);
}

export function showJobs(jobs: readonly JobSummary[]): void {
  useJobs.setState({ status: 'ready', trouble: null, jobs: newestFirst(jobs) });
}

export function showJobsTrouble(trouble: Trouble): void {
  useJobs.setState({ status: 'failed', trouble });
}

export function applyJobEvent(event: EngineEvent): void {
  if (event.type === 'job-changed') useJobs.setState(({ jobs }) => ({ jobs: withJob(jobs, event.job) }));
  if (event.type === 'job-removed') useJobs.setState(({ jobs }) => ({ jobs: withoutJob(jobs, event.jobId) }));
}

export function actionBegun(jobId: string, action: JobAction): void {
  useJobs.setState(({ underWay, refusals }) => ({
    underWay: { ...underWay, [jobId]: action },
    refusals: without(refusals, jobId),
  }));
}

export function actionEnded(jobId: string, refusal: Trouble | null): void {
  useJobs.setState(({ underWay, refusals }) => ({
    underWay: without(underWay, jobId),
    refusals: refusal === null ? refusals : { ...refusals, [jobId]: refusal },
  }));
}

function withJob(jobs: readonly JobSummary[], job: JobSummary): readonly JobSummary[] {
  return jobs.some(({ id }) => id === job.id)
    ? jobs.map((known) => (known.id === job.id ? job : known))
    : newestFirst([...jobs, job]);
}

function withoutJob(jobs: readonly JobSummary[], jobId: string): readonly JobSummary[] {
  return jobs.filter(({ id }) => id !== jobId);
}

function newestFirst(jobs: readonly JobSummary[]): readonly JobSummary[] {
  return jobs.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([known]) => known !== key));
}
