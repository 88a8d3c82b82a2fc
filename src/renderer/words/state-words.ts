import type { JobState } from '../../domain/job-state.ts';

export type StateIcon =
  'clock' | 'play' | 'pause' | 'hourglass' | 'stop' | 'check' | 'warning' | 'cross' | 'arrow-out';
export type StateTone = 'quiet' | 'busy' | 'good' | 'caution' | 'bad';

export interface StateLook {
  readonly icon: StateIcon;
  readonly tone: StateTone;
}

/** How each state of a job looks. Its word (`jobs:states`) and the icon carry the meaning; the tone only repeats it. */
export const stateLooks: Readonly<Record<JobState, StateLook>> = {
  planning: { icon: 'hourglass', tone: 'busy' },
  planned: { icon: 'clock', tone: 'quiet' },
  running: { icon: 'play', tone: 'busy' },
  paused: { icon: 'pause', tone: 'quiet' },
  waiting: { icon: 'hourglass', tone: 'caution' },
  blocked: { icon: 'stop', tone: 'bad' },
  completed: { icon: 'check', tone: 'good' },
  incomplete: { icon: 'warning', tone: 'caution' },
  cancelled: { icon: 'cross', tone: 'quiet' },
  exported: { icon: 'arrow-out', tone: 'quiet' },
};
