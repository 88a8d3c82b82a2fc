import { table, textShape, timeAsked, unitAsked } from './shape.ts';
import type { ExpectedSeries, Said, Shape, TextShape } from './shape.ts';
import { copenhagen, makeTruth, plainDays, render, spell } from './truth.ts';
import type { TrueInterval } from './truth.ts';

const said = { timeZone: copenhagen };
const one = makeTruth(plainDays, 60, { seed: 81 });
const two = makeTruth(plainDays, 60, { seed: 82, level: 0.4 });
const three = makeTruth(plainDays, 60, { seed: 83, level: 3.1 });
const time = (ms: number): string => render(ms, copenhagen, 'DD.MM.YYYY HH:mm');
const value = (interval: TrueInterval | undefined): string =>
  interval === undefined ? '' : spell(interval.value, ',');

function layout(
  name: string,
  rows: readonly (readonly string[])[],
  series: readonly ExpectedSeries[],
  more: Partial<TextShape> = {},
): Shape {
  return textShape({ name, axis: 'layout', text: table(rows), said, expected: { series }, ...more });
}

type Keyed = readonly [keys: readonly string[], truth: readonly TrueInterval[]];

/** All rows of one key, then those of the next. */
const inBlocks = (keyed: readonly Keyed[]): string[][] =>
  keyed.flatMap(([keys, truth]) =>
    truth.map((interval) => [...keys, time(interval.startMs), value(interval)]),
  );

/** All keys of one time, then those of the next. */
const byTime = (keyed: readonly Keyed[]): string[][] =>
  one.flatMap((_, place) =>
    keyed.map(([keys, truth]) => [...keys, time(truth[place]?.startMs ?? 0), value(truth[place])]),
  );

const meters = [
  [['0001'], one],
  [['0002'], two],
  [['0010'], three],
] as const;
const meterSeries = meters.map(([[name], intervals]): ExpectedSeries => ({ name, intervals, unit: 'kWh' }));
const meterHead = ['MeterId', 'Timestamp', 'Value (kWh)'];

const longMeters: readonly Shape[] = [
  layout('several meters one after the other', [meterHead, ...inBlocks(meters)], meterSeries),
  layout('several meters row by row', [meterHead, ...byTime(meters)], meterSeries),
  layout(
    'several meters of different spans',
    [
      meterHead,
      ...inBlocks([
        [['0001'], one],
        [['0002'], two.slice(24)],
        [['0010'], three.slice(0, 24)],
      ]),
    ],
    [
      { name: '0001', intervals: one },
      { name: '0002', intervals: two.slice(24) },
      { name: '0010', intervals: three.slice(0, 24) },
    ],
  ),
  layout(
    'the meter column stands last',
    [
      ['Timestamp', 'Value (kWh)', 'Meter'],
      ...byTime(meters).map(([meter = '', ...rest]) => [...rest, meter]),
    ],
    meterSeries,
  ),
  layout('a person names the column of the meters', [meterHead, ...byTime(meters)], meterSeries, {
    said: { ...said, meter: 'MeterId' },
  }),
];

const ean = '541448820000123456';
const directions = [
  [[ean, 'Afname'], one],
  [[ean, 'Injectie'], two],
] as const;
const directionSeries: ExpectedSeries[] = [
  { name: 'Afname', intervals: one },
  { name: 'Injectie', intervals: two },
];
const dayNight = [
  [[ean, 'Afname Dag'], one.filter((_, place) => isDay(place))],
  [[ean, 'Afname Nacht'], one.filter((_, place) => !isDay(place))],
] as const;

function isDay(place: number): boolean {
  return place % 24 >= 7 && place % 24 < 22;
}

const longRegisters: readonly Shape[] = [
  layout(
    'two registers of one meter row by row',
    [['EAN-code', 'Register', 'Tijdstip', 'Volume (kWh)'], ...byTime(directions)],
    directionSeries,
  ),
  layout(
    'two registers of one meter one after the other',
    [['EAN-code', 'Register', 'Tijdstip', 'Volume (kWh)'], ...inBlocks(directions)],
    directionSeries,
  ),
  layout(
    'tariffs of day and night as registers are separate',
    [['EAN-code', 'Register', 'Tijdstip', 'Volume (kWh)'], ...inBlocks(dayNight)],
    dayNight.map(([[, name], intervals]) => ({ name, intervals })),
  ),
  layout(
    'OBIS codes as registers',
    [
      ['Obis', 'Zeit', 'Wert (kWh)'],
      ...byTime([
        [['1-1:1.29.0'], one],
        [['1-1:2.29.0'], two],
      ]),
    ],
    [
      { name: '1-1:1.29.0', intervals: one },
      { name: '1-1:2.29.0', intervals: two },
    ],
  ),
  layout(
    'two meters with two registers each',
    [
      ['Meter', 'Direction', 'Time', 'Energy (kWh)'],
      ...byTime([
        [['A1', 'Import'], one],
        [['A1', 'Export'], two],
        [['B2', 'Import'], three],
      ]),
    ],
    [
      { name: 'A1 / Import', intervals: one },
      { name: 'A1 / Export', intervals: two },
      { name: 'B2 / Import', intervals: three },
    ],
  ),
  layout(
    'a unit column tells kWh and kvarh apart',
    [
      ['Meter', 'Time', 'Value', 'Unit'],
      ...one.flatMap((interval, place) => [
        ['A1', time(interval.startMs), value(interval), 'kWh'],
        ['A1', time(interval.startMs), value(two[place]), 'kvarh'],
      ]),
    ],
    [
      { name: 'A1', intervals: one, unit: 'kWh' },
      { name: 'A1', intervals: two, unit: 'kvarh' },
    ],
  ),
  layout(
    'a unit column says kWh in every row',
    [['Time', 'Value', 'Unit'], ...one.map((interval) => [time(interval.startMs), value(interval), 'kWh'])],
    [{ name: null, intervals: one, unit: 'kWh' }],
  ),
  layout(
    'entity, attribute and value',
    [
      ['entity', 'attribute', 'time', 'value'],
      ...byTime([
        [['house', 'energy_kwh'], one],
        [['barn', 'energy_kwh'], two],
      ]),
    ],
    [
      { name: 'house', intervals: one },
      { name: 'barn', intervals: two },
    ],
    { said: { ...said, unit: 'kWh', kind: 'interval' }, questions: ['mapping/zone-unknown'] },
  ),
];

