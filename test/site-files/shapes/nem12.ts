import { channelLines } from '../../../src/engine/sources/nem12/write-nem12.ts';
import type { WrittenChannel } from '../../../src/engine/sources/nem12/write-nem12.ts';
import { table, textShape } from './shape.ts';
import type { Expected, ExpectedSeries, Shape, TextShape } from './shape.ts';
import { makeTruth, render } from './truth.ts';
import type { TrueInterval } from './truth.ts';

/** Market time: fixed, whatever the clocks of the state do. */
const market = '+10:00';
/** Around the change of Sydney's clocks on 2024-04-07, which market time does not follow. */
const days = { zone: market, from: '2024-04-06', count: 2 };

function channel(
  truth: readonly TrueInterval[],
  minutes: number,
  more: Partial<WrittenChannel> = {},
): WrittenChannel {
  const byDay = Map.groupBy(truth, ({ startMs }) => render(startMs, market, 'YYYYMMDD'));
  return {
    minutes: String(minutes),
    days: [...byDay].map(([date, ofDay]) => ({ date, values: ofDay.map(({ value }) => value) })),
    ...more,
  };
}

const header = '100,NEM12,202404081200,MDP1,RET1';

function nem(
  name: string,
  lines: readonly string[],
  series: readonly ExpectedSeries[],
  more: Partial<TextShape> & { readonly rest?: Partial<Expected> } = {},
): Shape {
  const { rest = {}, ...shape } = more;
  return textShape({
    name,
    axis: 'NEM12',
    fileName: 'readings.csv',
    text: lines.map((line) => `${line}\r\n`).join(''),
    expected: { series, ...rest },
    inspected: { kind: 'nem12' },
    ...shape,
  });
}

const five = makeTruth(days, 5, { seed: 121, level: 0.1 });
const quarter = makeTruth(days, 15, { seed: 122 });
const half = makeTruth(days, 30, { seed: 123 });
const other = makeTruth(days, 30, { seed: 124, level: 0.2 });
const later = makeTruth({ ...days, from: '2024-04-08' }, 30, { seed: 125 });
const watts = makeTruth(days, 30, { seed: 126, level: 600, decimals: 0 });
const one = (truth: readonly TrueInterval[], minutes: number): string[] =>
  channelLines(channel(truth, minutes));
const framed = (...lines: readonly string[]): string[] => [header, ...lines, '900'];
const e1 = { name: 'E1', unit: 'kWh' };

const graded = half.map((interval, place): TrueInterval => ({
  ...interval,
  quality: place < 48 && (place < 20 || place >= 24) ? 'ESTIMATED' : 'GOOD',
}));
const variable = channel(half, 30);
const rangesOfDay = variable.days.map((day, place) =>
  place === 0
    ? {
        ...day,
        quality: 'V',
        ranges: [
          [1, 20, 'F14'],
          [21, 24, 'A'],
          [25, 48, 'S14'],
        ] as const,
      }
    : day,
);
const estimated = channel(half, 30, { days: variable.days.map((day) => ({ ...day, quality: 'E52' })) });
const all = (quality: 'ESTIMATED' | 'GOOD'): TrueInterval[] =>
  half.map((interval) => ({ ...interval, quality }));
const short = one(half, 30).map((line, place) =>
  place === 1 ? line.split(',').slice(0, 12).join(',') : line,
);

const nem13 = [
  '100,NEM13,202404081200,MDP1,RET1',
  '250,4103035332,E1,1,E1,N1,METER1,E,000001,20240101000000,A,,,000120,20240401000000,A,,,120,kWh,,20240402000000,',
  '900',
];

export const nem12Shapes: readonly Shape[] = [
  nem('5 minutes', framed(...one(five, 5)), [{ ...e1, intervals: five }]),
  nem('15 minutes', framed(...one(quarter, 15)), [{ ...e1, intervals: quarter }]),
  nem('30 minutes', framed(...one(half, 30)), [{ ...e1, intervals: half }]),
  nem('watt-hours', framed(...channelLines(channel(watts, 30, { unit: 'Wh' }))), [
    { name: 'E1', unit: 'Wh', intervals: watts },
  ]),
  nem('units in capitals', framed(...channelLines(channel(half, 30, { unit: 'KWH' }))), [
    { ...e1, intervals: half },
  ]),
  nem(
    'the quality of a day stands in 400 records',
    framed(...channelLines(channel(half, 30, { days: rangesOfDay }))),
    [{ ...e1, intervals: graded }],
  ),
  nem('a day of estimates', framed(...channelLines(estimated)), [{ ...e1, intervals: all('ESTIMATED') }]),
  nem(
    'several meters and channels',
    framed(
      ...channelLines(channel(half, 30, { nmi: 'NCDE001111' })),
      ...channelLines(channel(other, 30, { nmi: 'NCDE001111', suffix: 'B1' })),
      ...channelLines(channel(later, 30, { nmi: 'NDDD001888' })),
    ),
    [
      { name: 'NCDE001111 / E1', intervals: half },
      { name: 'NCDE001111 / B1', intervals: other },
      { name: 'NDDD001888 / E1', intervals: later },
    ],
  ),
  nem(
    'two lengths in one file',
    framed(...one(half, 30), ...channelLines(channel(five, 5, { suffix: 'B1' }))),
    [
      { ...e1, intervals: half },
      { name: 'B1', intervals: five },
    ],
  ),
  nem(
    'two files one after the other',
    [...framed(...one(half, 30)), '', ...framed(...one(later, 30))],
    [{ ...e1, intervals: [...half, ...later] }],
  ),
  nem('no 100 and no 900', one(half, 30), [{ ...e1, intervals: half }]),
  nem('no 100, and a blank first line', ['', ...one(half, 30), '900'], [{ ...e1, intervals: half }]),
  nem('no 900', [header, ...one(half, 30)], [{ ...e1, intervals: half }]),
  nem('lines end with LF', [], [{ ...e1, intervals: half }], {
    text: framed(...one(half, 30))
      .map((line) => `${line}\n`)
      .join(''),
  }),
  nem(
    'every line is padded with commas',
    framed(...one(half, 30)).map((line) => line.padEnd(line.length + 54 - line.split(',').length, ',')),
    [{ ...e1, intervals: half }],
  ),
  nem('one day has too few values', framed(...short), [{ ...e1, intervals: half.slice(48) }], {
    rest: { rejectedRows: [3] },
  }),
  nem(
    'a day stands twice with the same values',
    framed(...one(half, 30), ...one(half.slice(48), 30).slice(1)),
    [{ ...e1, intervals: half, duplicates: 48 }],
  ),
  nem(
    'a person says +08:00',
    framed(...one(half, 30)),
    [
      {
        ...e1,
        intervals: half.map(({ startMs, endMs, ...rest }) => ({
          ...rest,
          startMs: startMs + 7_200_000,
          endMs: endMs + 7_200_000,
        })),
      },
    ],
    { said: { timeZone: '+08:00' }, questions: [] },
  ),
  textShape({
    name: 'NEM13 is refused',
    axis: 'NEM12',
    text: nem13.join('\n'),
    questions: [],
    expected: { code: /^source\//, mention: /NEM13/ },
  }),
  textShape({
    name: 'market time in a plain CSV is a fixed offset',
    axis: 'NEM12',
    text: table(
      [
        ['Interval start', 'Energy (kWh)'],
        ...half.map(({ startMs, value }) => [render(startMs, market, 'YYYY/MM/DD HH:mm:ss'), String(value)]),
      ],
      ',',
    ),
    said: { timeZone: market },
    expected: half,
  }),
];
