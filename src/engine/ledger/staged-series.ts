import path from 'node:path';
import type Database from 'better-sqlite3';
import type { Ranges } from '../../domain/progress-spans.ts';
import type { StagedPlace } from '../workers/reader.ts';

/** The copy of a series: where it is, and which intervals of the plan it holds. */
export interface StagedRecord extends StagedPlace {
  readonly ranges: Ranges;
}

/** A piece of a part file, as it is written down once it is on the disk. */
export interface NewStagedSeries {
  readonly datasetId: number;
  readonly part: number;
  readonly offsetBytes: number;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly ranges: Ranges;
  readonly points: number;
}

/** The folder of all staged copies, in the state directory. */
export function copiesFolderOf(stateDir: string): string {
  return path.join(stateDir, 'staged');
}

/** The folder of one job's staged copies. */
export function copiesOf(stateDir: string, jobId: string): string {
  return path.join(copiesFolderOf(stateDir), jobId);
}

export function partName(part: number): string {
  return `part-${String(part).padStart(5, '0')}.staged`;
}

/** Where a part of a job's copies is: beside the ledger that knows of it. */
export function partPath(database: Database.Database, jobId: string, part: number): string {
  return path.join(copiesOf(path.dirname(database.name), jobId), partName(part));
}

export function keepStagedSeries(database: Database.Database, pieces: readonly NewStagedSeries[]): void {
  const insert = database.prepare(
    `INSERT OR REPLACE INTO staged_series (dataset_id, part, offset_bytes, size_bytes, sha256, ranges, points)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { datasetId, part, offsetBytes, sizeBytes, sha256, ranges, points } of pieces)
    insert.run(datasetId, part, offsetBytes, sizeBytes, sha256, JSON.stringify(ranges), points);
}

/** From now on the job reads its copies. */
export function noteStaged(database: Database.Database, jobId: string): void {
  database.prepare('UPDATE job SET staged = 1 WHERE id = ?').run(jobId);
}

/** From now on the job reads its files again, and no copy counts. */
export function noteUnstaged(database: Database.Database, jobId: string): void {
  database.prepare('UPDATE job SET staged = 0 WHERE id = ?').run(jobId);
  database
    .prepare('DELETE FROM staged_series WHERE dataset_id IN (SELECT id FROM dataset WHERE job_id = ?)')
    .run(jobId);
}

/** The job reads nothing any more; its copies stay, so that it can be handed over once more. */
export function noteCopiesKept(database: Database.Database, jobId: string): void {
  database.prepare('UPDATE job SET staged = 0 WHERE id = ?').run(jobId);
}

export function hasCopies(database: Database.Database, jobId: string): boolean {
  const found = database
    .prepare('SELECT 1 FROM staged_series JOIN dataset ON dataset.id = dataset_id WHERE job_id = ? LIMIT 1')
    .get(jobId);
  return found !== undefined;
}

/** The intervals of a dataset that are in its copy; null where there is no copy. */
export function copiedOf(database: Database.Database, datasetId: number): Ranges | null {
  const ranges = database
    .prepare<[number], string>('SELECT ranges FROM staged_series WHERE dataset_id = ?')
    .pluck()
    .get(datasetId);
  return ranges === undefined ? null : (JSON.parse(ranges) as number[]);
}

/** A part file with what the ledger knows to be in it. */
export interface StagedPart {
  readonly part: number;
  readonly series: number;
  readonly points: number;
  /** Up to here the ledger knows what is in it. */
  readonly sizeBytes: number;
}

export function stagedParts(database: Database.Database, jobId: string): StagedPart[] {
  return database
    .prepare<[string], StagedPart>(
      `SELECT part, count(*) AS series, sum(points) AS points, max(offset_bytes + size_bytes) AS sizeBytes
       FROM staged_series JOIN dataset ON dataset.id = dataset_id WHERE job_id = ? GROUP BY part ORDER BY part`,
    )
    .all(jobId);
}

/** A piece of a part file. */
export type StagedPiece = Pick<NewStagedSeries, 'offsetBytes' | 'sizeBytes' | 'sha256'>;

/** The pieces of a part file, in their order within it. */
export function piecesOf(database: Database.Database, jobId: string, part: number): StagedPiece[] {
  return database
    .prepare<[string, number], StagedPiece>(
      `SELECT offset_bytes AS offsetBytes, size_bytes AS sizeBytes, sha256
       FROM staged_series JOIN dataset ON dataset.id = dataset_id WHERE job_id = ? AND part = ? ORDER BY offset_bytes`,
    )
    .all(jobId, part);
}

/** A dataset of which something is not confirmed. */
export interface OpenDataset {
  readonly id: number;
  readonly source: number;
  readonly path: string;
  readonly minus: string;
  readonly digest: string;
  readonly intervals: number;
}

/** The next datasets of which a series has something to send, or may have after a retry. */
export function openDatasets(
  database: Database.Database,
  jobId: string,
  afterId: number,
  limit: number,
): OpenDataset[] {
  return database
    .prepare<[string, number, number], OpenDataset>(
      `SELECT id, source_position AS source, path, minus, digest, intervals FROM dataset
       WHERE job_id = ? AND id > ? AND EXISTS (SELECT 1 FROM series
         WHERE series.dataset_id = dataset.id AND series.state <> 'skipped' AND series.confirmed < series.planned)
       ORDER BY id LIMIT ?`,
    )
    .all(jobId, afterId, limit);
}

export function countOpenDatasets(database: Database.Database, jobId: string): number {
  const count = database
    .prepare<[string], number>(
      `SELECT count(*) FROM dataset WHERE job_id = ? AND EXISTS (SELECT 1 FROM series
         WHERE series.dataset_id = dataset.id AND series.state <> 'skipped' AND series.confirmed < series.planned)`,
    )
    .pluck()
    .get(jobId);
  return count ?? 0;
}

/** A series of a dataset with something that is not confirmed. */
export interface OpenSeries {
  readonly id: number;
  readonly planned: number;
  readonly confirmed: number;
}

/** The series that take what is open of a dataset, those first of which nothing is confirmed. */
export function openSeriesOf(database: Database.Database, datasetId: number): OpenSeries[] {
  return database
    .prepare<[number], OpenSeries>(
      `SELECT id, planned, confirmed FROM series
       WHERE dataset_id = ? AND state <> 'skipped' AND confirmed < planned ORDER BY confirmed`,
    )
    .all(datasetId);
}
