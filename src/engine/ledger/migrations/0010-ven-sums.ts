/**
 * The figures of each VEN, kept as its loads change: to sum up a hundred thousand loads whenever somebody looks would hold
 * the sending up. A job's rows are made with its loads (`ven-sums.ts`); triggers follow each change, whoever makes it.
 */
export const venSums = `
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
INSERT INTO ven_sum
  SELECT series.job_id, ven, min(series.id), count(*), sum(state = 'confirmed'), sum(state = 'failed'),
    sum(state = 'skipped'), sum(planned), sum(confirmed), sum(series.rejected), sum(uncertain),
    coalesce(sum(dataset.duplicates), 0), coalesce(sum(dataset.conflicts), 0), coalesce(sum(dataset.gaps), 0)
  FROM series LEFT JOIN dataset ON dataset.id = series.dataset_id GROUP BY series.job_id, ven;
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
CREATE TRIGGER ven_sum_follows_dataset AFTER UPDATE OF duplicates, conflicts, gaps ON dataset
BEGIN
  UPDATE ven_sum SET
    duplicate = duplicate + (NEW.duplicates - OLD.duplicates) * sharing.loads,
    conflict = conflict + (NEW.conflicts - OLD.conflicts) * sharing.loads,
    gap = gap + (NEW.gaps - OLD.gaps) * sharing.loads
  FROM (SELECT ven, count(*) AS loads FROM series WHERE dataset_id = NEW.id GROUP BY ven) AS sharing
  WHERE ven_sum.job_id = NEW.job_id AND ven_sum.ven = sharing.ven;
END;
`;
