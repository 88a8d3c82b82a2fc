/** How far a verification has come, so that one that was stopped goes on. */
export const verificationProgress = `
CREATE TABLE verification_progress (
  job_id TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  after_series_id INTEGER NOT NULL,
  verification TEXT NOT NULL
) STRICT;
`;
