import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { wallMark } from '../../../domain/raw-readings.ts';
import type { ColumnBatch, Source } from '../../sources/source.ts';
import { columnsOf, datasetsOf, valuesOf } from './mapped-columns.ts';
import type { MapOptions, MappedFile, MappedSeries, PartReadings, RejectedRow } from './mapped-file.ts';
import { ReadingLog } from './reading-log.ts';
import { RejectList } from './reject-list.ts';
import { RowReader } from './row-reader.ts';
import type { MappedRows } from './row-reader.ts';
import { seriesClock, SeriesTable } from './series-table.ts';
import type { OpenPart, OpenSeries } from './series-table.ts';
import { SpillFile } from './spill-file.ts';

const usualMemoryBytes = 48 * 1024 * 1024;
const minuteMs = 60_000;

/**
 * Reads a file as its mapping says: each row to the readings of its series, in the file's order; times are those
 * of the file, not yet placed in a zone. The source may be closed afterwards. Close what comes back.
 *
 * @throws AppError mapping/incomplete when a dataset, a column or a pattern of the mapping is not there;
 *   source/* as the source has it; ledger/disk-full, ledger/unwritable when memory is full and the folder too
 */
export function mapSource(source: Source, mapping: MappingDocument, options: MapOptions): MappedFile {
  const datasets = datasetsOf(source, mapping);
  const { values, columns } = valuesOf(mapping);
  const spill = new SpillFile(options.folder);
  const out: MappedRows = {
    table: new SeriesTable(mapping, values, datasets.length),
    log: new ReadingLog(options.memoryBytes ?? usualMemoryBytes, spill),
    rejects: new RejectList(spill),
  };
  try {
    const rows = new RowReader(mapping, { all: columnsOf(mapping), values: columns }, out);
    const takeRow = mapping.layout === 'long' ? takeLongRow : dayTaker(mapping);
    const passage = passRows(source, datasets, rows, { takeRow, rejects: out.rejects, options });
    out.log.finish();
    return new MappedSource(out, spill, passage, mapping.quality !== null);
  } catch (cause) {
    spill.close();
    throw cause;
  }
}

/** Takes the values of the row that the reader stands at. */
type TakeRow = (rows: RowReader, at: number) => void;

function takeLongRow(rows: RowReader, at: number): void {
  const { targets } = rows;
  for (let column = 0; column < targets.length; column++) {
    const target = targets[column];
    if (target !== undefined) rows.take(at, column, target, 0, wallMark.none);
  }
}

/** A row of a day: each cell is a reading at its minute. The extra hour of autumn is empty on all other days. */
function dayTaker({ dayColumns }: MappingDocument): TakeRow {
  const offsetsMs = Float64Array.from(dayColumns, ({ minute }) => minute * minuteMs);
  const isRepeated = dayColumns.map((column) => column.isRepeated);
  return (rows, at) => {
    const target = rows.targets[0];
    if (target === undefined) return;
    for (let column = 0; column < offsetsMs.length; column++) {
      const isExtra = isRepeated[column] === true;
      if (isExtra && rows.isGap(at, column)) continue;
      rows.take(at, column, target, offsetsMs[column] as number, isExtra ? wallMark.second : wallMark.none);
    }
  };
}

interface Passage {
  readonly rows: number;
  readonly isComplete: boolean;
}

function passRows(
  source: Source,
  datasets: readonly string[],
  reader: RowReader,
  by: { readonly takeRow: TakeRow; readonly rejects: RejectList; readonly options: MapOptions },
): Passage {
  const { takeRow, rejects, options } = by;
  const most = options.maxRows ?? Number.MAX_SAFE_INTEGER;
  let rows = 0;
  for (const dataset of datasets) {
    reader.enter(dataset);
    // One row more than wanted tells whether there are more.
    const to = Math.min(Number.MAX_SAFE_INTEGER, most - rows + 1);
    const request = { dataset, columns: reader.names, from: 0, to };
    for (const batch of source.read(request, (row) => rejects.wait(dataset, row))) {
      const count = Math.min(batch.rows, most - rows);
      takeBatch(batch, count, reader, takeRow);
      rows += count;
      if (count > 0) rejects.settleUntil(reader.row);
      options.progress?.(rows);
      if (count < batch.rows) {
        rejects.forgetWaiting();
        return { rows, isComplete: false };
      }
    }
    rejects.settleUntil(Infinity);
  }
  return { rows, isComplete: true };
}

function takeBatch(batch: ColumnBatch, count: number, reader: RowReader, takeRow: TakeRow): void {
  reader.open(batch);
  for (let at = 0; at < count; at++) if (reader.start(at)) takeRow(reader, at);
}

class MappedSource implements MappedFile {
  readonly series: readonly MappedSeries[];
  readonly rows: number;
  readonly isComplete: boolean;
  readonly #out: MappedRows;
  readonly #spill: SpillFile;
  readonly #hasQuality: boolean;

  constructor(out: MappedRows, spill: SpillFile, passage: Passage, hasQuality: boolean) {
    this.#out = out;
    this.#spill = spill;
    this.#hasQuality = hasQuality;
    this.rows = passage.rows;
    this.isComplete = passage.isComplete;
    this.series = out.table.series.map((series) => this.#describe(series));
  }

  get ignored(): number {
    return this.#out.rejects.ignored;
  }

  parts(series: number): PartReadings[] {
    const open = this.#out.table.series[series];
    if (open === undefined) throw new RangeError(`There is no series ${series}.`);
    const clock = open.clock === seriesClock.instant ? 'instant' : 'wall';
    return open.parts.map((part) => ({
      ...this.#describePart(part),
      readings: this.#out.log.gather(part.place, clock, this.#hasQuality),
    }));
  }

  rejects(onRow: (row: RejectedRow) => void): void {
    for (const row of this.eachReject()) onRow(row);
  }

  eachReject(): Iterable<RejectedRow> {
    return this.#out.rejects.rows();
  }

  close(): void {
    this.#spill.close();
  }

  #describe({ name, dataset, meter, register, unit, kind, parts }: OpenSeries): MappedSeries {
    const described = parts.map((part) => this.#describePart(part));
    const rows = described.reduce((sum, part) => sum + part.rows, 0);
    return { name, dataset, meter, register, unit, kind, rows, parts: described };
  }

  #describePart({ place, label, factor }: OpenPart): { label: string; factor: number; rows: number } {
    return { label, factor, rows: this.#out.log.rowsOf(place) };
  }
}
