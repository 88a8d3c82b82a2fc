import { AppError } from '../../contract/app-error.ts';
import { tallySpans } from '../../domain/progress-spans.ts';
import { firstPlace, nextPendingSeries } from '../ledger/job-reads.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { noteCanaryConfirmed } from '../ledger/job-writes.ts';
import { stopRun, tell } from './job-run.ts';
import type { JobRun } from './job-run.ts';
import { advanceSeries, giveUpLoad, openSeries } from './run-series.ts';
import type { LoadFailure } from './search-rows.ts';
import { hasOpenRanges } from './send-chunk.ts';

/** Loads unknown to the VTN that the canary passes over before it takes the whole job for misdirected. */
const unknownLoadsPassed = 3;

/**
 * Sends the first points of the job alone; nothing else goes before they are confirmed. A load that the VTN
 * does not know, or one whose points it all refuses, is passed over; anything else stops the job as *blocked*.
 */
export async function runCanary(run: JobRun): Promise<void> {
  const points = run.job.request.pace.canaryPoints;
  if (points === 0 || run.job.canaryConfirmed) return;
  let unknownLoads = 0;
  let place = firstPlace;
  for (;;) {
    const record = run.ledger.read((database) => nextPendingSeries(database, run.job.id, place));
    if (record === null) return;
    place = record;
    const result = await sendCanary(run, record, points);
    if (result === 'confirmed') return noteConfirmed(run, record, points);
    if (result === 'refused') continue;
    if (result.code !== 'vtn/resource-unknown') return blockJob(run, record, result);
    await giveUpLoad(run, record, result);
    if (++unknownLoads === unknownLoadsPassed) return blockJob(run, record, result);
  }
}

async function sendCanary(
  run: JobRun,
  record: SeriesRecord,
  points: number,
): Promise<'confirmed' | 'refused' | LoadFailure> {
  const series = openSeries(run, record);
  while (hasOpenRanges(series)) {
    run.stopping.signal.throwIfAborted();
    const { confirmed } = tallySpans(series.spans);
    if (confirmed >= points) break;
    const failure = await advanceSeries(run, series, points - confirmed);
    if (failure !== null) return failure;
  }
  return tallySpans(series.spans).confirmed > 0 ? 'confirmed' : 'refused';
}

async function noteConfirmed(run: JobRun, record: SeriesRecord, points: number): Promise<void> {
  await run.ledger.writeSoon('canary', run.lease, (database) => noteCanaryConfirmed(database, run.job.id));
  await tell(
    run,
    `Canary: the first ${Math.min(points, record.planned)} points, of ${record.name}, were confirmed`,
  );
}

function blockJob(run: JobRun, record: SeriesRecord, failure: LoadFailure): never {
  // The VTN's words may end as they like.
  const why = failure.text.replace(/[.!?]?$/, (end) => (end === '' ? '.' : end));
  const error = new AppError(
    'vtn/canary-failed',
    `The first points of the job, of ${record.name}, were not accepted: ${why} Nothing more was sent. ` +
      'Mend the cause, then resume.',
    { context: { jobId: run.job.id, cause: failure.code } },
  );
  stopRun(run, { state: 'blocked', error });
  throw run.stopping.signal.reason;
}
