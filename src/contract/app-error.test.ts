import { describe, expect, it } from 'vitest';
import { AppError, fromErrorRecord, toAppError, toErrorRecord } from './app-error.ts';
import { errorRecord } from './error-record.ts';

describe('an error that crosses a border', () => {
  it('arrives with its code, words, context and wait', () => {
    const error = new AppError('vtn/rate-limited', 'Wait 4 s.', {
      context: { status: 429 },
      retryAfterMs: 4000,
    });
    const record = errorRecord.parse(JSON.parse(JSON.stringify(toErrorRecord(error))));
    expect(fromErrorRecord(record)).toEqual(error);
    expect(fromErrorRecord(record).disposition).toBe('transient');
  });

  it('that was not expected is a bug, with what was thrown kept as its cause', () => {
    const thrown = new TypeError('x is not a function');
    expect(toAppError(thrown)).toMatchObject({ code: 'engine/bug', disposition: 'bug', cause: thrown });
    expect(toAppError('a text')).toMatchObject({ code: 'engine/bug', message: 'a text' });
  });

  it('that was expected stays the same', () => {
    const error = new AppError('job/not-found', 'There is no job x.');
    expect(toAppError(error)).toBe(error);
  });

  it.each(['of/another-version', 'toString', '__proto__'])(
    'with the unknown code %s is told as a bug',
    (code) => {
      expect(fromErrorRecord({ code, message: 'why', context: {} })).toMatchObject({
        code: 'engine/bug',
        message: `${code}: why`,
      });
    },
  );
});
