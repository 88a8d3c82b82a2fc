/**
 * A staged job reads copies beside the ledger. One that was handed over names its hand-over; one that came by a
 * hand-over is never taken in again, not even after it was removed.
 */
export const handover = `
ALTER TABLE job ADD COLUMN staged INTEGER NOT NULL DEFAULT 0;
CREATE TABLE handover (
  job_id TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  haul_id TEXT NOT NULL UNIQUE,
  at_ms INTEGER NOT NULL,
  path TEXT NOT NULL
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
