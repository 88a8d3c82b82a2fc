import { errorCodes, isErrorCode } from './error-codes.ts';
import type { Disposition, ErrorCode } from './error-codes.ts';

/** Facts about an error that a message or a log may show: JSON-safe and free of secrets. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | null>>;

export interface AppErrorDetails {
  readonly context?: ErrorContext;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** An error that was expected: it has a code with a page of plain words. Everything else is a bug. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly context: ErrorContext;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.context = details.context ?? {};
    this.retryAfterMs = details.retryAfterMs;
  }

  get disposition(): Disposition {
    return errorCodes[this.code].disposition;
  }
}

/** The shape in which an error crosses a border between processes or threads; `errorRecord` checks it. */
export interface ErrorRecord {
  readonly code: string;
  readonly message: string;
  readonly context: ErrorContext;
  readonly retryAfterMs?: number | undefined;
}

/** Anything thrown, as an AppError: what was not expected becomes `engine/bug` with its cause kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('engine/bug', message, { cause: thrown });
}

export function toErrorRecord(thrown: unknown): ErrorRecord {
  const error = toAppError(thrown);
  return {
    code: error.code,
    message: error.message,
    context: error.context,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}

export function fromErrorRecord(record: ErrorRecord): AppError {
  const { code, message, context, retryAfterMs } = record;
  const details: AppErrorDetails = retryAfterMs === undefined ? { context } : { context, retryAfterMs };
  return isErrorCode(code)
    ? new AppError(code, message, details)
    : new AppError('engine/bug', `${code}: ${message}`, details);
}
