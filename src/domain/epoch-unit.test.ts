import { describe, expect, test } from 'vitest';
import { epochUnitOf, recogniseEpochUnit } from './epoch-unit.ts';

const stamp = Date.UTC(2025, 0, 15, 8) / 1000;

describe('the unit of epoch stamps', () => {
  test.each([
    ['s', 1],
    ['ms', 1e3],
    ['us', 1e6],
    ['ns', 1e9],
  ] as const)('stamps in %s are recognised by their size', (unit, factor) => {
    expect(epochUnitOf(stamp * factor)).toBe(unit);
    expect(recogniseEpochUnit(Float64Array.of(stamp * factor, (stamp + 3600) * factor))).toBe(unit);
  });

  test('a stamp of no likely year has no unit, so it is never sent as a time in 1970', () => {
    for (const odd of [0, -1, 1e6, 5e9, NaN, Infinity]) expect(epochUnitOf(odd)).toBeNull();
  });

  test('a single stray stamp does not change the unit of the others', () => {
    expect(recogniseEpochUnit(Float64Array.of(stamp * 1e3, stamp, stamp + 3600))).toBe('s');
  });

  test('when nothing fits the person is asked instead of guessing', () => {
    expect(recogniseEpochUnit(Float64Array.of(0, 1, 2))).toBeNull();
  });
});
