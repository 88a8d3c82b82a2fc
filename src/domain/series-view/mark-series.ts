import type { IntervalSeries } from '../interval-series.ts';
import { placeKinds, placeLimit } from '../settle/odd-places.ts';
import type { OddPlace, OddPlaces, PlaceKind } from '../settle/odd-places.ts';
import { locateStart } from './locate-start.ts';
import { markChangeovers } from './mark-changeovers.ts';
import { markGaps } from './mark-gaps.ts';

export const markKinds = ['gap', 'changeover', ...placeKinds] as const;
export type MarkKind = PlaceKind | 'gap' | 'changeover';

/** A place of a series that a person should look at. */
export interface Mark extends Omit<OddPlace, 'kind'> {
  readonly kind: MarkKind;
  /** Place of the first interval at or after it; null when there is none. */
  readonly index: number | null;
}

export interface SeriesMarks {
  /** In order of time, those without a time last; at most `placeLimit` of each kind. */
  readonly marks: readonly Mark[];
  readonly counts: readonly { readonly kind: MarkKind; readonly count: number }[];
}

/** A place before its interval is looked up. */
export type Unindexed = Omit<Mark, 'index'>;

/**
 * All that a person should look at in a series, in order of time.
 *
 * @param odd what settling found, and what the mapping refused before
 * @throws RangeError for an unknown zone
 */
export function markSeries(
  series: IntervalSeries,
  { intervalMs, zone }: { readonly intervalMs: number; readonly zone: string },
  odd: readonly OddPlaces[],
): SeriesMarks {
  const counts = new Map<MarkKind, number>(markKinds.map((kind) => [kind, 0]));
  const marks: Unindexed[] = [];
  const take = (kind: MarkKind, count: number, places: readonly Unindexed[]): void => {
    const room = Math.max(0, placeLimit - (counts.get(kind) ?? 0));
    counts.set(kind, (counts.get(kind) ?? 0) + count);
    marks.push(...places.slice(0, room));
  };
  const gaps = markGaps(series, intervalMs);
  take('gap', gaps.count, gaps.marks);
  const changeovers = markChangeovers(series, intervalMs, zone);
  take('changeover', changeovers.length, changeovers);
  for (const { places, counts: found } of odd) {
    for (const kind of placeKinds) {
      take(
        kind,
        found[kind],
        places.filter((place) => place.kind === kind),
      );
    }
  }
  return {
    marks: marks
      .sort((a, b) => (a.atMs ?? Infinity) - (b.atMs ?? Infinity) || 0)
      .map((mark) => ({ ...mark, index: indexOf(series.startMs, mark.atMs) })),
    counts: [...counts].map(([kind, count]) => ({ kind, count })),
  };
}

function indexOf(startMs: Float64Array, atMs: number | null): number | null {
  if (atMs === null) return null;
  const index = locateStart(startMs, atMs);
  return index === startMs.length ? null : index;
}
