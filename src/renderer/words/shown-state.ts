import type { JobSummary } from '../../contract/job-shapes.ts';
import type { JobState } from '../../domain/job-state.ts';

/** A job that no program runs any more does not go on by itself, whatever it was doing last: it can be resumed. */
export function shownState({ state, active }: Pick<JobSummary, 'state' | 'active'>): JobState {
  return (state === 'running' || state === 'waiting') && !active ? 'paused' : state;
}
