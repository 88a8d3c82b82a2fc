/**
 * What a person has put in the place of an interval that the VTN refused, and the intervals added for rows that no
 * reading came of: those stand behind the planned ones. What is sent for such an index stands here whole. Rows that
 * contradict each other about one time are settled together.
 *
 * A refused interval says of itself what was sent, as far as it did before.
 */
export const corrections = `
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

CREATE INDEX conflicts_of_dataset ON row_set_aside (dataset_id, reason) WHERE outcome = 'conflict';

UPDATE span SET subject = json_object(
    'start', 1000 * unixepoch(substr(subject, 1, instr(subject, ' value ') - 1)),
    'value', CAST(substr(subject, instr(subject, ' value ') + 7) AS REAL))
  WHERE state = 'rejected' AND instr(subject, ' value ') > 0;
`;
