import { oneSeries, table, textShape } from './shape.ts';
import type { Expected, Said, Shape } from './shape.ts';
import {
  autumnDays,
  copenhagen,
  makeTruth,
  plainDays,
  registerStates,
  render,
  spell,
  springDays,
} from './truth.ts';
import type { Days, TrueInterval } from './truth.ts';

const ids = ['571313100000000011', '571313100000000028'] as const;
const pattern = 'DD-MM-YYYY HH:mm';
const said = { timeZone: copenhagen };

function mixed(
  name: string,
  rows: readonly (readonly string[])[],
  expected: Expected,
  answers: Said = said,
): Shape {
  return textShape({ name, axis: 'shapes together', text: table(rows), said: answers, expected });
}

interface Pair {
  readonly days: Days;
  readonly first: readonly TrueInterval[];
  readonly other: readonly TrueInterval[];
}

function pairAround(days: Days, minutes: number): Pair {
  return {
    days,
    first: makeTruth(days, minutes, { seed: 171 }),
    other: makeTruth(days, minutes, { seed: 172, level: 0.4 }),
  };
}

const rowOf = (id: string, { startMs, value }: TrueInterval): string[] => [
  id,
  render(startMs, copenhagen, pattern),
  spell(value, ','),
];
const head = ['Målepunkt', 'Tid', 'Mængde (kWh)'];
const both = ({ first, other }: Pair): Expected => ({
  series: [
    { name: ids[0], intervals: first },
    { name: ids[1], intervals: other },
  ],
});

/** All meters of one time, then those of the next. */
const byTime = ({ first, other }: Pair): string[][] =>
  first.flatMap((interval, place) =>
    [interval, other[place] ?? interval].map((each, meter) => rowOf(ids[meter] ?? '', each)),
  );
const inBlocks = ({ first, other }: Pair): string[][] =>
  [first, other].flatMap((truth, meter) => truth.map((each) => rowOf(ids[meter] ?? '', each)));
const wide = ({ first, other }: Pair): string[][] =>
  first.map((interval, place) => [
    render(interval.startMs, copenhagen, pattern),
    spell(interval.value, ','),
    spell(other[place]?.value ?? 0, ','),
  ]);

const autumn = pairAround(autumnDays, 15);
const spring = pairAround(springDays, 60);

const meters: readonly Shape[] = [
  mixed('two meters row by row through the doubled hour', [head, ...byTime(autumn)], both(autumn)),
  mixed('two meters one after the other through the doubled hour', [head, ...inBlocks(autumn)], both(autumn)),
  mixed(
    'two meters one after the other through the doubled hour, newest first',
    [head, ...inBlocks(autumn).reverse()],
    both(autumn),
  ),
  mixed(
    'a column a meter through the doubled hour',
    [['Tid', `${ids[0]} (kWh)`, `${ids[1]} (kWh)`], ...wide(autumn)],
    both(autumn),
  ),
  mixed('two meters row by row through the missing hour', [head, ...byTime(spring)], both(spring)),
  mixed(
    'two meters, all rows twice',
    [head, ...byTime(pairAround(plainDays, 60)), ...byTime(pairAround(plainDays, 60))],
    {
      series: both(pairAround(plainDays, 60)).series.map((series) => ({ ...series, duplicates: 48 })),
    },
  ),
];

const quarters = autumn.first;
const wall = (ms: number): string => render(ms, copenhagen, pattern);
const one = ['Tid', 'Forbrug (kWh)'];
const plainRow = ({ startMs, value }: TrueInterval): string[] => [wall(startMs), spell(value, ',')];
const inDoubled = (place: number): boolean =>
  render(quarters[place]?.startMs ?? 0, copenhagen, 'DD HH') === '27 02';
const firstGone = quarters.findIndex((_, place) => inDoubled(place)) + 2;
const holed = quarters.filter((_, place) => place !== firstGone);
const emptied = quarters.map((interval, place) =>
  place === firstGone ? [wall(interval.startMs), ''] : plainRow(interval),
);

/** 02:45, 02:45, 02:30, 02:30: newest first and interleaved; of each pair the later one stands first. */
function newestInterleaved(): TrueInterval[] {
  const key = ({ startMs }: TrueInterval): string => render(startMs, copenhagen, 'YYYYMMDDHHmm');
  return [...quarters].sort((a, b) => (key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : b.startMs - a.startMs));
}

const doubled: readonly Shape[] = [
  mixed(
    'one quarter of the first of the two hours has no row',
    [one, ...holed.map(plainRow)],
    oneSeries(holed),
  ),
  mixed(
    'one quarter of the first of the two hours is empty',
    [one, ...emptied],
    oneSeries(holed, { emptyValues: 1 }),
  ),
  mixed(
    'newest first with the doubled hour interleaved',
    [one, ...newestInterleaved().map(plainRow)],
    oneSeries(quarters),
  ),
  mixed(
    'the whole file stands twice around the doubled hour',
    [one, ...quarters.map(plainRow), ...quarters.map(plainRow)],
    oneSeries(quarters, { duplicates: quarters.length }),
  ),
  mixed(
    'equal values in the doubled hour are no duplicates',
    [one, ...constant(quarters).map(plainRow)],
    oneSeries(constant(quarters)),
  ),
];

