import { oneSeries, table, textShape } from './shape.ts';
import type { Expected, Said, Shape } from './shape.ts';
import { autumnDays, copenhagen, makeTruth, plainDays, render, spell, springDays } from './truth.ts';
import type { TrueInterval } from './truth.ts';

const said = { timeZone: copenhagen };
const truth = makeTruth({ ...plainDays, count: 4 }, 60, { seed: 151 });
const hour = 3_600_000;

function told(
  name: string,
  rows: readonly TrueInterval[],
  says: RegExp,
  expected: Expected = oneSeries(rows),
): Shape {
  return textShape({
    name,
    axis: 'what should be looked at',
    text: table(
      [
        ['Time', 'Energy (kWh)'],
        ...rows.map(({ startMs, value }) => [render(startMs, copenhagen, 'YYYY-MM-DD HH:mm'), spell(value)]),
      ],
      ',',
    ),
    said,
    expected: { ...expected, says },
  });
}

const withValues = (value: (place: number, own: number) => number): TrueInterval[] =>
  truth.map((interval, place) => ({ ...interval, value: value(place, interval.value) }));

const spiked = withValues((place, own) => (place === 40 ? 250 : own));
const flat = withValues((place, own) => (place >= 30 && place < 72 ? 0.75 : own));
const negative = withValues((place, own) => (place === 12 || place === 13 ? -own : own));
const holed = truth.filter((_, place) => place < 20 || place >= 25);
const future = makeTruth({ ...plainDays, from: '2099-06-12' }, 60, { seed: 152 });

/** Power read at 9, 10 or 11 s: no grid. */
const steps = [10, 10, 9, 11, 10, 9, 10, 11];
const irregular = Array.from({ length: 240 }, (_, place) => {
  const before =
    Math.floor(place / steps.length) * 80 +
    steps.slice(0, place % steps.length).reduce((sum, step) => sum + step, 0);
  return {
    startMs: (truth[0]?.startMs ?? 0) + before * 1000,
    lengthMs: (steps[place % steps.length] ?? 10) * 1000,
    watts: 500 + (place % 17) * 20,
  };
});

/** The mean power of each whole minute by time weight, where a reading counts for `lengthOf` at most. */
function minuteMeans(lengthOf: (lengthMs: number) => number): TrueInterval[] {
  const firstMs = irregular[0]?.startMs ?? 0;
  return Array.from({ length: 40 }, (_, minute) => {
    const startMs = firstMs + minute * 60_000;
    const endMs = startMs + 60_000;
    const shares = irregular.map(({ startMs: from, lengthMs, watts }) => {
      const until = Math.min(endMs, from + lengthOf(lengthMs));
      return { ms: Math.max(0, until - Math.max(startMs, from)), watts };
    });
    const coveredMs = shares.reduce((sum, { ms }) => sum + ms, 0);
    const value = shares.reduce((sum, { ms, watts }) => sum + ms * watts, 0) / coveredMs;
    return { startMs, endMs, value, quality: 'GOOD' };
  });
}

function sampled(name: string, answers: Said, expected: Expected): Shape {
  return textShape({
    name,
    axis: 'what should be looked at',
    text: table(
      [
        ['Time', 'Power (W)'],
        ...irregular.map(({ startMs, watts }) => [new Date(startMs).toISOString(), String(watts)]),
      ],
      ',',
    ),
    said: answers,
    questions: [],
    expected,
  });
}

/** A reading holds until the next one, or for the usual 10 s at most: the file does not say which. */
const minutes = minuteMeans((lengthMs) => lengthMs);
const coveredOnly = minuteMeans((lengthMs) => Math.min(lengthMs, 10_000));

const days = [autumnDays, springDays].map((around) => {
  const hours = makeTruth(around, 60, { seed: 153 });
  const byDay = Map.groupBy(hours, ({ startMs }) => render(startMs, copenhagen, 'DD-MM-YYYY'));
  const totals = [...byDay].map(([date, ofDay]) => ({
    date,
    ofDay,
    value: Math.round(ofDay.reduce((sum, { value }) => sum + value, 0) * 1000) / 1000,
  }));
  return textShape({
    name: `totals of days around ${around.from}, of which one has ${around === autumnDays ? 25 : 23} hours`,
    axis: 'value',
    text: table([['Dato', 'Forbrug (kWh)'], ...totals.map(({ date, value }) => [date, spell(value, ',')])]),
    said: { ...said, kind: 'interval' },
    expected: totals.map(({ ofDay, value }): TrueInterval => ({
      startMs: ofDay[0]?.startMs ?? 0,
      endMs: (ofDay.at(-1)?.startMs ?? 0) + hour,
      value,
      quality: 'GOOD',
    })),
  });
});

const readType = textShape({
  name: 'the unit stands in the texts of a column Read Type',
  axis: 'value',
  text: table(
    [
      ['MPRN', 'Read Value', 'Read Type', 'Read Date and End Time'],
      ...truth.map(({ endMs, value }) => [
        '10000000123',
        spell(value),
        'Active Import Interval (kW)',
        render(endMs, 'Europe/Dublin', 'DD-MM-YYYY HH:mm'),
      ]),
    ],
    ',',
  ),
  said: { timeZone: 'Europe/Dublin' },
  expected: oneSeries(truth, { unit: 'kW' }),
});

export const findingShapes: readonly Shape[] = [
  told('a spike', spiked, /spike|far out|far above/i),
  told('a long run of one value', flat, /same value|does not change|flat/i),
  told('negative values', negative, /negative|below zero/i),
  told('a gap', holed, /gap/i),
  told('rows out of order', [...truth.slice(48), ...truth.slice(0, 48)], /order/i, oneSeries(truth)),
  told('stamps in the future', future, /future/i),
  sampled(
    'readings without a grid are flagged',
    { intervalMs: null },
    {
      series: [{ name: null, intervals: [] }],
      says: /irregular|not evenly|different lengths|no one length/i,
      isShownOnly: true,
      rejectedRows: null,
    },
  ),
  sampled(
    'readings without a grid are resampled on request to their mean by time weight',
    { resampleMs: 60_000 },
    {
      ...oneSeries(minutes, { orElse: [coveredOnly], emptyValues: null }),
      rejectedRows: null,
    },
  ),
  ...days,
  readType,
];
