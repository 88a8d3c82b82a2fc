import type { PaceRequest } from '../../contract/request-shapes.ts';
import type { DraftCheck } from '../../contract/draft-shapes.ts';
import { publishedPointsPerSecond } from '../jobs/plan-summary.ts';

export interface SpeedEstimate {
  readonly basis: NonNullable<DraftCheck['plan']>['estimateBasis'];
  readonly pointsPerSecond: number;
}

/**
 * How fast a job will go: at the speed that a test of the line has measured, else at the one that is published for
 * the bulk endpoint, and never faster than the person allows.
 *
 * @param measuredBytesPerSecond null when the line to this VTN has not been tested
 */
export function estimateSpeed(
  { points, bytes }: { readonly points: number; readonly bytes: number },
  { maxPointsPerSecond, maxBytesPerSecond }: Pick<PaceRequest, 'maxPointsPerSecond' | 'maxBytesPerSecond'>,
  measuredBytesPerSecond: number | null,
): SpeedEstimate {
  const pointsPerByte = bytes === 0 ? 0 : points / bytes;
  const isMeasured = measuredBytesPerSecond !== null && measuredBytesPerSecond > 0 && pointsPerByte > 0;
  const possible = isMeasured ? measuredBytesPerSecond * pointsPerByte : publishedPointsPerSecond;
  const allowed = Math.min(
    maxPointsPerSecond ?? Infinity,
    maxBytesPerSecond === null || pointsPerByte === 0 ? Infinity : maxBytesPerSecond * pointsPerByte,
  );
  if (allowed < possible) return { basis: 'limit', pointsPerSecond: allowed };
  return { basis: isMeasured ? 'measured' : 'published', pointsPerSecond: possible };
}
