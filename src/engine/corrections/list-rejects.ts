import { csvField } from '../../domain/csv-field.ts';
import { qualityCodes } from '../../domain/quality-code.ts';
import { startOfConflict } from '../../domain/row-outcome.ts';
import { readSeries } from '../ledger/job-reads.ts';
import { isoOf, sentText } from '../ledger/refused-interval.ts';
import type { RefusedInterval } from '../ledger/refused-interval.ts';
import { leftOutAfter, refusedAfter } from '../ledger/reject-reads.ts';
import type { LeftOutRow, RefusedSpan } from '../ledger/reject-reads.ts';
import { spellListNumber } from './list-numbers.ts';
import type { ListFormat } from './list-numbers.ts';
import { plannedIntervals } from './planned-intervals.ts';
import type { PlannedParts } from './planned-intervals.ts';
import { spellRejectKey } from './reject-key.ts';

/** The columns of a list of rejects, in their order. `key`, `start`, `end`, `value` and `quality` are read back. */
export const listColumns = [
  'key',
  'load',
  'ven',
  'name',
  'file',
  'row',
  'start',
  'end',
  'value',
  'quality',
  'field',
  'found',
  'reason',
] as const;

export type ListColumn = (typeof listColumns)[number];

type ListCells = Partial<Record<ListColumn, string>>;

const rowsAtOnce = 2000;

/**
 * Every reject of a job as the text of a CSV, piece by piece: first the intervals that the VTN refused, as they were
 * sent, then the rows that no interval came of, whose value is left for a person to say. `told` is given the rows done.
 */
export async function* listRejects(
  parts: PlannedParts,
  jobId: string,
  format: ListFormat,
  told: (rows: number) => void,
): AsyncGenerator<string> {
  let rows = 0;
  yield `\uFEFF${line([...listColumns], format)}`;
  for await (const page of pagesOf(parts, jobId, format)) {
    rows += page.length;
    told(rows);
    yield page
      .map((cells) =>
        line(
          listColumns.map((name) => cells[name] ?? ''),
          format,
        ),
      )
      .join('');
  }
}

async function* pagesOf(parts: PlannedParts, jobId: string, format: ListFormat): AsyncGenerator<ListCells[]> {
  const { ledger } = parts;
  for (let after = { seriesId: 0, from: -1 }; ;) {
    const spans = ledger.read((database) => refusedAfter(database, jobId, after, rowsAtOnce));
    const last = spans.at(-1);
    if (last === undefined) break;
    after = { seriesId: last.seriesId, from: last.from };
    const page: ListCells[] = [];
    for (const span of spans) page.push(...(await cellsOfSpan(parts, jobId, span, format)));
    yield page;
  }
  for (let afterId = 0; ;) {
    const left = ledger.read((database) => leftOutAfter(database, jobId, afterId, rowsAtOnce));
    const last = left.at(-1);
    if (last === undefined) return;
    afterId = last.id;
    yield left.map((row) => cellsOfRow(jobId, row));
  }
}

async function cellsOfSpan(
  parts: PlannedParts,
  jobId: string,
  span: RefusedSpan,
  format: ListFormat,
): Promise<ListCells[]> {
  const { series, load, ven, name, file, from, to, reason, refused } = span;
  const isWhole = to === from + 1 && refused?.end != null && refused.quality !== null;
  const intervals = isWhole ? [refused] : await readWhole(parts, span);
  return intervals.map((interval, nth) => ({
    key: spellRejectKey({ kind: 'interval', jobId, series, index: from + nth }),
    load,
    ven,
    name,
    file: file ?? '',
    row: String(interval.row ?? ''),
    start: isoOf(interval.start),
    end: interval.end === null ? '' : isoOf(interval.end),
    value: spellListNumber(interval.value, format),
    quality: interval.quality ?? '',
    field: interval.field,
    found: sentText(interval),
    reason,
  }));
}

/** What a span does not say of its intervals, from the source. */
export async function readWhole(
  parts: PlannedParts,
  { seriesId, from, to, refused }: RefusedSpan,
): Promise<RefusedInterval[]> {
  const [record] = parts.ledger.read((database) => readSeries(database, parts.job.id, [seriesId]));
  if (record === undefined) return [];
  const { startMs, endMs, value, quality } = await plannedIntervals(parts, record, from, to);
  return Array.from(startMs, (start, at) => ({
    start,
    end: endMs[at] ?? null,
    value: value[at] ?? 0,
    quality: qualityCodes[quality[at] ?? 0] ?? null,
    field: refused?.field ?? '',
    row: at === 0 ? (refused?.row ?? null) : null,
  }));
}

/** Of two readings that contradict each other the time is known, and what is true of them is not. */
function cellsOfRow(jobId: string, row: LeftOutRow): ListCells {
  const { place, load, ven, name, file, field, text, reason, intervalMs } = row;
  const startMs = startOfConflict(reason);
  return {
    key: spellRejectKey({ kind: 'row', jobId, place }),
    load,
    ven,
    name,
    file,
    row: String(row.row),
    start: startMs === null ? '' : isoOf(startMs),
    end: startMs === null || intervalMs === null ? '' : isoOf(startMs + intervalMs),
    field,
    found: text,
    reason,
  };
}

function line(cells: readonly string[], { separator }: ListFormat): string {
  return `${cells.map((cell) => csvField(cell, separator)).join(separator)}\r\n`;
}
