import type { EngineApi } from '../contract/engine-api.ts';
import type { JobSummary } from '../contract/job-shapes.ts';
import type { ToEngineHost } from '../contract/shell-messages.ts';
import type { JobState } from '../domain/job-state.ts';
import type { Log } from '../engine/ports/log.ts';

type Resume = Extract<ToEngineHost, { type: 'resume' }>;

/** A kill leaves *running* or *waiting* behind. What a person has cancelled or handed over since stays as it is. */
const goesOn: readonly JobState[] = ['paused', 'running', 'waiting'];

/**
 * Starts jobs again that quitting or a crash stopped, one after the other, and writes each into the log. One that
 * cannot be started stays as it is and is told of.
 */
export async function resumeJobs(
  api: Pick<EngineApi, 'listJobs' | 'startJob'>,
  { jobIds, because }: Resume,
  log: Log,
  couldNotStart: (job: JobSummary, reason: unknown) => void,
): Promise<void> {
  const jobs = await api.listJobs({});
  for (const job of jobs) {
    if (!jobIds.includes(job.id) || job.active || !goesOn.includes(job.state)) continue;
    const why = because === 'quit' ? 'quitting had paused it' : 'the engine had stopped unexpectedly';
    log.info(`a job goes on by itself: ${why}`, { jobId: job.id, state: job.state });
    try {
      await api.startJob({ jobId: job.id });
    } catch (thrown) {
      log.warn('a job could not go on by itself', { jobId: job.id, error: String(thrown) });
      couldNotStart(job, thrown);
    }
  }
}
