import type { IntervalSeries } from '../interval-series.ts';
import { worseQuality } from './quality-rank.ts';

/** Intervals with the row that each came from (the first where it came from several). */
export interface Stretch {
  readonly series: IntervalSeries;
  readonly rowOf: Uint32Array;
}

export interface AddedStretch extends Stretch {
  /** Intervals that only one of the two has. */
  readonly alone: number;
  /** Intervals of both that overlap others without being as long together: left out. */
  readonly unequal: { readonly a: readonly number[]; readonly b: readonly number[] };
}

/**
 * Adds two series of one quantity interval by interval. Where one has a single interval for what the other has
 * several without a hole, the several become one. Intervals that only one has stand as they are. The quality
 * of a sum is the worse of the two; a part without qualities counts as GOOD then.
 *
 * @param isMean true for mean power: what becomes one interval is averaged by time instead of added
 */
export function addSeries(a: Stretch, b: Stretch, isMean: boolean): AddedStretch {
  const sum = new GrowingStretch(a, b);
  const left = new Cursor(a, isMean);
  const right = new Cursor(b, isMean);
  const unequal = { a: [] as number[], b: [] as number[] };
  let alone = 0;
  while (!left.isDone || !right.isDone) {
    if (left.isDone || (!right.isDone && right.endMs <= left.startMs)) {
      sum.add(right, null);
      right.next();
      alone++;
    } else if (right.isDone || left.endMs <= right.startMs) {
      sum.add(left, null);
      left.next();
      alone++;
    } else if (left.meet(right)) {
      sum.add(left, right);
      left.next();
      right.next();
    } else {
      passOverlap(left, right, unequal);
    }
  }
  return { ...sum.finish(), alone, unequal };
}

/** Leaves out everything of both that hangs together by overlapping. */
function passOverlap(left: Cursor, right: Cursor, unequal: { a: number[]; b: number[] }): void {
  let until = Math.max(left.endMs, right.endMs);
  left.leaveOut(unequal.a);
  right.leaveOut(unequal.b);
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    for (const [cursor, rows] of [
      [left, unequal.a],
      [right, unequal.b],
    ] as const) {
      while (!cursor.isDone && cursor.startMs < until) {
        until = Math.max(until, cursor.endMs);
        cursor.leaveOut(rows);
        isMoving = true;
      }
    }
  }
}

/** Walks through a series; can take several neighbours together as one interval. */
class Cursor {
  readonly #stretch: Stretch;
  readonly #isMean: boolean;
  #from = 0;
  #to = 1;

  constructor(stretch: Stretch, isMean: boolean) {
    this.#stretch = stretch;
    this.#isMean = isMean;
  }

  get isDone(): boolean {
    return this.#from >= this.#stretch.series.startMs.length;
  }
  get startMs(): number {
    return this.#stretch.series.startMs[this.#from] as number;
  }
  get endMs(): number {
    return this.#stretch.series.endMs[this.#to - 1] as number;
  }
  get row(): number {
    return this.#stretch.rowOf[this.#from] as number;
  }

  get value(): number {
    const { startMs, endMs, value } = this.#stretch.series;
    if (this.#to - this.#from === 1) return value[this.#from] as number;
    let sum = 0;
    for (let at = this.#from; at < this.#to; at++) {
      const share = this.#isMean
        ? ((endMs[at] as number) - (startMs[at] as number)) / (this.endMs - this.startMs)
        : 1;
      sum += (value[at] as number) * share;
    }
    return sum;
  }

  get quality(): number {
    const { quality } = this.#stretch.series;
    let worst = 0;
    for (let at = this.#from; at < this.#to; at++) worst = worseQuality(worst, quality?.[at] ?? 0);
    return worst;
  }

  next(): void {
    this.#from = this.#to;
    this.#to++;
  }

  /** Takes neighbours together, here and there, until both end at once; false when they cannot. */
  meet(other: Cursor): boolean {
    if (this.startMs !== other.startMs) return false;
    while (this.endMs !== other.endMs) {
      const shorter = this.endMs < other.endMs ? this : other;
      if (!shorter.#extend()) return false;
    }
    return true;
  }

  leaveOut(rows: number[]): void {
    for (let at = this.#from; at < this.#to; at++) rows.push(this.#stretch.rowOf[at] as number);
    this.next();
  }

  /** Takes the next interval, too, if it follows without a hole. */
  #extend(): boolean {
    const { startMs } = this.#stretch.series;
    if (this.#to >= startMs.length || startMs[this.#to] !== this.endMs) return false;
    this.#to++;
    return true;
  }
}

/** A sum as it grows: never longer than both parts together. */
class GrowingStretch {
  readonly #startMs: Float64Array;
  readonly #endMs: Float64Array;
  readonly #value: Float64Array;
  readonly #quality: Uint8Array | null;
  readonly #rowOf: Uint32Array;
  #count = 0;

  constructor(a: Stretch, b: Stretch) {
    const limit = a.rowOf.length + b.rowOf.length;
    this.#startMs = new Float64Array(limit);
    this.#endMs = new Float64Array(limit);
    this.#value = new Float64Array(limit);
    this.#rowOf = new Uint32Array(limit);
    const hasNone = a.series.quality === null && b.series.quality === null;
    this.#quality = hasNone ? null : new Uint8Array(limit);
  }

  add(one: Cursor, other: Cursor | null): void {
    const at = this.#count++;
    this.#startMs[at] = one.startMs;
    this.#endMs[at] = one.endMs;
    this.#value[at] = other === null ? one.value : one.value + other.value;
    this.#rowOf[at] = one.row;
    if (this.#quality === null) return;
    this.#quality[at] = other === null ? one.quality : worseQuality(one.quality, other.quality);
  }

  finish(): Stretch {
    const series = {
      startMs: this.#startMs.slice(0, this.#count),
      endMs: this.#endMs.slice(0, this.#count),
      value: this.#value.slice(0, this.#count),
      quality: this.#quality?.slice(0, this.#count) ?? null,
    };
    return { series, rowOf: this.#rowOf.slice(0, this.#count) };
  }
}
