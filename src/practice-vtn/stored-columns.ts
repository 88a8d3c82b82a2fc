import type { PointColumns } from './check-intervals.ts';
import type { StoreFigures } from './point-store.ts';

/** A point as the columns hold it; `quality` is an index into `qualityCodes`, `report` one into the report ids. */
export interface StoredPoint {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  readonly quality: number;
  readonly report: number;
}

/** The points of one series in order of their start, 30 bytes each. */
export class StoredColumns {
  #size = 0;
  #startMs = new Float64Array(64);
  #endMs = new Float64Array(64);
  #value = new Float64Array(64);
  #quality = new Uint8Array(64);
  #report = new Uint16Array(64);
  /** Writes beyond the first. */
  #rewrites = new Uint16Array(64);
  #changed = new Uint8Array(64);

  get size(): number {
    return this.#size;
  }

  /** Takes the first `count` points; in whatever order they come, though those in order are quicker. */
  write(points: PointColumns, count: number, report: number): void {
    let comesInOrder = true;
    for (let index = 0; index < count; index += 1) {
      const startMs = points.startMs[index] ?? 0;
      const isLast = this.#size === 0 || startMs > (this.#startMs[this.#size - 1] ?? 0);
      const at = isLast || !comesInOrder ? -1 : this.find(startMs);
      if (at < 0 && !isLast) comesInOrder = false;
      if (at < 0) this.#append(points, index, report);
      else this.#replace(at, points, index, report);
    }
    if (!comesInOrder) this.#settle();
  }

  /** Where a start is, or -1. */
  find(startMs: number): number {
    const at = this.firstFrom(startMs);
    return at < this.#size && this.#startMs[at] === startMs ? at : -1;
  }

  /** Where the first start is that is not before this one; the size when there is none. */
  firstFrom(startMs: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#startMs[middle] ?? 0) < startMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  at(index: number): StoredPoint {
    return {
      startMs: this.#startMs[index] ?? 0,
      endMs: this.#endMs[index] ?? 0,
      value: this.#value[index] ?? 0,
      quality: this.#quality[index] ?? 0,
      report: this.#report[index] ?? 0,
    };
  }

  /** Takes the points at these places away. */
  remove(places: ReadonlySet<number>): void {
    const kept = Array.from({ length: this.#size }, (_, index) => index).filter(
      (index) => !places.has(index),
    );
    this.#arrange(kept);
  }

  figures(): StoreFigures {
    let rewrites = 0;
    let changedRewrites = 0;
    for (let index = 0; index < this.#size; index += 1) {
      rewrites += this.#rewrites[index] ?? 0;
      changedRewrites += this.#changed[index] ?? 0;
    }
    return { points: this.#size, rewrites, changedRewrites };
  }

  #append(points: PointColumns, index: number, report: number): void {
    if (this.#size === this.#startMs.length) this.#grow();
    const at = this.#size++;
    this.#startMs[at] = points.startMs[index] ?? 0;
    this.#put(at, points, index, report);
    this.#rewrites[at] = 0;
    this.#changed[at] = 0;
  }

  #replace(at: number, points: PointColumns, index: number, report: number): void {
    const isSame =
      this.#endMs[at] === points.endMs[index] &&
      this.#value[at] === points.value[index] &&
      this.#quality[at] === points.quality[index] &&
      this.#report[at] === report;
    if (!isSame) this.#changed[at] = 1;
    this.#rewrites[at] = (this.#rewrites[at] ?? 0) + 1;
    this.#put(at, points, index, report);
  }

  #put(at: number, points: PointColumns, index: number, report: number): void {
    this.#endMs[at] = points.endMs[index] ?? 0;
    this.#value[at] = points.value[index] ?? 0;
    this.#quality[at] = points.quality[index] ?? 0;
    this.#report[at] = report;
  }

  /** Puts points that came out of order where they belong; of those with one start the last to come stays. */
  #settle(): void {
    const order = Array.from({ length: this.#size }, (_, index) => index);
    order.sort((a, b) => (this.#startMs[a] ?? 0) - (this.#startMs[b] ?? 0) || a - b);
    const kept: number[] = [];
    for (const index of order) {
      const before = kept.at(-1);
      if (before === undefined || this.#startMs[before] !== this.#startMs[index]) kept.push(index);
      else {
        this.#carryOver(before, index);
        kept[kept.length - 1] = index;
      }
    }
    this.#arrange(kept);
  }

  /** The later of two points with one start takes the history of the earlier one. */
  #carryOver(before: number, index: number): void {
    const a = this.at(before);
    const b = this.at(index);
    const isSame =
      a.endMs === b.endMs && a.value === b.value && a.quality === b.quality && a.report === b.report;
    this.#changed[index] = isSame ? (this.#changed[before] ?? 0) : 1;
    this.#rewrites[index] = (this.#rewrites[before] ?? 0) + 1;
  }

  #arrange(places: readonly number[]): void {
    const arranged = <Column extends Float64Array | Uint16Array | Uint8Array>(column: Column): Column => {
      const copy = column.slice() as Column;
      for (const [to, from] of places.entries()) copy[to] = column[from] ?? 0;
      return copy;
    };
    this.#all(arranged);
    this.#size = places.length;
  }

  #grow(): void {
    this.#all((column) => {
      const larger = new (column.constructor as new (length: number) => typeof column)(column.length * 2);
      larger.set(column);
      return larger;
    });
  }

  #all(change: <Column extends Float64Array | Uint16Array | Uint8Array>(column: Column) => Column): void {
    this.#startMs = change(this.#startMs);
    this.#endMs = change(this.#endMs);
    this.#value = change(this.#value);
    this.#quality = change(this.#quality);
    this.#report = change(this.#report);
    this.#rewrites = change(this.#rewrites);
    this.#changed = change(this.#changed);
  }
}
