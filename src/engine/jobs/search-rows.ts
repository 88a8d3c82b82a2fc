import { openRanges, tallySpans } from '../../domain/progress-spans.ts';
import { tell } from './job-run.ts';
import type { JobRun } from './job-run.ts';
import {
  afterRefused,
  afterSetAside,
  afterTaken,
  isOverdone,
  searchRequestsPerRun,
  startSearch,
} from './row-search.ts';
import type { RowSearch } from './row-search.ts';
import type { SentChunk, SeriesProgress } from './send-chunk.ts';

/** Why a load cannot go on. */
export interface LoadFailure {
  readonly code: string;
  readonly text: string;
}

/**
 * A chunk was refused and no row named. Rows may be the reason: they are looked for in parts of it, in a bounded number
 * of requests. Returns why the load cannot go on when rows are not the reason, or the search has become too long.
 */
export async function searchRows(
  run: JobRun,
  series: SeriesProgress,
  { outcome, ranges, points }: SentChunk,
): Promise<LoadFailure | null> {
  if (outcome.kind !== 'load-refused') return null;
  const { code, text } = outcome;
  if (outcome.rowsUnnamed !== true) return { code, text };
  const { search } = series;
  if (search === null) {
    // A lone point of which nothing else was ever taken tells nothing; it would have been set aside otherwise.
    if (points === 1 || run.searchRequests >= searchRequestsPerRun) return { code, text };
    series.search = startSearch(ranges, tallySpans(series.spans).confirmed > 0);
    await tell(
      run,
      `The VTN refused ${points} intervals of ${series.record.name} and names none (${text}); looking for the rows it refuses in smaller parts`,
    );
    return null;
  }
  run.searchRequests++;
  series.search = afterRefused(search, points);
  if (series.search === null) return { code, text };
  return isOverdone(series.search) || run.searchRequests >= searchRequestsPerRun
    ? { code, text: spellGivenUp(series.search, text) }
    : null;
}

/** A part of the chunk was confirmed, or its only point set aside. */
export async function goOnSearching(run: JobRun, series: SeriesProgress, sent: SentChunk): Promise<void> {
  const { search } = series;
  if (search === null) return;
  run.searchRequests++;
  const { record, spans } = series;
  const isSetAside = sent.outcome.kind === 'rows-refused';
  const next = isSetAside ? afterSetAside(search) : search;
  series.search = afterTaken(next, isSetAside ? 0 : sent.points, openRanges(spans, record.planned));
  if (series.search !== null) return;
  await tell(run, `${record.name}: ${spellFound(next)}, and set aside; the rest of them is sent`);
}

function spellGivenUp(search: RowSearch, text: string): string {
  return `Refused without a word on which rows are wrong. The search ended after ${search.requests} requests with ${search.found} found. The VTN's words: ${text}`;
}

function spellFound({ found, requests }: RowSearch): string {
  return `${found} refused ${found === 1 ? 'interval was' : 'intervals were'} found in ${requests + 1} requests`;
}
