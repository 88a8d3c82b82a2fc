import type { PlotColours } from '../../components/plot.tsx';
import type uPlot from 'uplot';
import type { SeriesMark } from '../../../contract/series-shapes.ts';
import type { MarkKind } from './mark-steps.ts';

interface MarkShape {
  /** In a field of 12 by 12. */
  readonly path: string;
  readonly isFilled: boolean;
  readonly colour: string;
}

/** Each kind has a shape of its own: colour only repeats it. */
export const markShapes: Readonly<Record<MarkKind, MarkShape>> = {
  gap: { path: 'M3 1.5H1.5v9H3M9 1.5h1.5v9H9', isFilled: false, colour: '--app-caution' },
  duplicate: { path: 'M1.5 1.5h6v6h-6ZM4.5 7.5v3h6v-6h-3', isFilled: false, colour: '--app-text-quiet' },
  conflict: { path: 'M6 1l5 5-5 5-5-5Z', isFilled: true, colour: '--app-bad' },
  rejected: { path: 'M1.5 1.5l9 9M10.5 1.5l-9 9', isFilled: false, colour: '--app-bad' },
  changeover: {
    path: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM6 3.5V6l1.8 1.2',
    isFilled: false,
    colour: '--app-accent',
  },
  finding: { path: 'M6 1l5 9.5H1Z', isFilled: true, colour: '--app-caution' },
};

/** Room above the plot for three rows of shapes: what comes often must not hide what does not. */
export const marksPx = 52;
const shapePx = 12;
const closestPx = 8;
const heightPx: Readonly<Record<MarkKind, number>> = {
  gap: 42,
  changeover: 42,
  finding: 42,
  conflict: 26,
  rejected: 26,
  duplicate: 10,
};

interface MarksInPlot {
  readonly marks: readonly SeriesMark[];
  readonly hidden: ReadonlySet<MarkKind>;
  /** The row of the table that has the keyboard. */
  readonly activeMs: number | null;
}

/** Draws gaps as shaded stretches, changeovers as lines, all marks as shapes above, and the row of the table. */
export function drawMarks(plot: uPlot, colours: PlotColours, { marks, hidden, activeMs }: MarksInPlot): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const lastX = new Map<MarkKind, number>();
  ctx.save();
  for (const mark of marks) {
    if (mark.atMs === null || hidden.has(mark.kind)) continue;
    const x = plot.valToPos(mark.atMs, 'x', true);
    const endX = mark.endMs === null ? x : plot.valToPos(mark.endMs, 'x', true);
    if (endX < bbox.left || x > bbox.left + bbox.width) continue;
    const colour = colours(markShapes[mark.kind].colour);
    if (mark.kind === 'gap') shade(plot, colour, x, endX);
    const middle = Math.min(
      Math.max(mark.kind === 'gap' ? (x + endX) / 2 : x, bbox.left),
      bbox.left + bbox.width,
    );
    // Shapes on top of each other would only be a smear.
    if (middle - (lastX.get(mark.kind) ?? Number.NEGATIVE_INFINITY) < closestPx * ratio) continue;
    lastX.set(mark.kind, middle);
    if (mark.kind === 'changeover') line(plot, colour, x, [4, 4]);
    drawShape(ctx, mark.kind, colour, middle, bbox.top - heightPx[mark.kind] * ratio);
  }
  if (activeMs !== null) {
    const x = plot.valToPos(activeMs, 'x', true);
    if (x >= bbox.left && x <= bbox.left + bbox.width) line(plot, colours('--app-text'), x, []);
  }
  ctx.restore();
}

function shade({ ctx, bbox }: uPlot, colour: string, fromX: number, toX: number): void {
  const from = Math.max(bbox.left, fromX);
  const to = Math.min(bbox.left + bbox.width, Math.max(toX, fromX + devicePixelRatio));
  ctx.globalAlpha = 0.18;
  ctx.fillStyle = colour;
  ctx.fillRect(from, bbox.top, to - from, bbox.height);
  ctx.globalAlpha = 1;
}

function line({ ctx, bbox }: uPlot, colour: string, x: number, dash: number[]): void {
  ctx.beginPath();
  ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  ctx.lineWidth = devicePixelRatio;
  ctx.strokeStyle = colour;
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
}

const paths = new Map<MarkKind, Path2D>();

function drawShape(
  ctx: CanvasRenderingContext2D,
  kind: MarkKind,
  colour: string,
  centreX: number,
  centreY: number,
): void {
  let path = paths.get(kind);
  if (path === undefined) {
    path = new Path2D(markShapes[kind].path);
    paths.set(kind, path);
  }
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.translate(centreX - (shapePx / 2) * ratio, centreY - (shapePx / 2) * ratio);
  ctx.scale(ratio, ratio);
  ctx.lineWidth = 1.75;
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  if (markShapes[kind].isFilled) ctx.fill(path);
  ctx.stroke(path);
  ctx.restore();
}
