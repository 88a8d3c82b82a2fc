import { z } from 'zod';

const count = z.number().int().min(0);
const position = z.number().int().min(0);

/** One line of the grid of a draft's series. */
export const seriesRow = z.object({
  /** The load's id in a resource database, else the name of the series; unique within the draft. */
  series: z.string(),
  name: z.string(),
  ven: z.string(),
  meter: z.string().nullable(),
  resource: z.string().nullable(),
  /** `listed`: the resource was given by a list or typed in, not by a resource database. */
  registration: z.enum(['registered', 'listed', 'unregistered', 'invalid']),
  /** `skipped` ones cannot be sent, `problem` says why; `empty` ones have no interval in the range. */
  state: z.enum(['ready', 'skipped', 'empty']),
  problem: z.object({ code: z.string(), text: z.string() }).nullable(),
  /** How many kinds of findings there are, as spikes and gaps. */
  findings: count,
  intervals: count,
  intervalMs: z.number().nullable(),
  unit: z.string(),
  firstStart: z.string().nullable(),
  lastStart: z.string().nullable(),
  gaps: count,
  duplicates: count,
  conflicts: count,
  rejected: count,
  chosen: z.boolean(),
});

/** All that is given must hold. */
export const seriesFilter = z.object({
  /** Within name, VEN, meter, series or resource, whatever the case. */
  text: z.string().max(200).default(''),
  vens: z.array(z.string()).max(2000).default([]),
  registration: z.enum(['registered', 'listed', 'unregistered', 'invalid']).nullable().default(null),
  state: z.enum(['ready', 'skipped', 'empty']).nullable().default(null),
  /** The code of the problem or of a finding. */
  code: z.string().nullable().default(null),
  chosen: z.boolean().nullable().default(null),
});

export const seriesSort = z.object({
  /** `order` is that of the files. */
  by: z
    .enum(['order', 'name', 'ven', 'intervals', 'firstStart', 'lastStart', 'gaps', 'rejected', 'state'])
    .default('order'),
  descending: z.boolean().default(false),
});

export const seriesPage = z.object({
  /** Series that match the filter. */
  total: count,
  chosenMatching: count,
  /** Over all series of the draft, whatever the filter. */
  chosen: count,
  all: count,
  /** Intervals of all chosen series that can be sent. */
  chosenIntervals: count,
  rows: z.array(seriesRow),
});

/** Which series a choice is about: some by name, all that match, or rows of the grid as it is sorted. */
export const seriesChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('series'), series: z.array(z.string()).min(1).max(1000), chosen: z.boolean() }),
  z.object({ kind: z.literal('matching'), filter: seriesFilter, chosen: z.boolean() }),
  z.object({
    kind: z.literal('rows'),
    filter: seriesFilter,
    sort: seriesSort,
    /** Rows [from, to). */
    from: position,
    to: position,
    chosen: z.boolean(),
  }),
  /** Takes the last choice back. */
  z.object({ kind: z.literal('undo') }),
]);

/** Intervals of one series in order, as columns: [offset, offset + startMs.length). */
export const intervalPage = z.object({
  total: count,
  startMs: z.array(z.number()),
  endMs: z.array(z.number()),
  value: z.array(z.number()),
  quality: z.array(z.string()),
});

/**
 * A series drawn in so many columns of a picture: the least and the greatest value of each, null where there is
 * none. With fewer intervals than columns each interval is its own.
 */
export const seriesPlot = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  unit: z.string(),
  /** Intervals that start in the span. */
  intervals: count,
  /** True when each point is one interval; a point of null then stands where a gap begins. */
  exact: z.boolean(),
  /** Start of each column (of each interval when exact), ascending. */
  atMs: z.array(z.number()),
  min: z.array(z.number().nullable()),
  max: z.array(z.number().nullable()),
});

export const markKinds = ['gap', 'duplicate', 'conflict', 'rejected', 'changeover', 'finding'] as const;

/** A place of a series that a person should look at. */
export const seriesMark = z.object({
  kind: z.enum(markKinds),
  /** Null when the row has no time that could be read, and no row before it had one. */
  atMs: z.number().nullable(),
  /** End of a gap or of the day of a changeover. */
  endMs: z.number().nullable(),
  /** Position of the interval at or after it in `listIntervals`. */
  index: z.number().int().nullable(),
  /** As an editor shows it; null where no row tells it. */
  row: z.number().int().nullable(),
  text: z.string(),
});

export const seriesMarks = z.object({
  /** In order of time; at most 500 of each kind. */
  marks: z.array(seriesMark),
  counts: z.array(z.object({ kind: z.enum(markKinds), count })),
});

/** Figures of one calendar month of the series' zone, to compare with a bill or the supplier's portal. */
export const monthFigures = z.object({
  /** 2024-10 */
  month: z.string(),
  intervals: count,
  /** Intervals that the month would have without gaps. */
  expected: count,
  sum: z.number(),
  min: z.number(),
  max: z.number(),
});

export type SeriesRow = z.infer<typeof seriesRow>;
export type SeriesFilter = z.infer<typeof seriesFilter>;
export type SeriesSort = z.infer<typeof seriesSort>;
export type SeriesPage = z.infer<typeof seriesPage>;
export type SeriesChoice = z.infer<typeof seriesChoice>;
export type IntervalPage = z.infer<typeof intervalPage>;
export type SeriesPlot = z.infer<typeof seriesPlot>;
export type SeriesMark = z.infer<typeof seriesMark>;
export type SeriesMarks = z.infer<typeof seriesMarks>;
export type MonthFigures = z.infer<typeof monthFigures>;
