import { expect, it } from 'vitest';
import { lastPosition, positionOf, rateAt } from './rate-scale.ts';

const scale = { least: 100, most: 1_000_000 };

it('goes from the least rate over round figures to no limit', () => {
  expect(rateAt(scale, 0)).toBe(100);
  expect(rateAt(scale, lastPosition / 2)).toBe(10_000);
  expect(rateAt(scale, lastPosition - 1)).toBe(1_000_000);
  expect(rateAt(scale, lastPosition)).toBeNull();
});

it('stands where a rate is that was typed, also beyond its ends', () => {
  expect(positionOf(scale, null)).toBe(lastPosition);
  expect(positionOf(scale, 7)).toBe(0);
  expect(positionOf(scale, 50_000_000)).toBe(lastPosition - 1);
  expect(rateAt(scale, positionOf(scale, 5000))).toBeCloseTo(5000, -3);
});

it('gets faster with each step', () => {
  const rates = Array.from({ length: lastPosition }, (_, position) => rateAt(scale, position) ?? Infinity);
  expect(rates.every((rate, position) => position === 0 || rate >= (rates[position - 1] ?? 0))).toBe(true);
});
