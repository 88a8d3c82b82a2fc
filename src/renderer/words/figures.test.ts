import { beforeAll, describe, expect, it } from 'vitest';
import { bytes, duration, percentOf, percentText, speed } from './figures.ts';
import { startWords } from './i18n.ts';

beforeAll(startWords);

describe('percent', () => {
  it('says 100 only when nothing is missing', () => {
    expect(percentOf(999_999, 1_000_000)).toBe(99.9);
    expect(percentOf(1_000_000, 1_000_000)).toBe(100);
    expect(percentText(999_999, 1_000_000)).toBe('99.9%');
  });

  it('is 0 for a job without points', () => {
    expect(percentOf(0, 0)).toBe(0);
  });
});

describe('duration', () => {
  it.each([
    [1, '1 s'],
    [59_000, '59 s'],
    [60_000, '1 min'],
    [114_000, '1 min 54 s'],
    [3_599_000, '59 min 59 s'],
    [3_600_000, '1 h'],
    [7_800_000, '2 h 10 min'],
    [26 * 3_600_000, '1 d 2 h'],
  ])('of %i ms reads as "%s"', (durationMs, words) => {
    expect(duration(durationMs)).toBe(words);
  });
});

it('gives speeds and sizes as many digits as a person reads', () => {
  expect(speed(48_211.4)).toBe('48,211 points/s');
  expect(speed(0.26)).toBe('0.3 points/s');
  expect(bytes(999)).toBe('999 B');
  expect(bytes(379_100_221)).toBe('379.1 MB');
  expect(bytes(0)).toBe('0 B');
});
