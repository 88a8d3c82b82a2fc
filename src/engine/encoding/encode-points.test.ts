import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { encodePoints } from './encode-points.ts';
import type { EncodeRequest } from './encoded-chunk.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

const first = Date.UTC(2025, 0, 15, 8);
const hour = 3_600_000;

function hours(values: readonly number[], startMs = first, lengthMs = hour): IntervalSeries {
  const starts = values.map((_, index) => startMs + index * lengthMs);
  return {
    startMs: Float64Array.from(starts),
    endMs: Float64Array.from(starts, (start) => start + lengthMs),
    value: Float64Array.from(values),
    quality: null,
  };
}

function encode(series: IntervalSeries, changed: Partial<EncodeRequest> = {}) {
  const chunk = encodePoints(series, {
    spec: {
      ...wholeSeries,
      path: '',
      dataset: '',
    },
    digest: '',
    quality: { code: 'GOOD', zeroCode: null },
    ranges: [0, series.startMs.length],
    maxPoints: 1000,
    maxBytes: 1_000_000,
    boundariesMs: [],
    gzip: false,
    ...changed,
  });
  const text = Buffer.from(typeof changed.gzip === 'number' ? gunzipSync(chunk.body) : chunk.body).toString();
  return { ...chunk, text, points: JSON.parse(text) as { value: number }[] };
}

describe('the body of a request', () => {
  test('is the compact array that the VTN takes, keys in their order', () => {
    expect(encode(hours([620.5, 0])).text).toBe(
      '[{"interval_start":"2025-01-15T08:00:00Z","interval_end":"2025-01-15T09:00:00Z","value":620.5,"quality_code":"GOOD"},' +
        '{"interval_start":"2025-01-15T09:00:00Z","interval_end":"2025-01-15T10:00:00Z","value":0,"quality_code":"GOOD"}]',
    );
  });

  test('has the times and values of the series, whatever they are', () => {
    const time = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2099, 0, 1) });
    const length = fc.constantFrom(250, 1000, 900_000, hour, 86_400_000, 97_531);
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(time, length, values, (startMs, lengthMs, some) => {
        const series = hours(some, startMs, lengthMs);
        const expected = some.map((value, index) => ({
          interval_start: plain(startMs + index * lengthMs),
          interval_end: plain(startMs + (index + 1) * lengthMs),
          value,
          quality_code: 'GOOD',
        }));
        expect(encode(series).text).toBe(JSON.stringify(expected));
      }),
    );
  });

  test('marks readings of exactly zero with the code for zeros', () => {
    const { text } = encode(hours([0, 5]), { quality: { code: 'HISTORICAL', zeroCode: 'ESTIMATED' } });
    expect(text.match(/"quality_code":"(\w+)"/g)).toEqual([
      '"quality_code":"ESTIMATED"',
      '"quality_code":"HISTORICAL"',
    ]);
  });

  test('carries the quality that the source gives each reading before that of the rule', () => {
    const series = { ...hours([1, 2, 3]), quality: Uint8Array.of(0, 1, 2) };
    const { text } = encode(series, { quality: { code: 'MIGRATED', zeroCode: null } });
    expect(text.match(/"quality_code":"(\w+)"/g)).toEqual([
      '"quality_code":"GOOD"',
      '"quality_code":"ESTIMATED"',
      '"quality_code":"HISTORICAL"',
    ]);
  });

  test('gzip shrinks it and says how large it was', () => {
    const series = hours(Array.from({ length: 500 }, (_, index) => index));
    const chunk = encode(series, { gzip: 1 });
    expect(chunk.points).toHaveLength(500);
    expect(chunk.plainBytes).toBe(chunk.text.length);
    expect(chunk.body.length).toBeLessThan(chunk.plainBytes / 5);
  });
});

describe('the limits of a request', () => {
  const series = hours([0, 1, 2, 3, 4, 5, 6, 7]);

  test('only the ranges asked for are in it, so nothing confirmed is sent again', () => {
    const chunk = encode(series, { ranges: [1, 3, 6, 7] });
    expect(chunk.points.map((point) => point.value)).toEqual([1, 2, 6]);
    expect(chunk).toMatchObject({
      ranges: [1, 3, 6, 7],
      firstStartMs: first + hour,
      lastStartMs: first + 6 * hour,
    });
  });

  test('it ends after the greatest number of points, also within a later range', () => {
    expect(encode(series, { ranges: [1, 3, 5, 8], maxPoints: 3 }).ranges).toEqual([1, 3, 5, 6]);
    expect(encode(series, { ranges: [1, 3, 5, 8], maxPoints: 2 }).ranges).toEqual([1, 3]);
  });

  test('it is never larger than allowed, but always has one point', () => {
    const whole = encode(series, { ranges: [0, 3] });
    expect(encode(series, { maxBytes: whole.plainBytes }).ranges).toEqual([0, 3]);
    expect(encode(series, { maxBytes: whole.plainBytes - 1 }).ranges).toEqual([0, 2]);
    expect(encode(series, { maxBytes: 10 }).ranges).toEqual([0, 1]);
  });

  test('it does not reach across a boundary', () => {
    const boundariesMs = [first, first + 3 * hour, first + 5 * hour];
    expect(encode(series, { boundariesMs }).ranges).toEqual([0, 3]);
    expect(encode(series, { boundariesMs, ranges: [3, 8] }).ranges).toEqual([3, 5]);
    expect(encode(series, { boundariesMs, ranges: [1, 2, 4, 8] }).ranges).toEqual([1, 2]);
    expect(encode(series, { boundariesMs, ranges: [5, 8] }).ranges).toEqual([5, 8]);
  });

  test('ranges beyond the series are refused instead of sending rubbish', () => {
    expect(() => encode(series, { ranges: [0, 9] })).toThrow(RangeError);
    expect(() => encode(series, { ranges: [] })).toThrow(RangeError);
  });
});

function plain(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

describe('what a person has corrected', () => {
  const corrected = {
    index: Float64Array.of(1, 3, 4),
    startMs: Float64Array.of(first + hour, first + 10 * hour, first - hour),
    endMs: Float64Array.of(first + 2 * hour, first + 11 * hour, first),
    value: Float64Array.of(7.5, 8.5, 9.5),
    quality: Uint8Array.of(1, 0, 3),
  };

  test('is sent in place of the source, and behind its end what was added', () => {
    const { points, ranges } = encode(hours([1, 2, 3]), { ranges: [0, 2, 3, 5], corrected });
    expect(ranges).toEqual([0, 2, 3, 5]);
    expect(points).toEqual([
      expect.objectContaining({ value: 1, quality_code: 'GOOD' }),
      expect.objectContaining({ value: 7.5, quality_code: 'ESTIMATED' }),
      expect.objectContaining({ value: 8.5, interval_start: '2025-01-15T18:00:00Z' }),
      expect.objectContaining({ value: 9.5, interval_end: '2025-01-15T08:00:00Z', quality_code: 'MIGRATED' }),
    ]);
  });

  test('has to be there for every index behind the end of the source', () => {
    expect(() => encode(hours([1, 2, 3]), { ranges: [3, 6], corrected })).toThrow(RangeError);
    expect(() => encode(hours([1, 2, 3]), { ranges: [0, 4] })).toThrow(RangeError);
  });
});
