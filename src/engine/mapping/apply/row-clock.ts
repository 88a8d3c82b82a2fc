import { AppError } from '../../../contract/app-error.ts';
import type { TimeMapping } from '../../../contract/mapping-document.ts';
import { compileStampPattern } from '../../../domain/time/stamp-pattern.ts';
import type { ColumnBatch } from '../../sources/source.ts';
import { StampCells } from './cells.ts';
import { readDuration } from '../spell-duration.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The time that a row says, and why when it says none. */
export interface RowClock {
  /** The columns of the stamp. */
  readonly field: string;
  /** The start or the labelled time of the last row read, and which clock it is of. */
  readonly stampMs: number;
  readonly endMs: number;
  readonly clock: 'instant' | 'wall';
  readonly mark: number;
  /** What was wrong with the last row: the column or columns, their text, the reason. */
  readonly trouble: { readonly field: string; readonly text: string; readonly reason: string };
  open(batch: ColumnBatch, names: readonly string[]): void;
  /** False when the row has no time that could be read. */
  read(at: number): boolean;
  textOf(at: number): string;
  /** True when the cells of the time hold nothing. */
  isBlank(at: number): boolean;
}

/** @throws AppError mapping/incomplete */
export function openRowClock(time: TimeMapping): RowClock {
  try {
    if (time.stamp !== null) return new StampedClock(new StampCells(time.stamp), openEnd(time));
    return new CountedClock(time);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError('mapping/incomplete', cause.message, { cause });
  }
}

function openEnd(time: TimeMapping): StampCells | null {
  return time.end === null ? null : new StampCells(time.end);
}

class StampedClock implements RowClock {
  readonly field: string;
  stampMs = NaN;
  endMs = NaN;
  clock: 'instant' | 'wall' = 'wall';
  mark = 0;
  trouble = { field: '', text: '', reason: '' };
  readonly #stamp: StampCells;
  readonly #end: StampCells | null;

  constructor(stamp: StampCells, end: StampCells | null) {
    this.#stamp = stamp;
    this.#end = end;
    this.field = stamp.field;
  }

  open(batch: ColumnBatch, names: readonly string[]): void {
    this.#stamp.open(batch, names);
    this.#end?.open(batch, names);
  }

  read(at: number): boolean {
    const { reader } = this.#stamp;
    const stampMs = this.#stamp.read(at);
    if (stampMs !== stampMs) return this.#refuse(this.#stamp, at, 'The time cannot be read.');
    this.stampMs = stampMs;
    this.clock = reader.clockOfLast;
    this.mark = reader.mark;
    this.endMs = reader.endMs;
    return this.#end === null || this.#readEnd(this.#end, at);
  }

  textOf(at: number): string {
    return this.#stamp.text(at);
  }

  isBlank(at: number): boolean {
    return this.#stamp.isBlank(at);
  }

  #readEnd(end: StampCells, at: number): boolean {
    let endMs = end.read(at);
    if (endMs !== endMs) {
      if (!end.isBlank(at)) return this.#refuse(end, at, 'The end of the interval cannot be read.');
      this.endMs = NaN;
      return true;
    }
    // A time of day alone is on the day of the start.
    const isOfDay = endMs >= 0 && endMs <= dayMs && this.stampMs > 2 * dayMs && this.clock === 'wall';
    if (isOfDay) endMs += Math.floor(this.stampMs / dayMs) * dayMs;
    else if (end.reader.clockOfLast !== this.clock) {
      return this.#refuse(end, at, 'Of start and end only one says its offset from UTC.');
    }
    const isSameDay = isOfDay || end.columns.some((column) => this.#stamp.columns.includes(column));
    // 23:45 to 00:00 written with one date. An end a little before its start stays: the autumn hour is written so.
    if (isSameDay && this.stampMs - endMs > 12 * hourMs) endMs += dayMs;
    this.endMs = endMs;
    return true;
  }

  #refuse(cells: StampCells, at: number, reason: string): false {
    this.trouble = { field: cells.field, text: cells.text(at), reason };
    return false;
  }
}

/** The clock of a dataset without a time axis: rows follow each other at one interval from a given start. */
class CountedClock implements RowClock {
  readonly field = '';
  stampMs = NaN;
  readonly endMs = NaN;
  readonly clock: 'instant' | 'wall';
  readonly mark = 0;
  readonly trouble = { field: '', text: '', reason: '' };
  readonly #firstMs: number;
  readonly #intervalMs: number;
  #from = 0;

  constructor({ firstStart, interval }: TimeMapping) {
    if (firstStart === null || interval === null) {
      const message = 'The file has no time of its own: the first start and the interval must be given.';
      throw new AppError('mapping/incomplete', message);
    }
    const reader = compileStampPattern('iso');
    this.#firstMs = reader.read(firstStart);
    this.#intervalMs = readDuration(interval);
    this.clock = reader.clockOfLast;
    if (Number.isNaN(this.#firstMs)) {
      throw new AppError('mapping/incomplete', `The first start ${firstStart} is no ISO date and time.`);
    }
  }

  open(batch: ColumnBatch): void {
    this.#from = batch.from;
  }

  read(at: number): boolean {
    this.stampMs = this.#firstMs + (this.#from + at) * this.#intervalMs;
    return true;
  }

  textOf(): string {
    return '';
  }

  isBlank(): boolean {
    return false;
  }
}
