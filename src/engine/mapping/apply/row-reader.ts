import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { numberOutcome } from '../../../domain/number-text.ts';
import { conversionOf, convertValue } from '../../../domain/settle/convert-unit.ts';
import { readUnit } from '../../../domain/settle/unit-text.ts';
import type { Unit } from '../../../domain/unit.ts';
import type { ColumnBatch } from '../../sources/source.ts';
import { columnNamed, ValueCells } from './cells.ts';
import { codeMeaning, daylightCells, onlyCells, qualityCells } from './code-cells.ts';
import type { CodeCells } from './code-cells.ts';
import type { RejectedRow } from './mapped-file.ts';
import type { ReadingLog } from './reading-log.ts';
import type { RejectList } from './reject-list.ts';
import { openRowClock } from './row-clock.ts';
import type { RowClock } from './row-clock.ts';
import { RowKeys } from './row-keys.ts';
import { fits, seriesClock } from './series-table.ts';
import type { SeriesTable, Target } from './series-table.ts';

export interface MappedRows {
  readonly table: SeriesTable;
  readonly log: ReadingLog;
  readonly rejects: RejectList;
}

/** What all columns of a row share (series, time, quality), and its values one by one. */
export class RowReader {
  /** Every column that is read, each once. */
  readonly names: readonly string[];
  targets: readonly Target[] = [];
  readonly clock: RowClock;
  /** Row number of the last row as it is shown, for its readings. */
  row = 0;
  #mark = 0;
  #quality = 0;
  #isGap = false;
  readonly #valueColumns: readonly string[];
  readonly #values: readonly ValueCells[];
  readonly #keys: RowKeys;
  readonly #only: CodeCells | null;
  readonly #qualities: CodeCells | null;
  readonly #daylight: CodeCells | null;
  readonly #out: MappedRows;
  readonly #unitOfSign = new Map<string, Unit | null>();
  #dataset = '';
  #from = 0;
  #rowNumbers: Float64Array | null = null;

  /** @throws AppError mapping/incomplete */
  constructor(
    mapping: MappingDocument,
    columns: { readonly all: readonly string[]; readonly values: readonly string[] },
    out: MappedRows,
  ) {
    this.#out = out;
    this.names = columns.all;
    this.#valueColumns = columns.values;
    this.#values = columns.values.map(() => new ValueCells(mapping));
    this.#keys = new RowKeys(mapping, out.table);
    this.clock = openRowClock(mapping.time);
    this.#only = onlyCells(mapping.only);
    this.#qualities = qualityCells(mapping.quality);
    this.#daylight = daylightCells(mapping.time.daylight);
  }

  enter(dataset: string): void {
    this.#dataset = dataset;
    this.#keys.enter(dataset);
  }

