import type { Interval } from '../../src/domain/interval.ts';
import type { LedgerAccount, SeriesAccount } from './ledger-account.ts';

/** What a job should leave at the VTN, and what is there. */
export interface Store {
  /** VTN resource id -> the intervals of the source in order, as the plan has them. */
  readonly expected: ReadonlyMap<string, readonly Interval[]>;
  /** Whether the VTN refuses an interval, by its start. */
  readonly isRefused: (startMs: number) => boolean;
  /** Whether the VTN has answered for an interval with 201 and the whole count of its request. */
  readonly isAcknowledged: (resource: string, startMs: number) => boolean;
  stored(resource: string): readonly Interval[];
  resources(): readonly string[];
}

export interface Differences {
  /** Intervals that the ledger calls confirmed (or, of an ended job, that were asked for) and the VTN does not have. */
  lost: number;
  /** Intervals that the VTN has and nobody sent, or has otherwise than they were sent. */
  doubled: number;
  /** Intervals that the ledger calls confirmed and the VTN has never answered for. */
  unanswered: number;
  /** The first differences in words. */
  readonly problems: string[];
}

/**
 * Holds the ledger against the VTN's store, interval by interval. At any moment: what is confirmed is there as
 * it was in the source and was answered for, what is unsent or rejected is not there, and nothing else is there.
 */
export function compareWithStore(account: LedgerAccount | null, store: Store): Differences {
  const differences: Differences = { lost: 0, doubled: 0, unanswered: 0, problems: [] };
  const known = new Set<string>();
  for (const series of account?.series ?? []) {
    if (series.sums.planned === 0) continue;
    known.add(series.resource);
    compareSeries(series, store, differences);
  }
  for (const resource of store.resources()) {
    if (known.has(resource)) continue;
    differences.doubled += store.stored(resource).length;
    note(differences, `the VTN has intervals of ${resource}, which is not planned`);
  }
  return differences;
}

/** The same for a job that has ended: besides, every interval is confirmed, or rejected where the VTN refuses it. */
export function compareEndedJob(account: LedgerAccount | null, store: Store): Differences {
  const differences = compareWithStore(account, store);
  const resources = new Set(account?.series.map(({ resource }) => resource));
  for (const resource of store.expected.keys()) {
    if (!resources.has(resource)) note(differences, `${resource} is not in the plan`);
  }
  for (const { id, resource, intervals } of account?.series ?? []) {
    for (const [index, state] of intervals.entries()) {
      const startMs = store.expected.get(resource)?.[index]?.startMs ?? NaN;
      const due = store.isRefused(startMs) ? 'rejected' : 'confirmed';
      if (state === due) continue;
      differences.lost++;
      note(differences, `interval ${index} of series ${id} ended ${state} instead of ${due}`);
    }
  }
  return differences;
}

function compareSeries(series: SeriesAccount, store: Store, differences: Differences): void {
  const { id, resource, intervals, sums } = series;
  const expected = store.expected.get(resource) ?? [];
  if (expected.length !== sums.planned)
    note(differences, `series ${id} plans ${sums.planned} of ${expected.length} intervals`);
  const stored = new Map(store.stored(resource).map((interval) => [interval.startMs, interval]));
  for (const [index, interval] of expected.entries()) {
    const found = stored.get(interval.startMs);
    stored.delete(interval.startMs);
    const state = intervals[index] ?? 'unsent';
    const where = `interval ${index} of series ${id} (${state})`;
    if (state === 'confirmed' && !store.isAcknowledged(resource, interval.startMs)) {
      differences.unanswered++;
      note(differences, `${where} was never answered for`);
    }
    if (found === undefined) {
      if (state !== 'confirmed') continue;
      differences.lost++;
      note(differences, `${where} is not at the VTN`);
    } else if (!isSame(found, interval)) {
      differences.doubled++;
      note(differences, `${where} is at the VTN as ${JSON.stringify(found)}`);
    } else if (state === 'unsent' || state === 'rejected') {
      differences.doubled++;
      note(differences, `${where} is at the VTN all the same`);
    }
  }
  differences.doubled += stored.size;
  if (stored.size > 0) note(differences, `the VTN has ${stored.size} intervals more of series ${id}`);
}

function isSame(a: Interval, b: Interval): boolean {
  return a.startMs === b.startMs && a.endMs === b.endMs && a.value === b.value && a.quality === b.quality;
}

const problemsKept = 10;

function note({ problems }: Differences, text: string): void {
  if (problems.length < problemsKept) problems.push(text);
}
