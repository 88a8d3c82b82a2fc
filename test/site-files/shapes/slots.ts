import { oneSeries, textShape, table } from './shape.ts';
import type { Shape, TextShape } from './shape.ts';
import { autumnDays, copenhagen, makeTruth, plainDays, render, spell, springDays } from './truth.ts';
import type { Days, TrueInterval } from './truth.ts';

/** The intervals of each local day, in order. */
function byDay(truth: readonly TrueInterval[], zone: string): [string, TrueInterval[]][] {
  return [...Map.groupBy(truth, ({ startMs }) => render(startMs, zone, 'YYYY-MM-DD'))];
}

const london = 'Europe/London';
const londonAutumn: Days = { zone: london, from: '2024-10-26', count: 3 };
const londonSpring: Days = { zone: london, from: '2024-03-30', count: 3 };
const said = { timeZone: copenhagen };

function numbered(
  name: string,
  days: Days,
  minutes: number,
  header: string,
  first = 1,
  more: Partial<TextShape> = {},
): Shape {
  const truth = makeTruth(days, minutes, { seed: 71 });
  const rows = byDay(truth, days.zone).flatMap(([date, ofDay]) =>
    ofDay.map(({ value }, place) => [date, String(place + first), spell(value)]),
  );
  return textShape({
    name,
    axis: 'slot number',
    text: table([['Date', header, 'Energy (kWh)'], ...rows]),
    said: { timeZone: days.zone },
    expected: truth,
    ...more,
  });
}

const slots: readonly Shape[] = [
  numbered('hours 1 to 24', plainDays, 60, 'Hour'),
  numbered('hours 0 to 23', plainDays, 60, 'Hour', 0),
  numbered('hours 1 to 25 on the autumn day', autumnDays, 60, 'Hour'),
  numbered('hours 1 to 23 on the spring day', springDays, 60, 'Hora'),
  numbered('periods 1 to 48', plainDays, 30, 'Settlement Period'),
  numbered('periods 1 to 50 on the autumn day', londonAutumn, 30, 'Settlement Period'),
  numbered('periods 1 to 46 on the spring day', londonSpring, 30, 'Settlement Period'),
  numbered('quarters 1 to 96', plainDays, 15, 'Quarter'),
  numbered('quarters 1 to 100 on the autumn day', autumnDays, 15, 'Quarter'),
];

const minutesOf = (columns: number): number => 1440 / columns;
const clockAt = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

type Naming = (minute: number, length: number, place: number) => string;
const names = {
  clock: (minute) => clockAt(minute),
  range: (minute, length) => `${clockAt(minute)}-${clockAt((minute + length) % 1440)}`,
  number: (_minute, _length, place) => String(place + 1),
  hour: (_minute, _length, place) => `H${String(place + 1).padStart(2, '0')}`,
  end: (minute, length) => clockAt(minute + length),
} as const satisfies Readonly<Record<string, Naming>>;

interface Wide {
  readonly columns: 24 | 48 | 96 | 288;
  readonly naming: keyof typeof names;
  readonly decimal?: '.' | ',';
  readonly meter?: string;
}

function wide(
  name: string,
  { columns, naming, decimal = '.', meter }: Wide,
  more: Partial<TextShape> = {},
): Shape {
  const length = minutesOf(columns);
  const truth = makeTruth(plainDays, length, { seed: 72 + columns });
  const heads = Array.from({ length: columns }, (_, place) => names[naming](place * length, length, place));
  const lead = meter === undefined ? [] : [meter];
  const rows = byDay(truth, copenhagen).map(([date, ofDay]) => [
    ...lead,
    date,
    ...ofDay.map(({ value }) => spell(value, decimal)),
  ]);
  return textShape({
    name,
    axis: 'wide by interval',
    text: table([[...lead.map(() => 'Meter'), 'Date', ...heads], ...rows]),
    said: { ...said, unit: 'kWh', kind: 'interval' },
    expected: { series: [{ name: meter ?? null, intervals: truth }] },
    ...more,
  });
}

const wides: readonly Shape[] = [
  wide('24 columns named by their start', { columns: 24, naming: 'clock' }),
  wide('24 columns named by their range', { columns: 24, naming: 'range' }),
  wide('24 columns named 1 to 24', { columns: 24, naming: 'number' }),
  wide('24 columns named H01 to H24', { columns: 24, naming: 'hour', decimal: ',' }),
  wide('24 columns named by their end 01:00 to 24:00', { columns: 24, naming: 'end' }),
  wide('48 columns named by their start', { columns: 48, naming: 'clock' }),
  wide('48 columns named by their range', { columns: 48, naming: 'range', decimal: ',' }),
  wide('48 columns named 1 to 48', { columns: 48, naming: 'number' }),
  wide('48 columns named by their end 00:30 to 24:00', { columns: 48, naming: 'end' }),
  wide('96 columns named by their start', { columns: 96, naming: 'clock', decimal: ',' }),
  wide('96 columns named by their range', { columns: 96, naming: 'range', decimal: ',' }),
  wide('96 columns named by their end 00:15 to 24:00', { columns: 96, naming: 'end' }),
  wide('288 columns named by their start', { columns: 288, naming: 'clock' }),
  wide('288 columns named by their range', { columns: 288, naming: 'range' }),
  wide('48 columns beside a meter', { columns: 48, naming: 'clock', meter: '0012345678' }),
  wide('96 columns beside a meter with leading zeros', { columns: 96, naming: 'range', meter: '000707' }),
];