function constant(rows: readonly TrueInterval[]): TrueInterval[] {
  return rows.map((interval) =>
    render(interval.startMs, copenhagen, 'HH') === '02' ? { ...interval, value: 0.125 } : interval,
  );
}

type Reading = readonly [ms: number, state: number];

function readingsOf(truth: readonly TrueInterval[], from: number): Reading[] {
  const stamps = [...truth.map(({ startMs }) => startMs), truth.at(-1)?.endMs ?? 0];
  return registerStates(truth, from).map((state, place) => [stamps[place] ?? 0, state]);
}

const hours = makeTruth({ ...plainDays, count: 4 }, 60, { seed: 173 });
const night = makeTruth({ ...plainDays, count: 4 }, 60, { seed: 174, level: 0.5 });
const spelled = ([ms, state]: Reading): string[] => [wall(ms), spell(state, ',')];
const registerHead = ['Tid', 'Målerstand (kWh)'];
const states = readingsOf(hours, 12_345.6);
const nightStates = readingsOf(night, 9_876.5);
const stray = states.map(([ms, state], place): Reading => [ms, place === 30 ? 0 : state]);
const around = hours.filter((_, place) => place !== 29 && place !== 30);
const bridged = [
  ...hours.slice(0, 29),
  {
    startMs: hours[29]?.startMs ?? 0,
    endMs: hours[30]?.endMs ?? 0,
    value: Math.round(((hours[29]?.value ?? 0) + (hours[30]?.value ?? 0)) * 1000) / 1000,
    quality: 'GOOD' as const,
  },
  ...hours.slice(31),
];
const exchanged = states.map(([ms, state], place): Reading => [
  ms,
  place < 50 ? state : Math.round((state - (states[50]?.[1] ?? 0)) * 1000) / 1000,
]);

const saidRegister: Said = { ...said, kind: 'register' };
const strayRows = [registerHead, ...stray.map(spelled)];
const afterStray: Expected = {
  ...oneSeries(around, { orElse: [bridged], emptyValues: null }),
  rejectedRows: null,
};
const exchangedRows = [registerHead, ...exchanged.map(spelled)];
const afterExchange: Expected = {
  ...oneSeries(hours.filter((_, place) => place !== 49)),
  rejectedRows: null,
};

const registers: readonly Shape[] = [
  mixed(
    'a register through the doubled hour',
    [registerHead, ...readingsOf(quarters, 500).map(spelled)],
    oneSeries(quarters),
  ),
  mixed(
    'a register through the missing hour',
    [registerHead, ...readingsOf(spring.first, 500).map(spelled)],
    oneSeries(spring.first),
  ),
  mixed(
    'two registers in two columns',
    [
      ['Tid', 'Import T1 kWh', 'Import T2 kWh'],
      ...states.map(([ms, state], place) => [
        wall(ms),
        spell(state, ','),
        spell(nightStates[place]?.[1] ?? 0, ','),
      ]),
    ],
    {
      series: [
        { name: 'Import T1', intervals: hours },
        { name: 'Import T2', intervals: night },
      ],
    },
  ),
  mixed(
    'registers of two meters row by row',
    [
      ['Målepunkt', ...registerHead],
      ...states.flatMap((reading, place) => [
        [ids[0], ...spelled(reading)],
        [ids[1], ...spelled(nightStates[place] ?? reading)],
      ]),
    ],
    {
      series: [
        { name: ids[0], intervals: hours },
        { name: ids[1], intervals: night },
      ],
    },
  ),
  mixed('a reading of 0 within a register is no reset', strayRows, afterStray),
  mixed(
    'a reading of 0 within what a person calls a register is no reset',
    strayRows,
    afterStray,
    saidRegister,
  ),
  mixed('an exchanged register starts again at 0', exchangedRows, afterExchange),
  mixed('what a person calls a register is exchanged', exchangedRows, afterExchange, saidRegister),
  mixed(
    'a register in whole Wh',
    [['Tid', 'Tæller [Wh]'], ...states.map(([ms, state]) => [wall(ms), String(Math.round(state * 1000))])],
    oneSeries(
      hours.map((interval) => ({ ...interval, value: Math.round(interval.value * 1000) })),
      { unit: 'Wh' },
    ),
  ),
  mixed(
    'every reading of a register stands twice',
    [registerHead, ...states.flatMap((reading) => [spelled(reading), spelled(reading)])],
    oneSeries(hours, { duplicates: states.length }),
  ),
];

export const mixedShapes: readonly Shape[] = [...meters, ...doubled, ...registers];
