import type { Verification } from '../../contract/inspection-shapes.ts';

export type DifferenceKind = Verification['differences'][number]['kind'];

/** What comparing a series, or several, has come to. Grows; only the first differences are kept, all are counted. */
export interface Findings {
  intervals: number;
  matching: number;
  uncertainThere: number;
  uncertainAbsent: number;
  differenceCount: number;
  readonly kinds: Verification['kinds'];
  readonly differences: Verification['differences'];
}

const differencesKept = 1000;

export function noFindings(): Findings {
  return {
    intervals: 0,
    matching: 0,
    uncertainThere: 0,
    uncertainAbsent: 0,
    differenceCount: 0,
    kinds: { ledger: 0, source: 0, missing: 0, different: 0, extra: 0 },
    differences: [],
  };
}

/** `text` is only asked for when it is kept: there may be millions of differences. */
export function noteDifference(
  findings: Findings,
  kind: DifferenceKind,
  load: string,
  startMs: number | null,
  text: () => string,
): void {
  findings.differenceCount++;
  findings.kinds[kind]++;
  if (findings.differences.length >= differencesKept) return;
  const start = startMs === null ? null : new Date(startMs).toISOString();
  findings.differences.push({ kind, load, start, text: text() });
}

export function addFindings(all: Findings, more: Findings): void {
  all.intervals += more.intervals;
  all.matching += more.matching;
  all.uncertainThere += more.uncertainThere;
  all.uncertainAbsent += more.uncertainAbsent;
  all.differenceCount += more.differenceCount;
  for (const kind of Object.keys(more.kinds) as DifferenceKind[]) all.kinds[kind] += more.kinds[kind];
  all.differences.push(...more.differences.slice(0, differencesKept - all.differences.length));
}
