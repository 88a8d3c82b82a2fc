import { AppError, toAppError } from '../../contract/app-error.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { readSpans } from '../ledger/job-reads.ts';
import { failSeries } from '../ledger/progress-writes.ts';
import { rememberVtn } from '../ledger/vtn-memory.ts';
import { easeOff, noteLineIsBack, waitForLine } from './await-turn.ts';
import { afterAccepted, afterTimeout, afterTooLarge } from './chunk-size.ts';
import type { ChunkSize } from './chunk-size.ts';
import { noteRunTrouble, stopRun, tell, waitFor } from './job-run.ts';
import type { JobRun } from './job-run.ts';
import { speedUp } from './pacer.ts';
import { isGivenUp, retryDelayMs } from './retry-policy.ts';
import { hasOpenRanges, sendChunk } from './send-chunk.ts';
import type { SentChunk, SeriesProgress } from './send-chunk.ts';

/** Why a load cannot go on. */
export interface LoadFailure {
  readonly code: string;
  readonly text: string;
}

/** Loads given up one after the other, with nothing confirmed between, before the job stops to ask. */
const givenUpBeforeAsking = 10;

/** Sends what is open of one series, chunk after chunk, and writes down how it ended. */
export async function runSeries(run: JobRun, record: SeriesRecord): Promise<void> {
  const series = openSeries(run, record);
  while (hasOpenRanges(series)) {
    run.stopping.signal.throwIfAborted();
    const failure = await advanceSeries(run, series, Infinity);
    if (failure !== null) {
      await giveUpLoad(run, record, failure);
      return;
    }
  }
  run.changed();
}

export function openSeries(run: JobRun, record: SeriesRecord): SeriesProgress {
  return { record, spans: run.ledger.read((database) => readSpans(database, record.id)), failures: 0 };
}

/** Sends one chunk of at most `maxPoints` and acts on its outcome. Returns why the load cannot go on, if so. */
export async function advanceSeries(
  run: JobRun,
  series: SeriesProgress,
  maxPoints: number,
): Promise<LoadFailure | null> {
  let sent: SentChunk;
  try {
    sent = await sendChunk(run, series, maxPoints);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.disposition === 'rejected') return { code: error.code, text: error.message };
    throw thrown;
  }
  const { outcome } = sent;
  if (outcome.kind !== 'offline' && outcome.kind !== 'slow-down') await noteLineIsBack(run);
  return actOn(run, series, sent);
}

/** The load stays on the list with its reason; the others go on, unless none gets through any more. */
export async function giveUpLoad(run: JobRun, record: SeriesRecord, failure: LoadFailure): Promise<void> {
  await run.ledger.writeSoon('series-failed', run.lease, (database) =>
    failSeries(database, run.job.id, record.id, failure),
  );
  await noteRunTrouble(run, failure.code, `${record.name}: ${failure.text}`);
  run.givenUpInARow = failure.code === 'vtn/uncertain' ? run.givenUpInARow + 1 : 0;
  if (run.givenUpInARow < givenUpBeforeAsking) return;
  const text = `The VTN has not confirmed anything for ${givenUpBeforeAsking} loads in a row. The last words: ${failure.text}`;
  stopRun(run, { state: 'blocked', error: new AppError('vtn/server-error', text) });
}

async function actOn(
  run: JobRun,
  series: SeriesProgress,
  { outcome, points, bytes }: SentChunk,
): Promise<LoadFailure | null> {
  switch (outcome.kind) {
    case 'confirmed':
      noteConfirmed(run, series, points);
      await resize(run, afterAccepted(run.size, bytes));
      return null;
    case 'rows-refused':
      series.failures = 0;
      await tell(
        run,
        `The VTN refused ${outcome.rows.length} of ${points} intervals of ${series.record.name}; they are set aside, the rest is sent again`,
      );
      run.changed();
      return null;
    case 'load-refused':
      return { code: outcome.code, text: outcome.text };
    case 'too-large':
      if (points === 1)
        return {
          code: 'vtn/too-large',
          text: `The VTN refuses even a single point as too large. ${outcome.text}`,
        };
      await resize(run, afterTooLarge(run.size, bytes));
      await tell(run, `The VTN refused ${bytes} bytes as too large; halved to ${run.size.targetBytes}`);
      return null;
    case 'compression-refused':
      return turnCompressionOff(run, outcome.text);
    case 'token-renewed':
      await tell(run, 'The VTN refused the token; fetching a new one');
      return null;
    case 'offline':
      await waitForLine(run, outcome.text);
      return null;
    case 'slow-down':
      await easeOff(run, outcome.text, outcome.retryAfterMs, ++series.failures);
      return null;
    case 'uncertain':
      return retryUncertain(run, series, outcome, bytes);
    case 'blocked':
      stopRun(run, {
        state: 'blocked',
        error: new AppError(outcome.code, outcome.text, { context: { jobId: run.job.id } }),
      });
      return null;
  }
}

function noteConfirmed(run: JobRun, series: SeriesProgress, points: number): void {
  series.failures = 0;
  run.givenUpInARow = 0;
  run.speed.add(points);
  run.pacer = speedUp(run.pacer);
  run.permits.reconsider();
  run.changed();
}

async function turnCompressionOff(run: JobRun, text: string): Promise<null> {
  if (run.job.request.pace.compress === 'gzip') {
    stopRun(run, { state: 'blocked', error: new AppError('vtn/settings-refused', text) });
    return null;
  }
  run.gzip = false;
  await run.ledger.writeSoon('vtn-memory', run.lease, (database) =>
    rememberVtn(database, run.job.baseUrl, { takesGzip: false }),
  );
  await tell(run, 'The VTN does not take compressed requests; sending plain ones');
  return null;
}

async function retryUncertain(
  run: JobRun,
  series: SeriesProgress,
  outcome: Extract<SentChunk['outcome'], { kind: 'uncertain' }>,
  bytes: number,
): Promise<LoadFailure | null> {
  series.failures++;
  await noteRunTrouble(run, outcome.code, outcome.text);
  if (outcome.code === 'vtn/timeout') {
    run.size = afterTimeout(run.size, bytes);
    await tell(
      run,
      `No answer in time to ${bytes} bytes; smaller parts from now on, of ${run.size.targetBytes}`,
    );
  }
  if (isGivenUp(run.retryPolicy, series.failures)) {
    return {
      code: 'vtn/uncertain',
      text: `Sent ${series.failures} times without a clear answer. The last: ${outcome.text}`,
    };
  }
  const delayMs = retryDelayMs(run.retryPolicy, series.failures, outcome.retryAfterMs, run.random());
  await waitFor(run, delayMs, 'retry', `Trying again after: ${outcome.text}`);
  return null;
}

/** Each chunk differs by some bytes from the last; only this much more is worth writing down. */
const worthRemembering = 1.1;

/** What is learned of the VTN's limit outlives the job. */
async function resize(run: JobRun, size: ChunkSize): Promise<void> {
  const { acceptedBytes, refusedBytes } = size;
  const isNews =
    refusedBytes !== run.size.refusedBytes || acceptedBytes > run.rememberedBytes * worthRemembering;
  run.size = size;
  if (!isNews) return;
  run.rememberedBytes = acceptedBytes;
  await run.ledger.writeSoon('vtn-memory', run.lease, (database) =>
    rememberVtn(database, run.job.baseUrl, { acceptedBytes, refusedBytes }),
  );
}
