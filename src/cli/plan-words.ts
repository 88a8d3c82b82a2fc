import type { PlanSummary } from '../contract/job-shapes.ts';
import { estimateSending, publishedPointsPerSecond } from '../engine/jobs/estimate-sending.ts';
import type { EstimatedPace } from '../engine/jobs/estimate-sending.ts';
import { spellDuration, spellRate } from './number-words.ts';

/** "4 h 3 min at your limit of 1,000 bytes/s, sending from 22:00 to 06:00 only". */
export function spellEstimate(
  {
    points,
    requests,
    bytes,
    estimatedSeconds,
  }: Pick<PlanSummary, 'requests' | 'bytes' | 'estimatedSeconds'> & {
    readonly points: { readonly planned: number };
  },
  pace: EstimatedPace,
): string {
  const amount = { points: points.planned, requests, bytes };
  const { slowest } = estimateSending(amount, pace, publishedPointsPerSecond);
  const limits = {
    points: pace.maxPointsPerSecond,
    requests: pace.maxRequestsPerSecond,
    bytes: pace.maxBytesPerSecond,
  };
  const speed =
    slowest === null
      ? 'the published speed of the bulk endpoint'
      : `your limit of ${spellRate(limits[slowest] ?? 0)} ${slowest}/s`;
  const { window } = pace;
  const hours = window === null ? '' : `, sending from ${window.from} to ${window.to} only`;
  return `${spellDuration(estimatedSeconds * 1000)} at ${speed}${hours}`;
}
