import { oneSeries, textShape, table } from './shape.ts';
import type { Expected, Said, Shape, TextShape } from './shape.ts';
import { copenhagen, makeTruth, plainDays, registerStates, render, spell } from './truth.ts';
import type { TrueInterval } from './truth.ts';

const said = { timeZone: copenhagen };
const quarters = makeTruth(plainDays, 15, { seed: 91 });
const hours = makeTruth(plainDays, 60, { seed: 92 });
const watts = makeTruth(plainDays, 15, { seed: 93, level: 900, decimals: 0 });
const time = (ms: number): string => render(ms, copenhagen, 'YYYY-MM-DD HH:mm');

function column(
  name: string,
  header: string,
  truth: readonly TrueInterval[],
  more: Partial<TextShape> & { decimals?: number } = {},
): Shape {
  const { decimals = 3, ...rest } = more;
  const rows = truth.map(({ startMs, value }) => [time(startMs), spell(value, '.', decimals)]);
  return textShape({
    name,
    axis: 'value',
    text: table([['Time', header], ...rows], ','),
    said,
    expected: truth,
    ...rest,
  });
}

const inUnit = (truth: readonly TrueInterval[], unit: string, factor = 1): Expected =>
  oneSeries(
    truth.map((interval) => ({ ...interval, value: interval.value * factor })),
    { unit },
  );

const units: readonly Shape[] = [
  column('energy of the interval in kWh', 'Energy [kWh]', quarters, { expected: inUnit(quarters, 'kWh') }),
  column('energy of the interval in Wh', 'Wh', watts, { decimals: 0, expected: inUnit(watts, 'Wh') }),
  column('energy of the interval in MWh', 'Forbrug MWh', quarters, { expected: inUnit(quarters, 'MWh') }),
  column('energy of the interval in MJ', 'Heat (MJ)', quarters, { expected: inUnit(quarters, 'MJ') }),
  column('mean power in kW', 'Power (kW)', quarters, { expected: inUnit(quarters, 'kW') }),
  column('mean power in W', 'P_avg [W]', watts, { decimals: 0, expected: inUnit(watts, 'W') }),
  column('volume in m3', 'Gas (m³)', quarters, { expected: inUnit(quarters, 'm3') }),
  column('Wh sent as kWh', 'Energy (Wh)', watts, {
    decimals: 0,
    said: { ...said, toUnit: 'kWh' },
    expected: inUnit(watts, 'kWh', 0.001),
  }),
  column('kWh of quarters sent as mean power in W', 'Energy (kWh)', quarters, {
    said: { ...said, toUnit: 'W' },
    expected: inUnit(quarters, 'W', 4000),
  }),
  column('kW of quarters sent as energy in kWh', 'Power (kW)', quarters, {
    said: { ...said, toUnit: 'kWh' },
    expected: inUnit(quarters, 'kWh', 0.25),
  }),
  column('MJ sent as kWh', 'Heat (MJ)', quarters, {
    said: { ...said, toUnit: 'kWh' },
    expected: inUnit(quarters, 'kWh', 1 / 3.6),
  }),
  column('no unit anywhere is asked for', 'Value', quarters, {
    said: { ...said, unit: 'kWh', kind: 'interval' },
  }),
  column('the interval length is given by a person', 'Energy (kWh)', quarters.slice(0, 1), {
    said: { ...said, intervalMs: 900_000, kind: 'interval' },
  }),
];

const states = registerStates(quarters, 48_210.5);
const stamps = [...quarters.map(({ startMs }) => startMs), quarters.at(-1)?.endMs ?? 0];

function register(
  name: string,
  readings: readonly (readonly [number, number])[],
  expected: Expected,
  more: Said = {},
): Shape {
  const rows = readings.map(([ms, state]) => [time(ms), spell(state)]);
  return textShape({
    name,
    axis: 'register',
    text: table([['Time', 'Meter reading (kWh)'], ...rows], ','),
    said: { ...said, ...more },
    questions: ['mapping/zone-unknown'],
    expected,
  });
}

const readings = stamps.map((ms, place): [number, number] => [ms, states[place] ?? 0]);
const stepAt = 100;
const stepped = readings.map(([ms, state], place): [number, number] => [
  ms,
  place < stepAt ? state : Math.round((state - 48_000) * 1000) / 1000,
]);
const holeFrom = 40;
const holeUntil = 52;
const holed = readings.filter((_, place) => place <= holeFrom || place >= holeUntil);
const frozen = readings.map(([ms, state], place): [number, number] => [
  ms,
  place > holeFrom && place < holeUntil ? (states[holeFrom] ?? 0) : state,
]);
const outsideHole = quarters.filter((_, place) => place < holeFrom || place >= holeUntil);
const long = inOrder([
  ...outsideHole,
  {
    startMs: stamps[holeFrom] ?? 0,
    endMs: stamps[holeUntil] ?? 0,
    value: Math.round(((states[holeUntil] ?? 0) - (states[holeFrom] ?? 0)) * 1000) / 1000,
    quality: 'GOOD',
  },
]);
const still = inOrder([
  ...outsideHole,
  ...quarters.slice(holeFrom, holeUntil - 1).map((interval) => ({ ...interval, value: 0 })),
]);
const says = { says: /register/i };

