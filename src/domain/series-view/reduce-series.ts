import type { IntervalSeries } from '../interval-series.ts';
import { locateStart } from './locate-start.ts';

/** What is to be drawn: [fromMs, toMs) in so many columns. Null draws from the first interval, or to the last. */
export interface PlotSpan {
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly columns: number;
}

/** A series as it is drawn. */
export interface ReducedSeries {
  readonly fromMs: number;
  readonly toMs: number;
  /** Intervals that start in the span. */
  readonly intervals: number;
  /** True when each point is one interval; a point of null then stands where a gap begins. */
  readonly exact: boolean;
  /** Where each column begins (each interval when exact), ascending. */
  readonly atMs: readonly number[];
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

/**
 * The least and the greatest value of each column. An interval belongs to the column in which it starts. A
 * column in which none starts has the value of the one that lasts into it, else null: there is a gap. With no more
 * intervals than columns each interval is its own, with the one that lasts into the span as the first.
 */
export function reduceSeries(series: IntervalSeries, span: PlotSpan): ReducedSeries {
  const fromMs = span.fromMs ?? series.startMs[0] ?? 0;
  const toMs = Math.max(span.toMs ?? series.endMs.at(-1) ?? fromMs, fromMs);
  const from = locateStart(series.startMs, fromMs);
  const to = locateStart(series.startMs, toMs);
  const exact = to - from <= span.columns;
  const points = exact
    ? eachInterval(series, fromMs, from, to)
    : eachColumn(series, { fromMs, toMs, columns: span.columns }, from);
  return { fromMs, toMs, intervals: to - from, exact, ...points };
}

type Points = Pick<ReducedSeries, 'atMs' | 'min' | 'max'>;

function eachInterval(series: IntervalSeries, fromMs: number, from: number, to: number): Points {
  const { startMs, endMs, value } = series;
  const lastsIntoIt = from > 0 && (endMs[from - 1] as number) > fromMs;
  const atMs: number[] = [];
  const values: (number | null)[] = [];
  for (let at = lastsIntoIt ? from - 1 : from; at < to; at++) {
    atMs.push(startMs[at] as number);
    values.push(value[at] as number);
    const endedMs = endMs[at] as number;
    if (at + 1 === to || endedMs >= (startMs[at + 1] as number)) continue;
    atMs.push(endedMs);
    values.push(null);
  }
  return { atMs, min: values, max: values };
}

function eachColumn(
  { startMs, endMs, value }: IntervalSeries,
  { fromMs, toMs, columns }: { fromMs: number; toMs: number; columns: number },
  from: number,
): Points {
  const atMs = new Array<number>(columns);
  const min = new Array<number | null>(columns);
  const max = new Array<number | null>(columns);
  const edge = (column: number): number => fromMs + Math.floor((column * (toMs - fromMs)) / columns);
  let at = from;
  for (let column = 0; column < columns; column++) {
    const beginsMs = edge(column);
    const endsMs = column + 1 === columns ? toMs : edge(column + 1);
    const first = at;
    let low = Infinity;
    let high = -Infinity;
    while (at < startMs.length && (startMs[at] as number) < endsMs) {
      const one = value[at++] as number;
      if (one < low) low = one;
      if (one > high) high = one;
    }
    atMs[column] = beginsMs;
    const isHeld = at === first && first > 0 && (endMs[first - 1] as number) > beginsMs;
    const held = isHeld ? (value[first - 1] as number) : null;
    min[column] = at > first ? low : held;
    max[column] = at > first ? high : held;
  }
  return { atMs, min, max };
}
