import type { WrittenFile } from '../../contract/handover-shapes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { openSnapshot } from '../ledger/ledger-snapshot.ts';
import type { Outbox } from '../outbox.ts';
import { isReportOf } from './checksum.ts';
import { writeHtml } from './html/write-html.ts';
import { openContent } from './report-content.ts';
import type { ReportAsked, ReportContent } from './report-content.ts';
import { writeCsv } from './write-csv.ts';
import { writeJson } from './write-json.ts';

export type ReportFormat = 'html' | 'csv' | 'json';

export interface ReportOrder extends ReportAsked {
  readonly format: ReportFormat;
  /** Null for a file that the server hands out. */
  readonly path: string | null;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, text: string) => void;
}

type Writer = (content: ReportContent, told: (series: number) => void) => AsyncIterable<string>;

const writers: Record<ReportFormat, Writer> = { html: writeHtml, csv: writeCsv, json: writeJson };

/**
 * Writes the record of a job, as it stands at this moment, to hand over. Memory does not grow with what is listed. An
 * earlier report of the same job is replaced, any other file is not. Throws job/not-found, output/*, ledger/*.
 */
export async function writeReport(ledger: Ledger, outbox: Outbox, order: ReportOrder): Promise<WrittenFile> {
  const { jobId, format, path, signal, progress } = order;
  using snapshot = openSnapshot(ledger.path);
  const content = await openContent(snapshot, order);
  const { total } = content.facts.job.loads;
  progress(0, total, '');
  const told = (series: number): void => {
    if (series % 1000 === 0) progress(series, total, '');
  };
  const written = await outbox.write({
    path,
    name: `meterhaul-report-${jobId}.${format}`,
    content: writers[format](content, told),
    signal,
    mayReplace: (place) => isReportOf(place, jobId),
  });
  progress(total, total, '');
  return written;
}
