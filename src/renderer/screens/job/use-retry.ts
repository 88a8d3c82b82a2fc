import { useState } from 'react';
import type { JobSummary, Trouble } from '../../../contract/job-shapes.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { shownState } from '../../words/shown-state.ts';

export interface RetryChoice {
  readonly codes: readonly string[];
  readonly loads: readonly string[];
}

export interface Retry {
  /** Why nothing can be retried just now, as a word of `outcome:failures`; null when it can. */
  readonly obstacle: 'whileRunning' | 'final' | null;
  /** The choice under way. */
  readonly underWay: RetryChoice | null;
  readonly trouble: Trouble | null;
  readonly start: (choice: RetryChoice) => void;
}

/** Puts what failed back in line and starts the job; its state then tells how it goes. */
export function useRetry(job: JobSummary): Retry {
  const [underWay, setUnderWay] = useState<RetryChoice | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const retry = async (choice: RetryChoice): Promise<void> => {
    setUnderWay(choice);
    setTrouble(null);
    try {
      await ask('retryJob', { jobId: job.id, codes: [...choice.codes], loads: [...choice.loads] });
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
    setUnderWay(null);
  };
  return { obstacle: obstacleOf(job), underWay, trouble, start: (choice) => void retry(choice) };
}

export function obstacleOf(job: JobSummary): Retry['obstacle'] {
  const state = shownState(job);
  if (state === 'cancelled' || state === 'exported') return 'final';
  return state === 'running' || state === 'waiting' || state === 'planning' ? 'whileRunning' : null;
}
