/** What a row of a list of rejects is of. */
export type RejectKey =
  /** An interval that the VTN refused; `series` counts the job's series from 1. */
  | { readonly kind: 'interval'; readonly jobId: string; readonly series: number; readonly index: number }
  /** A row that no interval came of; `place` counts the rows that the job's plan set aside from 1. */
  | { readonly kind: 'row'; readonly jobId: string; readonly place: number };

/**
 * The name of a reject in a list that goes out and comes back: the same in every ledger that has the job, and nothing
 * that a spreadsheet takes for a number or a date.
 */
export function spellRejectKey(key: RejectKey): string {
  return key.kind === 'interval' ? `${key.jobId}:S${key.series}I${key.index}` : `${key.jobId}:R${key.place}`;
}

/** Null for what is no such name. */
export function readRejectKey(text: string): RejectKey | null {
  const [, jobId, series, index, place] =
    /^(.+):(?:S(\d{1,9})I(\d{1,9})|R(\d{1,9}))$/.exec(text.trim()) ?? [];
  if (jobId === undefined) return null;
  return place === undefined
    ? { kind: 'interval', jobId, series: Number(series), index: Number(index) }
    : { kind: 'row', jobId, place: Number(place) };
}
