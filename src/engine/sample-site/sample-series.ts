import { loadCurve } from './load-curve.ts';
import type { Quirk, SampleSitePlan, SeriesQuirk } from './sample-site-options.ts';
import { sampleRandom } from './sample-random.ts';

/** One row as it will stand in the file, before its stamp is put into the file's unit. */
interface Row {
  readonly startMs: number;
  readonly value: number;
}

export interface SampleSeries {
  /** In file order. */
  readonly rows: readonly Row[];
  /** What a correct upload leaves at the VTN of these rows: in order, with what is contradictory left out. */
  readonly expected: readonly Row[];
}

const usualCount = 3;

/** The readings of one component of one meter, with the quirks asked for, and what a correct upload makes of them. */
export function makeSampleSeries(
  plan: SampleSitePlan,
  meter: number,
  component: number,
  quirks: readonly Quirk[],
): SampleSeries {
  const random = sampleRandom(plan.seed + meter * 7919 + component * 104_729);
  const watts = loadCurve(component, plan.rows, plan.firstStartMs, plan.intervalMs, random);
  const clean = Array.from(watts, (value, index) => ({
    startMs: plan.firstStartMs + index * plan.intervalMs,
    value: asStored(value, plan),
  }));
  let series: SampleSeries = { rows: clean, expected: clean };
  for (const quirk of quirks) {
    const change = changes[quirk.kind as SeriesQuirk] as Change | undefined;
    if (change !== undefined)
      series = change(series, pickPlaces(plan.rows, quirk.count ?? usualCount, quirk.kind));
  }
  return series;
}

/** A stamp in the unit of the file, from epoch ms. */
export function stampOf(startMs: number, unit: SampleSitePlan['epochUnit']): number {
  return { s: startMs / 1000, ms: startMs, us: startMs * 1e3, ns: startMs * 1e6 }[unit];
}

function asStored(value: number, plan: SampleSitePlan): number {
  if (plan.storedAs === 'float32') return Math.fround(value);
  return plan.storedAs === 'int64' ? Math.round(value) : value;
}

type Change = (series: SampleSeries, places: ReadonlySet<number>) => SampleSeries;

const changes: Record<SeriesQuirk, Change> = {
  'nan-rows': (series, places) => replaceValues(series, places, NaN),
  'infinite-rows': (series, places) => replaceValues(series, places, Infinity),
  'duplicate-rows': ({ rows, expected }, places) => ({
    rows: insertAfter(rows, places, (row) => row),
    expected,
  }),
  'conflicting-rows': ({ rows, expected }, places) => ({
    rows: insertAfter(rows, places, (row) => ({ ...row, value: row.value + 1 })),
    expected: withoutStarts(expected, startsAt(rows, places)),
  }),
  'missing-rows': ({ rows, expected }, places) => {
    const gone = startsAt(rows, places);
    return { rows: withoutStarts(rows, gone), expected: withoutStarts(expected, gone) };
  },
  'shuffled-rows': ({ rows, expected }, places) => ({ rows: swapWithNext(rows, places), expected }),
};

function replaceValues(
  { rows, expected }: SampleSeries,
  places: ReadonlySet<number>,
  value: number,
): SampleSeries {
  return {
    rows: rows.map((row, index) => (places.has(index) ? { ...row, value } : row)),
    expected: withoutStarts(expected, startsAt(rows, places)),
  };
}

function insertAfter(rows: readonly Row[], places: ReadonlySet<number>, make: (row: Row) => Row): Row[] {
  return rows.flatMap((row, index) => (places.has(index) ? [row, make(row)] : [row]));
}

function swapWithNext(rows: readonly Row[], places: ReadonlySet<number>): Row[] {
  const swapped = [...rows];
  for (const place of places) {
    const next = swapped[place + 1];
    if (next === undefined) continue;
    swapped[place + 1] = swapped[place] as Row;
    swapped[place] = next;
  }
  return swapped;
}

function startsAt(rows: readonly Row[], places: ReadonlySet<number>): Set<number> {
  return new Set([...places].flatMap((place) => rows[place]?.startMs ?? []));
}

function withoutStarts(rows: readonly Row[], starts: ReadonlySet<number>): Row[] {
  return rows.filter((row) => !starts.has(row.startMs));
}

/** Places spread over the series, never the first or the last, other ones for each kind of quirk. */
function pickPlaces(rows: number, count: number, kind: string): Set<number> {
  const places = new Set<number>();
  const spacing = Math.max(2, Math.floor((rows - 2) / (count + 1)));
  for (let number = 0; number < count; number++) {
    const place = 1 + number * spacing + (kind.length % spacing);
    if (place < rows - 1) places.add(place);
  }
  return places;
}
