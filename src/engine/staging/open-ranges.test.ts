import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinRanges, missingRanges, rangesHold } from './open-ranges.ts';

const end = 40;
const anyRanges = fc.array(fc.boolean(), { minLength: end, maxLength: end }).map((there) => ({
  there,
  ranges: there.flatMap((is, i) => {
    const before = there[i - 1] ?? false;
    if (is && !before) return [i, [...there, false].indexOf(false, i)];
    return [];
  }),
}));

function placesOf(ranges: readonly number[]): boolean[] {
  const there = Array.from({ length: end }, () => false);
  for (let i = 0; i < ranges.length; i += 2) there.fill(true, ranges[i], ranges[i + 1]);
  return there;
}

it('what is missing and what is there come to all, and have nothing in common', () => {
  fc.assert(
    fc.property(anyRanges, ({ there, ranges }) => {
      expect(placesOf(missingRanges(ranges, end))).toEqual(there.map((is) => !is));
      expect(missingRanges(missingRanges(ranges, end), end)).toEqual(ranges);
    }),
  );
});

it('two lists joined hold what either does', () => {
  fc.assert(
    fc.property(anyRanges, anyRanges, (a, b) => {
      const joined = joinRanges(a.ranges, b.ranges);
      expect(placesOf(joined)).toEqual(a.there.map((is, i) => is || (b.there[i] ?? false)));
      expect(rangesHold(joined, a.ranges) && rangesHold(joined, b.ranges)).toBe(true);
      expect(rangesHold(a.ranges, joined)).toBe(joined.join() === a.ranges.join());
    }),
  );
});

it('what is added behind the end of a series is not asked of its readings', () => {
  expect(missingRanges([0, 3, 12, 14], 10)).toEqual([3, 10]);
  expect(missingRanges([12, 14], 10)).toEqual([0, 10]);
});
