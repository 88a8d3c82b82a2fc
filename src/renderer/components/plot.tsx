import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useLocale } from '../words/locale.ts';
import { coloursOf } from './plot-axes.ts';
import type { PlotColours } from './plot-axes.ts';
import { drawColumns } from './plot-columns.ts';
import { plotOptions } from './plot-options.ts';
import type { PlotLine } from './plot-options.ts';
import styles from './plot.module.css';

export type { PlotColours } from './plot-axes.ts';
export type { PlotLine } from './plot-options.ts';

export interface PlotProps {
  /** What is drawn, for those who do not see it; name the table that holds the same. */
  readonly label: string;
  /** Epoch ms ascending, then the values of each line. Another array draws anew. */
  readonly values: uPlot.AlignedData;
  /** Keep it in a constant or a memo: another one makes the plot anew. */
  readonly lines: readonly PlotLine[];
  /** The time shown; without it that of the values. */
  readonly span?: { readonly fromMs: number; readonly toMs: number } | null;
  readonly timeZone: string;
  /** The unit, beside the axis of values. */
  readonly valueTitle: string;
  readonly heightPx?: number;
  /** The axis of values begins at zero. */
  readonly fromZero?: boolean;
  /** Room above the plot, for what is drawn there. */
  readonly topPx?: number;
  /** Draws on top of the lines, at every drawing. */
  readonly drawOver?: (plot: uPlot, colours: PlotColours) => void;
  /** The plot once it is made, null before it goes: to listen on `plot.over` and to move the span without a render. */
  readonly onPlot?: (plot: uPlot | null) => void;
  /** The place of the pointer in time; null when it leaves. */
  readonly onPoint?: (atMs: number | null) => void;
}

/** A plot over time, made anew when the colours or the language change, as wide as its place. */
export function Plot(props: PlotProps) {
  const { label, values, lines, span, timeZone, valueTitle } = props;
  const { heightPx = 260, fromZero = false, topPx = 12 } = props;
  const place = useRef<HTMLDivElement>(null);
  const made = useRef<uPlot | null>(null);
  const latest = useRef(props);
  const theme = useSyncExternalStore(followTheme, themeColour);
  const locale = useLocale((state) => state.locale);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const look = { lines, timeZone, valueTitle, fromZero, topPx };
    const plot = makePlot(element, look, heightPx, () => latest.current);
    made.current = plot;
    showSpan(plot, latest.current);
    latest.current.onPlot?.(plot);
    const leave = followWidth(element, plot, heightPx);
    return () => {
      leave();
      latest.current.onPlot?.(null);
      made.current = null;
      plot.destroy();
    };
  }, [lines, timeZone, valueTitle, heightPx, fromZero, topPx, theme, locale]);

  useEffect(() => {
    const plot = made.current;
    if (plot === null) return;
    plot.batch(() => {
      plot.setData(values, false);
      showSpan(plot, { values, span: span ?? null });
    });
  }, [values, span]);

  return <div ref={place} className={styles['plot']} role="img" aria-label={label} />;
}

/** What is drawn over and who is told are looked up when it happens: they change without another plot. */
function makePlot(
  element: HTMLElement,
  look: Parameters<typeof plotOptions>[0],
  heightPx: number,
  latest: () => PlotProps,
): uPlot {
  const colours = coloursOf(element);
  return new uPlot(
    {
      ...plotOptions(look, colours),
      width: widthOf(element),
      height: heightPx,
      hooks: {
        draw: [
          (self) => drawColumns(self, look.lines, colours),
          (self) => latest().drawOver?.(self, colours),
        ],
        setCursor: [(self) => latest().onPoint?.(pointedAt(self))],
      },
    },
    latest().values,
    element,
  );
}

function widthOf(element: HTMLElement): number {
  return Math.max(200, element.clientWidth);
}

function followWidth(element: HTMLElement, plot: uPlot, height: number): () => void {
  const observer = new ResizeObserver(() => {
    const width = widthOf(element);
    if (width !== plot.width) plot.setSize({ width, height });
  });
  observer.observe(element);
  return () => observer.disconnect();
}

function showSpan(plot: uPlot, { values, span }: Pick<PlotProps, 'values' | 'span'>): void {
  const times = values[0];
  const fromMs = span?.fromMs ?? times[0] ?? 0;
  const toMs = span?.toMs ?? times.at(-1) ?? fromMs;
  plot.setScale('x', { min: fromMs, max: toMs > fromMs ? toMs : fromMs + 1 });
}

function pointedAt(plot: uPlot): number | null {
  const left = plot.cursor.left ?? -1;
  return left < 0 ? null : plot.posToVal(left, 'x');
}

const scheme = '(prefers-color-scheme: dark)';

function followTheme(onChange: () => void): () => void {
  const media = window.matchMedia(scheme);
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true });
  media.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', onChange);
  };
}

/** Text is light on a dark theme and dark on a light one. */
function themeColour(): string {
  return getComputedStyle(document.body).color;
}
