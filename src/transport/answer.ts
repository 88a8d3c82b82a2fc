import { AppError, fromErrorRecord } from '../contract/app-error.ts';
import { errorRecord } from '../contract/error-record.ts';
import type { ErrorRecord } from '../contract/app-error.ts';

/** How a call ends on the wire. Errors travel as values: birpc alone would lose their codes. */
export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorRecord };

/** The value of an answer; throws its error with the code it had at the far end. */
export function openAnswer(answer: unknown): unknown {
  if (typeof answer === 'object' && answer !== null) {
    const { ok, value, error } = answer as Record<string, unknown>;
    if (ok === true) return value;
    const record = errorRecord.safeParse(error);
    if (ok === false && record.success) throw fromErrorRecord(record.data);
  }
  throw new AppError('engine/bug', 'The engine gave an answer that cannot be read.');
}
