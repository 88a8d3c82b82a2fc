/**
 * A staged job reads copies beside the ledger: of each dataset the piece of a part file, with its hash. A hand-over is
 * noted before it can come to a whole file ('begun', then 'written' just before the file gets its name, then 'done');
 * while it is under way the job cannot run. A job that came by a hand-over is never taken in again, not even after it
 * was removed.
 */
export const handover = `
ALTER TABLE job ADD COLUMN staged INTEGER NOT NULL DEFAULT 0;
CREATE TABLE staged_series (
  dataset_id INTEGER PRIMARY KEY REFERENCES dataset (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  offset_bytes INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  ranges TEXT NOT NULL,
  points INTEGER NOT NULL
) STRICT;
CREATE TABLE handover (
  job_id TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  haul_id TEXT NOT NULL UNIQUE,
  phase TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  path TEXT NOT NULL,
  part_path TEXT NOT NULL,
  size_bytes INTEGER NOT NULL DEFAULT 0,
  sha256 TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE arrival (
  haul_id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  exported_at_ms INTEGER NOT NULL,
  computer TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX arrival_of_job ON arrival (job_id);
`;
