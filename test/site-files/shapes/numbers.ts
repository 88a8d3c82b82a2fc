import { textShape, table } from './shape.ts';
import type { Said, Shape, TextShape } from './shape.ts';
import { copenhagen, makeTruth, plainDays, render, spell } from './truth.ts';
import type { Course, TrueInterval } from './truth.ts';

const truth = makeTruth(plainDays, 60, { seed: 41 });
/** Mostly above a thousand, so that the thousands separator shows. */
const large: Course = { seed: 42, level: 2600, decimals: 2 };
const thousands = makeTruth(plainDays, 60, large);
const whole = makeTruth(plainDays, 60, { seed: 43, level: 2600, decimals: 0 });
const said = { timeZone: copenhagen };
const timeOf = ({ startMs }: TrueInterval): string => render(startMs, copenhagen, 'YYYY-MM-DD HH:mm');

function column(
  name: string,
  intervals: readonly TrueInterval[],
  spelling: (value: number, place: number) => string,
  more: Partial<TextShape> & { header?: string[]; delimiter?: string } = {},
): Shape {
  const { header = ['Time', 'Energy (Wh)'], delimiter = ';', ...rest } = more;
  const rows = intervals.map((interval, place) => [timeOf(interval), spelling(interval.value, place)]);
  return textShape({
    name,
    axis: 'number',
    text: table([header, ...rows], delimiter),
    said,
    expected: intervals,
    ...rest,
  });
}

const grouped = (value: number, group: string, decimal: string, decimals = 2): string => {
  const [units = '', fraction] = value.toFixed(decimals).split('.');
  const parted = units.replace(/\B(?=(\d{3})+$)/g, group);
  return fraction === undefined ? parted : `${parted}${decimal}${fraction}`;
};

const separators: readonly Shape[] = [
  column('thousands by points, a decimal comma', thousands, (value) => grouped(value, '.', ',')),
  column('thousands by commas, a decimal point', thousands, (value) => grouped(value, ',', '.')),
  column(
    'thousands by commas in quotes between commas',
    thousands,
    (value) => `"${grouped(value, ',', '.')}"`,
    { delimiter: ',' },
  ),
  column('thousands by blanks, a decimal comma', thousands, (value) => grouped(value, ' ', ',')),
  column('thousands by no-break spaces, a decimal comma', thousands, (value) =>
    grouped(value, '\u00a0', ','),
  ),
  column('thousands by narrow no-break spaces, a decimal comma', thousands, (value) =>
    grouped(value, '\u202f', ','),
  ),
  column('thousands by apostrophes, a decimal point', thousands, (value) => grouped(value, "'", '.')),
  column('whole numbers', whole, (value) => value.toFixed(0)),
  column('numbers with five decimals after a comma', truth, (value) => value.toFixed(5).replace('.', ',')),
  column('numbers without the leading zero', makeTruth(plainDays, 60, { seed: 44, level: 0.3 }), (value) =>
    spell(value).replace(/^0/, ''),
  ),
  column('numbers in scientific notation', truth, (value) => value.toExponential(3)),
  column('numbers in scientific notation with a decimal comma', truth, (value) =>
    value.toExponential(3).replace('.', ',').toUpperCase(),
  ),
  column('numbers with a plus sign', truth, (value) => `+${spell(value)}`),
  column('numbers in quotes with padding', truth, (value) => `" ${spell(value)} "`),
  column('the unit stands behind each number', truth, (value) => `${spell(value, ',')} kWh`, {
    header: ['Time', 'Energy'],
  }),
  column(
    'negative numbers',
    truth.map((interval) => ({ ...interval, value: -interval.value })),
    (value) => spell(value),
  ),
  column(
    'negative numbers with the minus sign of typography',
    truth.map((interval, place) => (place % 2 === 0 ? interval : { ...interval, value: -interval.value })),
    (value) => spell(value).replace('-', '\u2212'),
  ),
];

const money = table(
  [
    ['Time', 'Usage (kWh)', 'Cost'],
    ...truth.map((interval) => [
      timeOf(interval),
      spell(interval.value),
      `$${(interval.value * 0.11).toFixed(2)} `,
    ]),
  ],
  ',',
);
const priced = table([
  ['Tid', 'Forbrug (kWh)', 'Spotpris (DKK/MWh)'],
  ...truth.map((interval, place) => [
    timeOf(interval),
    spell(interval.value, ','),
    spell(400 + place * 3.5, ',', 2),
  ]),
]);

