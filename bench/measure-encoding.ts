import type { Interval } from '../src/domain/interval.ts';
import type { IntervalSeries } from '../src/domain/interval-series.ts';
import { encodePoints } from '../src/engine/workers/encode-points.ts';
import { median } from './spell-figures.ts';

export interface EncodingFigures {
  readonly pointsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
  readonly bytesPerPoint: number;
}

const rounds = 15;

/** Encodes every series as one request body, again and again, on this thread; the median round counts. */
export function measureEncoding(all: readonly (readonly Interval[])[]): EncodingFigures {
  const series = all.map(toColumns);
  const points = series.reduce((sum, { startMs }) => sum + startMs.length, 0);
  let bytes = 0;
  const measured = Array.from({ length: rounds }, () => {
    const startedAtMs = performance.now();
    const before = process.cpuUsage();
    bytes = series.reduce((sum, each) => sum + encodeWhole(each), 0);
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - startedAtMs) / 1000, cpuSeconds: (user + system) / 1e6 };
  });
  return {
    pointsPerSecond: points / median(measured.map(({ seconds }) => seconds)),
    cpuSecondsPerMillion: (median(measured.map(({ cpuSeconds }) => cpuSeconds)) / points) * 1e6,
    bytesPerPoint: bytes / points,
  };
}

function encodeWhole(series: IntervalSeries): number {
  const { body } = encodePoints(series, {
    spec: {
      path: '',
      dataset: '',
      intervalMs: null,
      onConflict: 'reject',
      fromMs: null,
      toMs: null,
      minus: [],
      mapping: null,
      maxRows: null,
    },
    digest: '',
    quality: { code: 'GOOD', zeroCode: null },
    ranges: [0, series.startMs.length],
    maxPoints: 50_000,
    maxBytes: 8_000_000,
    boundariesMs: [],
    gzip: false,
  });
  return body.length;
}

function toColumns(intervals: readonly Interval[]): IntervalSeries {
  return {
    startMs: Float64Array.from(intervals, ({ startMs }) => startMs),
    endMs: Float64Array.from(intervals, ({ endMs }) => endMs),
    value: Float64Array.from(intervals, ({ value }) => value),
    quality: null,
  };
}
