import type { JobSummary } from '../contract/job-shapes.ts';
import type { Engine } from '../engine/create-engine.ts';
import { exitCodes } from './exit-code.ts';
import { spellCount, spellDuration } from './number-words.ts';
import type { Terminal } from './terminal.ts';

const lineEveryMs = 10_000;

/**
 * Starts a job and follows it to its end: a live bar on a terminal, a line every ten seconds elsewhere. The
 * first SIGINT or SIGTERM lets requests in flight finish; the second ends the program where it stands.
 */
export async function followJob(
  engine: Engine,
  jobId: string,
  terminal: Terminal,
  start: () => Promise<unknown>,
): Promise<JobSummary> {
  const ended = Promise.withResolvers<JobSummary>();
  let latest: JobSummary | null = null;
  const unsubscribe = engine.subscribe((event) => {
    if (event.type === 'job-decision' && event.jobId === jobId)
      terminal.say(terminal.paint('dim', `  ${event.text}`));
    if (event.type !== 'job-changed' || event.job.id !== jobId) return;
    latest = event.job;
    terminal.live(progressLine(event.job));
    if (!event.job.active) ended.resolve(event.job);
  });
  const ticker = setInterval(() => {
    if (latest !== null && !terminal.isLive) terminal.say(progressLine(latest));
  }, lineEveryMs);
  const stopListening = pauseOnSignals(engine, jobId, terminal);
  try {
    await start();
    return await ended.promise;
  } finally {
    clearInterval(ticker);
    stopListening();
    unsubscribe();
    terminal.endLive();
  }
}

export function progressLine(job: JobSummary): string {
  const { planned, confirmed } = job.points;
  const share = planned === 0 ? 1 : confirmed / planned;
  const bar = '#'.repeat(Math.round(share * 20)).padEnd(20, '.');
  const parts = [
    `[${bar}] ${Math.floor(share * 100)} %`,
    `${spellCount(confirmed)} of ${spellCount(planned)} points`,
    `${spellCount(job.pointsPerSecond)} points/s`,
  ];
  if (job.wait === null && job.remainingMs !== null) parts.push(`${spellDuration(job.remainingMs)} left`);
  parts.push(...whatLimits(job));
  if (job.rehearsal) parts.push('REHEARSAL');
  if (job.currentLoad !== null) parts.push(job.currentLoad);
  return parts.join('  ');
}

/** Why nothing goes out just now, and what keeps the job from being faster; said once where they are the same. */
export function whatLimits({ wait, limiter }: Pick<JobSummary, 'wait' | 'limiter'>): string[] {
  const texts = [wait?.text, limiter?.text].filter((text) => text !== undefined);
  if (wait === null || limiter === null) return texts;
  // The limiter says until when.
  if (limiter.text.startsWith(wait.text)) return [limiter.text];
  return limiter.code === 'vtn-asked' ? [wait.text] : texts;
}

function pauseOnSignals(engine: Engine, jobId: string, terminal: Terminal): () => void {
  let signals = 0;
  const onSignal = (): void => {
    if (++signals > 1) {
      terminal.alert(
        `Stopped at once. Requests in flight are uncertain and will be sent again: meterhaul resume ${jobId}`,
      );
      process.exit(exitCodes.stopped);
    }
    terminal.alert('Stopping: finishing what is in flight (press again to stop at once).');
    engine.api.pauseJob({ jobId }).catch((thrown: unknown) => terminal.alert(String(thrown)));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
}
