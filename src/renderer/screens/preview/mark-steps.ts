import type { SeriesMark } from '../../../contract/series-shapes.ts';

export type MarkKind = SeriesMark['kind'];

/**
 * The next place of a kind before or after a row of the table of intervals; null when there is none.
 *
 * @param kind null for any
 * @param index null starts at the very beginning, or the very end
 */
export function stepToMark(
  marks: readonly SeriesMark[],
  kind: MarkKind | null,
  index: number | null,
  direction: 'previous' | 'next',
): (SeriesMark & { readonly index: number }) | null {
  const from = index ?? (direction === 'next' ? -1 : Number.POSITIVE_INFINITY);
  let best: (SeriesMark & { readonly index: number }) | null = null;
  for (const mark of marks) {
    if (mark.index === null || (kind !== null && mark.kind !== kind)) continue;
    const isAhead = direction === 'next' ? mark.index > from : mark.index < from;
    if (!isAhead) continue;
    const isNearer =
      best === null || (direction === 'next' ? mark.index < best.index : mark.index > best.index);
    if (isNearer) best = { ...mark, index: mark.index };
  }
  return best;
}

/** The marks of each row that has any. */
export function marksByRow(marks: readonly SeriesMark[]): ReadonlyMap<number, readonly SeriesMark[]> {
  const rows = new Map<number, SeriesMark[]>();
  for (const mark of marks) {
    if (mark.index === null) continue;
    const row = rows.get(mark.index);
    if (row === undefined) rows.set(mark.index, [mark]);
    else row.push(mark);
  }
  return rows;
}
