import { describe, expect, it } from 'vitest';
import type { RawReadings } from '../raw-readings.ts';
import { placeReadings } from './place-readings.ts';
import { openZoneClock } from './zone-clock.ts';

const quarterMs = 900_000;
const dayMs = 86_400_000;

function raw(stampMs: Float64Array): RawReadings {
  const values = new Float64Array(stampMs.length).fill(1);
  return { clock: 'wall', stampMs, endMs: null, values, quality: null, rows: null, marks: null };
}

/** Rows that come back to another instant, around the changeovers of a year, in quarters of an hour. */
function misplaced(zone: string, year: number, isDescending: boolean): string[] {
  const clock = openZoneClock(zone);
  const found: string[] = [];
  for (const change of clock.changeovers(Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))) {
    const from = Math.floor(change.atMs / quarterMs) * quarterMs - 2 * dayMs;
    const ascending = Array.from({ length: 4 * 96 }, (_, row) => from + row * quarterMs);
    const utcMs = isDescending ? ascending.reverse() : ascending;
    const stampMs = Float64Array.from(utcMs, (each) => each + clock.offsetMs(each));
    const { startMs } = placeReadings(raw(stampMs), {
      zone,
      label: 'start',
      endIsInclusive: false,
      lengthOff: 'after-zone',
      intervalMs: quarterMs,
    });
    const wrong = utcMs.filter((each, row) => startMs[row] !== each);
    if (wrong.length > 0) found.push(`${zone}: ${wrong.length} from ${new Date(wrong[0]!).toISOString()}`);
  }
  return found;
}

describe('rows around the changeovers of all zones', () => {
  it.each([false, true])('come back to their instants, newest first: %s', (isDescending) => {
    const zones = Intl.supportedValuesOf('timeZone');
    const found = zones.flatMap((zone, place) => misplaced(zone, 2010 + (place % 21), isDescending));
    expect(found).toEqual([]);
  });

  it('come back in Samoa, which left out a day', () => {
    expect(misplaced('Pacific/Apia', 2011, false)).toEqual([]);
  });
});
