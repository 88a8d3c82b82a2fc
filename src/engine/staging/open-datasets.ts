import type Database from 'better-sqlite3';
import { rangesInState } from '../../domain/progress-spans.ts';
import type { Ranges } from '../../domain/progress-spans.ts';
import { readSpans } from '../ledger/job-reads.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { copiedOf, openDatasets, openSeriesOf } from '../ledger/staged-series.ts';
import type { OpenDataset } from '../ledger/staged-series.ts';
import { joinRanges, missingRanges, rangesHold } from './open-ranges.ts';

const datasetsAtOnce = 500;

/** Every dataset of a job of which something is not confirmed, a page at a time. */
export function* eachOpenDataset(ledger: Pick<Ledger, 'read'>, jobId: string): Generator<OpenDataset> {
  let afterId = 0;
  for (;;) {
    const datasets = ledger.read((database) => openDatasets(database, jobId, afterId, datasetsAtOnce));
    yield* datasets;
    afterId = datasets.at(-1)?.id ?? 0;
    if (datasets.length < datasetsAtOnce) return;
  }
}

/** Everything of a dataset that some series has not confirmed: loads may share what they send. */
function openOf(database: Database.Database, dataset: OpenDataset): Ranges {
  let open: Ranges = [];
  for (const { id, confirmed } of openSeriesOf(database, dataset.id)) {
    if (confirmed === 0) return dataset.intervals === 0 ? [] : [0, dataset.intervals];
    const sent = rangesInState(readSpans(database, id), 'confirmed');
    open = joinRanges(open, missingRanges(sent, dataset.intervals));
  }
  return open;
}

/**
 * What is to be copied of a dataset; null when its copy has all of it. Also a dataset with no interval of its own left
 * is copied, with its times alone: rows that a person has added stand behind it.
 */
export function missingOf(database: Database.Database, dataset: OpenDataset): Ranges | null {
  const open = openOf(database, dataset);
  const copied = copiedOf(database, dataset.id);
  return copied !== null && rangesHold(copied, open) ? null : open;
}

/** A dataset of which there is something to send and no copy of it; null when all is copied. */
export function findNotCopied(database: Database.Database, jobId: string): OpenDataset | null {
  const ledger: Pick<Ledger, 'read'> = { read: (read) => read(database) };
  for (const dataset of eachOpenDataset(ledger, jobId)) {
    if (missingOf(database, dataset) !== null) return dataset;
  }
  return null;
}
