import type uPlot from 'uplot';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { SeriesPlot } from '../../../contract/series-shapes.ts';
import { troubleOf } from '../../stores/ask-engine.ts';
import { columnAt, drawnColumns } from './drawn-columns.ts';
import type { DrawnColumns } from './drawn-columns.ts';
import { PlotFeed } from './plot-feed.ts';
import { followPointers } from './plot-pointers.ts';
import { lengthOf, panned, showing, within, zoomed } from './plot-span.ts';
import type { Span } from './plot-span.ts';

/** What the page tells beside a plot. */
export interface PlotState {
  readonly span: Span;
  readonly isExact: boolean;
  readonly isBusy: boolean;
  readonly trouble: Trouble | null;
  /** What the cursor is at; null while it is nowhere. */
  readonly cursor: { readonly atMs: number; readonly min: number | null; readonly max: number | null } | null;
}

interface DeskOptions {
  readonly whole: Span;
  readonly intervalMs: number | null;
  readonly fetchPlot: (span: Span, columns: number) => Promise<SeriesPlot>;
}

const shortestIntervals = 8;
const tellMs = 80;

/**
 * The plot of a series as a person moves about in it: every gesture moves what is drawn at once, finer columns come
 * when the engine has them, and the page around it is told a little later.
 */
export class PlotDesk {
  private readonly options: DeskOptions;
  private readonly feed: PlotFeed;
  private readonly listeners = new Set<() => void>();
  private plot: uPlot | null = null;
  private leavePointers: () => void = () => {};
  private columns: DrawnColumns = [[], [], []];
  private series: SeriesPlot | null = null;
  private span: Span;
  private state: PlotState;
  private frame = 0;
  private isSelectingRanges = false;
  private onPick: (atMs: number) => void = () => {};
  private telling: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DeskOptions) {
    this.options = options;
    this.span = options.whole;
    this.state = { span: options.whole, isExact: false, isBusy: true, trouble: null, cursor: null };
    this.feed = new PlotFeed({
      fetchPlot: options.fetchPlot,
      onPlot: (plot) => this.take(plot),
      onBusy: (isBusy) => this.tell({ isBusy }),
      onFail: (thrown) => this.tell({ trouble: troubleOf(thrown), isBusy: false }),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly view = (): PlotState => this.state;

  /** The plot was made, or made anew; null when it goes. */
  readonly attach = (plot: uPlot | null): void => {
    this.leavePointers();
    this.leavePointers = () => {};
    this.plot = plot;
    if (plot === null) {
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      return;
    }
    this.leavePointers = followPointers(plot.over, {
      onPan: (byPx) => this.pan(-byPx / widthOf(plot)),
      onZoom: (factor, atPx) => this.zoom(factor, plot.posToVal(atPx, 'x')),
      onRange: (fromPx, toPx, isDone) => this.selectRange(plot, fromPx, toPx, isDone),
      onClick: (atPx) => this.pick(plot.posToVal(atPx, 'x')),
      onReset: () => this.showAll(),
      selectsRange: () => this.isSelectingRanges,
      hasFocus: () => plot.root.closest(':focus') !== null,
    });
    plot.batch(() => {
      plot.setData(this.columns, false);
      plot.setScale('x', { min: this.span.fromMs, max: this.span.toMs });
    });
    this.want();
  };

  /** Nothing comes any more. */
  close(): void {
    this.feed.close();
    clearTimeout(this.telling);
    this.telling = undefined;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** Whether a drag selects a range, also without Shift. */
  setSelectsRange(selects: boolean): void {
    this.isSelectingRanges = selects;
  }

  /** Who is told of a press on an interval or a column, by its start. */
  setOnPick(onPick: (atMs: number) => void): void {
    this.onPick = onPick;
  }

  /** Asks again after it failed. */
  retry(): void {
    this.tell({ trouble: null });
    this.want();
  }

  /** By a share of the span. */
  pan(share: number): void {
    this.show(panned(this.span, share * lengthOf(this.span), this.options.whole));
  }

  /** Around an instant, else around the cursor or the middle. */
  zoom(factor: number, atMs?: number): void {
    const { whole, intervalMs } = this.options;
    const cursor = this.state.cursor?.atMs ?? Number.NaN;
    const isInView = cursor >= this.span.fromMs && cursor <= this.span.toMs;
    const at = atMs ?? (isInView ? cursor : (this.span.fromMs + this.span.toMs) / 2);
    this.show(zoomed(this.span, factor, at, whole, shortestIntervals * (intervalMs ?? 60_000)));
  }

  showAll(): void {
    this.show(this.options.whole);
  }

  /** Moves the span as little as possible so that the instant is in it. */
  reveal(atMs: number): void {
    this.show(showing(this.span, atMs, this.options.whole));
  }

  /** Moves the cursor by so many intervals or columns; the span follows it. */
  step(by: number): void {
    const { series, span } = this;
    if (series === null) return;
    const from = columnAt(series, this.state.cursor?.atMs ?? span.fromMs)?.position ?? 0;
    const position = Math.min(series.atMs.length - 1, Math.max(0, from + by));
    const atMs = series.atMs[position];
    if (atMs === undefined) return;
    this.reveal(atMs);
    this.point(atMs);
    const { plot } = this;
    plot?.setCursor({ left: plot.valToPos(atMs, 'x'), top: plot.over.clientHeight / 2 }, false);
  }

  /** The cursor is at an instant. */
  readonly point = (atMs: number | null): void => {
    const found = atMs === null || this.series === null ? null : columnAt(this.series, atMs);
    const before = this.state.cursor;
    if (found?.atMs === before?.atMs && found?.max === before?.max) return;
    this.tell({ cursor: found });
  };

  private pick(atMs: number): void {
    const found = this.series === null ? null : columnAt(this.series, atMs);
    if (found !== null) this.onPick(found.atMs);
  }

  private selectRange(plot: uPlot, fromPx: number, toPx: number, isDone: boolean): void {
    const left = Math.max(0, Math.min(fromPx, toPx));
    const right = Math.min(widthOf(plot), Math.max(fromPx, toPx));
    plot.setSelect({ left, width: isDone ? 0 : right - left, top: 0, height: plot.over.clientHeight }, false);
    if (!isDone) return;
    const leastMs = shortestIntervals * (this.options.intervalMs ?? 60_000);
    const fromMs = plot.posToVal(left, 'x');
    const toMs = Math.max(plot.posToVal(right, 'x'), fromMs + leastMs);
    this.show(within({ fromMs, toMs }, this.options.whole));
  }

  private show(span: Span): void {
    this.span = span;
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.frame = 0;
    this.plot?.setScale('x', { min: this.span.fromMs, max: this.span.toMs });
    this.want();
    // The words beside the plot may lag a little: drawing goes first.
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      this.tell({ span: this.span });
    }, tellMs);
  }

  private want(): void {
    // The drawn size, not the element's: asking for that would make the browser lay the page out at every frame.
    if (this.plot !== null) this.feed.want(this.span, this.options.whole, widthOf(this.plot));
  }

  private take(series: SeriesPlot): void {
    this.series = series;
    this.columns = drawnColumns(series, this.options.intervalMs);
    const { plot } = this;
    plot?.batch(() => {
      plot.setData(this.columns, false);
      plot.setScale('x', { min: this.span.fromMs, max: this.span.toMs });
    });
    this.tell({ isExact: series.exact, trouble: null });
  }

  private tell(change: Partial<PlotState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

function widthOf({ bbox }: uPlot): number {
  return bbox.width / devicePixelRatio;
}
