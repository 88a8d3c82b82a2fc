import type { RawReadings } from '../raw-readings.ts';

/** Enough rows to know a series by; the most frequent step of more would not differ. */
const sampleRows = 20_000;

/** The most frequent step between neighbouring rows, whichever way they run; null without two different times. */
export function usualStepMs(timeMs: Float64Array): number | null {
  return mostFrequent(timeMs.length, (row) => Math.abs((timeMs[row] ?? NaN) - (timeMs[row - 1] ?? NaN)));
}

/** The most frequent length of rows with a start and an end on one clock. */
export function usualLengthMs(raw: RawReadings, endIsInclusive: boolean): number | null {
  const found = mostFrequent(
    raw.stampMs.length,
    (row) => (raw.endMs?.[row] ?? NaN) - (raw.stampMs[row] ?? NaN),
  );
  if (found === null || !endIsInclusive) return found;
  // 14 min and 14 min 59 s are both the quarter that starts at the first.
  return found % 60_000 === 0 ? found + 60_000 : Math.ceil((found + 1) / 1000) * 1000;
}

function mostFrequent(rows: number, lengthOf: (row: number) => number): number | null {
  const counts = new Map<number, number>();
  let best: number | null = null;
  for (let row = 0; row < Math.min(rows, sampleRows); row++) {
    const length = lengthOf(row);
    if (!(length > 0)) continue;
    const count = (counts.get(length) ?? 0) + 1;
    counts.set(length, count);
    if (best === null || count > (counts.get(best) ?? 0)) best = length;
  }
  return best;
}
