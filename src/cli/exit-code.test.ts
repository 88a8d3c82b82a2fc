import { describe, expect, it } from 'vitest';
import { AppError } from '../contract/app-error.ts';
import { errorCodes, isErrorCode } from '../contract/error-codes.ts';
import { jobStates } from '../domain/job-state.ts';
import { exitCodeOfError, exitCodeOfJob } from './exit-code.ts';

describe('the exit code of an error', () => {
  it('is one of 1, 3 and 4 for every code there is: a command that threw has finished nothing', () => {
    for (const code of Object.keys(errorCodes).filter(isErrorCode)) {
      expect([code, [1, 3, 4].includes(exitCodeOfError(new AppError(code, '')))]).toEqual([code, true]);
    }
  });

  it.each([
    ['usage/invalid', 1],
    ['mapping/incomplete', 1],
    ['source/unreadable', 1],
    ['job/resource-held', 1],
    ['ledger/newer-schema', 1],
    ['ledger/unwritable', 1],
    ['source/changed', 3],
    ['source/missing', 3],
    ['ledger/disk-full', 3],
    ['ledger/locked', 3],
    ['vtn/unreachable', 3],
    ['vtn/unauthorized', 3],
    ['job/lease-lost', 3],
    ['engine/bug', 4],
  ] as const)('is for %s what cli.md says: %i', (code, exitCode) => {
    expect(exitCodeOfError(new AppError(code, ''))).toBe(exitCode);
  });
});

describe('the exit code of a job', () => {
  it('is 0 only when it is completed', () => {
    const done = jobStates.filter((state) => exitCodeOfJob({ state, lastError: null }) === 0);
    expect(done).toEqual(['completed']);
  });

  it('is 2 when it has ended otherwise, 3 while it can be resumed', () => {
    const codes = jobStates.map((state) => [state, exitCodeOfJob({ state, lastError: null })]);
    expect(Object.fromEntries(codes)).toEqual({
      planning: 3,
      planned: 3,
      running: 3,
      paused: 3,
      waiting: 3,
      blocked: 3,
      completed: 0,
      incomplete: 2,
      cancelled: 2,
      exported: 2,
    });
  });

  it('is 4 when a bug stopped it, and 3 for every other trouble', () => {
    expect(exitCodeOfJob({ state: 'paused', lastError: { code: 'engine/bug', text: '' } })).toBe(4);
    expect(exitCodeOfJob({ state: 'blocked', lastError: { code: 'vtn/tls', text: '' } })).toBe(3);
    expect(exitCodeOfJob({ state: 'paused', lastError: { code: 'of another version', text: '' } })).toBe(3);
  });
});
