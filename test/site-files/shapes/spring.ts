import { oneSeries, table } from './shape.ts';
import type { Shape } from './shape.ts';
import { americanSpring, copenhagen, makeTruth, render, spell, springDays } from './truth.ts';
import { clock, endIn, labelledEnd, newestFirst, pattern, startIn, wallEndIn } from './wall-clock.ts';

const springHours = makeTruth(springDays, 60, { seed: 65 });
const springQuarters = makeTruth(springDays, 15, { seed: 66 });
const springAmerican = makeTruth(americanSpring, 60, { seed: 67 });

/** All wall times of the day, also those that never were, with a text in their place. */
function withRowsThatNeverWere(text: string): string {
  const rows = springHours.flatMap(({ startMs, value }) => {
    const row = [render(startMs, copenhagen, pattern), spell(value)];
    return row[0]?.endsWith('31 01:00') === true ? [row, ['2024-03-31 02:00', text]] : [row];
  });
  return table([['Time', 'Energy (kWh)'], ...rows], ',');
}

const unreal = (name: string, text: string): Shape =>
  clock(name, springDays, springHours, startIn(springDays), {
    text: withRowsThatNeverWere(text),
    expected: { ...oneSeries(springHours, { emptyValues: null }), rejectedRows: null },
  });

export const springShapes: readonly Shape[] = [
  clock('the missing hour has no row, hours', springDays, springHours, startIn(springDays)),
  clock('the missing hour has no rows, quarters', springDays, springQuarters, startIn(springDays)),
  clock('the missing hour of New York has no row', americanSpring, springAmerican, startIn(americanSpring)),
  clock(
    'newest first, the missing hour has no row',
    springDays,
    newestFirst(springHours),
    startIn(springDays),
  ),
  unreal('the missing hour has an empty row', ''),
  unreal('the missing hour has a row with a dash', '-'),
  unreal('the missing hour has a row that says No Data', 'No Data'),
  clock(
    'stamps name the instant at the end, hours',
    springDays,
    springHours,
    endIn(springDays),
    labelledEnd(springDays),
  ),
  clock(
    'stamps name the instant at the end, quarters',
    springDays,
    springQuarters,
    endIn(springDays),
    labelledEnd(springDays),
  ),
  clock(
    'stamps are the wall clock at the start plus the length, hours',
    springDays,
    springHours,
    wallEndIn(springDays),
    labelledEnd(springDays),
  ),
  clock(
    'stamps are the wall clock at the start plus the length, quarters',
    springDays,
    springQuarters,
    wallEndIn(springDays),
    labelledEnd(springDays),
  ),
  clock(
    'starts and ends on the wall clock',
    springDays,
    springHours,
    ({ startMs, endMs }) => [render(startMs, copenhagen, pattern), render(endMs, copenhagen, pattern)],
    { header: ['From', 'To'] },
  ),
  clock(
    'local time is labelled Z, which the missing hour disproves',
    springDays,
    springHours,
    ({ startMs }) => render(startMs, copenhagen, "YYYY-MM-DD'T'HH:mm:ss'Z'"),
    {
      questions: [],
      warned: /\bZ\b/,
      expected: springHours,
    },
  ),
  clock(
    'naive UTC without hole or repetition is read in UTC',
    springDays,
    springHours,
    ({ startMs }) => render(startMs, 'UTC', pattern),
    { said: { timeZone: 'UTC' } },
  ),
];
