import { meanPace } from '../../bench/mean-pace.ts';
import { median } from '../../bench/spell-figures.ts';
import type { PastPhase, SoakRecord } from './soak-record.ts';
import type { BodySample } from './soak-words.ts';

export interface JudgeOptions {
  /** Pace is taken as the mean over so long. */
  readonly windowMs: number;
  /** So long after a recovery the pace of a healthy phase counts for the median. */
  readonly settledAfterMs: number;
}

export interface Recovery {
  /** The trouble that was over. */
  readonly name: string;
  readonly kind: PastPhase['kind'];
  /** When the VTN was healthy again. */
  readonly atMs: number;
  /** After which its pace was back; null when it was not within its phase. */
  readonly tookMs: number | null;
}

/** A figure of the engine's process: medians of quarters of the run, and what a straight line through it gains. */
export interface Trend {
  readonly quarters: readonly number[];
  readonly perHour: number;
  readonly most: number;
}

export interface SoakJudgement {
  /** The median over the healthy phases, once settled. */
  readonly healthyPace: number;
  readonly recoveries: readonly Recovery[];
  readonly rss: Trend;
  readonly heap: Trend;
  /** Null where the system does not tell. */
  readonly handles: Trend | null;
  readonly loopDelayMs: { readonly median: number; readonly most: number };
}

const gridMs = 250;
/** The pace is back with this share of the healthy one. */
const backShare = 0.8;

export function judgeSoak(record: SoakRecord, { windowMs, settledAfterMs }: JudgeOptions): SoakJudgement {
  const { pace, phases, bodies } = record;
  const healthyPhases = phases.filter(({ kind }) => kind === 'healthy');
  const settled = healthyPhases.flatMap(({ fromMs, toMs }) =>
    moments(fromMs + settledAfterMs, toMs - windowMs).map((atMs) => meanPace(pace, atMs, atMs + windowMs)),
  );
  const healthyPace = median(settled);
  const recoveries = phases.flatMap((phase, place): Recovery[] => {
    const before = phases[place - 1];
    if (phase.kind !== 'healthy' || before === undefined) return [];
    const back = moments(phase.fromMs, phase.toMs - windowMs).find(
      (atMs) => meanPace(pace, atMs, atMs + windowMs) >= backShare * healthyPace,
    );
    const tookMs = back === undefined ? null : back - phase.fromMs;
    return [{ name: before.name, kind: before.kind, atMs: phase.fromMs, tookMs }];
  });
  const handles = bodies.flatMap(({ atMs, handles: open }) => (open === null ? [] : { atMs, figure: open }));
  return {
    healthyPace,
    recoveries,
    rss: trendOf(bodies.map(({ atMs, rssBytes }) => ({ atMs, figure: rssBytes }))),
    heap: trendOf(bodies.map(({ atMs, heapBytes }) => ({ atMs, figure: heapBytes }))),
    handles: handles.length === 0 ? null : trendOf(handles),
    loopDelayMs: longestDelays(bodies),
  };
}

/** Every quarter of a second from one moment to another, both included. */
function moments(fromMs: number, toMs: number): number[] {
  const count = Math.max(0, Math.floor((toMs - fromMs) / gridMs) + 1);
  return Array.from({ length: count }, (_, index) => fromMs + index * gridMs);
}

interface Figure {
  readonly atMs: number;
  readonly figure: number;
}

/** The line is fitted from the second quarter on: the first one warms up. */
function trendOf(figures: readonly Figure[]): Trend {
  const quarter = Math.ceil(figures.length / 4);
  const parts = [0, 1, 2, 3].map((number) => figures.slice(number * quarter, (number + 1) * quarter));
  return {
    quarters: parts.map((part) => median(part.map(({ figure }) => figure))),
    perHour: slopeOf(figures.slice(quarter)) * 3_600_000,
    most: figures.reduce((most, { figure }) => Math.max(most, figure), 0),
  };
}

/** Least squares, per ms. */
function slopeOf(figures: readonly Figure[]): number {
  const mean = (pick: (figure: Figure) => number): number =>
    figures.reduce((sum, each) => sum + pick(each), 0) / figures.length;
  const meanAt = mean(({ atMs }) => atMs);
  const meanFigure = mean(({ figure }) => figure);
  const both = mean(({ atMs, figure }) => (atMs - meanAt) * (figure - meanFigure));
  return both / mean(({ atMs }) => (atMs - meanAt) ** 2);
}

function longestDelays(bodies: readonly BodySample[]): SoakJudgement['loopDelayMs'] {
  const delays = bodies.map(({ loopDelayMs }) => loopDelayMs);
  return { median: median(delays), most: Math.max(0, ...delays) };
}
