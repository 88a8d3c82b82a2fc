import { dayMs, wallText } from './civil-days.ts';

/** Which instant of its interval a stamp names, as far as the stamps themselves tell. */
export interface LabelVerdict {
  readonly label: 'start' | 'end' | null;
  readonly evidence: string;
  /** Both the first and the last stamp of all speak for it; a file cut anywhere may begin or stop by chance. */
  readonly isTwoSided: boolean;
}

/**
 * Judges by where runs of rows begin and stop: a file of whole days from 00:00 to 23:45 names starts, one from
 * 00:15 to 24:00 names ends. `wallMs` are the stamps of one series in file order, on the wall clock; NaN is
 * passed over. Every run counts one vote, the first and the last stamp of all one more.
 */
export function judgeLabel(wallMs: Float64Array, intervalMs: number): LabelVerdict {
  if (!(intervalMs > 0) || intervalMs >= dayMs) {
    return undecided('Intervals of a day or more do not tell whether stamps are starts or ends.');
  }
  const edges = findEdges(wallMs, intervalMs);
  if (edges === null) return undecided('There are no stamps to judge by.');
  const total = edges.start + edges.end;
  const span = `The stamps run from ${wallText(edges.firstMs)} to ${wallText(edges.lastMs)}`;
  if (total === 0 || Math.max(edges.start, edges.end) < 0.75 * total) {
    return undecided(`${span}, which does not tell whether they are starts or ends.`);
  }
  const label = edges.end > edges.start ? 'end' : 'start';
  const begins = edges.begun.has(label);
  const stops = edges.stopped.has(label);
  const told = [begins ? beginnings[label] : '', stops ? stoppings[label] : ''].filter((text) => text !== '');
  return {
    label,
    evidence: `${span}: the ${begins ? 'days' : 'rows'} ${told.join(' and ')}, as ${label}s do.`,
    isTwoSided: isFirstOf(label, edges.firstMs, intervalMs) && isLastOf(label, edges.lastMs, intervalMs),
  };
}

const beginnings = { start: 'begin at midnight', end: 'begin one interval after midnight' };
const stoppings = { start: 'stop one interval before', end: 'stop at midnight' };

function undecided(evidence: string): LabelVerdict {
  return { label: null, evidence, isTwoSided: false };
}

type Label = 'start' | 'end';

interface Edges {
  start: number;
  end: number;
  /** What beginnings and stops have spoken for. */
  readonly begun: Set<Label>;
  readonly stopped: Set<Label>;
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
    begun: new Set(),
    stopped: new Set(),
    firstMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
  };
  for (const { firstMs, lastMs } of judged) {
    voteBegin(edges, firstMs, intervalMs);
    voteEnd(edges, lastMs, intervalMs);
    if (firstMs < edges.firstMs) edges.firstMs = firstMs;
    if (lastMs > edges.lastMs) edges.lastMs = lastMs;
  }
  voteBegin(edges, edges.firstMs, intervalMs);
  voteEnd(edges, edges.lastMs, intervalMs);
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

function voteBegin(edges: Edges, ms: number, intervalMs: number): void {
  const time = timeOfDay(ms);
  const label = time === 0 ? 'start' : time === intervalMs ? 'end' : null;
  if (label === null) return;
  edges[label]++;
  edges.begun.add(label);
}

function voteEnd(edges: Edges, ms: number, intervalMs: number): void {
  const time = timeOfDay(ms);
  const label = time === 0 ? 'end' : time === dayMs - intervalMs ? 'start' : null;
  if (label === null) return;
  edges[label]++;
  edges.stopped.add(label);
}

function isFirstOf(label: Label, ms: number, intervalMs: number): boolean {
  return timeOfDay(ms) === (label === 'start' ? 0 : intervalMs);
}

function isLastOf(label: Label, ms: number, intervalMs: number): boolean {
  return timeOfDay(ms) === (label === 'start' ? dayMs - intervalMs : 0);
}
