import type uPlot from 'uplot';
import type { PlotLine } from './plot-options.ts';

/** Whether there is a point for every other pixel or more: lines between them would be a band all the same. */
export function isDense(plot: uPlot): boolean {
  const [times] = plot.data;
  const { min, max } = plot.scales['x'] ?? {};
  if (min == null || max == null) return false;
  return lastUpTo(times, max) - lastUpTo(times, min) > plot.over.clientWidth / 2;
}

/**
 * Draws a dense band of least and greatest values as upright bars on whole pixels. A zigzag of a thousand smoothed
 * strokes takes a canvas without a graphics card a tenth of a second, these take a few milliseconds.
 *
 * @param colourOf the colour of a variable of app.css
 */
export function drawColumns(
  plot: uPlot,
  lines: readonly PlotLine[],
  colourOf: (variable: string) => string,
): void {
  const at = lines.findIndex(({ dense }) => dense === 'columns') + 1;
  const line = lines[at - 1];
  if (line?.fill?.to === undefined || !isDense(plot)) return;
  const { ctx, bbox } = plot;
  const [times] = plot.data;
  const highs = plot.data[at] ?? [];
  const lows = plot.data[line.fill.to + 1] ?? [];
  const leastPx = Math.max(1, Math.round((line.widthPx ?? 1) * devicePixelRatio));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colourOf(line.colour);
  const { min = null, max = null } = plot.scales['x'] ?? {};
  const first = Math.max(0, lastUpTo(times, min ?? 0));
  const last = Math.min(times.length - 1, lastUpTo(times, max ?? 0) + 1);
  for (let each = first; each <= last; each += 1) {
    const [low, high, time] = [lows[each], highs[each], times[each]];
    if (low == null || high == null || time === undefined) continue;
    const left = Math.round(plot.valToPos(time, 'x', true));
    const right = Math.round(plot.valToPos(times[each + 1] ?? time, 'x', true));
    const top = Math.round(plot.valToPos(high, 'y', true));
    const bottom = Math.round(plot.valToPos(low, 'y', true));
    ctx.fillRect(left, top, Math.max(1, right - left), Math.max(leastPx, bottom - top));
  }
  ctx.restore();
}

/** Position of the last time at or before an instant; -1 when there is none. */
function lastUpTo(times: ArrayLike<number>, atMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
