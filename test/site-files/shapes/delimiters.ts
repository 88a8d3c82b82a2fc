import { textShape, table } from './shape.ts';
import type { Inspected, Shape, TextShape } from './shape.ts';
import { copenhagen, makeTruth, plainDays, render, spell } from './truth.ts';
import type { TrueInterval } from './truth.ts';

const truth = makeTruth(plainDays, 60, { seed: 21 });
const timeOf = ({ startMs }: TrueInterval): string => render(startMs, copenhagen, 'YYYY-MM-DD HH:mm');
const shape = (name: string, text: string, more: Partial<TextShape> = {}): Shape =>
  textShape({ name, axis: 'delimiter', text, said: { timeZone: copenhagen }, expected: truth, ...more });

const header = ['Time', 'Energy (kWh)', 'Status'];
const rows = truth.map((interval) => [timeOf(interval), spell(interval.value), 'ok']);
const commaRows = truth.map((interval) => [timeOf(interval), spell(interval.value, ','), 'ok']);
const delimitedBy = (delimiter: string): { inspected: Inspected } => ({
  inspected: { kind: 'csv', delimiter, headerRow: 1 },
});

const aligned = [
  'Time                Energy_kWh  Status',
  ...truth.map(
    (interval) =>
      `${render(interval.startMs, copenhagen, "YYYY-MM-DD'T'HH:mm")}    ${spell(interval.value).padStart(10)}  ok`,
  ),
];

const spaced = truth.map(
  (interval) => `${render(interval.startMs, copenhagen, "YYYY-MM-DD'T'HH:mm")} ${spell(interval.value)}`,
);

const separators: readonly Shape[] = [
  shape('semicolons with a decimal comma', table([header, ...commaRows]), {
    inspected: { delimiter: ';', decimal: ',' },
  }),
  shape('semicolons with a decimal point', table([header, ...rows]), {
    inspected: { delimiter: ';', decimal: '.' },
  }),
  shape('commas with a decimal point', table([header, ...rows], ','), delimitedBy(',')),
  shape(
    'commas with a decimal comma in quotes',
    table(
      [header, ...commaRows.map(([time = '', value = '', status = '']) => [time, `"${value}"`, status])],
      ',',
    ),
    { inspected: { delimiter: ',', decimal: ',' } },
  ),
  shape('tabs', table([header, ...rows], '\t'), delimitedBy('\t')),
  shape('tabs with a decimal comma', table([header, ...commaRows], '\t'), delimitedBy('\t')),
  shape('upright bars', table([header, ...rows], '|'), delimitedBy('|')),
  shape('upright bars with blanks around them', table([header, ...rows], ' | ')),
  shape('columns aligned with blanks', `${aligned.join('\n')}\n`),
  shape('single blanks between two columns', `time kWh\n${spaced.join('\n')}\n`),
  shape('a line sep=; goes before the header', `sep=;\n${table([header, ...commaRows])}`),
  shape('a line sep=, in quotes goes before the header', `"sep=,"\n${table([header, ...rows], ',')}`),
];

const quoted = (cells: readonly string[]): string[] => cells.map((cell) => `"${cell}"`);
const notedHeader = ['Time', 'Energy (kWh)', 'Comment'];
const noted = truth.map((interval, place) => [
  timeOf(interval),
  spell(interval.value, ','),
  place === 3 ? '"read by hand; see\nthe ""log"" of that day"' : place === 5 ? '"a; b; c"' : '',
]);

const quotes: readonly Shape[] = [
  shape('every cell stands in quotes', table([quoted(header), ...commaRows.map(quoted)])),
  shape('every cell stands in quotes between commas', table([quoted(header), ...commaRows.map(quoted)], ',')),
  shape('quoted notes hold delimiters, quotes and line ends', table([notedHeader, ...noted])),
  shape(
    'a header in quotes holds the delimiter',
    table([['"Time; local"', '"Energy (kWh)"', 'Status'], ...commaRows]),
  ),
  shape(
    'a rejected row behind a quoted line end is numbered as an editor shows it',
    table([
      notedHeader,
      ...noted.map((cells, place) => (place === 9 ? ['2024-06-12 29:00', '1,5', ''] : cells)),
    ]),
    {
      expected: {
        series: [{ name: null, intervals: truth.filter((_, place) => place !== 9) }],
        rejectedRows: [12],
      },
    },
  ),
];

const ragged = rows.map((cells, place) =>
  place === 4 ? cells.slice(0, 2) : place === 7 ? [...cells, 'extra', 'more'] : cells,
);

const padding: readonly Shape[] = [
  shape(
    'every row ends with a delimiter, the header does not',
    table([header, ...rows.map((cells) => [...cells, ''])]),
  ),
  shape(
    'header and rows end with delimiters',
    table([[...header, '', ''], ...rows.map((cells) => [...cells, '', ''])]),
  ),
  shape('some rows are shorter or longer than the header', table([header, ...ragged], ',')),
  shape('the header is shorter than the rows', table([header.slice(0, 2), ...rows], ',')),
  shape(
    'blank lines stand between the rows and at the end',
    `${table([header, ...rows.slice(0, 20)])}\n${table(rows.slice(20))}\n\n\n`,
  ),
  shape(
    'lines of delimiters alone stand between the rows',
    `${table([header, ...rows.slice(0, 20)])};;\n${table(rows.slice(20))};;\n`,
  ),
  shape(
    'cells are padded with blanks',
    table(
      [header.map((name) => `  ${name} `), ...rows.map((cells) => cells.map((cell) => `  ${cell}   `))],
      ',',
    ),
  ),
  shape(
    'cells are padded with no-break spaces',
    table([header, ...commaRows.map((cells) => cells.map((cell) => `\u00a0${cell}\u00a0`))]),
  ),
  shape(
    'date and hour are parted by a no-break space',
    table([header, ...rows.map(([time = '', ...rest]) => [time.replace(' ', '\u00a0'), ...rest])]),
  ),
  shape(
    'two columns have one name',
    table([
      ['Time', 'Status', 'Energy (kWh)', 'Status'],
      ...rows.map(([time = '', value = '']) => [time, 'a', value, 'b']),
    ]),
  ),
  shape(
    'no header at all',
    table(
      rows.map((cells) => cells.slice(0, 2)),
      ',',
    ),
    {
      said: { timeZone: copenhagen, unit: 'kWh', kind: 'interval' },
      inspected: { headerRow: null },
    },
  ),
  shape(
    'no header and three columns',
    table(
      truth.map((interval) => ['707057500041', timeOf(interval), spell(interval.value)]),
      ';',
    ),
    {
      said: { timeZone: copenhagen, unit: 'kWh', kind: 'interval' },
      expected: { series: [{ name: '707057500041', intervals: truth }] },
    },
  ),
];

export const delimiterShapes: readonly Shape[] = [...separators, ...quotes, ...padding];
