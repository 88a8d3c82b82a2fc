import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { isMissingMarker } from '../../../domain/number-text.ts';
import type { ColumnBatch } from '../../sources/source.ts';
import { KeyCells } from './cells.ts';
import type { SeriesTable, Target } from './series-table.ts';

/** More different texts than a JavaScript map holds are never met, so a pair of keys is one exact number. */
const keySpan = 2 ** 26;

/** Finds the series of each row by its cells: meter, register, unit. */
export class RowKeys {
  readonly #table: SeriesTable;
  readonly #meter: KeyCells | null;
  readonly #register: KeyCells | null;
  readonly #unit: KeyCells | null;
  readonly #byKey = new Map<number, Target[]>();
  readonly #pairs = new Map<number, number>();
  #dataset = '';
  #lastKey = -1;
  #last: Target[] | null = null;

  constructor(mapping: MappingDocument, table: SeriesTable) {
    this.#table = table;
    this.#meter = mapping.meterColumn === null ? null : new KeyCells(mapping.meterColumn);
    this.#register = mapping.register === null ? null : new KeyCells(mapping.register.column);
    this.#unit = mapping.unitColumn === null ? null : new KeyCells(mapping.unitColumn);
  }

  get meterField(): string {
    return this.#meter?.column ?? '';
  }

  /** Rows that follow are of this dataset. */
  enter(dataset: string): void {
    this.#dataset = dataset;
    this.#byKey.clear();
    this.#lastKey = -1;
    this.#last = null;
  }

  open(batch: ColumnBatch, names: readonly string[]): void {
    this.#meter?.open(batch, names);
    this.#register?.open(batch, names);
    this.#unit?.open(batch, names);
  }

  /** The targets of a row, one for each value column; null when the row says no meter. */
  read(at: number): Target[] | null {
    const known = this.known(at);
    if (known !== null) return known;
    const meter = this.#meter === null ? null : (this.#meter.texts[this.#meter.read(at)] ?? '');
    if (meter === '') return null;
    const register = this.#register === null ? null : (this.#register.texts[this.#register.read(at)] ?? '');
    const unit = this.#unit === null ? '' : (this.#unit.texts[this.#unit.read(at)] ?? '');
    // Where a row of quarters has no hourly value, a dash stands for its unit too; that is no unit of its own.
    const hasDash = unit !== '' && isMissingMarker(unit);
    const targets = this.#table.targetsOf({
      dataset: this.#dataset,
      meter,
      register,
      unitText: hasDash ? '' : unit,
    });
    const found = hasDash ? targets.map((target) => ({ ...target, skipsGaps: true })) : targets;
    this.#byKey.set(this.#keyOf(at), found);
    return found;
  }

  /** The same, but null too when no row before was of this series. */
  known(at: number): Target[] | null {
    const key = this.#keyOf(at);
    if (key !== this.#lastKey) {
      this.#lastKey = key;
      this.#last = null;
    }
    this.#last ??= this.#byKey.get(key) ?? null;
    return this.#last;
  }

  #keyOf(at: number): number {
    const meter = this.#meter?.read(at) ?? 0;
    if (this.#register === null && this.#unit === null) return meter;
    const register = this.#register?.read(at) ?? 0;
    const first = this.#register === null ? meter : this.#pair(meter * keySpan + register);
    return first * keySpan + (this.#unit?.read(at) ?? 0);
  }

  #pair(key: number): number {
    let number = this.#pairs.get(key);
    if (number === undefined) {
      number = this.#pairs.size;
      this.#pairs.set(key, number);
    }
    return number;
  }
}
