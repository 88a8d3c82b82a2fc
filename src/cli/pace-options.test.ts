import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addLimitOptions, readPaceChange } from './pace-options.ts';
import type { LimitOptions } from './pace-options.ts';

function parse(...words: string[]): ReturnType<typeof readPaceChange> {
  const command = addLimitOptions(new Command('pace'))
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return readPaceChange(command.parse(words, { from: 'user' }).opts<LimitOptions>());
}

it('only what is given changes, and none takes a limit away', () => {
  expect(parse()).toBeNull();
  expect(parse('--max-points-per-second', '2000', '--window', '22:00-06:00')).toEqual({
    maxPointsPerSecond: 2000,
    window: { from: '22:00', to: '06:00' },
  });
  expect(
    parse('--max-requests-per-second', '0.5', '--max-bytes-per-second', 'none', '--concurrency', 'auto'),
  ).toEqual({ maxRequestsPerSecond: 0.5, maxBytesPerSecond: null, concurrency: 'auto' });
  expect(parse('--window', 'none', '--max-points-per-second', 'none')).toEqual({
    window: null,
    maxPointsPerSecond: null,
  });
});

it('hours that begin where they end are refused: they may mean no time or the whole day', () => {
  expect(() => parse('--window', '08:00-08:00')).toThrow(/From 08:00 to 08:00 .* or none for any hour/);
  expect(() => parse('--max-points-per-second', '0')).toThrow(/above 0/);
});
