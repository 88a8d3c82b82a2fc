import uPlot from 'uplot';
import { isDense } from './plot-columns.ts';
import { plotAxes } from './plot-axes.ts';
import type { PlotColours } from './plot-axes.ts';

/** How one row of values is drawn. */
export interface PlotLine {
  readonly label: string;
  /** A colour variable of app.css, as `--app-accent`. */
  readonly colour: string;
  readonly widthPx?: number;
  /** Dashes tell lines apart where colours do not. */
  readonly dash?: readonly number[];
  readonly shape?: 'line' | 'bars';
  /** How it is drawn where there are more points than pixels: see plot-columns.ts; like any other unless said. */
  readonly dense?: 'columns' | 'hidden';
  /** Fills down to zero, or to the given line of values, as lightly as said (0-1). */
  readonly fill?: { readonly opacity: number; readonly to?: number };
}

interface PlotLook {
  readonly lines: readonly PlotLine[];
  readonly timeZone: string;
  readonly valueTitle: string;
  readonly fromZero: boolean;
  readonly topPx: number;
}

/** What uPlot is told; size and hooks are for the component. */
export function plotOptions(
  { lines, timeZone, valueTitle, fromZero, topPx }: PlotLook,
  colours: PlotColours,
): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    ms: 1,
    padding: [topPx, 12, null, null],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { show: false } },
    scales: {
      x: { time: false, range: (_plot, min, max) => [min, max] },
      y: { range: (_plot, min, max) => valueRange(min, max, fromZero) },
    },
    axes: plotAxes(timeZone, valueTitle, colours),
    series: [{}, ...lines.map((line) => plotSeries(line, colours))],
  };
}

function plotSeries(line: PlotLine, colours: PlotColours): uPlot.Series {
  const { label, colour, widthPx = 1.5, dash, shape = 'line', dense, fill } = line;
  const bars = shape === 'bars' ? uPlot.paths.bars?.({ size: [0.9, 40] }) : undefined;
  return {
    label,
    stroke: colours(colour),
    width: widthPx,
    points: { show: false },
    ...(dash === undefined ? {} : { dash: [...dash] }),
    ...(bars === undefined ? {} : { paths: bars }),
    ...(fill?.to === undefined ? {} : { paths: filledTo(fill.to + 1) }),
    ...(dense === undefined
      ? {}
      : { paths: unlessDense(fill?.to === undefined ? null : filledTo(fill.to + 1)) }),
    ...(fill === undefined ? {} : { fill: faded(colours(colour), fill.opacity) }),
  };
}

/** Nothing where `drawColumns` draws instead. */
function unlessDense(paths: uPlot.Series.PathBuilder | null): uPlot.Series.PathBuilder {
  const builder = paths ?? uPlot.paths.linear?.();
  return (plot, at, first, last) => (isDense(plot) ? null : (builder?.(plot, at, first, last) ?? null));
}

/**
 * A line with the room between it and another line of values filled. uPlot's own bands clip by both lines, which
 * takes many times longer than filling one outline.
 */
function filledTo(other: number): uPlot.Series.PathBuilder {
  const linear = uPlot.paths.linear?.();
  return (plot, at, first, last) => {
    const paths = linear?.(plot, at, first, last) ?? null;
    return paths === null ? null : { ...paths, fill: outline(plot, at, other, first, last) };
  };
}

function outline(plot: uPlot, at: number, other: number, first: number, last: number): Path2D {
  const path = new Path2D();
  const [times] = plot.data;
  const values = plot.data[at] ?? [];
  const others = plot.data[other] ?? [];
  const x = (position: number): number => plot.valToPos(times[position] ?? 0, 'x', true);
  const y = (value: number): number => plot.valToPos(value, 'y', true);
  let begin = first;
  for (let position = first; position <= last + 1; position += 1) {
    if (position <= last && values[position] != null && others[position] != null) continue;
    for (let each = begin; each < position; each += 1) path.lineTo(x(each), y(values[each] ?? 0));
    for (let each = position - 1; each >= begin; each -= 1) path.lineTo(x(each), y(others[each] ?? 0));
    if (position > begin) path.closePath();
    begin = position + 1;
    const next = values[begin];
    if (begin <= last && next != null) path.moveTo(x(begin), y(next));
  }
  return path;
}

function valueRange(min: number | null, max: number | null, fromZero: boolean): [number, number] {
  const low = fromZero ? Math.min(0, min ?? 0) : (min ?? 0);
  const high = max ?? 1;
  if (low === high) return low === 0 ? [0, 1] : [low - Math.abs(low) * 0.1, high + Math.abs(high) * 0.1];
  const room = (high - low) * 0.06;
  return [low === 0 ? 0 : low - room, high + room];
}

/** `rgb(24, 100, 171)` with less of itself. */
function faded(colour: string, opacity: number): string {
  return colour.replace(/^rgba?\(([^)]+)\)$/, (_whole, parts: string) => {
    const [red = '0', green = '0', blue = '0'] = parts.split(',');
    return `rgba(${red},${green},${blue},${opacity})`;
  });
}
