import { expect, test } from 'vitest';
import type { SettledReadings } from '../../domain/settle-readings.ts';
import { settleReadings } from '../../domain/settle-readings.ts';
import { encodePoints } from '../encoding/encode-points.ts';
import { summariseSeries } from './summarise-series.ts';
import { wholeSeries } from '../../../test/suites/whole-series.ts';

function settled(count: number, valueOf: (index: number) => number, stepS = 900): SettledReadings {
  const stamps = Float64Array.from({ length: count }, (_, index) => 1_736_928_000 + index * stepS);
  const values = Float64Array.from({ length: count }, (_, index) => valueOf(index));
  const rules = { intervalMs: null, onConflict: 'reject', fromMs: null, toMs: null, minus: [] } as const;
  return settleReadings({ stamps, values, coarseStamps: false }, rules) as SettledReadings;
}

function plainBytes({ series }: SettledReadings): number {
  const spec = {
    ...wholeSeries,
    path: '',
    dataset: '',
  } as const;
  const limits = { ranges: [0, series.startMs.length], maxPoints: Infinity, maxBytes: 1e9, boundariesMs: [] };
  return encodePoints(series, {
    spec,
    digest: '',
    quality: { code: 'GOOD', zeroCode: null },
    gzip: false,
    ...limits,
  }).plainBytes;
}

test('the foretold size of a long series is within 2 percent of what is sent', () => {
  for (const valueOf of [
    (index: number) => index / 100,
    Math.sin,
    () => 0,
    (index: number) => (index % 7 === 0 ? 0 : index * 1e5),
  ]) {
    const series = settled(20_000, valueOf);
    const actual = plainBytes(series);
    expect(Math.abs(summariseSeries(series).encodedBytes - actual)).toBeLessThan(actual * 0.02);
  }
});

test('that of a short series is exact, also with milliseconds', () => {
  const series = settled(400, (index) => index / 8, 0.25);
  expect(summariseSeries(series).encodedBytes).toBe(plainBytes(series));
});

test('the digest tells two series apart that differ in one value', () => {
  const [a, same, other] = [
    settled(50, (i) => i),
    settled(50, (i) => i),
    settled(50, (i) => (i === 7 ? 7.5 : i)),
  ].map(summariseSeries);
  expect(a?.digest).toBe(same?.digest);
  expect(a?.digest).not.toBe(other?.digest);
  expect(a).toMatchObject({ sum: 1225, min: 0, max: 49 });
});

test('the quality of each interval is in the digest and in the foretold size', () => {
  const plain = settled(400, (index) => index / 8);
  const quality = Uint8Array.from({ length: 400 }, (_, index) => index % 4);
  const own = { ...plain, series: { ...plain.series, quality } };
  expect(summariseSeries(own).encodedBytes).toBe(plainBytes(own));
  expect(summariseSeries(own).digest).not.toBe(summariseSeries(plain).digest);
});

test('the digest of a series without qualities is the one that jobs were planned with', () => {
  expect(summariseSeries(settled(3, (index) => index)).digest).toBe(
    '6280bbc0e528a56f5d09879f6bee51558ac135bb',
  );
});
