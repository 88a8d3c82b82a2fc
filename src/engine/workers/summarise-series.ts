import { createHash } from 'node:crypto';
import type { IntervalSeries } from '../../domain/interval-series.ts';
import type { SettledReadings } from '../../domain/settle-readings.ts';
import { isWholeSecond, millisecondBytes, pointBytes } from './point-writer.ts';
import type { ReadingScan } from './reader.ts';
import { numberBytes } from './write-number.ts';

/** Numbers are as long as their neighbours: so many of them tell the size of all within a percent. */
const sampledValues = 512;

/**
 * What a settled series amounts to. When every interval is covered by another load of the same VTN resource
 * there is nothing left: then times and figures are 0.
 */
export function summariseSeries(settled: SettledReadings): ReadingScan {
  const { series, rows, duplicates, conflicts, gaps, rejected, outside, missing } = settled;
  const intervals = series.startMs.length;
  const covered = 'Every interval is sent for another load of the same VTN resource.';
  return {
    rows,
    intervals,
    duplicates,
    conflicts,
    gaps,
    rejected,
    outside,
    missing,
    intervalMs: settled.intervalMs,
    regularity: settled.regularity,
    epochUnit: settled.epochUnit,
    firstStartMs: series.startMs[0] ?? 0,
    lastStartMs: series.startMs[intervals - 1] ?? 0,
    ...figuresOf(series.value),
    encodedBytes: encodedBytes(series),
    digest: digestOf(series),
    setAside: settled.setAside,
    notes: intervals === 0 ? [...settled.notes, covered] : settled.notes,
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

/** Bytes of the series as one array with quality GOOD; the digits of long series are judged by a sample. */
function encodedBytes({ startMs, endMs, value }: IntervalSeries): number {
  const count = startMs.length;
  let fixed = count * pointBytes('GOOD');
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

function digestOf(series: IntervalSeries): string {
  const hash = createHash('sha1');
  for (const { buffer, byteOffset, byteLength } of [series.startMs, series.endMs, series.value]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
