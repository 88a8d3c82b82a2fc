import { describe, expect, it } from 'vitest';
import { instant, isoDuration, timeZone, waitDuration } from './parse-times.ts';
import {
  byteSize,
  collect,
  positiveNumber,
  sendingHours,
  wholeNumber,
  wholeNumberOrAuto,
} from './parse-values.ts';

const zone = 'Europe/Copenhagen';

describe('a number on the command line', () => {
  it.each(['5', '07', '100'])('%s is taken for a whole number', (text) => {
    expect(wholeNumber(5)(text)).toBe(Number(text));
  });

  it.each(['4', '5.5', '-5', 'five', '', '1e400', 'NaN', '5 6'])(
    '%j is refused, with what to give',
    (text) => {
      expect(() => wholeNumber(5)(text)).toThrow('Give a whole number of at least 5');
    },
  );

  it.each(['0', '-1', 'x', '', 'Infinity'])('%j is no positive number', (text) => {
    expect(() => positiveNumber(text)).toThrow('Give a number above 0');
  });

  it('may be left to the program where that is offered', () => {
    expect(wholeNumberOrAuto(1, 10)('auto')).toBe('auto');
    expect(wholeNumberOrAuto(1, 10)('10')).toBe(10);
    expect(() => wholeNumberOrAuto(1, 10)('11')).toThrow('10');
    expect(() => wholeNumberOrAuto(1, 10)('Auto')).toThrow();
  });
});

describe('a duration on the command line', () => {
  it.each([
    ['PT15M', 900_000],
    ['pt1h', 3_600_000],
    ['P1D', 86_400_000],
  ])('%s is an interval of %i ms', (text, durationMs) => {
    expect(isoDuration(text)).toBe(durationMs);
  });

  it.each(['15M', 'PT', 'P1M', 'PT0S', '-PT15M', ''])('%j is none', (text) => {
    expect(() => isoDuration(text)).toThrow('PT15M');
  });

  it.each([
    ['0', 0],
    ['90', 90_000],
    ['90s', 90_000],
    ['1.5m', 90_000],
    ['24h', 86_400_000],
    ['2D', 172_800_000],
    ['PT90S', 90_000],
  ])('%s is a wait of %i ms', (text, durationMs) => {
    expect(waitDuration(text)).toBe(durationMs);
  });

  it.each(['', 'soon', '-1', '1w', '1h30m'])('%j is no wait', (text) => {
    expect(() => waitDuration(text)).toThrow('Give a duration such as 90s');
  });
});

describe('an instant on the command line', () => {
  it.each([
    ['2025-01-15T08:00:00Z', '2025-01-15T08:00:00.000Z'],
    ['2025-01-15T08:00+01:00', '2025-01-15T07:00:00.000Z'],
    ['2025-01-15 08:00Z', '2025-01-15T08:00:00.000Z'],
  ])('%s means the same everywhere', (text, iso) => {
    expect(new Date(instant(text, null)).toISOString()).toBe(iso);
    expect(instant(text, zone)).toBe(instant(text, null));
  });

  it.each([
    ['2025-01-15', '2025-01-14T23:00:00.000Z'],
    ['2025-07-15 08:00', '2025-07-15T06:00:00.000Z'],
  ])('%s is meant in the zone given', (text, iso) => {
    expect(new Date(instant(text, zone)).toISOString()).toBe(iso);
  });

  it('without a zone is refused: none is ever guessed', () => {
    expect(() => instant('2025-01-15', null)).toThrow('has no time zone');
  });

  it('in the hour that a changeover skips or doubles is refused', () => {
    expect(() => instant('2025-03-30T02:30', zone)).toThrow('does not exist, or exists twice');
    expect(() => instant('2025-10-26T02:30', zone)).toThrow('does not exist, or exists twice');
  });

  it.each(['', 'yesterday', '2025-02-30', '15.01.2025'])('%j is no time', (text) => {
    expect(() => instant(text, zone)).toThrow('is no time');
  });
});

it('zones are IANA names, offsets or UTC; another word is refused with examples', () => {
  expect(['Europe/Oslo', '+01:00', 'UTC'].map(timeZone)).toEqual(['Europe/Oslo', '+01:00', 'UTC']);
  for (const text of ['Denmark/Nowhere', '', 'CEST']) expect(() => timeZone(text)).toThrow('is no time zone');
});

it('hours may span midnight; what is no time of day is refused', () => {
  expect(sendingHours('22:00-06:00')).toEqual({ from: '22:00', to: '06:00' });
  for (const text of ['22-06', '24:00-06:00', '22:60-06:00', '22:00', '']) {
    expect(() => sendingHours(text)).toThrow('22:00-06:00');
  }
});

it('an option that may be repeated keeps every value in order', () => {
  expect(['a', 'b'].reduce<string[]>((before, text) => collect(text, before), [])).toEqual(['a', 'b']);
});

it.each([
  ['500000', 500_000],
  ['500MB', 500_000_000],
  ['2GiB', 2 * 1024 ** 3],
  ['1.5 gb', 1_500_000_000],
])('reads the size %s', (text, bytes) => {
  expect(byteSize(text)).toBe(bytes);
});

it.each(['', '0', '-1', '2 boxes', 'GB', '1i'])(
  'refuses the size "%s" and says what one looks like',
  (text) => {
    expect(() => byteSize(text)).toThrow('500MB');
  },
);
