import { AppError, toAppError } from '../../contract/app-error.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { readSpans } from '../ledger/job-reads.ts';
import { failSeries } from '../ledger/progress-writes.ts';
import { rememberVtn } from '../ledger/vtn-memory.ts';
import { easeOff } from './await-turn.ts';
import { afterAccepted, afterTimeout, afterTooLarge } from './pace/chunk-size.ts';
import type { ChunkSize } from './pace/chunk-size.ts';
import { noteRunTrouble, stopRun, tell, waitFor } from './job-run.ts';
import type { JobRun } from './job-run.ts';
import { lookAtLine, noteLineIsBack, waitForLine } from './line-watch.ts';
import { isGivenUp, retryDelayMs } from './retry-policy.ts';
import { goOnSearching, searchRows } from './search-rows.ts';
import type { LoadFailure } from './search-rows.ts';
import { hasOpenRanges, sendChunk } from './send-chunk.ts';
import type { SentChunk, SeriesProgress } from './send-chunk.ts';

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
  const spans = run.ledger.read((database) => readSpans(database, record.id));
  return { record, spans, failures: 0, slowDowns: 0, search: null };
}

/** Sends one chunk of at most `maxPoints` and acts on its outcome. Returns why the load cannot go on, if so. */
export async function advanceSeries(
  run: JobRun,
  series: SeriesProgress,
  maxPoints: number,
): Promise<LoadFailure | null> {
  let sent: SentChunk;
  await run.line.watch;
  try {
    sent = await sendChunk(run, series, maxPoints);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.disposition === 'rejected') return { code: error.code, text: error.message };
    throw thrown;
  }
  const { outcome } = sent;
  if (!isSilence(outcome)) await noteLineIsBack(run);
  if (!isSilence(outcome) && outcome.kind !== 'slow-down') {
    run.askedToWait = null;
    series.slowDowns = 0;
  }
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

/** Whether the outcome says nothing of the VTN, for no answer came. */
function isSilence(outcome: SentChunk['outcome']): boolean {
  return outcome.kind === 'offline' || (outcome.kind === 'uncertain' && isBroken(outcome.code));
}

function isBroken(code: string): boolean {
  return code === 'vtn/timeout' || code === 'vtn/connection-lost';
}

async function actOn(run: JobRun, series: SeriesProgress, sent: SentChunk): Promise<LoadFailure | null> {
  const { outcome, points, bytes } = sent;
  switch (outcome.kind) {
    case 'confirmed':
      noteConfirmed(run, series, points);
      await resize(run, afterAccepted(run.size, bytes));
      await goOnSearching(run, series, sent);
      return null;
    case 'rows-refused':
      await noteRowsRefused(run, series, sent, outcome.rows.length);
      return null;
    case 'load-refused':
      return searchRows(run, series, sent);
    case 'too-large':
      if (points === 1)
        return {
          code: 'vtn/too-large',
          text: `The VTN refuses even a single point as too large. ${outcome.text}`,
        };
      await halve(run, bytes);
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
      await easeOff(run, outcome.text, outcome.retryAfterMs, ++series.slowDowns);
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

/** Equal chunks that were under way together are refused together: the first one tells. */
async function halve(run: JobRun, bytes: number): Promise<void> {
  const { targetBytes } = run.size;
  await resize(run, afterTooLarge(run.size, bytes));
  if (run.size.targetBytes > targetBytes * 0.95) return;
  await tell(run, `The VTN refused ${bytes} bytes as too large; halved to ${run.size.targetBytes}`);
}

async function noteRowsRefused(
  run: JobRun,
  series: SeriesProgress,
  sent: SentChunk,
  rows: number,
): Promise<void> {
  series.failures = 0;
  run.changed();
  if (series.search !== null) return goOnSearching(run, series, sent);
  await tell(
    run,
    `The VTN refused ${rows} of ${sent.points} intervals of ${series.record.name}; they are set aside, the rest is sent again`,
  );
}

function noteConfirmed(run: JobRun, series: SeriesProgress, points: number): void {
  series.failures = 0;
  run.givenUpInARow = 0;
  run.speed.add(points);
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
  if (isBroken(outcome.code)) {
    const gone = run.line.watch === null ? await lookAtLine(run) : outcome.text;
    // What the line did to a request is no failure: the chunk stays uncertain and goes again when it is back.
    if (gone !== null) await waitForLine(run, gone);
    if (gone !== null || outcome.byUs === true) return null;
  }
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
