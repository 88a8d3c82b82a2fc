import type Database from 'better-sqlite3';
import type { Interval } from '../domain/interval.ts';
import { isQualityCode, qualityCodes } from '../domain/quality-code.ts';
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

type PointRow = [startMs: number, endMs: number, value: number, quality: string];

const upsert = `
  INSERT INTO points VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0)
  ON CONFLICT (endpoint, resource, start_ms) DO UPDATE SET
    changed = changed OR end_ms <> excluded.end_ms OR value <> excluded.value
      OR quality <> excluded.quality OR report_id IS NOT excluded.report_id,
    writes = writes + 1,
    end_ms = excluded.end_ms,
    value = excluded.value,
    quality = excluded.quality,
    report_id = excluded.report_id`;

const inRange = 'endpoint = ? AND resource = ? AND start_ms >= ? AND start_ms < ?';

type WritePoints = (
  series: StoredSeries,
  reportId: string | null,
  points: PointColumns,
  count: number,
) => void;

/** The points a practice VTN took: a point with the same endpoint, resource and start replaces the one before. */
export class PointStore {
  readonly #write: WritePoints;
  readonly #read: Database.Statement;
  readonly #count: Database.Statement;
  readonly #resources: Database.Statement;
  readonly #figures: Database.Statement;

  constructor(database: Database.Database) {
    const statement = database.prepare(upsert);
    const writePoints: WritePoints = (series, reportId, points, count) => {
      const { startMs, endMs, value, quality } = points;
      for (let index = 0; index < count; index += 1) {
        const code = qualityCodes[quality[index] ?? 0];
        statement.run(
          series.endpoint,
          series.resource,
          startMs[index],
          endMs[index],
          value[index],
          code,
          reportId,
        );
      }
    };
    this.#write = database.transaction(writePoints);
    this.#read = database
      .prepare(
        `SELECT start_ms, end_ms, value, quality FROM points WHERE ${inRange} ORDER BY start_ms LIMIT ?`,
      )
      .raw();
    this.#count = database.prepare(`SELECT count(*) FROM points WHERE ${inRange}`).pluck();
    this.#resources = database
      .prepare('SELECT DISTINCT resource FROM points WHERE endpoint = ? ORDER BY resource')
      .pluck();
    this.#figures = database.prepare(
      `SELECT count(*) AS points, coalesce(sum(writes - 1), 0) AS rewrites,
         coalesce(sum(changed), 0) AS changedRewrites FROM points`,
    );
  }

  /** Stores the first `count` points, all or none. */
  write(series: StoredSeries, reportId: string | null, points: PointColumns, count: number): void {
    this.#write(series, reportId, points, count);
  }

  /** At most `limit` intervals in order of their start. */
  read(series: StoredSeries, range: StartRange, limit: number): Interval[] {
    const rows = this.#read.all(series.endpoint, series.resource, ...bounds(range), limit) as PointRow[];
    return rows.map(([startMs, endMs, value, quality]) => ({
      startMs,
      endMs,
      value,
      quality: isQualityCode(quality) ? quality : 'GOOD',
    }));
  }

  count(series: StoredSeries, range: StartRange): number {
    return this.#count.get(series.endpoint, series.resource, ...bounds(range)) as number;
  }

  resources(endpoint: Endpoint): string[] {
    return this.#resources.all(endpoint) as string[];
  }

  figures(): StoreFigures {
    return this.#figures.get() as StoreFigures;
  }
}

/** SQLite has no infinite integers; a safe integer is beyond every date that ISO 8601 can spell. */
function bounds(range: StartRange): [number, number] {
  return [Math.max(range.fromMs, Number.MIN_SAFE_INTEGER), Math.min(range.toMs, Number.MAX_SAFE_INTEGER)];
}
