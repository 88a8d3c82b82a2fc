import type { RawReadings } from '../../../domain/raw-readings.ts';
import { sortBlock } from './reading-block.ts';
import type { LogColumns, ReadingBlock } from './reading-block.ts';
import type { SpillFile } from './spill-file.ts';

/** A reading in the log (38 bytes with its part) and in the block that is made of it. */
const bytesPerReading = 38 + 34;
const firstCapacity = 4096;
const leastCapacity = 8;

/**
 * Readings of all parts of all series as they come by. When memory is full they are put in order of their part
 * and written to the spill file as one block, so that tens of thousands of interleaved series cost no more than
 * one. The order within a part stays.
 */
export class ReadingLog {
  readonly #spill: SpillFile;
  readonly #most: number;
  #count = 0;
  #columns: LogColumns;
  /** Memory of the block written last, for the next one. */
  #room: Float64Array | null = null;
  readonly #blocks: ReadingBlock[] = [];
  #rowsOfPart = new Float64Array(64);

  constructor(memoryBytes: number, spill: SpillFile) {
    this.#spill = spill;
    this.#most = Math.max(leastCapacity, Math.floor(memoryBytes / bytesPerReading));
    this.#columns = makeColumns(Math.min(this.#most, firstCapacity), null);
  }

  /** Adds a reading; `endMs` NaN where it has none, `quality` a place in qualityCodes, `mark` a wallMark. */
  push(
    part: number,
    stampMs: number,
    endMs: number,
    value: number,
    row: number,
    quality: number,
    mark: number,
  ): void {
    if (this.#count === this.#columns.part.length) this.#makeRoom();
    const columns = this.#columns;
    const at = this.#count++;
    columns.part[at] = part;
    columns.stampMs[at] = stampMs;
    columns.value[at] = value;
    columns.row[at] = row;
    if (endMs === endMs || columns.endMs !== null) this.#pushEnd(at, endMs);
    if (quality !== 0 || columns.quality !== null) this.#pushQuality(at, quality);
    if (mark !== 0 || columns.mark !== null) this.#pushMark(at, mark);
  }

  /** No reading comes any more: what is in memory is put in order too. */
  finish(): void {
    if (this.#count > 0) this.#keep(this.#sort());
    this.#columns = makeColumns(0, null);
  }

  rowsOf(part: number): number {
    return this.#rowsOfPart[part] ?? 0;
  }

  /** All readings of a part, in the order in which they came. */
  gather(part: number, clock: 'instant' | 'wall', hasQuality: boolean): RawReadings {
    const count = this.rowsOf(part);
    const gathered = {
      stampMs: new Float64Array(count),
      endMs: this.#blocks.some((block) => block.hasEnd) ? new Float64Array(count).fill(NaN) : null,
      values: new Float64Array(count),
      quality: hasQuality ? new Uint8Array(count) : null,
      rows: new Float64Array(count),
      marks: this.#blocks.some((block) => block.hasMark) ? new Uint8Array(count) : null,
    };
    let at = 0;
    for (const block of this.#blocks) at += block.copyPart(part, gathered, at, this.#spill);
    return { clock, ...gathered };
  }

  #makeRoom(): void {
    if (this.#columns.part.length < this.#most) {
      this.#columns = makeColumns(Math.min(this.#most, this.#columns.part.length * 4), this.#columns);
      return;
    }
    const block = this.#sort();
    this.#room = block.spill(this.#spill);
    this.#keep(block);
  }

  #sort(): ReadingBlock {
    const block = sortBlock(this.#columns, this.#count, this.#room);
    this.#room = null;
    this.#count = 0;
    return block;
  }

  #keep(block: ReadingBlock): void {
    const last = block.parts.at(-1) ?? 0;
    if (last >= this.#rowsOfPart.length) {
      const more = new Float64Array(Math.max(last + 1, this.#rowsOfPart.length * 2));
      more.set(this.#rowsOfPart);
      this.#rowsOfPart = more;
    }
    for (const [place, part] of block.parts.entries()) {
      this.#rowsOfPart[part] = (this.#rowsOfPart[part] ?? 0) + (block.counts[place] ?? 0);
    }
    this.#blocks.push(block);
  }

  #pushEnd(at: number, endMs: number): void {
    this.#columns.endMs ??= new Float64Array(this.#columns.part.length).fill(NaN);
    this.#columns.endMs[at] = endMs;
  }

  #pushQuality(at: number, quality: number): void {
    this.#columns.quality ??= new Uint8Array(this.#columns.part.length);
    this.#columns.quality[at] = quality;
  }

  #pushMark(at: number, mark: number): void {
    this.#columns.mark ??= new Uint8Array(this.#columns.part.length);
    this.#columns.mark[at] = mark;
  }
}

function makeColumns(capacity: number, before: LogColumns | null): LogColumns {
  const grow = <T extends Float64Array | Uint8Array | Int32Array>(made: T, old: T | null | undefined): T => {
    if (old !== null && old !== undefined) made.set(old);
    return made;
  };
  return {
    part: grow(new Int32Array(capacity), before?.part),
    stampMs: grow(new Float64Array(capacity), before?.stampMs),
    value: grow(new Float64Array(capacity), before?.value),
    row: grow(new Float64Array(capacity), before?.row),
    endMs: before?.endMs ? grow(new Float64Array(capacity).fill(NaN), before.endMs) : null,
    quality: before?.quality ? grow(new Uint8Array(capacity), before.quality) : null,
    mark: before?.mark ? grow(new Uint8Array(capacity), before.mark) : null,
  };
}
