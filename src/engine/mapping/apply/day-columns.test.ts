import { expect, it } from 'vitest';
import { placeReadings } from '../../../domain/time/place-readings.ts';
import { mapCells } from './map-cells.ts';

const rules = {
  zone: 'Europe/Copenhagen',
  label: 'start',
  endIsInclusive: false,
  intervalMs: 3_600_000,
} as const;
const hourMs = 3_600_000;

/** The hours since the first that readings get a place at, for days with the given numbers of readings. */
function placed(
  columns: number,
  days: readonly string[],
  counts: readonly number[],
): { hours: number[]; values: number[] } {
  const names = Array.from({ length: columns }, (_, place) => `H${place + 1}`);
  let value = 0;
  const rows = counts.map((count) => names.map((_, place) => (place < count ? String(++value) : '')));
  const cells = Object.fromEntries(names.map((name, place) => [name, rows.map((row) => row[place] ?? '')]));
  const file = mapCells(
    { time: days.map((day) => `${day} 00:00`), ...cells },
    {
      layout: 'wide-by-interval',
      dayColumns: names.map((column, place) => ({ column, minute: place * 60, isRepeated: place > 23 })),
    },
  );
  const { readings } = file.parts(0)[0]!;
  const { startMs } = placeReadings(readings, { ...rules, lengthOff: 'after-zone' });
  const firstMs = startMs[0]!;
  const result = {
    hours: Array.from(startMs, (ms) => (ms - firstMs) / hourMs).filter((hour) => !Number.isNaN(hour)),
    values: [...readings.values].filter((each) => !Number.isNaN(each)),
  };
  file.close();
  return result;
}

it.each([
  [25, 'spring', ['2024-03-30', '2024-03-31', '2024-04-01'], [24, 23, 24]],
  [24, 'spring', ['2024-03-30', '2024-03-31', '2024-04-01'], [24, 23, 24]],
  [25, 'autumn', ['2024-10-26', '2024-10-27', '2024-10-28'], [24, 25, 24]],
])('%i numbered columns count the hours that have passed on the day of %s', (columns, _, days, counts) => {
  const { hours, values } = placed(columns, days, counts);
  const total = counts.reduce((sum, count) => sum + count);
  expect(hours).toEqual(Array.from({ length: total }, (__, place) => place));
  expect(values).toEqual(Array.from({ length: total }, (__, place) => place + 1));
});
