import { AppError } from '../contract/app-error.ts';
import type { Disposition, ErrorCode } from '../contract/error-codes.ts';
import { isErrorCode } from '../contract/error-codes.ts';
import type { JobSummary } from '../contract/job-shapes.ts';

/** What the command line ends with; see docs/guide/command-line.md. */
export const exitCodes = {
  /** Everything that was asked for is confirmed. */
  done: 0,
  /** Wrong usage, unreadable input, incomplete mapping: nothing was sent. */
  notStarted: 1,
  /** Finished, but some loads or intervals were not accepted or could not start. */
  incomplete: 2,
  /** Stopped before the end; can be resumed. */
  stopped: 3,
  /** A bug. */
  fault: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byDisposition: Record<Disposition, ExitCode> = {
  usage: exitCodes.notStarted,
  rejected: exitCodes.notStarted,
  fatal: exitCodes.notStarted,
  transient: exitCodes.stopped,
  blocked: exitCodes.stopped,
  cancelled: exitCodes.stopped,
  bug: exitCodes.fault,
};

/** Codes that mean something else to a command than their disposition says. */
const byCode: Partial<Record<ErrorCode, ExitCode>> = {
  'ledger/unwritable': exitCodes.notStarted,
};

export function exitCodeOfError(error: AppError): ExitCode {
  return byCode[error.code] ?? byDisposition[error.disposition];
}

/** The exit code of a job as it stands. */
export function exitCodeOfJob(job: Pick<JobSummary, 'state' | 'lastError'>): ExitCode {
  switch (job.state) {
    case 'completed':
      return exitCodes.done;
    case 'incomplete':
    case 'cancelled':
    case 'exported':
      return exitCodes.incomplete;
    default: {
      const code = job.lastError?.code ?? '';
      return isErrorCode(code) && new AppError(code, '').disposition === 'bug'
        ? exitCodes.fault
        : exitCodes.stopped;
    }
  }
}
