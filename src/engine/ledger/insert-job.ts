import type Database from 'better-sqlite3';
import type { JobRequest } from '../../contract/request-shapes.ts';
import { AppError } from '../../contract/app-error.ts';
import type { Plan } from '../jobs/plan.ts';
import type { SetAsideRow } from '../workers/reader.ts';
import { sumUpVens } from './ven-sums.ts';

export interface NewJob {
  readonly id: string;
  readonly createdAtMs: number;
  readonly request: JobRequest;
  readonly plan: Plan;
}

/**
 * Writes a planned job down, whole or not at all. Throws job/resource-held when another unfinished job sends
 * to one of its resources.
 */
export function insertJob(database: Database.Database, { id, createdAtMs, request, plan }: NewJob): void {
  const { skipped: _skipped, problems: _problems, ...summary } = plan.summary;
  database
    .prepare(
      `INSERT INTO job (id, state, created_at_ms, base_url, plan, planned) VALUES (?, 'planned', ?, ?, ?, ?)`,
    )
    .run(id, createdAtMs, request.destination.baseUrl, JSON.stringify(summary), plan.summary.points.planned);
  database
    .prepare('INSERT INTO job_request (job_id, request) VALUES (?, ?)')
    .run(id, JSON.stringify(request));
  insertSources(database, id, plan);
  const datasetIds = insertDatasets(database, id, plan);
  insertSeries(database, id, plan, datasetIds);
  sumUpVens(database, id);
  const insertProblem = database.prepare(
    'INSERT INTO problem (job_id, load_id, code, text) VALUES (?, ?, ?, ?)',
  );
  for (const problem of plan.problems) insertProblem.run(id, problem.load, problem.code, problem.text);
  holdResources(database, id);
}

/** Holds the resources of the job's loads that are not skipped. Throws job/resource-held. */
export function holdResources(database: Database.Database, jobId: string): void {
  const other = database
    .prepare<[string], { job_id: string; load_id: string; resource_id: string; count: number }>(
      `SELECT held.job_id, series.load_id, series.resource_id, count(*) AS count
       FROM series JOIN job ON job.id = series.job_id
       JOIN held_resource AS held ON held.resource_id = series.resource_id
         AND held.base_url = job.base_url AND held.job_id <> job.id
       WHERE job.id = ? AND series.state IN ('pending', 'failed')`,
    )
    .get(jobId);
  if (other !== undefined && other.count > 0) {
    throw new AppError(
      'job/resource-held',
      `The unfinished job ${other.job_id} already sends to ${other.count} of these VTN resources ` +
        `(the first is ${other.resource_id}, load ${other.load_id}). ` +
        `Resume it with: meterhaul resume ${other.job_id} - or end it with: meterhaul cancel ${other.job_id}`,
      { context: { jobId: other.job_id, resources: other.count } },
    );
  }
  database
    .prepare(
      `INSERT OR IGNORE INTO held_resource (resource_id, base_url, job_id)
       SELECT series.resource_id, job.base_url, job.id FROM series JOIN job ON job.id = series.job_id
       WHERE job.id = ? AND series.state IN ('pending', 'failed')`,
    )
    .run(jobId);
}

export function releaseResources(database: Database.Database, jobId: string): void {
  database.prepare('DELETE FROM held_resource WHERE job_id = ?').run(jobId);
}

function insertSources(database: Database.Database, jobId: string, plan: Plan): void {
  const insert = database.prepare(
    `INSERT INTO source (job_id, position, role, path, size_bytes, mtime_ms, content_hash, mapping)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setAside = insertSetAside(database, jobId);
  for (const [position, { role, path, fingerprint, mapping, rejects }] of plan.sources.entries()) {
    const { sizeBytes, mtimeMs, contentHash } = fingerprint;
    const document = mapping === null ? null : JSON.stringify(mapping);
    insert.run(jobId, position, role, path, sizeBytes, mtimeMs, contentHash, document);
    for (const row of rejects.rows) setAside(position, null, row);
  }
}

type SetAsideWriter = (
  source: number,
  datasetId: number | null,
  row: Omit<SetAsideRow, 'outcome'> & { readonly outcome: string },
) => void;

function insertSetAside(database: Database.Database, jobId: string): SetAsideWriter {
  const insert = database.prepare(
    `INSERT INTO row_set_aside (job_id, source_position, dataset_id, row, outcome, field, text, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (source, datasetId, { row, outcome, field, text, reason }) =>
    void insert.run(jobId, source, datasetId, row, outcome, field, text, reason);
}

function insertDatasets(database: Database.Database, jobId: string, plan: Plan): readonly number[] {
  const insert = database.prepare(
    `INSERT INTO dataset (job_id, source_position, path, minus, digest, rows, intervals, duplicates, conflicts,
       gaps, rejected, interval_ms, first_start_ms, last_start_ms, encoded_bytes, unit)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setAside = insertSetAside(database, jobId);
  return plan.datasets.map(({ source, path, minus, scan }) => {
    const { lastInsertRowid } = insert.run(
      jobId,
      source,
      path,
      JSON.stringify(minus),
      scan.digest,
      scan.rows,
      scan.intervals,
      scan.duplicates,
      scan.conflicts,
      scan.gaps,
      scan.rejected,
      scan.intervalMs,
      scan.firstStartMs,
      scan.lastStartMs,
      scan.encodedBytes,
      scan.unit,
    );
    const datasetId = Number(lastInsertRowid);
    for (const row of scan.setAside) setAside(source, datasetId, row);
    return datasetId;
  });
}

function insertSeries(
  database: Database.Database,
  jobId: string,
  plan: Plan,
  datasetIds: readonly number[],
): void {
  const insert = database.prepare(
    `INSERT INTO series (job_id, load_id, ven, name, resource_id, report_id, dataset_id, state, planned, code, text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  let nothingToSend = 0;
  for (const { loadId, ven, name, resourceId, reportId, dataset, planned, skip } of plan.series) {
    // A load whose every interval goes out with another load of its resource has nothing left to do.
    const state = skip !== null ? 'skipped' : planned === 0 ? 'confirmed' : 'pending';
    if (state === 'confirmed') nothingToSend++;
    const datasetId = dataset === null ? null : (datasetIds[dataset] ?? null);
    insert.run(
      jobId,
      loadId,
      ven,
      name,
      resourceId,
      reportId,
      datasetId,
      state,
      planned,
      skip?.code ?? null,
      skip?.text ?? null,
    );
  }
  database.prepare('UPDATE job SET loads_confirmed = ? WHERE id = ?').run(nothingToSend, jobId);
}
