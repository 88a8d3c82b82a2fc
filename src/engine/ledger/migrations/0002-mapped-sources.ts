/**
 * A job may have any number of sources, each with the mapping it is read by; a series says in which of them
 * its readings are. Rows set aside may belong to a file as a whole, and one row may be set aside cell by cell.
 */
export const mappedSources = `
CREATE TABLE source_new (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  path TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  mtime_ms REAL NOT NULL,
  content_hash TEXT NOT NULL,
  full_hash TEXT,
  mapping TEXT,
  PRIMARY KEY (job_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO source_new SELECT job_id, CASE role WHEN 'resource-database' THEN 0 ELSE 1 END, role, path, size_bytes,
  mtime_ms, content_hash, full_hash, NULL FROM source;
DROP TABLE source;
ALTER TABLE source_new RENAME TO source;

ALTER TABLE dataset ADD COLUMN source_position INTEGER NOT NULL DEFAULT 1;
ALTER TABLE dataset ADD COLUMN unit TEXT;
UPDATE dataset SET minus = (SELECT json_group_array(json_object('source', 1, 'path', value)) FROM json_each(minus));

ALTER TABLE series ADD COLUMN report_id TEXT;

CREATE TABLE row_set_aside_new (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  source_position INTEGER NOT NULL,
  dataset_id INTEGER REFERENCES dataset (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  field TEXT NOT NULL,
  text TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
INSERT INTO row_set_aside_new SELECT dataset.job_id, 1, dataset_id, row, outcome, field, text, reason
  FROM row_set_aside JOIN dataset ON dataset.id = dataset_id ORDER BY dataset_id, row;
DROP TABLE row_set_aside;
ALTER TABLE row_set_aside_new RENAME TO row_set_aside;
CREATE INDEX row_set_aside_of_job ON row_set_aside (job_id);
`;
