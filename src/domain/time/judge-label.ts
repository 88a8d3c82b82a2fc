import { dayMs, wallText } from './civil-days.ts';

/** Which instant of its interval a stamp names, as far as the stamps themselves tell. */
export interface LabelVerdict {
  readonly label: 'start' | 'end' | null;
  readonly evidence: string;
}

/**
 * Judges by where runs of rows begin and stop: a file of whole days from 00:00 to 23:45 names starts, one from
 * 00:15 to 24:00 names ends. `wallMs` are the stamps of one series in file order, on the wall clock; NaN is
 * passed over. Every run counts one vote, the first and the last stamp of all one more.
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

/** Shorter runs are strays, or tell no more than where somebody began to write. */
const leastRun = 4;

function findEdges(wallMs: Float64Array, intervalMs: number): Edges | null {
  const runs = findRuns(wallMs, intervalMs);
  const long = runs.filter(({ rows }) => rows >= leastRun);
  const judged = long.length > 0 ? long : runs;
  if (judged.length === 0) return null;
  const edges: Edges = {
    start: 0,
    end: 0,
    firstMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
  };
  for (const { firstMs, lastMs } of judged) {
    voteBegin(edges, firstMs, intervalMs, 1);
    voteEnd(edges, lastMs, intervalMs, 1);
    if (firstMs < edges.firstMs) edges.firstMs = firstMs;
    if (lastMs > edges.lastMs) edges.lastMs = lastMs;
  }
  voteBegin(edges, edges.firstMs, intervalMs, 1);
  voteEnd(edges, edges.lastMs, intervalMs, 1);
  return edges;
}

interface Run {
  rows: number;
  firstMs: number;
  lastMs: number;
}

/** Stretches of rows that follow each other at the interval, forwards or backwards. */
function findRuns(wallMs: Float64Array, intervalMs: number): Run[] {
  const runs: Run[] = [];
  let run: Run | null = null;
  let before = Number.NaN;
  for (const each of wallMs) {
    if (each !== each) continue;
    const step = Math.abs(each - before);
    before = each;
    if (run === null || (step !== intervalMs && step !== 0)) {
      run = { rows: 0, firstMs: each, lastMs: each };
      runs.push(run);
    }
    run.rows++;
    if (each < run.firstMs) run.firstMs = each;
    if (each > run.lastMs) run.lastMs = each;
  }
  return runs;
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
