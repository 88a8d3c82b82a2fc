import type { SeriesPlot } from '../../../contract/series-shapes.ts';
import { covers, lengthOf, withRoom } from './plot-span.ts';
import type { Span } from './plot-span.ts';

interface FeedOptions {
  readonly fetchPlot: (span: Span, columns: number) => Promise<SeriesPlot>;
  readonly onPlot: (plot: SeriesPlot) => void;
  readonly onBusy: (isBusy: boolean) => void;
  readonly onFail: (thrown: unknown) => void;
}

const mostColumns = 8000;
/** Columns this much wider than a pixel are drawn finer. */
const coarse = 1.25;

/** Asks for the columns of what is in view: one call at a time, and only for what is wanted when it is made. */
export class PlotFeed {
  private readonly options: FeedOptions;
  private wanted: { readonly span: Span; readonly whole: Span; readonly widthPx: number } | null = null;
  private has: SeriesPlot | null = null;
  private isAsking = false;
  private isClosed = false;

  constructor(options: FeedOptions) {
    this.options = options;
  }

  /** The span is in view, so many pixels wide. */
  want(span: Span, whole: Span, widthPx: number): void {
    this.isClosed = false;
    this.wanted = { span, whole, widthPx };
    this.ask();
  }

  /** Answers that are on their way are dropped, until something is wanted again. */
  close(): void {
    this.isClosed = true;
  }

  private ask(): void {
    const { wanted } = this;
    if (this.isAsking || this.isClosed || wanted === null || this.isFineEnough()) return;
    const asked = withRoom(wanted.span, wanted.whole);
    const columns = Math.round((wanted.widthPx * lengthOf(asked)) / Math.max(1, lengthOf(wanted.span)));
    this.isAsking = true;
    this.options.onBusy(true);
    this.options
      .fetchPlot(asked, Math.min(mostColumns, Math.max(2, columns)))
      .then(
        (plot) => {
          if (this.isClosed) return;
          this.has = { ...plot, ...asked };
          this.options.onPlot(this.has);
        },
        (thrown: unknown) => {
          this.wanted = null;
          if (!this.isClosed) this.options.onFail(thrown);
        },
      )
      .finally(() => {
        this.isAsking = false;
        if (this.isClosed) return;
        this.options.onBusy(false);
        this.ask();
      });
  }

  private isFineEnough(): boolean {
    const { has, wanted } = this;
    if (has === null || wanted === null || !covers(has, wanted.span)) return false;
    if (has.exact) return true;
    const columnMs = lengthOf(has) / Math.max(1, has.atMs.length);
    return columnMs <= (coarse * lengthOf(wanted.span)) / wanted.widthPx;
  }
}
