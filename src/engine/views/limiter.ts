import type { JobSummary } from '../../contract/job-shapes.ts';
import type { JobRun } from '../jobs/job-run.ts';
import type { SendingPhase } from '../jobs/time-shares.ts';

type Limiter = NonNullable<JobSummary['limiter']>;
type Part = Pick<JobRun, 'wait' | 'pacer' | 'pace' | 'shares' | 'clock'>;

/** From this share of the senders' time on, keeping to a rate is what sets the pace: they are never late. */
const heldShare = 0.15;

/**
 * What keeps a run from being faster just now: a wait of the whole run, or else where its senders' time went in the
 * last seconds.
 */
export function findLimiter(run: Part): Limiter {
  return wholeRunWaits(run) ?? heldByRate(run) ?? longestPhase(run);
}

function wholeRunWaits({ wait, pacer, clock }: Part): Limiter | null {
  if (wait?.why === 'window') return { code: 'window', text: until(wait.text, wait.untilMs) };
  if (wait?.why === 'offline')
    return { code: 'offline', text: until(wait.text, wait.untilMs, 'next try at') };
  if (pacer.pausedUntilMs <= clock.now()) return null;
  return { code: 'vtn-asked', text: until('The VTN asked to wait', pacer.pausedUntilMs) };
}

function heldByRate({ pacer, pace, shares }: Part): Limiter | null {
  const senders = shares.senders();
  const all = Object.values(senders).reduce((sum, each) => sum + each, 0);
  if (pacer.heldBy === null || senders.pace < all * heldShare || all === 0) return null;
  if (pacer.heldBy === 'points')
    return { code: 'points-limit', text: `Your limit of ${spell(pace.maxPointsPerSecond)} points/s` };
  if (pacer.heldBy === 'bytes')
    return { code: 'bytes-limit', text: `Your limit of ${spell(pace.maxBytesPerSecond)} bytes/s` };
  const text = `The VTN asked to slow down: at most ${spell(pacer.adaptivePointsPerSecond)} points/s for now`;
  return { code: 'vtn-asked', text };
}

function longestPhase(run: Part): Limiter {
  const senders = run.shares.senders();
  const phases: readonly SendingPhase[] = ['reading', 'ledger', 'answer', 'retry'];
  const [longest = 'reading'] = phases.toSorted((a, b) => senders[b] - senders[a]);
  switch (longest) {
    case 'answer':
      return answersTakeTime(run);
    case 'retry':
      return { code: 'retry', text: run.wait?.why === 'retry' ? run.wait.text : 'Waiting to try again' };
    case 'ledger':
      return { code: 'reading', text: 'Writing the record of what was sent to the disk of this computer' };
    default:
      return { code: 'reading', text: 'Reading and encoding on this computer' };
  }
}

function answersTakeTime({ pacer, pace, shares }: Part): Limiter {
  // Between an answer and the next request there may be none for a moment.
  const underWay = Math.max(1, shares.now('answer'), Math.round(shares.senders().answer));
  const meanMs = shares.meanMs('answer');
  const each = meanMs === null ? '' : `, ${spellSeconds(meanMs)} each`;
  if (pacer.concurrency < pacer.maxConcurrency) {
    const text = `The VTN asked to slow down: ${spellRequests(pacer.concurrency)} at once for now instead of ${pacer.maxConcurrency}${each}`;
    return { code: 'vtn-asked', text };
  }
  if (pace.concurrency !== 'auto' && underWay >= pace.concurrency)
    return {
      code: 'requests-limit',
      text: `Your limit of ${spellRequests(pace.concurrency)} at once${each}`,
    };
  return {
    code: 'vtn-answers',
    text: `Waiting for answers of the VTN: ${spellRequests(underWay)} on their way${each}`,
  };
}

function until(text: string, untilMs: number | null, words = 'until'): string {
  if (untilMs === null) return text;
  const time = new Date(untilMs).toLocaleTimeString('en-GB');
  return `${text}${words === 'until' ? '' : ','} ${words} ${time}`;
}

function spell(count: number | null): string {
  return (count ?? 0).toLocaleString('en-GB', {
    maximumFractionDigits: count !== null && count < 10 ? 1 : 0,
  });
}

function spellRequests(count: number): string {
  return `${count} ${count === 1 ? 'request' : 'requests'}`;
}

function spellSeconds(durationMs: number): string {
  return durationMs < 100 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`;
}
