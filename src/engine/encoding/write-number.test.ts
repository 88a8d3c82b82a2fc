import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberBytes, writeNumber } from './write-number.ts';

function written(value: number): string {
  const bytes = Buffer.alloc(64);
  return bytes.toString('latin1', 3, writeNumber(bytes, 3, value));
}

test('numbers are written exactly as JSON writes them, so no reading changes on its way', () => {
  const decimals = fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(1, 10, 100, 1000, 10_000))
    .map(([a, b]) => a / b);
  const any = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.oneof(decimals, any, fc.integer()), (value) => {
      expect(written(value)).toBe(JSON.stringify(value));
      expect(numberBytes(value)).toBe(JSON.stringify(value).length);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  0,
  -0,
  0.001,
  -0.05,
  620.5,
  1e15,
  999_999_999_999.999,
  1e12 + 0.001,
  0.1 + 0.2,
  1e21,
  5e-324,
  1e-7,
])('%d is written as JSON writes it', (value) => {
  expect(written(value)).toBe(JSON.stringify(value));
});
