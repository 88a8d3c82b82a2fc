import type uPlot from 'uplot';
import { useLocale } from '../words/locale.ts';
import { timeTicks } from './time-ticks.ts';
import type { TimeTick } from './time-ticks.ts';

const pxPerTick = 90;
const dayMs = 86_400_000;

/** The colours that a plot takes from the page around it, as a canvas knows them. */
export type PlotColours = (variable: string) => string;

/** Reads variables of app.css as colours, as they are in the present theme. */
export function coloursOf(element: HTMLElement): PlotColours {
  const known = new Map<string, string>();
  return (variable) => {
    const found = known.get(variable);
    if (found !== undefined) return found;
    // The value of the variable holds both themes; only a used colour is resolved.
    element.style.color = `var(${variable})`;
    const colour = getComputedStyle(element).color;
    element.style.color = '';
    known.set(variable, colour);
    return colour;
  };
}

/** Time below in the wall clock of a zone, values at the left. */
export function plotAxes(timeZone: string, valueTitle: string, colours: PlotColours): uPlot.Axis[] {
  const grid = { stroke: colours('--app-line'), width: 1 };
  const shared: uPlot.Axis = { stroke: colours('--app-text-quiet'), grid, ticks: { ...grid, size: 5 } };
  let ticks: readonly TimeTick[] = [];
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return [
    {
      ...shared,
      font,
      size: 34,
      splits: (plot, _axis, fromMs, toMs) => {
        const widthPx = plot.bbox.width / devicePixelRatio;
        ticks = timeTicks(fromMs, toMs, Math.max(2, Math.floor(widthPx / pxPerTick)), timeZone);
        return ticks.map(({ atMs }) => atMs);
      },
      values: () => ticks.map(tickText),
    },
    {
      ...shared,
      font,
      label: valueTitle,
      labelFont: font,
      labelSize: 18,
      size: (_plot, values: string[] | null) =>
        Math.max(40, 14 + 7 * Math.max(0, ...(values ?? []).map(({ length }) => length))),
      values: (_plot, splits) => splits.map(valueFormat()),
    },
  ];
}

function valueFormat(): (value: number) => string {
  const format = new Intl.NumberFormat(useLocale.getState().locale, {
    notation: 'compact',
    maximumSignificantDigits: 4,
  });
  return (value) => format.format(value);
}

function tickText({ wallMs, unit }: TimeTick): string {
  const { locale } = useLocale.getState();
  const text = (options: Intl.DateTimeFormatOptions): string => {
    const key = `${locale ?? ''} ${Object.keys(options).join()}`;
    let format = formats.get(key);
    if (format === undefined) {
      format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
      formats.set(key, format);
    }
    return format.format(wallMs);
  };
  if (unit === 'year') return text({ year: 'numeric' });
  if (unit === 'month') {
    return new Date(wallMs).getUTCMonth() === 0 ? text({ year: 'numeric' }) : text({ month: 'short' });
  }
  return unit === 'day' || wallMs % dayMs === 0
    ? text({ day: 'numeric', month: 'short' })
    : text({ hour: '2-digit', minute: '2-digit' });
}

const formats = new Map<string, Intl.DateTimeFormat>();
