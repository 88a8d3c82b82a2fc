import type { JobState } from '../../domain/job-state.ts';

export type StateIcon =
  'clock' | 'play' | 'pause' | 'hourglass' | 'stop' | 'check' | 'warning' | 'cross' | 'arrow-out';
export type StateTone = 'quiet' | 'busy' | 'good' | 'caution' | 'bad';

export interface StateWords {
  readonly word: string;
  readonly meaning: string;
  readonly icon: StateIcon;
  readonly tone: StateTone;
}

/** Every state of a job in the person's words. Word and icon carry the meaning; the tone only repeats it. */
export const stateWords: Readonly<Record<JobState, StateWords>> = {
  planning: { word: 'Planning', meaning: 'The files are being read.', icon: 'hourglass', tone: 'busy' },
  planned: { word: 'Planned', meaning: 'Ready; nothing has been sent yet.', icon: 'clock', tone: 'quiet' },
  running: { word: 'Running', meaning: 'Points are being sent.', icon: 'play', tone: 'busy' },
  paused: { word: 'Paused', meaning: 'Nothing is sent until you resume it.', icon: 'pause', tone: 'quiet' },
  waiting: { word: 'Waiting', meaning: 'It goes on by itself.', icon: 'hourglass', tone: 'caution' },
  blocked: { word: 'Needs you', meaning: 'It cannot go on until someone acts.', icon: 'stop', tone: 'bad' },
  completed: {
    word: 'Completed',
    meaning: 'Every interval is confirmed by the VTN.',
    icon: 'check',
    tone: 'good',
  },
  incomplete: {
    word: 'Finished with failures',
    meaning: 'Some loads or intervals were not accepted; they are listed in the details.',
    icon: 'warning',
    tone: 'caution',
  },
  cancelled: { word: 'Cancelled', meaning: 'It was ended by a person.', icon: 'cross', tone: 'quiet' },
  exported: {
    word: 'Handed over',
    meaning: 'It goes on at another computer.',
    icon: 'arrow-out',
    tone: 'quiet',
  },
};
