import { rememberVtn } from '../../ledger/vtn-memory.ts';
import { tell } from '../job-run.ts';
import type { JobRun } from '../job-run.ts';
import { afterBatch, spellBatchSize } from './batch-size.ts';
import { afterAnswerTime } from './chunk-size.ts';

/** A pace as it was told last. */
export interface ToldPace {
  readonly atOnce: number;
  readonly ceiling: number | null;
  readonly atMs: number;
}

/** What a confirmed chunk says about sizes by how long its answer took. `bytes` are those before compression. */
export function learnSizes(
  run: JobRun,
  { points, plainBytes }: { readonly points: number; readonly plainBytes: number },
  batchSize: number,
  durationMs: number,
): void {
  run.size = afterAnswerTime(run.size, plainBytes, durationMs);
  if (run.job.request.pace.batchSize !== 'auto') return;
  run.batchSizes = afterBatch(run.batchSizes, batchSize, points, durationMs);
}

/** Nobody reads more of it. */
const toldEveryMs = 10_000;

/** Tells, and writes down for the next job to this VTN, what was found out about it. Rejects as the ledger does. */
export async function keepFindings(run: JobRun): Promise<void> {
  await keepBatchSize(run);
  await keepPace(run);
}

async function keepBatchSize(run: JobRun): Promise<void> {
  const { kept } = run.batchSizes;
  if (kept === null || kept === run.keptBatchSize) return;
  run.keptBatchSize = kept;
  await remember(run, { batchSize: kept });
  await tell(run, spellBatchSize(run.batchSizes));
}

async function keepPace(run: JobRun): Promise<void> {
  const { window, rate, beforeOutage } = run.vtn.search();
  const nowMs = run.clock.monotonic();
  // Steps of a search are no news: only where it rests.
  if (beforeOutage !== null || window.phase !== 'settled' || rate.phase === 'climbing') return;
  if (nowMs - run.toldPace.atMs < toldEveryMs) return;
  const now: ToldPace = { atOnce: window.atOnce, ceiling: rate.ceiling, atMs: nowMs };
  if (!isNews(run.toldPace, now)) return;
  const text = spellFound(run.toldPace, now);
  run.toldPace = now;
  const bytesPerSecond = run.size.bytesPerMs === null ? null : run.size.bytesPerMs * 1000;
  await remember(run, { requestsAtOnce: now.atOnce, pointsPerSecond: now.ceiling, bytesPerSecond });
  await tell(run, text);
}

function remember(run: JobRun, news: Parameters<typeof rememberVtn>[2]): Promise<void> {
  return run.ledger.writeSoon('vtn-memory', run.lease, (database) =>
    rememberVtn(database, run.job.baseUrl, news),
  );
}

/** A fifth more or less. */
const worthTelling = 0.2;

function isNews(before: ToldPace, now: ToldPace): boolean {
  if ((before.ceiling === null) !== (now.ceiling === null)) return true;
  const isOther = (one: number, other: number): boolean =>
    Math.abs(other - one) > Math.max(one, other) * worthTelling;
  return isOther(before.atOnce, now.atOnce) || isOther(before.ceiling ?? 0, now.ceiling ?? 0);
}

/** "Slower, as the VTN refused requests: up to 4 requests at once, at most 12,000 points/s". */
function spellFound(before: ToldPace, now: ToldPace): string {
  const isSlower = now.atOnce < before.atOnce || (now.ceiling ?? Infinity) < (before.ceiling ?? Infinity);
  const atOnce = `up to ${now.atOnce} ${now.atOnce === 1 ? 'request' : 'requests'} at once`;
  const rate =
    now.ceiling === null ? '' : `, at most ${Math.round(now.ceiling).toLocaleString('en-GB')} points/s`;
  const why = isSlower
    ? 'Slower, since more was refused or brought nothing'
    : 'Faster, since the VTN takes more';
  return `${why}: ${atOnce}${rate}`;
}