function wide(
  name: string,
  header: readonly string[],
  truths: readonly (readonly TrueInterval[])[],
  series: readonly ExpectedSeries[],
  answers: Said = {},
): Shape {
  const rows = one.map((interval, place) => [
    time(interval.startMs),
    ...truths.map((truth) => value(truth[place])),
  ]);
  return layout(name, [['Time', ...header], ...rows], series, { said: { ...said, ...answers } });
}

const sum = one.map((interval, place) => ({
  ...interval,
  value: Math.round((interval.value + (two[place]?.value ?? 0) + (three[place]?.value ?? 0)) * 1000) / 1000,
}));
const celsius = makeTruth(plainDays, 60, { seed: 84, level: 14, decimals: 1 });
const volts = makeTruth(plainDays, 60, { seed: 85, level: 230, decimals: 1 });
const threeMeters = (names: readonly string[]): ExpectedSeries[] =>
  [one, two, three].map((intervals, place) => ({ name: names[place] ?? null, intervals }));

const wideColumns: readonly Shape[] = [
  wide(
    'a column a meter, named MT_001 …',
    ['MT_001', 'MT_002', 'MT_003'],
    [one, two, three],
    threeMeters(['MT_001', 'MT_002', 'MT_003']),
    { unit: 'kWh', kind: 'interval' },
  ),
  wide(
    'a column a meter, named by numbers of 18 digits',
    ['571313100000000011', '571313100000000028', '571313100000000035'],
    [one, two, three],
    threeMeters(['571313100000000011', '571313100000000028', '571313100000000035']),
    { unit: 'kWh', kind: 'interval' },
  ),
  wide(
    'a column a meter with its unit',
    ['Kedel (kWh)', 'Varmepumpe (kWh)', 'Lys (kWh)'],
    [one, two, three],
    threeMeters(['Kedel', 'Varmepumpe', 'Lys']),
  ),
  wide(
    'a column a channel, the sum of them beside',
    ['Kedel (kWh)', 'Varmepumpe (kWh)', 'Lys (kWh)', 'I alt (kWh)'],
    [one, two, three, sum],
    threeMeters(['Kedel', 'Varmepumpe', 'Lys']),
  ),
  wide(
    'delivered and received in two columns',
    ['Import (kWh)', 'Export (kWh)'],
    [one, two],
    threeMeters(['Import', 'Export']).slice(0, 2),
  ),
  wide(
    'energy beside temperature and voltage',
    ['Energy (kWh)', 'Temperature (°C)', 'Voltage (V)'],
    [one, celsius, volts],
    [{ name: null, intervals: one, unit: 'kWh' }],
  ),
  wide(
    'one of several columns is chosen by a person',
    ['Energy (kWh)', 'Voltage (V)'],
    [one, volts],
    [{ name: null, intervals: volts, unit: 'V' }],
    { values: ['Voltage (V)'], kind: 'power' },
  ),
  wide(
    'an empty column stands between',
    ['Kedel (kWh)', '', 'Lys (kWh)'],
    [one, [], three],
    [
      { name: 'Kedel', intervals: one },
      { name: 'Lys', intervals: three },
    ],
  ),
  layout(
    'a counter of rows stands first',
    [
      ['No.', 'Time', 'Energy (kWh)'],
      ...one.map((interval, place) => [String(place + 1), time(interval.startMs), value(interval)]),
    ],
    [{ name: null, intervals: one }],
  ),
];

const matrix = table(one.map((interval, place) => [value(interval), value(two[place]), value(three[place])]));
const stampsOnly = table([['Time'], ...one.map(({ startMs }) => [time(startMs)])]);

const isoStart = ([first]: readonly TrueInterval[]): string => new Date(first?.startMs ?? 0).toISOString();

const without: readonly Shape[] = [
  textShape({
    name: 'a bare matrix has no time: its first start is asked for',
    axis: 'layout',
    text: matrix,
    said: { firstStart: isoStart(one), intervalMs: 3_600_000, unit: 'kWh', kind: 'interval' },
    questions: [timeAsked, unitAsked],
    expected: { series: [one, two, three].map((intervals) => ({ name: null, intervals })) },
  }),
  textShape({
    name: 'a list of times has no values',
    axis: 'layout',
    text: stampsOnly,
    questions: [],
    expected: { code: /^(mapping|source)\//, mention: /value|number|reading/i },
  }),
  textShape({
    name: 'a header without rows holds nothing to send',
    axis: 'layout',
    text: 'Time;Energy (kWh)\n',
    questions: [],
    expected: { code: /^source\//, mention: /no |nothing/i },
  }),
  textShape({
    name: 'a file of no bytes holds nothing to send',
    axis: 'layout',
    text: '',
    questions: [],
    expected: { code: /^source\//, mention: /empty/i },
  }),
];

export const layoutShapes: readonly Shape[] = [...longMeters, ...longRegisters, ...wideColumns, ...without];
