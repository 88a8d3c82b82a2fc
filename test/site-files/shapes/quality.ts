import type { QualityCode } from '../../../src/domain/quality-code.ts';
import { textShape, table } from './shape.ts';
import type { Shape, TextShape } from './shape.ts';
import { copenhagen, makeTruth, plainDays, render, spell } from './truth.ts';
import type { TrueInterval } from './truth.ts';

const said = { timeZone: copenhagen };
const plain = makeTruth(plainDays, 60, { seed: 101 });
const isEstimated = (place: number): boolean => place % 7 === 3;
const truth = plain.map((interval, place): TrueInterval => ({
  ...interval,
  quality: isEstimated(place) ? 'ESTIMATED' : 'GOOD',
}));
const time = ({ startMs }: TrueInterval): string => render(startMs, copenhagen, 'YYYY-MM-DD HH:mm');

function codes(
  name: string,
  header: string,
  good: string,
  estimated: string,
  more: Partial<TextShape> = {},
): Shape {
  const rows = truth.map((interval, place) => [
    time(interval),
    spell(interval.value, ','),
    isEstimated(place) ? estimated : good,
  ]);
  return textShape({
    name,
    axis: 'quality',
    text: table([['Time', 'Energy (kWh)', header], ...rows]),
    said,
    expected: truth,
    ...more,
  });
}

const allGood = truth.map((interval): TrueInterval => ({ ...interval, quality: 'GOOD' }));
const all = (quality: QualityCode): TrueInterval[] => truth.map((interval) => ({ ...interval, quality }));
const zeros = plain.map((interval, place): TrueInterval =>
  isEstimated(place) ? { ...interval, value: 0, quality: 'ESTIMATED' } : interval,
);
const absent = table([
  ['Tijdstip', 'Volume (kWh)', 'Validatiestatus'],
  ...truth.map((interval, place) => [
    time(interval),
    isEstimated(place) ? '' : spell(interval.value, ','),
    isEstimated(place) ? 'Geen verbruik' : 'Gevalideerd',
  ]),
]);

export const qualityShapes: readonly Shape[] = [
  codes('Målt and Estimeret', 'Kvalitet', 'Målt', 'Estimeret'),
  codes('A and E', 'Quality', 'A', 'E'),
  codes('A and S under the header Status', 'Status', 'A', 'S'),
  codes('Actual and Estimated', 'Read Type', 'Actual', 'Estimated'),
  codes('Actual and Estimate in capitals', 'Reading quality', 'ACTUAL', 'ESTIMATE'),
  codes('Gevalideerd and Geschat', 'Validatiestatus', 'Gevalideerd', 'Geschat'),
  codes('R and E of Spain', 'Método de obtención', 'R', 'E'),
  codes('gemessen and Ersatzwert', 'Status', 'gemessen', 'Ersatzwert'),
  codes('E beside empty cells', 'Estimated', '', 'E'),
  codes('a note that the reading was estimated', 'NOTES', '', '* This data was estimated'),
  codes('a status that is always ok', 'Status', 'OK', 'OK', { expected: allGood }),
  codes('unknown codes are asked for', 'Quality', 'Q7', 'ZX', {
    said: { ...said, quality: 'MIGRATED' },
    questions: ['mapping/zone-unknown', 'mapping/quality-unknown'],
    expected: all('MIGRATED'),
  }),
  codes('one code for every reading is given by a person', 'Remark', 'a', 'b', {
    said: { ...said, quality: 'HISTORICAL' },
    questions: ['mapping/zone-unknown'],
    expected: all('HISTORICAL'),
  }),
  textShape({
    name: 'Geen verbruik beside an empty cell is a gap',
    axis: 'quality',
    text: absent,
    said,
    expected: {
      series: [
        {
          name: null,
          intervals: allGood.filter((_, place) => !isEstimated(place)),
          emptyValues: truth.filter((_, place) => isEstimated(place)).length,
        },
      ],
    },
  }),
  textShape({
    name: 'zeros are sent as estimated when a person says so',
    axis: 'quality',
    text: table([
      ['Time', 'Energy (kWh)'],
      ...zeros.map((interval) => [time(interval), spell(interval.value, ',')]),
    ]),
    said: { ...said, zeroQuality: 'ESTIMATED' },
    expected: zeros,
  }),
];
