import { createHash } from 'node:crypto';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import { qualityCodes } from '../../domain/quality-code.ts';
import type { SettledReadings } from '../../domain/settle-readings.ts';
import { isWholeSecond, millisecondBytes, pointBytes } from '../encoding/point-writer.ts';
import type { ReadingScan } from './reader.ts';
import { numberBytes } from '../encoding/write-number.ts';

/** Numbers are as long as their neighbours: so many of them tell the size of all within a percent. */
const sampledValues = 512;

/** What a settled series amounts to, with whether its readings came at irregular times. */
export type SeriesScan = ReadingScan & Pick<SettledReadings, 'isIrregular'>;

/**
 * What a settled series amounts to. When every interval is covered by another load of the same VTN resource
 * there is nothing left: then times and figures are 0.
 */
export function summariseSeries(settled: SettledReadings): SeriesScan {
  const { series, epochUnit, notes, ...others } = settled;
  // Neither may cross to the engine's thread.
  const { kind: _kind, odd: _odd, rowsOfIntervals: _rows, ...counts } = others;
  const intervals = series.startMs.length;
  const covered = 'Every interval is sent for another load of the same VTN resource.';
  return {
    ...counts,
    intervals,
    epochUnit,
    firstStartMs: series.startMs[0] ?? 0,
    lastStartMs: series.startMs[intervals - 1] ?? 0,
    ...figuresOf(series.value),
    encodedBytes: encodedBytes(series),
    digest: digestOf(series),
    notes: intervals === 0 ? [...notes, covered] : notes,
  };
}

function figuresOf(values: Float64Array): Pick<ReadingScan, 'sum' | 'min' | 'max'> {
  if (values.length === 0) return { sum: 0, min: 0, max: 0 };
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { sum, min, max };
}

/** Bytes of the series as one array; the digits of long series are judged by a sample. */
function encodedBytes(series: IntervalSeries): number {
  const { startMs, endMs, value } = series;
  const count = startMs.length;
  let fixed = templateBytes(series);
  for (let index = 0; index < count; index++) {
    if (!isWholeSecond(startMs[index] as number)) fixed += millisecondBytes;
    if (!isWholeSecond(endMs[index] as number)) fixed += millisecondBytes;
  }
  const stride = Math.max(1, Math.floor(count / sampledValues));
  let digits = 0;
  let sampled = 0;
  for (let index = 0; index < count; index += stride) {
    digits += numberBytes(value[index] as number);
    sampled++;
  }
  const brackets = 2;
  const lastComma = count === 0 ? 0 : 1;
  return brackets + fixed - lastComma + (sampled === 0 ? 0 : Math.round((digits / sampled) * count));
}

/** All but the digits of the values: with the quality of each interval, or GOOD where a rule decides. */
function templateBytes({ startMs, quality }: IntervalSeries): number {
  if (quality === null) return startMs.length * pointBytes('GOOD');
  const counts = qualityCodes.map(() => 0);
  for (const code of quality) counts[code] = (counts[code] ?? 0) + 1;
  return qualityCodes.reduce((bytes, code, place) => bytes + (counts[place] as number) * pointBytes(code), 0);
}

/** Over starts, ends and values, and over the qualities where the series has its own. */
export function digestOf(series: IntervalSeries): string {
  const hash = createHash('sha1');
  for (const column of [series.startMs, series.endMs, series.value, series.quality]) {
    if (column === null) continue;
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest('hex');
}
