import type Database from 'better-sqlite3';
import { AppError } from '../../contract/app-error.ts';
import { jobRequest, paceRequest } from '../../contract/request-shapes.ts';
import type { JobDetail } from '../../contract/job-shapes.ts';
import type { JobRequest, PaceRequest } from '../../contract/request-shapes.ts';
import type { JobState } from '../../domain/job-state.ts';
import type { Span } from '../../domain/progress-spans.ts';
import type { MappingDocument } from '../../contract/mapping-document.ts';
import { mappingDocument } from '../../contract/mapping-document.ts';
import { prepared } from './prepared.ts';
import { partPath } from './staged-series.ts';
import type { StagedRecord } from './staged-series.ts';
import type { DatasetAddress, SourceRole } from '../jobs/plan.ts';

/** A row of `job` with its plan read back: what lists show, at a cost that does not grow with the loads. */
export interface JobFigures {
  readonly id: string;
  readonly state: JobState;
  readonly createdAtMs: number;
  readonly baseUrl: string;
  /** The sources where they are now, in the order they were given. */
  readonly files: readonly string[];
  readonly rehearsal: boolean;
  readonly canaryConfirmed: boolean;
  readonly plan: JobDetail['plan'];
  readonly planned: number;
  readonly confirmed: number;
  readonly rejected: number;
  readonly uncertain: number;
  readonly loadsConfirmed: number;
  readonly loadsFailed: number;
  readonly requests: number;
  readonly bytes: number;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly leaseOwner: string | null;
  readonly leaseEpoch: number;
  readonly leaseBeatMs: number;
  /** It reads copies of what was still to send, not its files. */
  readonly staged: boolean;
}

/** A job with all that was asked for; its pace is the one that holds now. */
export interface JobRecord extends JobFigures {
  readonly request: JobRequest;
}

export interface SourceRecord {
  /** Place among the job's sources; series say by it where their readings are. */
  readonly position: number;
  readonly role: SourceRole;
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly contentHash: string;
  readonly fullHash: string | null;
  readonly mapping: MappingDocument | null;
}

/** A series with where its readings are. */
export interface SeriesRecord {
  readonly id: number;
  readonly loadId: string;
  readonly ven: string;
  readonly name: string;
  readonly resourceId: string;
  readonly reportId: string | null;
  readonly planned: number;
  readonly confirmed: number;
  /** The same for all series of the job that are the same readings. */
  readonly dataset: number;
  /** Other loads of the job send the same readings. */
  readonly isShared: boolean;
  readonly source: number;
  readonly datasetPath: string;
  readonly minus: readonly DatasetAddress[];
  readonly digest: string;
  readonly encodedBytes: number;
  /** The copy that is read in place of its file; null where there is none. */
  readonly staged: StagedRecord | null;
}

/** Every job, the latest first. */
export function listJobFigures(database: Database.Database): JobFigures[] {
  return database
    .prepare<[], JobRow>(`${jobColumns} ORDER BY created_at_ms DESC, id DESC`)
    .all()
    .map(toJobFigures);
}

/** Throws job/not-found. */
export function readJobFigures(database: Database.Database, jobId: string): JobFigures {
  return toJobFigures(readJobRow(database, jobId));
}

/** Throws job/not-found. */
export function readJobRecord(database: Database.Database, jobId: string): JobRecord {
  const row = readJobRow(database, jobId);
  const text = database
    .prepare<[string], string>('SELECT request FROM job_request WHERE job_id = ?')
    .pluck()
    .get(jobId);
  const request = jobRequest.parse(JSON.parse(text ?? ''));
  const pace = row.pace === null ? request.pace : parsePace(row.pace);
  return { ...toJobFigures(row), request: { ...request, pace } };
}

/** The pace as it was changed last; null while it is the one that was asked for. Throws job/not-found. */
export function readChangedPace(database: Database.Database, jobId: string): PaceRequest | null {
  const { pace } = readJobRow(database, jobId);
  return pace === null ? null : parsePace(pace);
}

export function readSources(database: Database.Database, jobId: string): SourceRecord[] {
  return database
    .prepare<[string], Omit<SourceRecord, 'mapping'> & { readonly mapping: string | null }>(
      `SELECT position, role, path, size_bytes AS sizeBytes, mtime_ms AS mtimeMs, content_hash AS contentHash,
         full_hash AS fullHash, mapping FROM source WHERE job_id = ? ORDER BY position`,
    )
    .all(jobId)
    .map((row) => ({
      ...row,
      mapping: row.mapping === null ? null : mappingDocument.parse(JSON.parse(row.mapping)),
    }));
}

/** Where a sender has come to among the series of a job. */
export type SeriesPlace = Pick<SeriesRecord, 'dataset' | 'id'>;

/** Before the first series. */
export const firstPlace: SeriesPlace = { dataset: 0, id: 0 };

/**
 * The next series still to send after a place. Those that read one dataset come one after the other, so that it is read
 * and encoded once for all of them; otherwise it is the plan's order.
 */
export function nextPendingSeries(
  database: Database.Database,
  jobId: string,
  { dataset, id }: SeriesPlace,
): SeriesRecord | null {
  const row = prepared<[string, number, number], SeriesRow>(
    database,
    `${seriesColumns} WHERE series.job_id = ? AND series.state = 'pending' AND (series.dataset_id, series.id) > (?, ?)
     ORDER BY series.dataset_id, series.id LIMIT 1`,
  ).get(jobId, dataset, id);
  return row === undefined ? null : toSeriesRecord(database, jobId, row);
}

