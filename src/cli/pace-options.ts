import type { Command } from 'commander';
import type { PaceChange, PaceRequest } from '../contract/request-shapes.ts';
import { orNone, positiveNumber, sendingHours, wholeNumberOrAuto } from './parse-values.ts';

type Limit = number | 'none';

/** The limits of a job that hold from the next request on, whenever they are given. */
export interface LimitOptions {
  readonly concurrency?: PaceRequest['concurrency'];
  readonly maxPointsPerSecond?: Limit;
  readonly maxRequestsPerSecond?: Limit;
  readonly maxBytesPerSecond?: Limit;
  readonly window?: NonNullable<PaceRequest['window']> | 'none';
}

export function addLimitOptions(command: Command): Command {
  return command
    .option('--concurrency <n>', 'requests at once, 1-64 or auto', wholeNumberOrAuto(1, 64))
    .option('--max-points-per-second <n>', 'points a second at most, or none', orNone(positiveNumber))
    .option('--max-requests-per-second <n>', 'requests a second at most, or none', orNone(positiveNumber))
    .option('--max-bytes-per-second <n>', 'bytes a second at most, or none', orNone(positiveNumber))
    .option('--window <hours>', 'send only in these hours, as 22:00-06:00, or none', orNone(sendingHours));
}

/** What the options change of a job's pace; null when none of them is given. */
export function readPaceChange(options: LimitOptions): PaceChange | null {
  const { concurrency, maxPointsPerSecond, maxRequestsPerSecond, maxBytesPerSecond, window } = options;
  const change: PaceChange = {
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(maxPointsPerSecond === undefined ? {} : { maxPointsPerSecond: unlessNone(maxPointsPerSecond) }),
    ...(maxRequestsPerSecond === undefined ? {} : { maxRequestsPerSecond: unlessNone(maxRequestsPerSecond) }),
    ...(maxBytesPerSecond === undefined ? {} : { maxBytesPerSecond: unlessNone(maxBytesPerSecond) }),
    ...(window === undefined ? {} : { window: unlessNone(window) }),
  };
  return Object.keys(change).length === 0 ? null : change;
}

function unlessNone<T>(given: T | 'none'): T | null {
  return given === 'none' ? null : given;
}
