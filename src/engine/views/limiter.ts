import type { JobSummary } from '../../contract/job-shapes.ts';
import type { JobRun } from '../jobs/job-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { VtnPace } from '../jobs/pace/vtn-pace.ts';
import type { HeldBy } from '../jobs/pace/pacer.ts';
import type { SendingPhase } from '../jobs/time-shares.ts';

type Limiter = NonNullable<JobSummary['limiter']>;
interface Part extends Pick<JobRun, 'wait' | 'pacer' | 'pace' | 'shares'> {
  readonly vtn: Pick<VtnPace, 'search' | 'pacer' | 'jobs' | 'pausedMs'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** From this share of the senders' time on, keeping to a rate is what sets the pace: they are never late. */
const heldShare = 0.15;

/**
 * What keeps a run from being faster just now: a wait of the whole run, or else where its senders' time went in the
 * last seconds.
 */
export function findLimiter(run: Part): Limiter {
  return wholeRunWaits(run) ?? heldByRate(run) ?? heldByVtnRate(run) ?? longestPhase(run);
}

function wholeRunWaits({ wait, vtn, clock }: Part): Limiter | null {
  if (wait?.why === 'window') return { code: 'window', text: wait.text };
  if (wait?.why === 'offline')
    return { code: 'offline', text: until(wait.text, wait.untilMs, 'next try at') };
  const pausedMs = vtn.pausedMs();
  if (pausedMs <= 0) return null;
  const untilMs = clock.now() + pausedMs;
  return vtn.search().beforeOutage === null
    ? { code: 'vtn-asked', text: until('The VTN asked to wait', untilMs) }
    : { code: 'vtn-asked', text: until('The VTN takes nothing; next try', untilMs, 'at') };
}

/** The limits of the job itself. */
function heldByRate({ pacer, pace, shares }: Part): Limiter | null {
  const senders = shares.senders();
  if (pacer.heldBy === null || !isHeld(senders, 'pace')) return null;
  return spellLimit(pacer.heldBy, pace.maxPointsPerSecond, pace.maxRequestsPerSecond, pace.maxBytesPerSecond);
}

/** What the VTN takes, or what the jobs that send to it share. */
function heldByVtnRate({ vtn, shares }: Part): Limiter | null {
  const pacer = vtn.pacer();
  if (pacer.heldBy === null || !isHeld(shares.senders(), 'vtn-pace')) return null;
  if (pacer.heldBy === 'ceiling') {
    const text = `The VTN takes about ${spell(pacer.ceiling)} points/s; more was refused`;
    return { code: 'vtn-asked', text };
  }
  const limit = spellLimit(
    pacer.heldBy,
    pacer.pointsPerSecond,
    pacer.requestsPerSecond,
    pacer.bytesPerSecond,
  );
  return { code: 'shared-vtn', text: `${limit.text}, shared by ${vtn.jobs()} jobs to this VTN` };
}

function isHeld(senders: Readonly<Record<SendingPhase, number>>, phase: SendingPhase): boolean {
  const all = Object.values(senders).reduce((sum, each) => sum + each, 0);
  return all > 0 && senders[phase] >= all * heldShare;
}

function spellLimit(
  heldBy: HeldBy,
  points: number | null,
  requests: number | null,
  bytes: number | null,
): Limiter {
  switch (heldBy) {
    case 'requests':
      return { code: 'request-rate-limit', text: `Your limit of ${spell(requests)} requests/s` };
    case 'bytes':
      return { code: 'bytes-limit', text: `Your limit of ${spell(bytes)} bytes/s` };
    default:
      return { code: 'points-limit', text: `Your limit of ${spell(points)} points/s` };
  }
}

function longestPhase(run: Part): Limiter {
  const senders = run.shares.senders();
  const phases: readonly SendingPhase[] = ['reading', 'ledger', 'answer', 'retry'];
  const [longest = 'reading'] = phases.toSorted((a, b) => senders[b] - senders[a]);
  switch (longest) {
    case 'answer':
      return answersTakeTime(run);
    case 'retry':
      return {
        code: 'retry',
        text: run.wait?.why === 'retry' ? run.wait.text : 'Waiting to try again',
      };
    case 'ledger':
      return { code: 'reading', text: 'Writing the record of what was sent to the disk of this computer' };
    default:
      return { code: 'reading', text: 'Reading and encoding on this computer' };
  }
}

function answersTakeTime({ vtn, pace, shares }: Part): Limiter {
  // Between an answer and the next request there may be none for a moment.
  const underWay = Math.max(1, shares.now('answer'), Math.round(shares.senders().answer));
  const meanMs = shares.meanMs('answer');
  const each = meanMs === null ? '' : `, ${spellSeconds(meanMs)} each`;
  const { window } = vtn.search();
  if (window.isCut && window.atOnce < window.most) {
    const text = `The VTN asked to slow down: ${spellRequests(window.atOnce)} at once for now${each}`;
    return { code: 'vtn-asked', text };
  }
  if (pace.concurrency !== 'auto' && underWay >= pace.concurrency)
    return {
      code: 'requests-limit',
      text: `Your limit of ${spellRequests(pace.concurrency)} at once${each}`,
    };
  if (window.phase !== 'settled')
    return {
      code: 'vtn-answers',
      text: `Finding the VTN's pace: ${spellRequests(window.atOnce)} at once so far${each}`,
    };
  if (vtn.jobs() > 1 && underWay < window.atOnce)
    return {
      code: 'shared-vtn',
      text: `Waiting for answers of the VTN, shared by ${vtn.jobs()} jobs: ${spellRequests(underWay)} of this job on their way${each}`,
    };
  return {
    code: 'vtn-answers',
    text: `Waiting for answers of the VTN: ${spellRequests(underWay)} on their way${each}`,
  };
}

function until(text: string, untilMs: number | null, words = 'until'): string {
  if (untilMs === null) return text;
  const time = new Date(untilMs).toLocaleTimeString('en-GB');
  return `${text}${words === 'next try at' ? ',' : ''} ${words} ${time}`;
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
