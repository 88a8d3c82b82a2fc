import type { RejectRow } from '../../../contract/job-shapes.ts';
import { csvLines, csvText } from '../../files/csv-text.ts';
import type { CsvSeparator } from '../../files/csv-text.ts';

const pageRows = 1000;

export interface RejectPage {
  readonly total: number;
  readonly rows: readonly RejectRow[];
}

interface CollectOptions {
  readonly fetchPage: (offset: number, limit: number) => Promise<RejectPage>;
  /** Of load, VEN, file, row, field, text and reason. */
  readonly titles: readonly string[];
  readonly separator: CsvSeparator;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * All rejects as the parts of a CSV file, a page at a time, so that a long list never stands in memory twice.
 * Rejects with the signal's reason when it is stopped.
 */
export async function collectRejects(options: CollectOptions): Promise<{ parts: string[]; count: number }> {
  const { fetchPage, titles, separator, signal, onProgress } = options;
  const parts = [csvText([titles], separator)];
  let done = 0;
  for (;;) {
    signal.throwIfAborted();
    const { total, rows } = await fetchPage(done, pageRows);
    parts.push(csvLines(rows.map(cellsOf), separator));
    done += rows.length;
    onProgress(done, total);
    if (rows.length === 0 || done >= total) return { parts, count: done };
  }
}

function cellsOf({ load, ven, file, row, field, text, reason }: RejectRow): readonly string[] {
  return [load, ven, file ?? '', row === null ? '' : String(row), field, text, reason];
}