function inOrder(intervals: readonly TrueInterval[]): TrueInterval[] {
  return [...intervals].sort((a, b) => a.startMs - b.startMs);
}

const afterStep: Expected = {
  ...oneSeries(quarters.filter((_, place) => place !== stepAt - 1)),
  rejectedRows: null,
  ...says,
};

const registers: readonly Shape[] = [
  register('a register gives its differences', readings, oneSeries(quarters)),
  register('a register that is read newest first', [...readings].reverse(), oneSeries(quarters)),
  register('a register that steps back leaves a gap, never a spike', stepped, afterStep),
  register('what a person calls a register steps back and leaves a gap', stepped, afterStep, {
    kind: 'register',
  }),
  register(
    'over absent rows a register gives one long interval or a gap',
    holed,
    oneSeries(long, { orElse: [outsideHole] }),
  ),
  register('a frozen register that jumps gives no spike', frozen, {
    ...oneSeries(long, { orElse: [outsideHole, still] }),
    rejectedRows: null,
    ...says,
  }),
  register('a person says that it is a register', readings.slice(0, 3), oneSeries(quarters.slice(0, 2)), {
    kind: 'register',
  }),
];

const dailyTotals = [0, 24].map((from) => {
  const ofDay = hours.slice(from, from + 24);
  const total = ofDay.reduce((sum, { value }) => sum + value, 0);
  return [time(ofDay[0]?.startMs ?? 0), time(ofDay.at(-1)?.endMs ?? 0), spell(total)];
});
const ranges = hours.map(({ startMs, endMs, value }) => [time(startMs), time(endMs), spell(value)]);
const rangeHead = ['From', 'To', 'Energy (kWh)'];

function mixed(name: string, rows: readonly (readonly string[])[], expected: Expected): Shape {
  return textShape({ name, axis: 'two kinds of rows', text: table(rows, ','), said, expected });
}

const halves = makeTruth(plainDays, 30, { seed: 94 });
const laterQuarters = makeTruth({ ...plainDays, from: '2024-06-14' }, 15, { seed: 95 });
const both = [...hours, ...laterQuarters];
const typed = [
  ...hours.map(({ startMs, value }) => ['Hour', time(startMs), spell(value)]),
  ...dailyTotals.map(([start = '', , total = '']) => ['Day', start, total]),
];
const total: TrueInterval = {
  startMs: halves[0]?.startMs ?? 0,
  endMs: halves.at(-1)?.endMs ?? 0,
  value: Math.round(halves.reduce((sum, { value }) => sum + value, 0) * 1000) / 1000,
  quality: 'GOOD',
};
const days = [0, 24].map((from): TrueInterval => ({
  startMs: hours[from]?.startMs ?? 0,
  endMs: hours[from + 23]?.endMs ?? 0,
  value: Math.round(hours.slice(from, from + 24).reduce((sum, { value }) => sum + value, 0) * 1000) / 1000,
  quality: 'GOOD',
}));

const kinds: readonly Shape[] = [
  mixed(
    'a row for each day follows the hours and is not added to them',
    [rangeHead, ...ranges, ...dailyTotals],
    { ...oneSeries(hours), rejectedRows: null },
  ),
  mixed(
    'a row for each day stands before its hours',
    [rangeHead, ...dailyTotals.flatMap((row, day) => [row, ...ranges.slice(day * 24, day * 24 + 24)])],
    { ...oneSeries(hours), rejectedRows: null },
  ),
  mixed(
    'the total of the whole span has the start of the first row',
    [
      rangeHead,
      ...halves.map(({ startMs, endMs, value }) => [time(startMs), time(endMs), spell(value)]),
      [time(total.startMs), time(total.endMs), spell(total.value)],
    ],
    { ...oneSeries(halves), rejectedRows: null },
  ),
  mixed(
    'a column says which rows are of hours and which of days',
    [['Type', 'Time', 'Energy (kWh)'], ...typed],
    {
      series: [{ name: null, intervals: hours, conflicts: null }],
      orSeries: [
        { name: 'Hour', intervals: hours },
        { name: 'Day', intervals: days },
      ],
      rejectedRows: null,
    },
  ),
  mixed(
    'two resolutions follow each other with starts and ends',
    [rangeHead, ...both.map(({ startMs, endMs, value }) => [time(startMs), time(endMs), spell(value)])],
    {
      ...oneSeries(both),
      orSeries: [
        { name: null, intervals: hours },
        { name: null, intervals: laterQuarters },
      ],
    },
  ),
  mixed(
    'two resolutions follow each other with starts alone',
    [['Time', 'Energy (kWh)'], ...both.map(({ startMs, value }) => [time(startMs), spell(value)])],
    {
      ...oneSeries(both),
      orSeries: [
        { name: null, intervals: hours },
        { name: null, intervals: laterQuarters },
      ],
    },
  ),
];

export const valueShapes: readonly Shape[] = [...units, ...registers, ...kinds];
