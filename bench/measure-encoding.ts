import type { Interval } from '../src/domain/interval.ts';
import type { IntervalSeries } from '../src/domain/interval-series.ts';
import { makeSampleSite } from '../src/engine/sample-site/make-sample-site.ts';
import { giveBodyMemoryBack } from '../src/engine/encoding/body-memory.ts';
import { encodePoints } from '../src/engine/encoding/encode-points.ts';
import { median } from './spell-figures.ts';
import { startWatch } from './watch-cpu.ts';
import { wholeSeries } from '../test/suites/whole-series.ts';

export interface EncodingFigures {
  readonly points: number;
  readonly pointsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
  readonly bytesPerPoint: number;
}

const rounds = 15;

/** The series of the demo's site: 72 of 8,741 intervals. */
export async function makeEncodingSample(folder: string): Promise<IntervalSeries[]> {
  const site = await makeSampleSite(folder);
  return [...site.expected().values()].map(toColumns);
}

/**
 * Encodes every series as one request body, again and again, on this thread; the median round counts. Throws an Error
 * when a body does not say what the series has: its figures would flatter.
 */
export function measureEncoding(all: readonly IntervalSeries[]): EncodingFigures {
  const points = all.reduce((sum, { startMs }) => sum + startMs.length, 0);
  let bytes = 0;
  for (const series of all) {
    const body = encodeWhole(series);
    checkBody(series, body);
    bytes += body.length;
    giveBack(body);
  }
  const measured = Array.from({ length: rounds }, () => {
    const watch = startWatch();
    for (const series of all) giveBack(encodeWhole(series));
    return watch();
  });
  return {
    points,
    pointsPerSecond: points / median(measured.map(({ seconds }) => seconds)),
    cpuSecondsPerMillion: (median(measured.map(({ cpuSeconds }) => cpuSeconds)) / points) * 1e6,
    bytesPerPoint: bytes / points,
  };
}

interface WirePoint {
  readonly interval_start: string;
  readonly interval_end: string;
  readonly value: number;
  readonly quality_code: string;
}

/** Every time and every number must parse back to what it was, to the last bit. */
function checkBody({ startMs, endMs, value }: IntervalSeries, body: Uint8Array): void {
  const parsed = JSON.parse(new TextDecoder().decode(body)) as readonly WirePoint[];
  const isRight =
    parsed.length === startMs.length &&
    parsed.every(
      (point, index) =>
        Date.parse(point.interval_start) === startMs[index] &&
        Date.parse(point.interval_end) === endMs[index] &&
        Object.is(point.value, value[index]) &&
        point.quality_code === 'GOOD',
    );
  if (!isRight) throw new Error('A body does not parse back to the intervals that it was made of.');
}

function encodeWhole(series: IntervalSeries): Uint8Array {
  const { body } = encodePoints(series, {
    spec: {
      ...wholeSeries,
      path: '',
      dataset: '',
    },
    digest: '',
    quality: { code: 'GOOD', zeroCode: null },
    ranges: [0, series.startMs.length],
    maxPoints: 50_000,
    maxBytes: 8_000_000,
    boundariesMs: [],
    gzip: false,
  });
  return body;
}

/** As the engine does once a body was sent. */
function giveBack({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) giveBodyMemoryBack(buffer);
}

function toColumns(intervals: readonly Interval[]): IntervalSeries {
  return {
    startMs: Float64Array.from(intervals, ({ startMs }) => startMs),
    endMs: Float64Array.from(intervals, ({ endMs }) => endMs),
    value: Float64Array.from(intervals, ({ value }) => value),
    quality: null,
  };
}
