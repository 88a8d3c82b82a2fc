import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unitCodes } from '../unit.ts';
import { conversionFactor, convertKind } from './convert-unit.ts';

test.each([
  [1, 'kW', 'kWh', 900_000, 0.25],
  [0.25, 'kWh', 'kW', 900_000, 1],
  [1, 'MWh', 'kWh', 900_000, 1000],
  [620.5, 'Wh', 'kWh', 900_000, 0.6205],
  [3.6, 'MJ', 'kWh', 900_000, 1],
  [6, 'W', 'Wh', 300_000, 0.5],
  [2, 'm3', 'l', 900_000, 2000],
  [4, 'kvar', 'kvarh', 1_800_000, 2],
] as const)('%d %s is so many %s over %d ms', (value, from, to, intervalMs, expected) => {
  expect(convertKind(value, from, to, intervalMs)).toBe(expected);
});

test('a therm is 29.3 kWh', () => {
  expect(conversionFactor('therm', 'kWh')).toBeCloseTo(29.3071, 4);
});

test('units of different things do not convert', () => {
  expect(conversionFactor('kW', 'kWh')).toBeNull();
  expect(convertKind(1, 'kWh', 'm3', 900_000)).toBeNull();
  expect(convertKind(1, 'kW', 'kvarh', 900_000)).toBeNull();
});

test('every conversion that there is leads back to the same value', () => {
  const unit = fc.constantFrom(...unitCodes);
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  const interval = fc.constantFrom(1000, 300_000, 900_000, 3_600_000, 82_800_000, 86_400_000);
  fc.assert(
    fc.property(unit, unit, value, interval, (from, to, one, intervalMs) => {
      const there = convertKind(one, from, to, intervalMs);
      if (there === null) return;
      const back = convertKind(there, to, from, intervalMs) as number;
      expect(Math.abs(back - one)).toBeLessThanOrEqual(Math.abs(one) * 1e-14 + 1e-300);
    }),
  );
});
