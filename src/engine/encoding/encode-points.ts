import { gzipSync } from 'node:zlib';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { countPoints } from '../../domain/progress-spans.ts';
import { qualityCodes, qualityOf } from '../../domain/quality-code.ts';
import type { QualityCode, QualityRule } from '../../domain/quality-code.ts';
import { giveBodyMemoryBack } from './body-memory.ts';
import { PointWriter } from './point-writer.ts';
import type { CorrectedIntervals, EncodedChunk, EncodeRequest, GzipLevel } from './encoded-chunk.ts';

/**
 * Encodes intervals of a settled series as one compact JSON array, up to the limits of the request and not
 * across a boundary.
 *
 * @throws RangeError when the ranges are empty or reach beyond the series: a mistake of the caller
 */
export function encodePoints(series: IntervalSeries, request: EncodeRequest): EncodedChunk {
  const { ranges, maxPoints } = request;
  const corrected = new CorrectedPlaces(request.corrected ?? null);
  const first = firstIndex(series, corrected, ranges);
  const firstStartMs = startAt(series, corrected, first);
  const beforeMs = request.boundariesMs.find((boundaryMs) => boundaryMs > firstStartMs) ?? Infinity;
  const writer = new PointWriter(request.maxBytes, Math.min(maxPoints, countPoints(ranges)));
  const encoded: number[] = [];
  let last = first;
  for (let range = 0; range < ranges.length; range += 2) {
    const from = ranges[range] as number;
    const to = ranges[range + 1] as number;
    const limit = Math.min(to, from + maxPoints - writer.points);
    const reached = writeRange(writer, series, corrected, { from, to: limit, beforeMs }, request.quality);
    if (reached > from) {
      encoded.push(from, reached);
      last = reached - 1;
    }
    if (reached < to) break;
  }
  const plain = writer.finish();
  return {
    body: request.gzip === false ? plain : compress(plain, request.gzip),
    ranges: encoded,
    points: writer.points,
    plainBytes: plain.length,
    firstStartMs,
    lastStartMs: startAt(series, corrected, last),
  };
}

/** The result is in memory of its own. */
function compress(plain: Uint8Array<ArrayBuffer>, level: GzipLevel): Uint8Array {
  const body = Uint8Array.from(gzipSync(plain, { level }));
  giveBodyMemoryBack(plain.buffer);
  return body;
}

function firstIndex(series: IntervalSeries, corrected: CorrectedPlaces, ranges: readonly number[]): number {
  const [first] = ranges;
  const end = ranges.at(-1);
  const isWithin = end !== undefined && (end <= series.startMs.length || corrected.hasAny);
  if (first === undefined || !isWithin || countPoints(ranges) === 0) throw notWithin(series, ranges);
  return first;
}

function notWithin({ startMs }: IntervalSeries, ranges: readonly number[]): RangeError {
  return new RangeError(`The ranges ${ranges.join(', ')} are not within a series of ${startMs.length}.`);
}

interface WrittenRange {
  readonly from: number;
  readonly to: number;
  /** An interval that starts here or later is for another chunk. */
  readonly beforeMs: number;
}

/**
 * Writes intervals from `from` on; returns the first index that was not written. A quality that the source
 * gives counts before the rule's. The hot path: no object an interval.
 */
function writeRange(
  writer: PointWriter,
  series: IntervalSeries,
  corrected: CorrectedPlaces,
  range: WrittenRange,
  rule: QualityRule,
): number {
  const { from, to, beforeMs } = range;
  if (corrected.hasAny) return writeCorrectedRange(writer, series, corrected, range, rule);
  for (let index = from; index < to; index++) {
    const startMs = series.startMs[index] as number;
    const value = series.value[index] as number;
    if (startMs >= beforeMs) return index;
    const quality = qualityOf(value, series.quality?.[index] ?? null, rule);
    if (!writer.write(startMs, series.endMs[index] as number, value, quality)) return index;
  }
  return Math.max(from, to);
}

/** The same where a person has corrected some: what that says goes before the source. */
function writeCorrectedRange(
  writer: PointWriter,
  series: IntervalSeries,
  corrected: CorrectedPlaces,
  { from, to, beforeMs }: WrittenRange,
  rule: QualityRule,
): number {
  for (let index = from; index < to; index++) {
    const sent = corrected.at(index) ?? ownInterval(series, index, rule);
    if (sent === null) throw notWithin(series, [from, to]);
    const { startMs, endMs, value, quality } = sent;
    if (startMs >= beforeMs || !writer.write(startMs, endMs, value, quality)) return index;
  }
  return Math.max(from, to);
}

interface SentInterval {
  readonly startMs: number;
  readonly endMs: number;
  readonly value: number;
  readonly quality: QualityCode;
}

/** Null behind the end of the series. */
function ownInterval(series: IntervalSeries, index: number, rule: QualityRule): SentInterval | null {
  const startMs = series.startMs[index];
  const value = series.value[index];
  if (startMs === undefined || value === undefined) return null;
  const quality = qualityOf(value, series.quality?.[index] ?? null, rule);
  return { startMs, endMs: series.endMs[index] as number, value, quality };
}

function startAt(series: IntervalSeries, corrected: CorrectedPlaces, index: number): number {
  const startMs = corrected.at(index)?.startMs ?? series.startMs[index];
  if (startMs === undefined) throw notWithin(series, [index, index + 1]);
  return startMs;
}

/** What is sent in place of the series' own intervals. */
class CorrectedPlaces {
  readonly hasAny: boolean;
  readonly #intervals: CorrectedIntervals | null;
  readonly #places: ReadonlyMap<number, number>;

  constructor(intervals: CorrectedIntervals | null) {
    this.#intervals = intervals;
    this.#places = new Map(Array.from(intervals?.index ?? [], (index, place) => [index, place]));
    this.hasAny = this.#places.size > 0;
  }

  at(index: number): SentInterval | null {
    const place = this.#places.get(index);
    if (place === undefined || this.#intervals === null) return null;
    const { startMs, endMs, value, quality } = this.#intervals;
    return {
      startMs: startMs[place] as number,
      endMs: endMs[place] as number,
      value: value[place] as number,
      quality: qualityCodes[quality[place] as number] ?? qualityCodes[0],
    };
  }
}
