import { seededRandom } from '../../../src/domain/seeded-random.ts';
import { oneSeries, textShape, table } from './shape.ts';
import type { Expected, Said, Shape } from './shape.ts';
import { autumnDays, copenhagen, makeTruth, plainDays, render, spell } from './truth.ts';
import type { Days, TrueInterval } from './truth.ts';

const truth = makeTruth(plainDays, 60, { seed: 111 });
const quarters = makeTruth({ ...plainDays, count: 4 }, 15, { seed: 112 });
const aroundAutumn = makeTruth({ ...autumnDays, count: 4 }, 15, { seed: 113 });
const said = { timeZone: copenhagen };

type Row = readonly string[];
const rowOf = ({ startMs, value }: TrueInterval): Row => [
  render(startMs, copenhagen, 'DD.MM.YYYY HH:mm'),
  spell(value, ','),
];

function order(
  name: string,
  rows: readonly Row[],
  expected: Expected | readonly TrueInterval[],
  more: Said = {},
): Shape {
  return textShape({
    name,
    axis: 'order',
    text: table([['Time', 'Energy (kWh)'], ...rows]),
    said: { ...said, ...more },
    expected,
  });
}

/** Days in an order of their own; the rows of a day keep theirs. */
function shuffledDays(rows: readonly TrueInterval[], zone: Days['zone']): TrueInterval[] {
  const random = seededRandom(114);
  const days = [...Map.groupBy(rows, ({ startMs }) => render(startMs, zone, 'YYYY-MM-DD')).values()];
  return days
    .map((day) => ({ day, place: random() }))
    .sort((a, b) => a.place - b.place)
    .flatMap(({ day }) => day);
}

function shuffled(rows: readonly TrueInterval[]): TrueInterval[] {
  const random = seededRandom(115);
  return rows
    .map((row) => ({ row, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row);
}

const rows = truth.map(rowOf);
const changed = (place: number, value: number): Row => [rows[place]?.[0] ?? '', spell(value, ',')];
const conflicting = [...rows.slice(0, 6), changed(5, 9.5), ...rows.slice(6), changed(20, 8.25)];
const without = truth.filter((_, place) => place !== 5 && place !== 20);
const withValue = (values: Readonly<Record<number, number>>): TrueInterval[] =>
  truth.map((interval, place) => ({ ...interval, value: values[place] ?? interval.value }));

const ranges = truth.map(({ startMs, endMs, value }, place) => [
  render(startMs, copenhagen, 'DD.MM.YYYY HH:mm'),
  render(place === 9 ? endMs + 1_800_000 : endMs, copenhagen, 'DD.MM.YYYY HH:mm'),
  spell(value, ','),
]);

export const orderShapes: readonly Shape[] = [
  order('newest first', [...rows].reverse(), truth),
  order('days in shuffled blocks', shuffledDays(quarters, copenhagen).map(rowOf), quarters),
  order(
    'days in shuffled blocks around the autumn change',
    shuffledDays(aroundAutumn, copenhagen).map(rowOf),
    aroundAutumn,
  ),
  order('rows in any order', shuffled(quarters).map(rowOf), quarters),
  order(
    'two rows changed places',
    [...rows.slice(0, 10), rows[11] ?? [], rows[10] ?? [], ...rows.slice(12)],
    truth,
  ),
  order(
    'three rows stand twice',
    [...rows.slice(0, 8), ...rows.slice(5, 8), ...rows.slice(8)],
    oneSeries(truth, { duplicates: 3 }),
  ),
  order('a whole day stands twice', [...rows, ...rows.slice(24)], oneSeries(truth, { duplicates: 24 })),
  order(
    'equal values are spelled differently and stand twice',
    [...rows, ...rows.slice(0, 2).map(([time = '', value = '']): Row => [time, `${value}0`])],
    oneSeries(truth, { duplicates: 2 }),
  ),
  order('two times have two values each: none is sent', conflicting, {
    ...oneSeries(without, { conflicts: 4 }),
    rejectedRows: [7, 8, 23, 51],
  }),
  order(
    'two times have two values each: the first is kept',
    conflicting,
    { ...oneSeries(truth, { conflicts: 2 }), rejectedRows: [8, 51] },
    { onConflict: 'first' },
  ),
  order(
    'two times have two values each: the last is kept',
    conflicting,
    { ...oneSeries(withValue({ 5: 9.5, 20: 8.25 }), { conflicts: 2 }), rejectedRows: [7, 23] },
    { onConflict: 'last' },
  ),
  order(
    'a time has a value and a gap',
    [...rows.slice(0, 6), [rows[5]?.[0] ?? '', ''], ...rows.slice(6)],
    oneSeries(truth, { emptyValues: 1 }),
  ),
  textShape({
    name: 'an interval reaches into the next one',
    axis: 'order',
    text: table([['From', 'To', 'Energy (kWh)'], ...ranges]),
    said,
    expected: { ...oneSeries(truth.filter((_, place) => place !== 9)), rejectedRows: [11] },
  }),
  textShape({
    name: 'an interval ends before it starts on a plain day',
    axis: 'order',
    text: table([
      ['From', 'To', 'Energy (kWh)'],
      ...ranges.map(([from = '', to = '', value = ''], place) =>
        place === 9 ? [to, from, value] : place === 20 ? [to, from, value] : [from, to, value],
      ),
    ]),
    said,
    expected: {
      ...oneSeries(truth.filter((_, place) => place !== 9 && place !== 20)),
      rejectedRows: [11, 22],
    },
  }),
];
