import type { JobRequest } from '../../contract/request-shapes.ts';
import { nextPlannedSeries, readJobRecord, readSources } from './job-reads.ts';
import type { SeriesRecord, SourceRecord } from './job-reads.ts';
import type { Ledger } from './ledger.ts';

/** A job's sources as they were planned, and the series it takes from them. */
export interface GuardedJob {
  readonly request: Pick<JobRequest, 'mapping' | 'selection'>;
  readonly sources: readonly SourceRecord[];
  /** Every series that was read at all, in the plan's order; read from the ledger whenever they are gone through. */
  readonly series: Iterable<SeriesRecord>;
  /** It reads copies: nobody needs its files. */
  readonly staged: boolean;
}

/** Of a hundred thousand series nobody keeps more than so many. */
const pageSeries = 1000;

/** Throws job/not-found. */
export function readGuardedJob(ledger: Pick<Ledger, 'read'>, jobId: string): GuardedJob {
  return ledger.read((database) => {
    const { request, staged } = readJobRecord(database, jobId);
    const sources = readSources(database, jobId);
    return { request, staged, sources, series: { [Symbol.iterator]: () => eachSeries(ledger, jobId) } };
  });
}

function* eachSeries(ledger: Pick<Ledger, 'read'>, jobId: string): Generator<SeriesRecord, undefined> {
  for (let afterId = 0; ;) {
    const page = ledger.read((database) => nextPlannedSeries(database, jobId, afterId, pageSeries));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSeries) return;
    afterId = last.id;
  }
}
