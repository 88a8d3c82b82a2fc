/**
 * The states of a job and the arrows between them.
 *
 *   planning ──> planned ──> running ──> completed      every interval confirmed, nothing skipped
 *       │           │         │  ▲  └──> incomplete     finished; some loads or intervals were not accepted
 *       │           │         ▼  │
 *       │           │      paused / waiting / blocked   stopped by a person / by the line or the clock / until
 *       │           │         │                         a person acts
 *       └───────────┴─────────┴────────> cancelled      ended by a person (also incomplete -> running by retry)
 *
 * A waiting job may also end incomplete: when its last loads turn out unreadable while the line is down.
 * A job that has ended is *paused* when corrected rows are back in line, and while what it sent is deleted again; when
 * all of that is deleted it is *cancelled*. What an undo that was stopped has deleted is unsent, so that the job can be
 * resumed as well as undone further.
 * `exported` is the end of a job that was handed to another machine.
 */
export const jobStates = [
  'planning',
  'planned',
  'running',
  'paused',
  'waiting',
  'blocked',
  'completed',
  'incomplete',
  'cancelled',
  'exported',
] as const;

export type JobState = (typeof jobStates)[number];

const arrows: Record<JobState, readonly JobState[]> = {
  planning: ['planned', 'cancelled'],
  planned: ['running', 'cancelled', 'exported'],
  running: ['paused', 'waiting', 'blocked', 'completed', 'incomplete', 'running'],
  paused: ['running', 'cancelled', 'exported'],
  waiting: ['running', 'waiting', 'paused', 'blocked', 'incomplete', 'cancelled', 'exported'],
  blocked: ['running', 'cancelled', 'exported'],
  completed: ['running', 'paused'],
  incomplete: ['running', 'paused', 'cancelled', 'exported'],
  cancelled: [],
  exported: [],
};

export function mayBecome(from: JobState, to: JobState): boolean {
  return arrows[from].includes(to);
}

/** An ended job holds no VTN resource and runs again only through `retry`. */
export function hasEnded(state: JobState): boolean {
  return state === 'completed' || state === 'incomplete' || state === 'cancelled' || state === 'exported';
}