/** The next series that were read at all, in the plan's order, after the given id. */
export function nextPlannedSeries(
  database: Database.Database,
  jobId: string,
  afterId: number,
  limit: number,
): SeriesRecord[] {
  return database
    .prepare<[string, number, number], SeriesRow>(
      `${seriesColumns} WHERE series.job_id = ? AND series.state <> 'skipped' AND series.id > ?
       ORDER BY series.id LIMIT ?`,
    )
    .all(jobId, afterId, limit)
    .map((row) => toSeriesRecord(database, jobId, row));
}

/** The series of a job with one of these ids that were read at all, in the plan's order. */
export function readSeries(
  database: Database.Database,
  jobId: string,
  ids: readonly number[],
): SeriesRecord[] {
  return database
    .prepare<[string], SeriesRow>(
      `${seriesColumns} WHERE series.id IN (SELECT value FROM json_each(?)) AND series.state <> 'skipped'
       ORDER BY series.id`,
    )
    .all(JSON.stringify(ids))
    .map((row) => toSeriesRecord(database, jobId, row));
}

export function readSpans(database: Database.Database, seriesId: number): Span[] {
  return prepared<[number], Span>(
    database,
    `SELECT from_index AS "from", to_index AS "to", state, code, text, subject FROM span
     WHERE series_id = ? ORDER BY from_index`,
  ).all(seriesId);
}

/** A moved source is named where it is now. */
const jobColumns = `SELECT *, (SELECT json_group_array(path) FROM
  (SELECT path FROM source WHERE job_id = job.id ORDER BY position)) AS files FROM job`;

interface JobRow {
  readonly files: string;
  readonly id: string;
  readonly state: JobState;
  readonly created_at_ms: number;
  readonly base_url: string;
  readonly rehearsal: number;
  readonly canary_confirmed: number;
  readonly pace: string | null;
  readonly plan: string;
  readonly planned: number;
  readonly confirmed: number;
  readonly rejected: number;
  readonly uncertain: number;
  readonly loads_confirmed: number;
  readonly loads_failed: number;
  readonly requests: number;
  readonly bytes: number;
  readonly error_code: string | null;
  readonly error_text: string | null;
  readonly lease_owner: string | null;
  readonly lease_epoch: number;
  readonly lease_beat_ms: number;
  readonly staged: number;
}

function readJobRow(database: Database.Database, jobId: string): JobRow {
  const row = database.prepare<[string], JobRow>(`${jobColumns} WHERE id = ?`).get(jobId);
  if (row === undefined) {
    throw new AppError('job/not-found', `There is no job ${jobId}.`, {
      context: { jobId },
    });
  }
  return row;
}

function parsePace(text: string): PaceRequest {
  return paceRequest.parse(JSON.parse(text));
}

function toJobFigures(row: JobRow): JobFigures {
  return {
    id: row.id,
    state: row.state,
    createdAtMs: row.created_at_ms,
    baseUrl: row.base_url,
    files: JSON.parse(row.files) as string[],
    rehearsal: row.rehearsal === 1,
    canaryConfirmed: row.canary_confirmed === 1,
    plan: JSON.parse(row.plan) as JobDetail['plan'],
    planned: row.planned,
    confirmed: row.confirmed,
    rejected: row.rejected,
    uncertain: row.uncertain,
    loadsConfirmed: row.loads_confirmed,
    loadsFailed: row.loads_failed,
    requests: row.requests,
    bytes: row.bytes,
    errorCode: row.error_code,
    errorText: row.error_text,
    leaseOwner: row.lease_owner,
    leaseEpoch: row.lease_epoch,
    leaseBeatMs: row.lease_beat_ms,
    staged: row.staged === 1,
  };
}

const seriesColumns = `SELECT series.id, load_id AS loadId, ven, name, resource_id AS resourceId,
  report_id AS reportId, planned, confirmed, dataset.id AS dataset,
  EXISTS (SELECT 1 FROM series AS other WHERE other.dataset_id = dataset.id AND other.id <> series.id) AS isShared,
  dataset.source_position AS source, dataset.path AS datasetPath, dataset.minus, dataset.digest, dataset.encoded_bytes AS encodedBytes,
  copy.part, copy.offset_bytes AS offset, copy.size_bytes AS bytes, copy.sha256, copy.ranges
  FROM series JOIN dataset ON dataset.id = series.dataset_id
  LEFT JOIN staged_series AS copy ON copy.dataset_id = dataset.id
    AND (SELECT staged FROM job WHERE id = series.job_id) = 1`;

interface SeriesRow extends Omit<SeriesRecord, 'minus' | 'staged' | 'isShared'> {
  readonly isShared: 0 | 1;
  readonly minus: string;
  readonly part: number | null;
  readonly offset: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly ranges: string;
}

function toSeriesRecord(
  database: Database.Database,
  jobId: string,
  { part, offset, bytes, sha256, ranges, minus, isShared, ...row }: SeriesRow,
): SeriesRecord {
  const staged =
    part === null
      ? null
      : {
          path: partPath(database, jobId, part),
          offset,
          bytes,
          sha256,
          ranges: JSON.parse(ranges) as number[],
        };
  return { ...row, isShared: isShared === 1, minus: JSON.parse(minus) as DatasetAddress[], staged };
}
