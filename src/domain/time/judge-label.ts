import { dayMs, wallText } from './civil-days.ts';

/** Which instant of its interval a stamp names, as far as the stamps themselves tell. */
export interface LabelVerdict {
  readonly label: 'start' | 'end' | null;
  readonly evidence: string;
}

/**
 * Judges by where runs of rows begin and stop: a file of whole days from 00:00 to 23:45 names starts, one from
 * 00:15 to 24:00 names ends. `wallMs` are the stamps of one series in file order, on the wall clock; NaN is
 * passed over. Runs in the middle count one vote each, the first and the last stamp of all two.
 */
export function judgeLabel(wallMs: Float64Array, intervalMs: number): LabelVerdict {
  if (!(intervalMs > 0) || intervalMs >= dayMs) {
    return {
      label: null,
      evidence: 'Intervals of a day or more do not tell whether stamps are starts or ends.',
    };
  }
  const edges = findEdges(wallMs, intervalMs);
  if (edges === null) return { label: null, evidence: 'There are no stamps to judge by.' };
  const total = edges.start + edges.end;
  const span = `The stamps run from ${wallText(edges.firstMs)} to ${wallText(edges.lastMs)}`;
  if (total === 0 || Math.max(edges.start, edges.end) < 0.75 * total) {
    return { label: null, evidence: `${span}, which does not tell whether they are starts or ends.` };
  }
  return edges.end > edges.start
    ? {
        label: 'end',
        evidence: `${span}: the days begin one interval after midnight and stop at midnight, as ends do.`,
      }
    : {
        label: 'start',
        evidence: `${span}: the days begin at midnight and stop one interval before, as starts do.`,
      };
}

interface Edges {
  start: number;
  end: number;
  firstMs: number;
  lastMs: number;
}

function findEdges(wallMs: Float64Array, intervalMs: number): Edges | null {
  const edges: Edges = {
    start: 0,
    end: 0,
    firstMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
  };
  let before = Number.NaN;
  for (const each of wallMs) {
    if (each !== each) continue;
    if (each < edges.firstMs) edges.firstMs = each;
    if (each > edges.lastMs) edges.lastMs = each;
    const step = each - before;
    if (step === intervalMs || step === -intervalMs || step === 0) {
      before = each;
      continue;
    }
    // A gap, or the seam between two blocks of days: time went on from its older side to its newer one.
    if (step > intervalMs) {
      voteEnd(edges, before, intervalMs, 1);
      voteBegin(edges, each, intervalMs, 1);
    } else if (step < -intervalMs && Math.abs(step) < dayMs * 1.5) {
      // Newest first: the row before is where the newer run begins. Seams of blocks fall here too, harmlessly.
      voteBegin(edges, before, intervalMs, 1);
      voteEnd(edges, each, intervalMs, 1);
    }
    before = each;
  }
  if (edges.firstMs > edges.lastMs) return null;
  voteBegin(edges, edges.firstMs, intervalMs, 2);
  voteEnd(edges, edges.lastMs, intervalMs, 2);
  return edges;
}

function timeOfDay(ms: number): number {
  return ((ms % dayMs) + dayMs) % dayMs;
}

function voteBegin(edges: Edges, ms: number, intervalMs: number, weight: number): void {
  const time = timeOfDay(ms);
  if (time === 0) edges.start += weight;
  else if (time === intervalMs) edges.end += weight;
}

function voteEnd(edges: Edges, ms: number, intervalMs: number, weight: number): void {
  const time = timeOfDay(ms);
  if (time === 0) edges.end += weight;
  else if (time === dayMs - intervalMs) edges.start += weight;
}
