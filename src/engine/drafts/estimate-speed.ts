import type { DraftCheck } from '../../contract/draft-shapes.ts';
import { estimateSending, publishedPointsPerSecond } from '../jobs/estimate-sending.ts';
import type { EstimatedPace, SendingAmount } from '../jobs/estimate-sending.ts';

export interface SpeedEstimate {
  readonly basis: NonNullable<DraftCheck['plan']>['estimateBasis'];
  readonly pointsPerSecond: number;
  /** From the beginning of the hours allowed, with the hours between them. */
  readonly seconds: number;
}

/**
 * How fast a job will go, and how long it takes: at the speed that a test of the line has measured, else at the one
 * that is published for the bulk endpoint, and never faster than the person allows.
 *
 * @param measuredBytesPerSecond null when the line to this VTN has not been tested
 */
export function estimateSpeed(
  amount: SendingAmount,
  pace: EstimatedPace,
  measuredBytesPerSecond: number | null,
): SpeedEstimate {
  const pointsPerByte = amount.bytes === 0 ? 0 : amount.points / amount.bytes;
  const isMeasured = measuredBytesPerSecond !== null && measuredBytesPerSecond > 0 && pointsPerByte > 0;
  const possible = isMeasured ? measuredBytesPerSecond * pointsPerByte : publishedPointsPerSecond;
  const { slowest, pointsPerSecond, seconds } = estimateSending(amount, pace, possible);
  const unlimited = isMeasured ? 'measured' : 'published';
  return { basis: slowest === null ? unlimited : 'limit', pointsPerSecond, seconds };
}
