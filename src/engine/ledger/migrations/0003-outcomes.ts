/**
 * The request may list a hundred thousand loads and never changes: it leaves the row of the job, which every
 * request to the VTN rewrites. The pace may change, so it stands with the job; null means as it was asked for.
 * What the last verification found is kept, and what came to nothing is found by indexes.
 */
export const outcomes = `
CREATE TABLE job_request (
  job_id TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  request TEXT NOT NULL
) STRICT;
INSERT INTO job_request SELECT id, request FROM job;
ALTER TABLE job DROP COLUMN request;
ALTER TABLE job ADD COLUMN pace TEXT;

CREATE TABLE verification (
  job_id TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  verification TEXT NOT NULL
) STRICT;

CREATE INDEX series_of_job ON series (job_id);
CREATE INDEX series_of_dataset ON series (dataset_id);
CREATE INDEX series_with_rejects ON series (job_id) WHERE rejected > 0;
`;
