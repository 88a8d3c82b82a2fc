import type { JobSummary } from '../../contract/job-shapes.ts';
import { hasEnded } from '../../domain/job-state.ts';
import type { JobState } from '../../domain/job-state.ts';
import type { JobAction } from '../stores/jobs-store.ts';
import { shownState } from './shown-state.ts';
import type { words } from './locales/en/index.ts';

/** What a person can do with a job as it is shown, the likeliest first. */
export function actionsOf(job: JobSummary): readonly JobAction[] {
  return actionsFor(shownState(job)).filter((action) => action !== 'retry' || hasToRetry(job));
}

/** Loads that were skipped need a new plan: trying them again would be refused. */
function hasToRetry({ loads, points }: JobSummary): boolean {
  return loads.failed > 0 || points.rejected > 0 || points.uncertain > 0 || points.unsent > 0;
}

/** What helps in each state. */
export function actionsFor(state: JobState): readonly JobAction[] {
  if (state === 'running' || state === 'waiting') return ['pause', 'cancel'];
  if (state === 'planned' || state === 'paused' || state === 'blocked') return ['start', 'cancel'];
  if (state === 'incomplete') return ['retry', 'remove'];
  return hasEnded(state) ? ['remove'] : [];
}

type ActionWord = keyof (typeof words)['jobs']['actions'];

/** The word on the button, among `jobs:actions`. */
export function actionWord(action: JobAction, state: JobState): ActionWord {
  return action === 'start' && state !== 'planned' ? 'resume' : action;
}

/** The word on the button until the engine has done it. */
export function actionUnderWayWord(action: JobAction): ActionWord {
  return (
    {
      start: 'starting',
      pause: 'pausing',
      retry: 'starting',
      cancel: 'cancelling',
      remove: 'removing',
    } as const
  )[action];
}