const beside: readonly Shape[] = [
  textShape({
    name: 'a column of cost with a dollar sign and a trailing blank stands beside',
    axis: 'number',
    text: money,
    said,
    expected: truth,
  }),
  textShape({
    name: 'a column of prices stands beside',
    axis: 'number',
    text: priced,
    said,
    expected: truth,
  }),
];

function ids(name: string, header: string, cell: (id: string) => string, id = '00123'): Shape {
  const rows = truth.map((interval) => [cell(id), timeOf(interval), spell(interval.value, ',')]);
  return textShape({
    name,
    axis: 'id',
    text: table([[header, 'Time', 'Energy (kWh)'], ...rows]),
    said,
    expected: { series: [{ name: id, intervals: truth }] },
  });
}

const meterIds: readonly Shape[] = [
  ids('an id written as a formula keeps its zeros', 'Meter', (id) => `="${id}"`),
  ids(
    'an id written as a formula in quotes keeps its digits',
    'EAN code',
    (id) => `"=""${id}"""`,
    '541448820000123456',
  ),
  ids('an id behind an apostrophe keeps its zeros', 'Meter', (id) => `'${id}`),
  ids('an id with leading zeros stays text', 'Meter ID', (id) => id, '000707'),
  ids('an id of 18 digits loses none', 'GSRN', (id) => id, '571313100000000123'),
  ids('an id with blanks in it stays whole', 'Målepunkt', (id) => id, '5713 1310 0000 0001 23'),
];

const namedMeters: readonly Shape[] = [
  ids("a meter's name stands under a Danish header", 'Målernavn', (id) => id, 'Sønderstræde 5'),
  ids('a meter stands under a Japanese header', 'メーター', (id) => id, '東京支店'),
  textShape({
    name: 'the header of the values is the id of the meter',
    axis: 'id',
    text: table([
      ['Time', '571313100000000123'],
      ...truth.map((interval) => [timeOf(interval), spell(interval.value, ',')]),
    ]),
    said: { ...said, unit: 'kWh', kind: 'interval' },
    questions: ['mapping/zone-unknown', 'mapping/unit-unknown'],
    expected: { series: [{ name: '571313100000000123', intervals: truth }] },
  }),
];

const missingTexts = ['?', '-', 'NaN', 'nan', 'NA', 'N/A', '#N/A', 'No Data', 'null', '--', ''];
const isAbsent = (place: number): boolean => place === 5 || place === 6 || place === 30;
const known = truth.filter((_, place) => !isAbsent(place));

const missing: readonly Shape[] = missingTexts.map((text) =>
  column(
    text === '' ? 'an empty cell is a gap, not a zero' : `"${text}" is a gap, not a zero`,
    truth,
    (value, place) => (isAbsent(place) ? text : spell(value)),
    {
      axis: 'missing',
      expected: { series: [{ name: null, intervals: known, emptyValues: 3 }] },
    },
  ),
);

function sentinels(name: string, text: string, answers: Said, questions: string[]): Shape {
  return column(name, truth, (value, place) => (isAbsent(place) ? text : spell(value)), {
    axis: 'missing',
    said: { ...said, ...answers },
    questions,
    expected: { series: [{ name: null, intervals: known, emptyValues: 3 }] },
  });
}

const asked = ['mapping/zone-unknown', 'mapping/sentinel'];
const zeros = truth.map((interval, place) => (isAbsent(place) ? { ...interval, value: 0 } : interval));

export const numberShapes: readonly Shape[] = [
  ...separators,
  ...beside,
  ...meterIds,
  ...namedMeters,
  ...missing,
  sentinels('-99999 means that there is no value', '-99999', { missing: ['-99999'] }, asked),
  sentinels('1000000 means that there is no value', '1000000', { missing: ['1000000'] }, asked),
  sentinels('65535 means that there is no value', '65535', { missing: ['65535'] }, asked),
  sentinels('-99999,000 means that there is no value', '-99999.000', { missing: ['-99999'] }, asked),
  column('an absent row is a gap', known, (value) => spell(value), { axis: 'missing' }),
  column('zeros are values', zeros, (value) => spell(value), { axis: 'missing' }),
];
