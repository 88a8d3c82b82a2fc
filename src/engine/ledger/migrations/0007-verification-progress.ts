/**
 * How far a verification has come, so that one that was stopped goes on; good for the job as it stood then, which its
 * lease and the number of its requests tell.
 */
export const verificationProgress = `
CREATE TABLE verification_progress (
  job_id TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  after_series_id INTEGER NOT NULL,
  lease_epoch INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  without_source INTEGER NOT NULL,
  without_vtn INTEGER NOT NULL,
  verification TEXT NOT NULL
) STRICT;
`;
