import { qualityCodes } from '../../domain/quality-code.ts';
import type { SpanState } from '../../domain/progress-spans.ts';
import type { PlannedIntervals } from '../corrections/planned-intervals.ts';
import type { StoredInterval } from '../targets/target.ts';
import { noteDifference } from './findings.ts';
import type { Findings } from './findings.ts';

export interface Judged {
  readonly load: string;
  /** What the ledger says of the interval; null when it is unsent. */
  readonly state: SpanState | null;
  /** It is being sent just now, or by another computer: what is not confirmed here may have arrived. */
  readonly mayArrive: boolean;
}

/**
 * Holds one planned interval against what the VTN has at its start. An uncertain one that is there settles a question
 * and is no difference, nor is one that is not there.
 */
export function judgeInterval(
  findings: Findings,
  { load, state, mayArrive }: Judged,
  intervals: PlannedIntervals,
  at: number,
  found: StoredInterval | null,
): void {
  const startMs = intervals.startMs[at] as number;
  if (state === 'confirmed') {
    findings.intervals++;
    if (found === null)
      noteDifference(findings, 'missing', load, startMs, () => 'confirmed, and the VTN does not have it');
    else if (isAlike(intervals, at, found)) findings.matching++;
    else noteDifference(findings, 'different', load, startMs, () => describe(intervals, at, found));
    return;
  }
  if (state === 'uncertain' || state === 'sending') {
    if (found === null) findings.uncertainAbsent++;
    else if (isAlike(intervals, at, found)) findings.uncertainThere++;
    else
      noteDifference(
        findings,
        'different',
        load,
        startMs,
        () => `uncertain, and ${describe(intervals, at, found)}`,
      );
    return;
  }
  if (found === null || mayArrive) return;
  const text =
    state === 'rejected'
      ? 'the VTN has it, and had refused it'
      : 'the VTN has it, and this job has not sent it';
  noteDifference(findings, 'extra', load, startMs, () => text);
}

function isAlike({ endMs, value, quality }: PlannedIntervals, at: number, found: StoredInterval): boolean {
  return (
    found.value === value[at] &&
    found.endMs === endMs[at] &&
    found.quality === qualityCodes[quality[at] as number]
  );
}

function describe({ endMs, value, quality }: PlannedIntervals, at: number, found: StoredInterval): string {
  if (found.value !== value[at]) return `the VTN has the value ${found.value}, sent was ${String(value[at])}`;
  if (found.endMs !== endMs[at])
    return `the VTN has the end ${new Date(found.endMs).toISOString()}, sent was ${new Date(endMs[at] as number).toISOString()}`;
  return `the VTN has the quality ${found.quality}, sent was ${String(qualityCodes[quality[at] as number])}`;
}
