import { firstPlace, nextPendingSeries } from '../ledger/job-reads.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import { requestsAllowed } from './change-pace.ts';
import type { JobRun } from './job-run.ts';
import { requestsAtOnce } from './pace/pace-search.ts';
import { runSeries } from './run-series.ts';

/** Series that wait for another try while others have their places; with more, the VTN rather than a series is ill. */
const mostWaiting = 16;
/** Series passed over because their resource is busy. */
const mostPassedOver = 1000;

/**
 * Sends every pending series, as many at once as the pace allows. A series that waits gives its place to the next one,
 * and one whose resource is busy is passed over until it is free, so that none stalls the others. Resolves when all have
 * ended; `failed` is told why a sender ended, the others finish what is in flight.
 */
export async function sendSeries(run: JobRun, failed: (thrown: unknown) => void): Promise<void> {
  const crew: Crew = { line: createLine(run), senders: 0, waiting: 0 };
  const ended = Promise.withResolvers<undefined>();
  const work = async (): Promise<void> => {
    try {
      await sendSome(run, crew);
    } catch (thrown) {
      failed(thrown);
    } finally {
      if (--crew.senders === 0) ended.resolve(undefined);
    }
  };
  run.addSenders = () => {
    while (atWork(crew) < wantedOf(run) && crew.line.hasNext() && !run.stopping.signal.aborted) {
      crew.senders++;
      void work();
    }
  };
  run.givingPlace = async (wait) => {
    if (crew.waiting >= mostWaiting) return wait();
    crew.waiting++;
    run.addSenders();
    try {
      return await wait();
    } finally {
      crew.waiting--;
    }
  };
  run.addSenders();
  if (crew.senders > 0) await ended.promise;
  run.addSenders = () => {};
  run.givingPlace = (wait) => wait();
}

/** Those who send, each a series at a time. */
interface Crew {
  readonly line: SeriesLine;
  senders: number;
  /** Of them, those whose place another one has for now. */
  waiting: number;
}

function atWork({ senders, waiting }: Crew): number {
  return senders - waiting;
}

/** One more than may send has its chunk ready when there is room; whose request may be stuck sends nothing else. */
function wantedOf(run: JobRun): number {
  const { pace, vtn } = run;
  const allowed = requestsAllowed(pace);
  const wanted = pace.concurrency === 'auto' ? Math.min(allowed, requestsAtOnce(vtn.search()) + 1) : allowed;
  return wanted + vtn.permits.stuck(run);
}

async function sendSome(run: JobRun, crew: Crew): Promise<void> {
  // One that is more than may be at work leaves when its series is done.
  while (atWork(crew) <= wantedOf(run)) {
    run.stopping.signal.throwIfAborted();
    const record = crew.line.next();
    if (record === null) return;
    try {
      await runSeries(run, record);
    } finally {
      crew.line.free(record);
    }
    run.addSenders();
  }
}

/** The series still to send, those of one dataset together. Loads that share a VTN resource go one after the other. */
interface SeriesLine {
  /** Null when there is none, or none whose resource is free. */
  next(): SeriesRecord | null;
  hasNext(): boolean;
  /** The series has ended: its resource is free. */
  free(record: SeriesRecord): void;
}

function createLine(run: JobRun): SeriesLine {
  const busy = new Set<string>();
  const passedOver: SeriesRecord[] = [];
  let place = firstPlace;
  let ahead: SeriesRecord | null = null;

  const read = (): SeriesRecord | null => {
    const record = run.ledger.read((database) => nextPendingSeries(database, run.job.id, place));
    if (record !== null) place = record;
    return record;
  };
  /** The next one whose resource is free stands in `ahead` afterwards. */
  const look = (): SeriesRecord | null => {
    if (ahead !== null && !busy.has(ahead.resourceId)) return ahead;
    if (ahead !== null) passedOver.push(ahead);
    ahead = null;
    const free = passedOver.findIndex(({ resourceId }) => !busy.has(resourceId));
    if (free >= 0) [ahead = null] = passedOver.splice(free, 1);
    while (ahead === null && passedOver.length < mostPassedOver) {
      const record = read();
      if (record === null) return null;
      if (busy.has(record.resourceId)) passedOver.push(record);
      else ahead = record;
    }
    return ahead;
  };
  return {
    next: () => {
      const record = look();
      if (record === null) return null;
      ahead = null;
      busy.add(record.resourceId);
      return record;
    },
    hasNext: () => look() !== null,
    free: ({ resourceId }) => void busy.delete(resourceId),
  };
}
