import type { AppError } from '../contract/app-error.ts';
import { errorCodes } from '../contract/error-codes.ts';
import type { ErrorCode } from '../contract/error-codes.ts';
import { exitCodeOfError, exitCodes } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';

/** How a command tells of what it threw. */
export interface ErrorTelling {
  readonly exitCodeOf: (error: AppError) => ExitCode;
  readonly adviceOf: (error: AppError) => string;
}

export const asEver: ErrorTelling = {
  exitCodeOf: exitCodeOfError,
  adviceOf: ({ code }) => errorCodes[code].advice,
};

/** What blocks a job that runs is, where nothing was begun, input that cannot be read. */
const ofInput: Partial<Record<ErrorCode, string>> = {
  'source/missing': 'Bring it back to where it was, and run the command again.',
  'source/changed': 'Restore the file, and run the command again.',
  'source/stage-damaged': errorCodes['source/stage-damaged'].advice,
};

/** Of a command that copies, moves or tells of a job and sends nothing: there is nothing that could be resumed. */
export const nothingBegun: ErrorTelling = {
  exitCodeOf: (error) => (error.code in ofInput ? exitCodes.notStarted : exitCodeOfError(error)),
  adviceOf: (error) => ofInput[error.code] ?? asEver.adviceOf(error),
};
