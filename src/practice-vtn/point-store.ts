import type { Interval } from '../domain/interval.ts';
import type { PointColumns } from './check-intervals.ts';

/** The two endpoints tag points differently, so the same interval sent through both is stored twice. */
export type Endpoint = 'bulk' | 'regular';

export interface StoredSeries {
  readonly endpoint: Endpoint;
  /** The resource id of a bulk upload, the report id of a regular one; UUIDs in lower case. */
  readonly resource: string;
}

/** Starts in [fromMs, toMs); a whole series has -Infinity and Infinity. */
export interface StartRange {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface StoreFigures {
  readonly points: number;
  /** Writes beyond the first of each point. */
  readonly rewrites: number;
  /** Points of which a later write changed end, value, quality or report id. */
  readonly changedRewrites: number;
}

export interface Deletion {
  readonly deleted: number;
  /** Points stored at one of the starts, but otherwise. */
  readonly left: number;
}

/** The points a practice VTN took: a point with the same endpoint, resource and start replaces the one before. */
export interface PointStore {
  /** Stores the first `count` points, all or none. */
  write(series: StoredSeries, reportId: string | null, points: PointColumns, count: number): void;
  /** Deletes the points that are stored exactly as given, all of them at once. */
  delete(series: StoredSeries, points: PointColumns): Deletion;
  /** At most `limit` intervals in order of their start; all of them below 0. */
  read(series: StoredSeries, range: StartRange, limit: number): Interval[];
  count(series: StoredSeries, range: StartRange): number;
  /** In order. */
  resources(endpoint: Endpoint): string[];
  /** Drops all points of a series, as if it had never been sent. */
  forget(series: StoredSeries): void;
  figures(): StoreFigures;
}
