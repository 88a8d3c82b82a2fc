import { expect, test } from 'vitest';
import { drawnHeight, highestPx, placeAfterScroll, placeOf, topThatShows } from './scroll-scale.ts';

const short = { wholePx: 116_412 * 34, viewPx: 600 };
const long = { wholePx: 1_000_000 * 34, viewPx: 600 };

test('a table of all loads of a site scrolls pixel by pixel', () => {
  expect(drawnHeight(short.wholePx)).toBe(short.wholePx);
  expect(placeAfterScroll({ scrollTop: 0, top: 0 }, 123_456, short).top).toBe(123_456);
});

test('a million rows fit into what a browser can draw, and the bar reaches both ends', () => {
  expect(drawnHeight(long.wholePx)).toBe(highestPx);
  const end = placeAfterScroll({ scrollTop: 0, top: 0 }, highestPx - long.viewPx, long);
  expect(end.top).toBe(long.wholePx - long.viewPx);
  expect(placeAfterScroll(end, 0, long).top).toBe(0);
});

test('small movements in a long table go row by row, and the bar follows to where it belongs', () => {
  const middle = placeOf(17_000_000, long);
  const moved = placeAfterScroll(middle, middle.scrollTop + 100, long);
  expect(moved.top).toBe(17_000_100);
  expect(placeOf(moved.top, long).scrollTop).toBeCloseTo((17_000_100 / 34e6) * highestPx, -3);
});

test('a row in view stays where it is, others come to the nearest edge', () => {
  expect(topThatShows(10, 34, 300, 600)).toBe(300);
  expect(topThatShows(1, 34, 300, 600)).toBe(34);
  expect(topThatShows(40, 34, 300, 600)).toBe(41 * 34 - 600);
});