/** A row a day with a column for the 25th hour, which is empty on the other days. */
function hours25(name: string, days: Days): Shape {
  const truth = makeTruth(days, 60, { seed: 73 });
  const heads = Array.from({ length: 25 }, (_, place) => `H${place + 1}`);
  const rows = byDay(truth, copenhagen).map(([date, ofDay]) => [
    date,
    ...heads.map((_, place) => cellOf(ofDay[place])),
  ]);
  return textShape({
    name,
    axis: 'wide by interval',
    text: table([['Date', ...heads], ...rows]),
    said: { ...said, unit: 'kWh', kind: 'interval' },
    expected: oneSeries(truth, { emptyValues: null }),
  });
}

function cellOf(interval: TrueInterval | undefined): string {
  return interval === undefined ? '' : spell(interval.value);
}

/** Columns of the wall clock, with one more behind 02 for the second of the two hours. */
function repeatedColumn(name: string, days: Days, first: string, second: string): Shape {
  const truth = makeTruth(days, 60, { seed: 74 });
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const heads = hours.flatMap((hour) => (hour === 2 ? [first, second] : [clockAt(hour * 60)]));
  const rows = byDay(truth, copenhagen).map(([date, ofDay]) => [
    date,
    ...hours.flatMap((hour) => {
      const atHour = ofDay.filter(({ startMs }) => Number(render(startMs, copenhagen, 'H')) === hour);
      return hour === 2 ? [cellOf(atHour[0]), cellOf(atHour[1])] : [cellOf(atHour[0])];
    }),
  ]);
  return textShape({
    name,
    axis: 'wide by interval',
    text: table([['Date', ...heads], ...rows]),
    said: { ...said, unit: 'kWh', kind: 'interval' },
    expected: { ...oneSeries(truth, { emptyValues: null }), rejectedRows: null },
  });
}

const wideChangeovers: readonly Shape[] = [
  hours25('25 columns by number around the autumn day', autumnDays),
  hours25('25 columns by number around the spring day', springDays),
  repeatedColumn('columns 02A and 02B around the autumn day', autumnDays, '02A', '02B'),
  repeatedColumn('columns 02:00 and 02:00* around the autumn day', autumnDays, '02:00', '02:00*'),
  repeatedColumn('two columns named 02:00 around the autumn day', autumnDays, '02:00', '02:00'),
  repeatedColumn('columns 02A and 02B around the spring day', springDays, '02A', '02B'),
];

const meters = ['4711', '4712'] as const;
const first = makeTruth(plainDays, 30, { seed: 75 });
const second = makeTruth(plainDays, 30, { seed: 76, level: 0.3 });
const heads48 = Array.from({ length: 48 }, (_, place) => clockAt(place * 30));
const severalMeters = byDay(first, copenhagen).flatMap(([date, ofDay], day) => [
  [meters[0], date, ...ofDay.map(cellOf)],
  [meters[1], date, ...(byDay(second, copenhagen)[day]?.[1] ?? []).map(cellOf)],
]);

export const slotShapes: readonly Shape[] = [
  ...slots,
  ...wides,
  ...wideChangeovers,
  textShape({
    name: 'a row a day and meter with 48 columns',
    axis: 'wide by interval',
    text: table([['Meter', 'Date', ...heads48], ...severalMeters]),
    said: { ...said, unit: 'kWh', kind: 'interval' },
    expected: {
      series: [
        { name: meters[0], intervals: first },
        { name: meters[1], intervals: second },
      ],
    },
  }),
  textShape({
    name: 'the unit stands in a preamble above 96 columns, with a row total at the end',
    axis: 'wide by interval',
    text: wideWithTotals(),
    said,
    expected: oneSeries(makeTruth(plainDays, 15, { seed: 77 }), { unit: 'kWh' }),
  }),
];

function wideWithTotals(): string {
  const truth = makeTruth(plainDays, 15, { seed: 77 });
  const heads = Array.from({ length: 96 }, (_, place) => clockAt(place * 15));
  const rows = byDay(truth, copenhagen).map(([date, ofDay]) => [
    date,
    ...ofDay.map(cellOf),
    spell(ofDay.reduce((sum, { value }) => sum + value, 0)),
  ]);
  return `Values in kWh\n\n${table([['Date', ...heads, 'Total'], ...rows])}`;
}
