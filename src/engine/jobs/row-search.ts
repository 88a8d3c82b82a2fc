import { commonRanges, countPoints, indexesAt } from '../../domain/progress-spans.ts';
import type { Ranges } from '../../domain/progress-spans.ts';

/**
 * The search for rows that a VTN refuses without naming them: a pure calculation.
 *
 *   (a chunk is refused, nothing named) ──> alone ──> halving ──> (nothing of the chunk is open)
 *                                             │          └──────> given up: too many requests
 *                                             └─────────────────> the load as a whole is refused
 *
 * alone: while nothing of the load has ever been taken, its first, middle and last point go one by one; when all are
 * refused, rows are not the reason. halving: half of what holds a refused row goes next; what is taken is confirmed, a
 * point refused alone is set aside, and the rest goes at once. Each refused row costs at most log2(n) + 2 requests.
 */
export interface RowSearch {
  /** The refused chunk, as ranges of its series. */
  readonly within: Ranges;
  /** Points to be sent alone, one of which must be taken. */
  readonly alone: readonly number[];
  /** So many of the open points, the first ones, hold a row that is refused; 0 when nobody knows. */
  readonly suspects: number;
  readonly requests: number;
  readonly found: number;
}

/** Refused rows of one chunk that are looked for before its load is given up. */
const rowsPerChunk = 20;
/** Requests of one run that go into searches; beyond, a load whose rows are refused unnamed is given up at once. */
export const searchRequestsPerRun = 5000;

export function startSearch(within: Ranges, isLoadTaken: boolean): RowSearch {
  const points = countPoints(within);
  const places = [0, Math.floor(points / 2), points - 1];
  const alone = isLoadTaken ? [] : indexesAt(within, [...new Set(places)]);
  return { within, alone, suspects: isLoadTaken ? points : 0, requests: 0, found: 0 };
}

/** What of the open ranges goes next, and how many points at most. */
export function nextPart(search: RowSearch | null, open: Ranges): { ranges: Ranges; maxPoints: number } {
  if (search === null) return { ranges: open, maxPoints: Infinity };
  const [place] = search.alone;
  if (place !== undefined) return { ranges: [place, place + 1], maxPoints: 1 };
  const { suspects } = search;
  const maxPoints = suspects === 0 ? Infinity : Math.max(1, Math.floor(suspects / 2));
  return { ranges: commonRanges(search.within, open), maxPoints };
}

/** So many points were refused together; null when the load as a whole is refused. */
export function afterRefused(search: RowSearch, points: number): RowSearch | null {
  const requests = search.requests + 1;
  const [, ...alone] = search.alone;
  if (search.alone.length > 0) return alone.length === 0 ? null : { ...search, alone, requests };
  return { ...search, suspects: points, requests };
}

/** So many points were taken. `open` is what is left; null when nothing of the chunk is. */
export function afterTaken(search: RowSearch, points: number, open: Ranges): RowSearch | null {
  const left = countPoints(commonRanges(search.within, open));
  if (left === 0) return null;
  const suspects = search.alone.length > 0 ? left : Math.max(0, search.suspects - points);
  return { ...search, alone: [], suspects, requests: search.requests + 1 };
}

/** A point was refused alone and is set aside. */
export function afterSetAside(search: RowSearch): RowSearch {
  return { ...search, suspects: 0, requests: search.requests + 1, found: search.found + 1 };
}

/** Whether the chunk has had its share of requests, which is enough for twenty rows. */
export function isOverdone({ within, requests }: RowSearch): boolean {
  return requests >= rowsPerChunk * (Math.ceil(Math.log2(countPoints(within))) + 2) + 3;
}
