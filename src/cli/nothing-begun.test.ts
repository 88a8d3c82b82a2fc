import { describe, expect, it } from 'vitest';
import { AppError } from '../contract/app-error.ts';
import type { ErrorCode } from '../contract/error-codes.ts';
import { asEver, nothingBegun } from './nothing-begun.ts';

describe('a command that copies or moves a job and could not begin', () => {
  it.each<[ErrorCode, number, number]>([
    ['source/missing', 3, 1],
    ['source/changed', 3, 1],
    ['source/stage-damaged', 3, 1],
    ['haul/missing', 1, 1],
    ['haul/not-one', 1, 1],
    ['haul/already-here', 1, 1],
    ['ledger/disk-full', 3, 3],
    ['engine/cancelled', 3, 3],
    ['engine/bug', 4, 4],
  ])('ends of %s with %i as a job that runs, with %i as such a command', (code, running, standing) => {
    const error = new AppError(code, '');
    expect([asEver.exitCodeOf(error), nothingBegun.exitCodeOf(error)]).toEqual([running, standing]);
  });

  it('names no option that it has not', () => {
    expect(asEver.adviceOf(new AppError('source/missing', ''))).toContain('--source');
    expect(nothingBegun.adviceOf(new AppError('source/missing', ''))).toBe(
      'Bring it back to where it was, and run the command again.',
    );
    expect(nothingBegun.adviceOf(new AppError('haul/missing', ''))).not.toContain('--source');
  });
});
