import type { Ranges } from '../../domain/progress-spans.ts';
import { plannedIntervals } from '../corrections/planned-intervals.ts';
import type { PlannedIntervals, PlannedParts } from '../corrections/planned-intervals.ts';
import type { SeriesRecord } from '../ledger/job-reads.ts';
import type { SeriesAccount } from '../ledger/verify-reads.ts';
import type { StoredInterval } from '../targets/target.ts';
import { noteDifference } from './findings.ts';
import type { Findings } from './findings.ts';
import { judgeInterval } from './judge-interval.ts';
import { stateFinder } from './state-finder.ts';
import { openCursor } from './stored-cursor.ts';
import type { StoredCursor } from './stored-cursor.ts';

/** One series to hold against what the VTN has of its resource. */
export interface SeriesTask {
  readonly record: SeriesRecord;
  readonly account: SeriesAccount;
  /** Which of the source's intervals can be read; what a staged copy lacks is not compared. */
  readonly readable: Ranges;
  /** The job is sent just now, or by another computer: what is not confirmed here may have arrived. */
  readonly mayArrive: boolean;
  /** Of the ascending starts those that no other series of the job has planned for the same resource. */
  readonly withoutPlannedByOthers: (starts: readonly number[]) => Promise<readonly number[]>;
}

type ComparingParts = PlannedParts & { readonly signal: AbortSignal };

const intervalsAtOnce = 50_000;
const strangersAtOnce = 20_000;

/**
 * Holds every planned interval of a series against what the VTN has, interval by interval, and counts what the VTN has
 * between them. `stored` are the VTN's intervals from the first start of the series to its last; of both sides a page
 * is in memory.
 */
export async function compareSeries(
  parts: ComparingParts,
  task: SeriesTask,
  stored: AsyncIterable<readonly StoredInterval[]>,
  findings: Findings,
): Promise<void> {
  const walk = createWalk(task, openCursor(stored), findings);
  const added = await readAdded(parts, task);
  let nextAdded = 0;
  const judgeAddedBefore = async (startMs: number): Promise<void> => {
    for (; nextAdded < added.order.length; nextAdded++) {
      const at = added.order[nextAdded] as number;
      if ((added.intervals.startMs[at] as number) >= startMs) return;
      await walk.judge(added.intervals, at, task.account.ownIntervals + at);
    }
  };
  for await (const { from, intervals } of ownParts(parts, task)) {
    for (let at = 0; at < intervals.startMs.length; at++) {
      if (nextAdded < added.order.length) await judgeAddedBefore(intervals.startMs[at] as number);
      const underWay = walk.judge(intervals, at, from + at);
      // Most need no new page; a million turns of the event loop would take longer than the comparison.
      if (underWay !== undefined) await underWay;
    }
  }
  await judgeAddedBefore(Infinity);
  await walk.finish();
}

interface Walk {
  /** Judges the interval of an index; starts ascend from call to call. A promise when a page has to be turned first. */
  judge(intervals: PlannedIntervals, at: number, index: number): undefined | Promise<void>;
  /** Goes through what the VTN has after the last one. */
  finish(): Promise<void>;
}

function createWalk(task: SeriesTask, cursor: StoredCursor, findings: Findings): Walk {
  const { record, account, mayArrive } = task;
  const stateAt = stateFinder(account.spans);
  const strangers = gatherStrangers(task, findings);
  const findNow = (startMs: number): StoredInterval | null | undefined => {
    for (;;) {
      const stored = cursor.peek();
      if (stored === undefined || stored === null) return stored;
      if (stored.startMs > startMs) return null;
      cursor.skip();
      if (stored.startMs === startMs) return stored;
      strangers.add(stored.startMs);
    }
  };
  const find = async (startMs: number): Promise<StoredInterval | null> => {
    for (;;) {
      const found = findNow(startMs);
      if (found !== undefined) return found;
      if (strangers.count() >= strangersAtOnce) await strangers.settle();
      await cursor.turn();
    }
  };
  return {
    judge: (intervals, at, index) => {
      const judged = { load: record.loadId, state: stateAt(index), mayArrive };
      const settle = (found: StoredInterval | null): void =>
        judgeInterval(findings, judged, intervals, at, found);
      const startMs = intervals.startMs[at] as number;
      const found = findNow(startMs);
      if (found === undefined) return find(startMs).then(settle);
      settle(found);
      return undefined;
    },
    finish: async () => {
      await find(Infinity);
      await strangers.settle();
    },
  };
}

/** Starts that the VTN has and the series does not; most series have none. */
function gatherStrangers(task: SeriesTask, findings: Findings) {
  const text = (): string => 'the VTN has it, and it was not planned';
  let strangers: number[] = [];
  return {
    add: (startMs: number): void => void strangers.push(startMs),
    count: (): number => strangers.length,
    settle: async (): Promise<void> => {
      const starts = strangers;
      strangers = [];
      // Between the ranges of a copy there are intervals that cannot be known from here.
      if (!isWhole(task)) return;
      for (const startMs of await task.withoutPlannedByOthers(starts))
        noteDifference(findings, 'extra', task.record.loadId, startMs, text);
    },
  };
}

function isWhole({ readable, account }: SeriesTask): boolean {
  return readable[0] === 0 && (readable[1] ?? 0) >= account.ownIntervals;
}

async function* ownParts(
  parts: ComparingParts,
  { record, account, readable }: SeriesTask,
): AsyncIterable<{ readonly from: number; readonly intervals: PlannedIntervals }> {
  for (let range = 0; range < readable.length; range += 2) {
    const end = Math.min(readable[range + 1] ?? 0, account.ownIntervals);
    for (let from = readable[range] ?? 0; from < end; from += intervalsAtOnce) {
      parts.signal.throwIfAborted();
      const to = Math.min(end, from + intervalsAtOnce);
      yield { from, intervals: await plannedIntervals(parts, record, from, to) };
    }
  }
}

/** What a person has added stands behind the source's intervals, in no order. There are few. */
async function readAdded(
  parts: ComparingParts,
  { record, account }: SeriesTask,
): Promise<{ readonly intervals: PlannedIntervals; readonly order: readonly number[] }> {
  const { ownIntervals, planned } = account;
  if (planned <= ownIntervals) return { intervals: noIntervals, order: [] };
  const intervals = await plannedIntervals(parts, record, ownIntervals, planned);
  const order = [...intervals.startMs.keys()].sort(
    (a, b) => (intervals.startMs[a] as number) - (intervals.startMs[b] as number),
  );
  return { intervals, order };
}

const noIntervals: PlannedIntervals = {
  startMs: new Float64Array(),
  endMs: new Float64Array(),
  value: new Float64Array(),
  quality: new Uint8Array(),
};
