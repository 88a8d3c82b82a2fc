import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNumber, isMissingMarker, numberOutcome, recogniseNumbers } from './number-text.ts';

const point = compileNumber({ decimal: '.', missing: [] });
const comma = compileNumber({ decimal: ',', missing: [] });

describe('reading a number', () => {
  it.each([
    ['123.45', 123.45],
    ['.145', 0.145],
    ['5.', 5],
    ['+3', 3],
    ['-3', -3],
    ['3-', -3],
    ['−3.5', -3.5],
    ['(3.2)', -3.2],
    ['($1,234.50)', -1234.5],
    ['$0.01 ', 0.01],
    ['-$0.01', -0.01],
    ['$-0.01', -0.01],
    ['1.2E-3', 0.0012],
    ['1.2e+03', 1200],
    ['  7.5  ', 7.5],
    ['"12.5"', 12.5],
    ['="12.5"', 12.5],
    ["'0012", 12],
    ["1'234.50", 1234.5],
    ['1,23,456', 123456],
    ['12,34,567.8', 1234567.8],
    ['1,234,567.25', 1234567.25],
    ['1 234.5', 1234.5],
    ['1\u00a0234\u202f567'.replace('\u202f', '\u00a0'), 1234567],
    ['1\u202f234.5', 1234.5],
    ['12.3 kWh', 12.3],
    ['12.3kWh', 12.3],
    ['41.2 m³', 41.2],
    ['0.25 EUR/kWh', 0.25],
    ['98.5%', 98.5],
    ['123456789012345678901234567890', 123456789012345678901234567890],
    ['0.1000000000000000055511151231257827', 0.1],
  ])('%s is read with a decimal point', (text, expected) => {
    expect(point.read(text)).toBe(expected);
    expect(point.outcome).toBe(numberOutcome.value);
  });

  it.each([
    ['123,45', 123.45],
    ['1.528,53700', 1528.537],
    ['1.234', 1234],
    ['1,2E-3', 0.0012],
    ['1 234 567,8', 1234567.8],
    ["1'234,50", 1234.5],
    ['€ 1.234,50', 1234.5],
    ['-0,5', -0.5],
    [',5', 0.5],
  ])('%s is read with a decimal comma', (text, expected) => {
    expect(comma.read(text)).toBe(expected);
    expect(comma.outcome).toBe(numberOutcome.value);
  });

  it.each([
    '12-10-2021',
    '0:15',
    '12 Jan',
    '12 AM',
    '12.3 E',
    '1,23',
    '1.2.3',
    '--3',
    '-(3)',
    '(3',
    'T1',
    '0x10',
  ])('%s is no number, rather than a wrong one', (text) => {
    expect(point.read(text)).toBeNaN();
    expect(point.outcome).toBe(numberOutcome.unreadable);
  });

  it.each(['0.145', '12.5', '1.2345', '1234.567'])('%s is no number where the comma is decimal', (text) => {
    expect(comma.read(text)).toBeNaN();
    expect(comma.outcome).toBe(numberOutcome.unreadable);
  });

  it.each(['', ' ', '-', '--', '?', 'NaN', 'NA', 'N/A', '#N/A', '#NV', 'null', 'None', 'No Data', 'NoneMsg'])(
    '"%s" is a gap',
    (text) => {
      expect(point.read(text)).toBeNaN();
      expect(point.outcome).toBe(numberOutcome.gap);
      expect(isMissingMarker(text)).toBe(true);
    },
  );

  it.each([
    'NaNStt',
    'missing',
    'Inf',
    '-Infinity',
    '∞',
    'No consumption',
    'Geen verbruik',
    'n.a.',
    'k.A.',
    '1e999',
  ])('"%s" is a gap too', (text) => {
    expect(point.read(text)).toBeNaN();
    expect(point.outcome).toBe(numberOutcome.gap);
  });

  it('takes the markers that were given as gaps: words in any case, numbers by value', () => {
    const reader = compileNumber({ decimal: ',', missing: ['-99999', '65535.0', 'Ausfall'] });
    for (const text of ['-99999', '-99999,0', '-99.999', '65535', 'AUSFALL', '"Ausfall"']) {
      expect(reader.read(text)).toBeNaN();
      expect(reader.outcome, text).toBe(numberOutcome.gap);
    }
    expect(reader.read('99999')).toBe(99999);
  });

  it('says what stood around the number', () => {
    point.read('850 Wh');
    expect(point.sign).toBe('Wh');
    point.read('850');
    expect(point.sign).toBe('');
  });
});

describe('every double', () => {
  const doubles = fc.double({ noDefaultInfinity: true, noNaN: true });
  const decimals = fc.tuple(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), fc.integer({ min: 0, max: 9 }));

  it('reads back exactly as it was written, in each format', () => {
    fc.assert(
      fc.property(doubles, (value) => {
        const text = String(value);
        expect(point.read(text)).toBe(Number(text));
        expect(comma.read(text.replace('.', ','))).toBe(Number(text));
        const size = String(Math.abs(value));
        expect(point.read(`${size}-`)).toBe(-Number(size));
        expect(point.read(`(${size})`)).toBe(-Number(size));
        expect(point.read(value.toExponential())).toBe(Number(text));
        expect(point.read(`${size} kWh`)).toBe(Number(size));
      }),
    );
  });

  it('reads short decimals to the last bit, grouped or not', () => {
    fc.assert(
      fc.property(decimals, ([whole, places]) => {
        const value = whole / 10 ** places;
        const text = value.toFixed(places);
        const [integer = '', fraction] = text.split('.');
        const tail = fraction === undefined ? '' : `,${fraction}`;
        const write = (mark: string): string => integer.replace(/\B(?=(\d{3})+$)/g, mark) + tail;
        expect(point.read(text)).toBe(Number(text));
        for (const mark of ['.', ' ', '\u00a0', '\u202f', "'", '’']) {
          expect(comma.read(write(mark))).toBe(Number(text));
        }
      }),
    );
  });
});

describe('recognising numbers', () => {
  it('tells the decimal sign by samples that only one of the two can read', () => {
    expect(recogniseNumbers(['1.234', '0.5', '12', ''])).toMatchObject({
      numbers: 3,
      missing: 1,
      other: 0,
      decimal: '.',
      isAmbiguous: false,
    });
    expect(recogniseNumbers(['1.528,53700', '12,5'])).toMatchObject({ decimal: ',', hasThousands: true });
    expect(recogniseNumbers(['1,234', '1.5'])).toMatchObject({ decimal: '.', hasThousands: true });
  });

  it('takes a comma before an exponent for a decimal one', () => {
    expect(recogniseNumbers(['1,184E+0', '9,250E-1'])).toMatchObject({ decimal: ',', isAmbiguous: false });
    expect(comma.read('1,184E+0')).toBe(1.184);
    expect(recogniseNumbers(['1.184E+0'])).toMatchObject({ decimal: '.', isAmbiguous: false });
  });

  it('leaves open what cannot be told', () => {
    expect(recogniseNumbers(['1.234', '5.678'])).toMatchObject({
      decimal: null,
      isAmbiguous: true,
      numbers: 2,
    });
    expect(recogniseNumbers(['12', '13', '1400'])).toMatchObject({
      decimal: null,
      isAmbiguous: false,
      numbers: 3,
    });
  });

  it('counts texts that are no numbers apart and names the currency', () => {
    const found = recogniseNumbers(['$0.01 ', '$0.12', 'Total', '2024-01-01', 'N/A']);
    expect(found).toMatchObject({ numbers: 2, missing: 1, other: 2, currency: '$', decimal: '.' });
  });
});
