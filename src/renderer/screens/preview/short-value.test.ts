import { expect, test } from 'vitest';
import { shortened } from './short-value.tsx';

test('the dust of adding up fractions is not shown, and small figures keep their digits', () => {
  expect(shortened(936_117.210000011)).toBe(936_117.21);
  expect(shortened(13.3788367871947)).toBe(13.379);
  expect(shortened(-0.000012345)).toBe(-0.0000123);
  expect(shortened(0)).toBe(0);
});
