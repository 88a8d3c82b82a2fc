/**
 * Requests of a load that is done are summed up in one row, so that the ledger does not grow with what was sent. A job
 * that has ever been sent without verifying the VTN's certificate says so for good.
 */
export const attemptSums = `
CREATE TABLE attempt_sum (
  series_id INTEGER PRIMARY KEY REFERENCES series (id) ON DELETE CASCADE,
  requests INTEGER NOT NULL,
  unconfirmed INTEGER NOT NULL,
  points INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  first_started_at_ms INTEGER NOT NULL,
  last_ended_at_ms INTEGER NOT NULL
) STRICT;
ALTER TABLE job ADD COLUMN first_sent_at_ms INTEGER;
ALTER TABLE job ADD COLUMN trusted_any_certificate INTEGER NOT NULL DEFAULT 0;
`;
