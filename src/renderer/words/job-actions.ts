import { hasEnded } from '../../domain/job-state.ts';
import type { JobState } from '../../domain/job-state.ts';
import type { JobAction } from '../stores/jobs-store.ts';

/** What a person can do with a job in each state, the likeliest first. */
export function actionsFor(state: JobState): readonly JobAction[] {
  if (state === 'running' || state === 'waiting') return ['pause', 'cancel'];
  if (state === 'planned' || state === 'paused' || state === 'blocked') return ['start', 'cancel'];
  if (state === 'incomplete') return ['retry', 'remove'];
  return hasEnded(state) ? ['remove'] : [];
}

/** The word on the button. */
export function actionWord(action: JobAction, state: JobState): string {
  if (action === 'start') return state === 'planned' ? 'Start' : 'Resume';
  return { pause: 'Pause', retry: 'Retry failed', cancel: 'Cancel', remove: 'Remove' }[action];
}

/** The word on the button until the engine has done it. */
export function actionUnderWayWord(action: JobAction): string {
  return {
    start: 'Starting…',
    pause: 'Pausing…',
    retry: 'Starting…',
    cancel: 'Cancelling…',
    remove: 'Removing…',
  }[action];
}
