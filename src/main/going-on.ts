import { z } from 'zod';
import type { ToEngineHost } from '../contract/shell-messages.ts';
import type { KeptFile } from './kept-file.ts';

/** An engine that stops this often within the time takes its jobs down with it, or they it: a person has to look. */
const mostCrashes = 3;
const crashesWithinMs = 10 * 60_000;

/** Jobs that quitting paused. */
export const pausedByQuitting = z.object({ jobIds: z.array(z.string()).max(1000) });

/** Lets jobs go on by themselves that a person did not stop: those paused by quitting, and those a crash took down. */
export interface GoingOn {
  noteQuitting(jobIds: readonly string[]): void;
  /** @returns whether the jobs will go on by themselves. */
  engineStopped(jobIds: readonly string[]): boolean;
  /** The engine works: what waits for it is started. To be called with each of its messages about jobs. */
  engineWorks(): void;
}

export function createGoingOn(
  kept: KeptFile<z.infer<typeof pausedByQuitting>>,
  post: (message: ToEngineHost) => void,
  now: () => number = Date.now,
): GoingOn {
  let crashed = new Set<string>();
  let crashTimes: number[] = [];
  let isQuitting = false;
  let isFirst = true;
  return {
    noteQuitting: (jobIds) => {
      isQuitting = true;
      kept.write({ jobIds: [...jobIds] });
    },
    engineStopped: (jobIds) => {
      crashTimes = [...crashTimes.filter((atMs) => now() - atMs < crashesWithinMs), now()];
      const goesOn = crashTimes.length <= mostCrashes;
      crashed = goesOn ? new Set([...crashed, ...jobIds]) : new Set();
      return goesOn;
    },
    engineWorks: () => {
      if (isQuitting) return;
      if (crashed.size > 0) post({ type: 'resume', jobIds: [...crashed], because: 'crash' });
      crashed = new Set();
      if (!isFirst) return;
      isFirst = false;
      const jobIds = kept.read()?.jobIds ?? [];
      if (jobIds.length > 0) post({ type: 'resume', jobIds, because: 'quit' });
      kept.write(null);
    },
  };
}
