import type { JobSummary } from '../../../contract/job-shapes.ts';
import { hasEnded } from '../../../domain/job-state.ts';
import { shownState } from '../../words/shown-state.ts';

/** Whether nothing of the job is being sent, so that it can be copied, handed over or taken back. */
export function isStill(job: JobSummary): boolean {
  const state = shownState(job);
  return state !== 'running' && state !== 'waiting' && state !== 'planning';
}

/** Whether something of it may still be sent, here or elsewhere. */
export function canGoOn(job: JobSummary): boolean {
  const { planned, confirmed } = job.points;
  return (!hasEnded(job.state) || job.state === 'incomplete') && confirmed < planned;
}
