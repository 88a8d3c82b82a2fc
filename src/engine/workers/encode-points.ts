import { gzipSync } from 'node:zlib';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { countPoints } from '../../domain/progress-spans.ts';
import { qualityOf } from '../../domain/quality-code.ts';
import type { QualityRule } from '../../domain/quality-code.ts';
import { PointWriter } from './point-writer.ts';
import type { EncodedChunk, EncodeRequest } from './reader.ts';

/**
 * Encodes intervals of a settled series as one compact JSON array, up to the limits of the request and not
 * across a boundary.
 *
 * @throws RangeError when the ranges are empty or reach beyond the series: a mistake of the caller
 */
export function encodePoints(series: IntervalSeries, request: EncodeRequest): EncodedChunk {
  const { ranges, maxPoints } = request;
  const first = firstIndex(series, ranges);
  const firstStartMs = series.startMs[first] as number;
  const beforeMs = request.boundariesMs.find((boundaryMs) => boundaryMs > firstStartMs) ?? Infinity;
  const writer = new PointWriter(request.maxBytes, Math.min(maxPoints, countPoints(ranges)));
  const encoded: number[] = [];
  let last = first;
  for (let range = 0; range < ranges.length; range += 2) {
    const from = ranges[range] as number;
    const to = ranges[range + 1] as number;
    const limit = Math.min(to, from + maxPoints - writer.points);
    const reached = writeRange(writer, series, from, limit, beforeMs, request.quality);
    if (reached > from) {
      encoded.push(from, reached);
      last = reached - 1;
    }
    if (reached < to) break;
  }
  const plain = writer.finish();
  return {
    body: request.gzip ? Uint8Array.from(gzipSync(plain, { level: 1 })) : plain,
    ranges: encoded,
    points: writer.points,
    plainBytes: plain.length,
    firstStartMs,
    lastStartMs: series.startMs[last] as number,
  };
}

function firstIndex(series: IntervalSeries, ranges: readonly number[]): number {
  const [first] = ranges;
  const end = ranges.at(-1);
  if (first === undefined || end === undefined || end > series.startMs.length || countPoints(ranges) === 0) {
    throw new RangeError(
      `The ranges ${ranges.join(', ')} are not within a series of ${series.startMs.length}.`,
    );
  }
  return first;
}

/**
 * Writes intervals from `from` on; returns the first index that was not written. A quality that the source
 * gives counts before the rule's.
 */
function writeRange(
  writer: PointWriter,
  series: IntervalSeries,
  from: number,
  to: number,
  beforeMs: number,
  rule: QualityRule,
): number {
  for (let index = from; index < to; index++) {
    const startMs = series.startMs[index] as number;
    const value = series.value[index] as number;
    if (startMs >= beforeMs) return index;
    const quality = qualityOf(value, series.quality?.[index] ?? null, rule);
    if (!writer.write(startMs, series.endMs[index] as number, value, quality)) return index;
  }
  return Math.max(from, to);
}
