import { textShape, table } from './shape.ts';
import type { Shape, TextShape } from './shape.ts';
import { copenhagen, makeTruth, plainDays, render, spell } from './truth.ts';
import type { TrueInterval } from './truth.ts';

const truth = makeTruth(plainDays, 60, { seed: 31 });
const second = makeTruth(plainDays, 60, { seed: 32, level: 0.4 });
const timeOf = ({ startMs }: TrueInterval): string => render(startMs, copenhagen, 'DD-MM-YYYY HH:mm');
const header = ['Tid', 'Forbrug (kWh)'];
const rowsOf = (some: readonly TrueInterval[]): string[][] =>
  some.map((interval) => [timeOf(interval), spell(interval.value, ',')]);
const body = table([header, ...rowsOf(truth)]);
const said = { timeZone: copenhagen };
const shape = (name: string, text: string, more: Partial<TextShape> = {}): Shape =>
  textShape({ name, axis: 'preamble', text, said, expected: truth, ...more });

const addressLines = [
  'Eksport fra Netselskabet Nord A/S',
  'Kunde: Hansen; Jensen & Co',
  'Adresse: Havnegade 12, 2. tv., 8000 Aarhus C',
  'Målepunkt: 571313100000000123',
  '',
  'Periode: 12-06-2024 - 14-06-2024',
  'Oprettet: 15-06-2024 08:31',
  'Produkt: El, timeaflæst',
  '# 48 rækker',
  'Bemærk: tider er lokal tid',
  'Kontakt: 70 12 34 56',
  '=====================',
  'Enhed: kWh',
  'Version 2.1',
  '',
  'Rapport 4711',
  'Side 1',
  'Fakturanr.;998877',
  'Aftale;112233',
  '',
];

const preambles = [0, 1, 2, 6, 8, 14, 20].map((count) =>
  shape(
    `${count} lines stand before the header`,
    `${addressLines
      .slice(0, count)
      .map((line) => `${line}\n`)
      .join('')}${body}`,
    {
      inspected: { headerRow: count + 1 },
    },
  ),
);

const paired = (first: readonly TrueInterval[], other: readonly TrueInterval[]): string[][] =>
  first.map((interval, place) => [
    timeOf(interval),
    spell(interval.value, ','),
    spell(other[place]?.value ?? 0, ','),
  ]);

const headers: readonly Shape[] = [
  shape(
    'comment lines with # stand before the header',
    `# exported by gateway 2.3\n# interval: 60 min\n${body}`,
  ),
  shape('a row of units stands below the header', table([['Tid', 'Forbrug'], ['', 'kWh'], ...rowsOf(truth)])),
  shape(
    'a row of units in brackets stands below the header',
    table([['Tid', 'Forbrug'], ['[dd-mm-yyyy hh:mm]', '[kWh]'], ...rowsOf(truth)]),
  ),
  shape(
    'device, channel and unit stand in three rows of header',
    table([
      ['Enhed', 'Kedel 1', 'Kedel 2'],
      ['Kanal', 'Energi', 'Energi'],
      ['Tid', 'kWh', 'kWh'],
      ...paired(truth, second),
    ]),
    {
      expected: {
        series: [
          { name: 'Kedel 1', intervals: truth, unit: 'kWh' },
          { name: 'Kedel 2', intervals: second, unit: 'kWh' },
        ],
      },
    },
  ),
  shape(
    'the names stand above and the units below, with a preamble',
    `Anlæg Nord\nRapport\n${table([['Tid', 'Måler 1', 'Måler 2'], ['dd-mm-yyyy hh:mm', 'kWh', 'kWh'], ...paired(truth, second)])}`,
    {
      expected: {
        series: [
          { name: 'Måler 1', intervals: truth, unit: 'kWh' },
          { name: 'Måler 2', intervals: second, unit: 'kWh' },
        ],
      },
    },
  ),
  shape(
    'the meter and the unit stand only in the preamble',
    `Målepunkt;571313100000000123\nEnhed;kWh\n\n${table([['Tid', 'Forbrug'], ...rowsOf(truth)])}`,
  ),
  shape(
    'header words are in capitals without units',
    table([['TIMESTAMP', 'CONSUMPTION'], ...rowsOf(truth)]),
    {
      said: { ...said, unit: 'kWh', kind: 'interval' },
    },
  ),
];

const total = spell(
  truth.reduce((sum, { value }) => sum + value, 0),
  ',',
);

const footers: readonly Shape[] = [
  shape('a total row ends the file', `${body}Total;${total}\n`, { expected: ignoring(truth) }),
  shape('a sum row with an empty time ends the file', `${body};${total}\n`, {
    expected: { series: [{ name: null, intervals: truth }], rejectedRows: null },
  }),
  shape(
    'an advert of five lines ends the file',
    `${body};\nLavet med EnergiApp\nHent den i dag, gratis!\nhttps://example.org/?ref=csv\n;\nTak\n`,
    { expected: ignoring(truth) },
  ),
  shape('an end mark ends the file', `${body}*** SLUT ***\n`, { expected: ignoring(truth) }),
  shape(
    'a row that is no reading stands in the middle',
    table([
      header,
      ...rowsOf(truth).map((cells, place) => (place === 10 ? ['32-06-2024 10:00', '1,0'] : cells)),
    ]),
    {
      expected: {
        series: [{ name: null, intervals: truth.filter((_, place) => place !== 10) }],
        rejectedRows: [12],
      },
    },
  ),
  shape(
    'a value that is no number stands in the middle',
    table([
      header,
      ...rowsOf(truth).map((cells, place) => (place === 10 ? [cells[0] ?? '', 'defekt'] : cells)),
    ]),
    {
      expected: {
        series: [{ name: null, intervals: truth.filter((_, place) => place !== 10), emptyValues: null }],
        rejectedRows: [12],
      },
    },
  ),
];

function ignoring(intervals: readonly TrueInterval[]): TextShape['expected'] {
  return { series: [{ name: null, intervals }], rejectedRows: [] };
}

const half = truth.length / 2;
const halves = [truth.slice(0, half), truth.slice(half)];
const banner = (title: string): string => `=====\n${title}\n=====\n`;

const blocks: readonly Shape[] = [
  shape(
    'the header is repeated every day',
    `${table([header, ...rowsOf(truth.slice(0, half))])}${table([header, ...rowsOf(truth.slice(half))])}`,
    { expected: ignoring(truth) },
  ),
  shape(
    'header and the same preamble are repeated every day',
    halves.map((rows) => `Netselskabet Nord\nTimeværdier\n\n${table([header, ...rowsOf(rows)])}\n`).join(''),
    { expected: ignoring(truth) },
  ),
  shape(
    'each day has its own title and header',
    halves.map((rows, day) => `Dag ${day + 1}\n\n${table([header, ...rowsOf(rows)])}\n`).join(''),
    {
      expected: {
        series: [{ name: null, intervals: truth }],
        orSeries: halves.map((intervals) => ({ name: null, intervals })),
      },
    },
  ),
  shape(
    'two sections with titles hold what was delivered and received',
    `${banner('Leveret')}${table([header, ...rowsOf(truth)])}\n${banner('Modtaget')}${table([header, ...rowsOf(second)])}`,
    {
      expected: {
        series: [
          { name: null, intervals: truth },
          { name: null, intervals: second },
        ],
        rejectedRows: [],
      },
    },
  ),
];

export const frameShapes: readonly Shape[] = [...preambles, ...headers, ...footers, ...blocks];
