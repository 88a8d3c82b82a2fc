import type { QualityCode } from '../../domain/quality-code.ts';
import { takeBodyMemory } from './body-memory.ts';
import { writeNumber } from './write-number.ts';

const dayMs = 86_400_000;
const point = '{"interval_start":"0000-00-00T00:00:00Z","interval_end":"0000-00-00T00:00:00Z","value":';
const startAt = point.indexOf('0000');
const endAt = point.lastIndexOf('0000');
const timeOfDayAt = 'YYYY-MM-DDT'.length;

/** Room for one point with the longest times, number (-2.2250738585072014e-308) and quality code. */
const slack = 256;

/** Where points are written, one chunk after the other: kept, since a chunk is as large as the one before. */
let scratch = Buffer.alloc(0);

const comma = 0x2c;
const zero = 0x30;

/**
 * Writes points as compact JSON bytes: `[{"interval_start":…,"interval_end":…,"value":…,"quality_code":…},…]`.
 * The hot path of an upload: a point is a copy of a template whose digits are patched, since two calls of
 * toISOString a point cost four times as much as all of this. One writer at a time: they share their memory.
 */
export class PointWriter {
  points = 0;
  readonly #maxBytes: number;
  readonly #template = Buffer.from(point, 'latin1');
  readonly #tails = new Map<QualityCode, Buffer>();
  #bytes: Buffer;
  #length = 1;
  #startDay = NaN;
  #endDay = NaN;

  /**
   * @param maxBytes limit of the whole array; the first point is written whatever its size
   * @param expectedPoints how many points will come, to make room for
   */
  constructor(maxBytes: number, expectedPoints: number) {
    this.#maxBytes = maxBytes;
    const sizeBytes = Math.min(maxBytes, expectedPoints * 128) + slack;
    if (scratch.length < sizeBytes) scratch = Buffer.allocUnsafe(sizeBytes);
    this.#bytes = scratch;
    this.#bytes[0] = 0x5b;
  }

  /** Adds a point; false, and nothing is added, when the array would grow beyond the limit. */
  write(startMs: number, endMs: number, value: number, quality: QualityCode): boolean {
    if (this.#length + slack > this.#bytes.length) this.#grow();
    let at = this.#length;
    if (this.points > 0) this.#bytes[at++] = comma;
    at =
      isWholeSecond(startMs) && isWholeSecond(endMs)
        ? this.#writeTimes(at, startMs, endMs)
        : this.#writeExactTimes(at, startMs, endMs);
    at = writeNumber(this.#bytes, at, value);
    const tail = this.#tails.get(quality) ?? this.#makeTail(quality);
    for (let index = 0; index < tail.length; index++) this.#bytes[at + index] = tail[index] as number;
    at += tail.length;
    if (this.points > 0 && at + 1 > this.#maxBytes) return false;
    this.#length = at;
    this.points++;
    return true;
  }

  /** The array so far, in memory of its own. */
  finish(): Uint8Array<ArrayBuffer> {
    const array = takeBodyMemory(this.#length + 1);
    array.set(this.#bytes.subarray(0, this.#length));
    array[this.#length] = 0x5d;
    return array;
  }

  #writeTimes(at: number, startMs: number, endMs: number): number {
    const startDay = Math.floor(startMs / dayMs);
    const endDay = Math.floor(endMs / dayMs);
    if (startDay !== this.#startDay) this.#template.write(dateText(startDay), startAt, 'latin1');
    if (endDay !== this.#endDay) this.#template.write(dateText(endDay), endAt, 'latin1');
    this.#startDay = startDay;
    this.#endDay = endDay;
    this.#bytes.set(this.#template, at);
    writeTimeOfDay(this.#bytes, at + startAt + timeOfDayAt, (startMs - startDay * dayMs) / 1000);
    writeTimeOfDay(this.#bytes, at + endAt + timeOfDayAt, (endMs - endDay * dayMs) / 1000);
    return at + point.length;
  }

  /** Times that are no whole seconds are rare: they are written the plain way. */
  #writeExactTimes(at: number, startMs: number, endMs: number): number {
    const text = `{"interval_start":"${timeText(startMs)}","interval_end":"${timeText(endMs)}","value":`;
    return at + this.#bytes.write(text, at, 'latin1');
  }

  #makeTail(quality: QualityCode): Buffer {
    const tail = Buffer.from(`,"quality_code":"${quality}"}`, 'latin1');
    this.#tails.set(quality, tail);
    return tail;
  }

  #grow(): void {
    const larger = Buffer.allocUnsafe(this.#bytes.length * 2);
    larger.set(this.#bytes.subarray(0, this.#length));
    scratch = larger;
    this.#bytes = larger;
  }
}

/** Bytes of one point with whole seconds and of the comma behind it, without the digits of its value. */
export function pointBytes(quality: QualityCode): number {
  return point.length + `,"quality_code":"${quality}"},`.length;
}

/** True for epoch ms without a fraction of a second; many times faster than the remainder of a division. */
export function isWholeSecond(ms: number): boolean {
  return Math.floor(ms / 1000) * 1000 === ms;
}

/** What a time takes more than one of whole seconds: `.123`. */
export const millisecondBytes = 4;

/** Days as they are written: the same years come again with every series. So many, then it begins anew. */
const knownDays = new Map<number, string>();
const mostKnownDays = 20_000;

function dateText(day: number): string {
  const known = knownDays.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * dayMs).toISOString().slice(0, timeOfDayAt);
  if (knownDays.size >= mostKnownDays) knownDays.clear();
  knownDays.set(day, text);
  return text;
}

function timeText(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

function writeTimeOfDay(bytes: Buffer, at: number, seconds: number): void {
  const hour = (seconds / 3600) | 0;
  const minute = ((seconds - hour * 3600) / 60) | 0;
  writeTwo(bytes, at, hour);
  writeTwo(bytes, at + 3, minute);
  writeTwo(bytes, at + 6, seconds - hour * 3600 - minute * 60);
}

function writeTwo(bytes: Buffer, at: number, number: number): void {
  const tens = (number / 10) | 0;
  bytes[at] = zero + tens;
  bytes[at + 1] = zero + number - tens * 10;
}
