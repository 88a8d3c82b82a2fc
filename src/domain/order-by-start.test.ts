import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderByStart } from './order-by-start.ts';

test('rows come in the order of their starts, equal ones in file order, those without a time not at all', () => {
  const start = fc.oneof(
    fc.constant(NaN),
    fc.integer({ min: 631_152_000_000, max: 4_102_444_800_000 }),
    fc.integer({ min: 0, max: 5 }),
  );
  fc.assert(
    fc.property(fc.array(start, { maxLength: 60 }), (starts) => {
      const expected = starts
        .map((at, row) => ({ at, row }))
        .filter(({ at }) => !Number.isNaN(at))
        .sort((a, b) => a.at - b.at || a.row - b.row)
        .map(({ row }) => row);
      expect([...orderByStart(Float64Array.from(starts))]).toEqual(expected);
    }),
  );
});
