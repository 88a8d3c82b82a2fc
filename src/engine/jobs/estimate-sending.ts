import type { PaceRequest } from '../../contract/request-shapes.ts';
import { windowLengthMs } from './pace/window-length.ts';

/** What the bulk endpoint is published to take, points a second (vtn-bulk-api: published figures). */
export const publishedPointsPerSecond = 5000;

/** What a plan comes to, in requests of the size that the pace lets them have. */
export interface SendingAmount {
  readonly points: number;
  readonly requests: number;
  /** Of all bodies, before compression. */
  readonly bytes: number;
}

/** The limit of the job that the time follows from; null where the line or the VTN is slower than all of them. */
export type SlowestLimit = 'points' | 'requests' | 'bytes' | null;

export interface SendingEstimate {
  /** Seconds from the beginning of the hours allowed, with the hours between them. */
  readonly seconds: number;
  /** Over the hours in which points are sent. */
  readonly pointsPerSecond: number;
  readonly slowest: SlowestLimit;
}

export type EstimatedPace = Pick<
  PaceRequest,
  'maxPointsPerSecond' | 'maxRequestsPerSecond' | 'maxBytesPerSecond' | 'compress' | 'window'
>;

/**
 * How long sending takes: the longest of what the line and the VTN take and of what each limit of the job makes of it.
 *
 * @param possiblePointsPerSecond what the line and the VTN take
 */
export function estimateSending(
  amount: SendingAmount,
  pace: EstimatedPace,
  possiblePointsPerSecond: number,
): SendingEstimate {
  const { points, requests } = amount;
  let seconds = points / possiblePointsPerSecond;
  let slowest: SlowestLimit = null;
  const limits: readonly (readonly [SlowestLimit, number, number | null])[] = [
    ['points', points, pace.maxPointsPerSecond],
    ['requests', requests, pace.maxRequestsPerSecond],
    ['bytes', bytesOnTheLine(amount, pace), pace.maxBytesPerSecond],
  ];
  for (const [limit, sum, perSecond] of limits) {
    if (perSecond === null || sum / perSecond <= seconds) continue;
    seconds = sum / perSecond;
    slowest = limit;
  }
  const pointsPerSecond = seconds === 0 ? possiblePointsPerSecond : points / seconds;
  return { seconds: withinHours(seconds, pace.window), pointsPerSecond, slowest };
}

/** Measured with readings of 15 minutes at both levels in use: the share that is left, and what each body adds. */
const gzipShare = 0.1;
const gzipBytesARequest = 130;

/** Whether `auto` may compress only the VTN tells: the plain bytes are the most it can be. */
function bytesOnTheLine(
  { requests, bytes }: SendingAmount,
  { compress }: Pick<PaceRequest, 'compress'>,
): number {
  return compress === 'gzip' ? Math.min(bytes, bytes * gzipShare + requests * gzipBytesARequest) : bytes;
}

const daySeconds = 86_400;

/** Whole windows take a day each; what is left over begins with the next. */
function withinHours(seconds: number, window: PaceRequest['window']): number {
  const openSeconds = window === null ? daySeconds : windowLengthMs(window) / 1000;
  const fullWindows = Math.max(0, Math.ceil(seconds / openSeconds) - 1);
  return fullWindows * daySeconds + (seconds - fullWindows * openSeconds);
}
