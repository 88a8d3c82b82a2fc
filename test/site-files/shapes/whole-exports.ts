import { oneSeries, table, textShape } from './shape.ts';
import type { Shape } from './shape.ts';
import {
  autumnDays,
  copenhagen,
  makeTruth,
  newYork,
  plainAmerican,
  plainDays,
  render,
  spell,
} from './truth.ts';

const said = { timeZone: copenhagen };
const quarters = makeTruth(autumnDays, 15, { seed: 171 });
const hours = makeTruth({ ...plainDays, count: 4 }, 60, { seed: 173 });
const night = makeTruth({ ...plainDays, count: 4 }, 60, { seed: 174, level: 0.5 });
const american = makeTruth({ ...plainAmerican, count: 3 }, 15, { seed: 175 });
const greenButton = [
  'Name,"DOE, JANE"',
  'Address,"123 MAIN ST, APT 4, SAN JOSE CA 95112"',
  'Account Number,1234567890',
  'Service,Service 1',
  '',
  'TYPE,DATE,START TIME,END TIME,USAGE,UNITS,COST,NOTES',
  ...american.map(({ startMs, endMs, value }) =>
    [
      'Electric usage',
      render(startMs, newYork, 'YYYY-MM-DD'),
      render(startMs, newYork, 'HH:mm'),
      render(endMs - 60_000, newYork, 'HH:mm'),
      spell(value, '.', 2),
      'kWh',
      `$${(value * 0.3).toFixed(2)}`,
      '',
    ].join(','),
  ),
];
const rounded = american.map((interval) => ({ ...interval, value: Math.round(interval.value * 100) / 100 }));
const twoDecimals = american.map((interval) => ({
  ...interval,
  value: Number(spell(interval.value, '.', 2)),
}));

/** Several shapes in one file, as the exports of real portals have them. */
export const wholeExportShapes: readonly Shape[] = [
  textShape({
    name: 'a preamble of address, inclusive ends, a unit column, cost and empty notes',
    axis: 'shapes together',
    text: greenButton.map((line) => `${line}\r\n`).join(''),
    said: { timeZone: newYork },
    expected: oneSeries(twoDecimals, { orElse: [rounded], unit: 'kWh' }),
  }),
  textShape({
    name: 'a load profile: preamble, obis, start and end, status, decimal comma, footer',
    axis: 'shapes together',
    text: [
      'Lastgang;',
      'Zählpunkt;DE0001234567890000000000000012345',
      'Obis;1-1:1.29.0',
      'Einheit;kWh',
      '',
      'Ab-Datum;Ab-Zeit;Bis-Datum;Bis-Zeit;Wert;Status',
      ...quarters.map(({ startMs, endMs, value }) =>
        [
          ...[startMs, endMs].flatMap((ms) => [
            render(ms, copenhagen, 'DD.MM.YYYY'),
            render(ms, copenhagen, 'HH:mm'),
          ]),
          spell(value, ','),
          'W',
        ].join(';'),
      ),
      `Summe;;;;${spell(
        quarters.reduce((sum, { value }) => sum + value, 0),
        ',',
      )};`,
      '',
    ].join('\r\n'),
    said: { ...said, quality: 'GOOD' },
    questions: ['mapping/zone-unknown'],
    expected: { ...oneSeries(quarters, { unit: 'kWh' }), rejectedRows: null },
  }),
  textShape({
    name: 'a page of ids in formulas, register names, missing rows and validation',
    axis: 'shapes together',
    text: `\ufeff${table([
      [
        'Van (datum)',
        'Van (tijdstip)',
        'Tot (datum)',
        'Tot (tijdstip)',
        'EAN-code',
        'Register',
        'Volume',
        'Eenheid',
        'Validatiestatus',
      ],
      ...hours.flatMap(({ startMs, endMs, value }, place) =>
        [
          ['Afname', value],
          ['Injectie', night[place]?.value ?? 0],
        ].map(([register, volume]) => [
          render(startMs, copenhagen, 'DD-MM-YYYY'),
          render(startMs, copenhagen, 'HH:mm:ss'),
          render(endMs, copenhagen, 'DD-MM-YYYY'),
          render(endMs, copenhagen, 'HH:mm:ss'),
          '="541448820000123456"',
          String(register),
          spell(Number(volume), ','),
          'kWh',
          'Gevalideerd',
        ]),
      ),
    ])}`,
    said,
    expected: {
      series: [
        { name: 'Afname', intervals: hours, unit: 'kWh' },
        { name: 'Injectie', intervals: night, unit: 'kWh' },
      ],
    },
  }),
];
