/** What a person has put in the place of an interval that the VTN refused. */
export const corrections = `
CREATE TABLE correction (
  series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  interval_index INTEGER NOT NULL,
  value REAL NOT NULL,
  quality TEXT,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (series_id, interval_index)
) STRICT, WITHOUT ROWID;
`;