  open(batch: ColumnBatch): void {
    this.#from = batch.from;
    this.#rowNumbers = batch.rowNumbers ?? null;
    this.clock.open(batch, this.names);
    this.#keys.open(batch, this.names);
    for (const [place, column] of this.#valueColumns.entries()) {
      this.#values[place]?.open(columnNamed(batch, this.names, column));
    }
    for (const cells of [this.#only, this.#qualities, this.#daylight]) cells?.open(batch, this.names);
  }

  /** Reads what the row says beside its values; false when no reading can come of it. */
  start(at: number): boolean {
    this.row = this.#rowNumbers === null ? this.#from + at : (this.#rowNumbers[at] as number);
    if (this.#only !== null && this.#only.read(at) === 0) return this.#leaveOther(this.#only, at);
    const { clock } = this;
    if (!clock.read(at)) {
      // No series is made of a row without a time: it may be a footer.
      this.targets = this.#keys.known(at) ?? [];
      return this.#refuse(at, clock.trouble);
    }
    const targets = this.#keys.read(at);
    this.targets = targets ?? [];
    if (targets === null) {
      return this.#refuse(at, { field: this.#keys.meterField, text: '', reason: 'The row names no meter.' });
    }
    const kind = clock.clock === 'instant' ? seriesClock.instant : seriesClock.wall;
    for (const { series } of targets) {
      if (series.clock === kind) continue;
      if (series.clock !== seriesClock.unknown) return this.#refuseClock(at);
      series.clock = kind;
    }
    this.#mark = clock.mark;
    if (this.#daylight !== null) this.#mark = this.#daylight.read(at) || this.#mark;
    return this.#qualities === null || this.#judgeQuality(this.#qualities, at);
  }

  /** Takes the value of a column at the row's time plus `offsetMs`; `mark` goes before that of the row. */
  take(at: number, column: number, target: Target, offsetMs: number, mark: number): void {
    const cells = this.#values[column] as ValueCells;
    let value = cells.read(at);
    if (value === value) {
      if (cells.sign !== '') value = this.#inSeriesUnit(value, target, cells.sign);
      else if (target.conversion !== null) value = convertValue(value, target.conversion, 0);
      if (value !== value) {
        const reason = `${cells.sign} cannot be turned into ${target.series.unitText ?? 'the unit of its series'}.`;
        return this.#rejectCell(target, column, at, reason);
      }
      if (this.#isGap) value = NaN;
    } else if (cells.outcome === numberOutcome.unreadable) {
      return this.#rejectCell(target, column, at, 'The value is no number.');
    } else if (target.skipsGaps) return;
    const { stampMs, endMs } = this.clock;
    this.#out.log.push(
      target.part,
      stampMs + offsetMs,
      endMs,
      value,
      this.row,
      this.#quality,
      mark || this.#mark,
    );
  }

  isBlank(at: number, column: number): boolean {
    return (this.#values[column] as ValueCells).isBlank(at);
  }

  /** True for a blank cell and for one that says that there is no value. */
  isGap(at: number, column: number): boolean {
    const cells = this.#values[column] as ValueCells;
    cells.read(at);
    return cells.outcome === numberOutcome.gap;
  }

  #judgeQuality(cells: CodeCells, at: number): boolean {
    const code = cells.read(at);
    this.#isGap = code === codeMeaning.gap;
    this.#quality = code < codeMeaning.gap ? code : 0;
    // A row without a value needs no quality.
    if (code !== codeMeaning.unknown || this.#values.every((_, place) => this.isGap(at, place))) return true;
    const text = cells.text(at);
    const reason = `The mapping does not say what the code "${text.slice(0, 40)}" means.`;
    this.#reject(this.#seriesPlace(), cells.column, text, reason);
    return false;
  }

  /** A number with its own unit: in the series' unit, NaN when it cannot be. Signs of no unit say nothing. */
  #inSeriesUnit(value: number, target: Target, sign: string): number {
    let unit = this.#unitOfSign.get(sign);
    if (unit === undefined) {
      unit = readUnit(sign);
      this.#unitOfSign.set(sign, unit);
    }
    const { series } = target;
    if (unit === null || unit === series.unit) return value;
    if (series.unitText === null) {
      series.unit = unit;
      series.unitText = unit;
      return value;
    }
    const conversion =
      series.unit !== null && fits(unit, series.unit) ? conversionOf(unit, series.unit) : null;
    return conversion === null ? NaN : convertValue(value, conversion, 0);
  }

  #leaveOther(only: CodeCells, at: number): false {
    const reason = 'The row is of another kind than those the mapping is about.';
    this.#out.rejects.add(this.#set(null, only.column, only.text(at), reason, 'ignored'));
    return false;
  }

  #refuse(at: number, { field, text, reason }: RowClock['trouble']): false {
    const isEmpty = this.clock.isBlank(at) && this.#values.every((cells) => cells.isBlank(at));
    if (isEmpty) this.#out.rejects.add(this.#set(null, field, text.trim(), 'The row is empty.', 'ignored'));
    else this.#reject(this.#seriesPlace(), field, text, reason);
    return false;
  }

  #refuseClock(at: number): false {
    const { field } = this.clock;
    const isInstant = this.clock.clock === 'instant';
    const reason = isInstant
      ? 'The time says its offset from UTC, and the first of the series did not.'
      : 'The time says no offset from UTC, and the first of the series did.';
    this.#reject(this.#seriesPlace(), field, this.clock.textOf(at), reason);
    return false;
  }

  /** The series of a row whose columns are all of one; null when they are of several. */
  #seriesPlace(): number | null {
    const place = this.targets[0]?.series.place ?? null;
    return this.targets.every(({ series }) => series.place === place) ? place : null;
  }

  #rejectCell(target: Target, column: number, at: number, reason: string): void {
    const text = this.#values[column]?.text(at) ?? '';
    this.#reject(target.series.place, this.#valueColumns[column] ?? '', text, reason);
  }

  #reject(series: number | null, field: string, text: string, reason: string): void {
    this.#out.rejects.add(this.#set(series, field, text, reason, 'rejected'));
  }

  #set(
    series: number | null,
    field: string,
    text: string,
    reason: string,
    outcome: RejectedRow['outcome'],
  ): RejectedRow {
    return { row: this.row, dataset: this.#dataset, series, field, text, reason, outcome };
  }
}
