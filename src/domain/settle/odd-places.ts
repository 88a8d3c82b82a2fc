import { isConflictOutcome, isRejectedOutcome, rowOutcome } from '../row-outcome.ts';

export const placeKinds = ['duplicate', 'conflict', 'rejected', 'finding'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Where in a series something is that a person should look at. */
export interface OddPlace {
  readonly kind: PlaceKind;
  /** Start of the interval, epoch ms; null when neither the row nor one before it has a time. */
  readonly atMs: number | null;
  /** Where a stretch of intervals ends; null for a single one. */
  readonly endMs: number | null;
  /** As an editor shows it; null where no row tells it. */
  readonly row: number | null;
  readonly text: string;
}

/** The first places of each kind, and how many there are in all. */
export interface OddPlaces {
  readonly places: readonly OddPlace[];
  readonly counts: Readonly<Record<PlaceKind, number>>;
}

/** So many places of each kind are told one by one. */
export const placeLimit = 500;

/** Gathers places; those beyond the limit are only counted. */
export class PlaceList implements OddPlaces {
  readonly places: OddPlace[] = [];
  readonly counts = { duplicate: 0, conflict: 0, rejected: 0, finding: 0 };

  /** How many more of this kind are told. */
  room(kind: PlaceKind): number {
    return Math.max(0, placeLimit - this.counts[kind]);
  }

  add(kind: PlaceKind, place: () => Omit<OddPlace, 'kind'>): void {
    if (this.counts[kind]++ < placeLimit) this.places.push({ kind, ...place() });
  }

  /** Places that nobody goes through any more. */
  addUntold(kind: PlaceKind, count: number): void {
    this.counts[kind] += count;
  }
}

/** The rows of a part as they were settled. */
export interface SettledRows {
  readonly outcomes: Uint8Array;
  /** NaN where a row has no time. */
  readonly startMs: Float64Array;
  /** How many rows have which kind of outcome. */
  readonly counts: { readonly duplicates: number; readonly conflicts: number; readonly rejected: number };
  /** The row as an editor shows it, and the sentence of its outcome. */
  readonly describe: (row: number, outcome: number) => { readonly row: number; readonly reason: string };
}

/**
 * Adds the rows that repeat or contradict others or were refused, in file order. Goes no further than the last row
 * that is told. A row without a time stands at that of the nearest row before it.
 */
export function addOddRows(list: PlaceList, { outcomes, startMs, counts, describe }: SettledRows): void {
  const totals = { duplicate: counts.duplicates, conflict: counts.conflicts, rejected: counts.rejected };
  const left = {
    duplicate: Math.min(totals.duplicate, list.room('duplicate')),
    conflict: Math.min(totals.conflict, list.room('conflict')),
    rejected: Math.min(totals.rejected, list.room('rejected')),
  };
  const told = { ...left };
  let lastRow = -1;
  let lastMs: number | null = null;
  for (let row = 0; left.duplicate + left.conflict + left.rejected > 0 && row < outcomes.length; row++) {
    const outcome = outcomes[row] as number;
    if (outcome === rowOutcome.interval) continue;
    const kind = kindOf(outcome);
    if (kind === null || left[kind] === 0) continue;
    left[kind]--;
    lastMs = timeAtOrBefore(startMs, row, lastRow) ?? lastMs;
    lastRow = row;
    const atMs = lastMs;
    list.add(kind, () => {
      const { row: shown, reason } = describe(row, outcome);
      return { atMs, endMs: null, row: shown, text: reason };
    });
  }
  for (const kind of ['duplicate', 'conflict', 'rejected'] as const) {
    list.addUntold(kind, totals[kind] - told[kind] + left[kind]);
  }
}

/** The sentence of a row that repeats another. */
export function duplicateReason(startMs: number, isShared: boolean): string {
  const start = new Date(startMs).toISOString();
  return isShared
    ? `Another row, or another load of the same VTN resource, has the same reading for ${start}.`
    : `Another row has the same reading for ${start}.`;
}

function kindOf(outcome: number): 'duplicate' | 'conflict' | 'rejected' | null {
  if (outcome === rowOutcome.duplicate) return 'duplicate';
  if (isConflictOutcome(outcome)) return 'conflict';
  return isRejectedOutcome(outcome) ? 'rejected' : null;
}

function timeAtOrBefore(startMs: Float64Array, row: number, until: number): number | null {
  for (let at = row; at > until; at--) {
    const start = startMs[at] as number;
    if (start === start) return start;
  }
  return null;
}
