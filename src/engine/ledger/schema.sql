CREATE TRIGGER ven_sum_follows_dataset AFTER UPDATE OF duplicates, conflicts, gaps ON dataset
BEGIN
  UPDATE ven_sum SET
    duplicate = duplicate + (NEW.duplicates - OLD.duplicates) * sharing.loads,
    conflict = conflict + (NEW.conflicts - OLD.conflicts) * sharing.loads,
    gap = gap + (NEW.gaps - OLD.gaps) * sharing.loads
  FROM (SELECT ven, count(*) AS loads FROM series WHERE dataset_id = NEW.id GROUP BY ven) AS sharing
  WHERE ven_sum.job_id = NEW.job_id AND ven_sum.ven = sharing.ven;
END;

CREATE TRIGGER ven_sum_follows_series AFTER UPDATE OF state, planned, confirmed, rejected, uncertain ON series
BEGIN
  UPDATE ven_sum SET
    loads_confirmed = loads_confirmed + (NEW.state = 'confirmed') - (OLD.state = 'confirmed'),
    loads_failed = loads_failed + (NEW.state = 'failed') - (OLD.state = 'failed'),
    loads_skipped = loads_skipped + (NEW.state = 'skipped') - (OLD.state = 'skipped'),
    planned = planned + NEW.planned - OLD.planned,
    confirmed = confirmed + NEW.confirmed - OLD.confirmed,
    rejected = rejected + NEW.rejected - OLD.rejected,
    uncertain = uncertain + NEW.uncertain - OLD.uncertain
  WHERE job_id = NEW.job_id AND ven = NEW.ven;
END;

CREATE TABLE arrival (
  haul_id TEXT PRIMARY KEY,
  job_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  exported_at_ms INTEGER NOT NULL,
  computer TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  ranges TEXT NOT NULL,
  points INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  outcome TEXT NOT NULL,
  status INTEGER,
  text TEXT
) STRICT;

CREATE TABLE attempt_sum (
  series_id INTEGER PRIMARY KEY REFERENCES series (id) ON DELETE CASCADE,
  requests INTEGER NOT NULL,
  unconfirmed INTEGER NOT NULL,
  points INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  first_started_at_ms INTEGER NOT NULL,
  last_ended_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE correction (
  series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  interval_index INTEGER NOT NULL,
  start_ms REAL NOT NULL,
  end_ms REAL NOT NULL,
  value REAL NOT NULL,
  quality TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (series_id, interval_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE dataset (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  minus TEXT NOT NULL,
  digest TEXT NOT NULL,
  rows INTEGER NOT NULL,
  intervals INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  gaps INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  interval_ms INTEGER NOT NULL,
  first_start_ms INTEGER NOT NULL,
  last_start_ms INTEGER NOT NULL,
  encoded_bytes INTEGER NOT NULL
, source_position INTEGER NOT NULL DEFAULT 1, unit TEXT) STRICT;

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  text TEXT NOT NULL
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

CREATE TABLE held_resource (
  resource_id TEXT NOT NULL,
  base_url TEXT NOT NULL,
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  PRIMARY KEY (resource_id, base_url)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER,
  base_url TEXT NOT NULL,
  rehearsal INTEGER NOT NULL DEFAULT 0,
  canary_confirmed INTEGER NOT NULL DEFAULT 0,
  plan TEXT NOT NULL,
  planned INTEGER NOT NULL,
  confirmed INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  uncertain INTEGER NOT NULL DEFAULT 0,
  loads_confirmed INTEGER NOT NULL DEFAULT 0,
  loads_failed INTEGER NOT NULL DEFAULT 0,
  requests INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  error_code TEXT,
  error_text TEXT,
  lease_owner TEXT,
  lease_epoch INTEGER NOT NULL DEFAULT 0,
  lease_beat_ms INTEGER NOT NULL DEFAULT 0
, pace TEXT, staged INTEGER NOT NULL DEFAULT 0, first_sent_at_ms INTEGER, trusted_any_certificate INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE job_request (
  job_id TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  request TEXT NOT NULL
) STRICT;

CREATE TABLE problem (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  load_id TEXT,
  code TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE "row_set_aside" (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  source_position INTEGER NOT NULL,
  dataset_id INTEGER REFERENCES dataset (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  field TEXT NOT NULL,
  text TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  load_id TEXT NOT NULL,
  ven TEXT NOT NULL,
  name TEXT NOT NULL,
  resource_id TEXT,
  dataset_id INTEGER,
  state TEXT NOT NULL,
  planned INTEGER NOT NULL,
  confirmed INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  uncertain INTEGER NOT NULL DEFAULT 0,
  code TEXT,
  text TEXT
, report_id TEXT) STRICT;

CREATE TABLE "source" (
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

CREATE TABLE span (
  series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  from_index INTEGER NOT NULL,
  to_index INTEGER NOT NULL,
  state TEXT NOT NULL,
  code TEXT,
  text TEXT,
  subject TEXT,
  PRIMARY KEY (series_id, from_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE staged_series (
  dataset_id INTEGER PRIMARY KEY REFERENCES dataset (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  offset_bytes INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  ranges TEXT NOT NULL,
  points INTEGER NOT NULL
) STRICT;

CREATE TABLE ven_sum (
  job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  ven TEXT NOT NULL,
  first_series_id INTEGER NOT NULL,
  loads INTEGER NOT NULL,
  loads_confirmed INTEGER NOT NULL,
  loads_failed INTEGER NOT NULL,
  loads_skipped INTEGER NOT NULL,
  planned INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  uncertain INTEGER NOT NULL,
  duplicate INTEGER NOT NULL,
  conflict INTEGER NOT NULL,
  gap INTEGER NOT NULL,
  PRIMARY KEY (job_id, ven)
) STRICT, WITHOUT ROWID;

CREATE TABLE verification (
  job_id TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  verification TEXT NOT NULL
) STRICT;

CREATE TABLE verification_progress (
  job_id TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  after_series_id INTEGER NOT NULL,
  lease_epoch INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  without_source INTEGER NOT NULL,
  without_vtn INTEGER NOT NULL,
  verification TEXT NOT NULL
) STRICT;

CREATE TABLE vtn (
  base_url TEXT PRIMARY KEY,
  accepted_bytes INTEGER NOT NULL DEFAULT 0,
  refused_bytes INTEGER,
  takes_gzip INTEGER
, requests_at_once INTEGER, batch_size INTEGER, points_per_second REAL, bytes_per_second REAL) STRICT, WITHOUT ROWID;

CREATE INDEX arrival_of_job ON arrival (job_id);

CREATE INDEX attempt_of_series ON attempt (series_id);

CREATE INDEX conflicts_of_dataset ON row_set_aside (dataset_id, reason) WHERE outcome = 'conflict';

CREATE INDEX dataset_of_job ON dataset (job_id);

CREATE INDEX decision_of_job ON decision (job_id);

CREATE INDEX held_by_job ON held_resource (job_id);

CREATE INDEX problem_of_job ON problem (job_id);

CREATE INDEX row_set_aside_of_job ON row_set_aside (job_id);

CREATE INDEX series_by_state ON series (job_id, state, dataset_id);

CREATE INDEX series_of_dataset ON series (dataset_id);

CREATE INDEX series_of_job ON series (job_id);

CREATE INDEX series_with_rejects ON series (job_id) WHERE rejected > 0;
