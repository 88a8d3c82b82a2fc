/**
 * When the first request of a row of `job` left, as its attempts say. From the attempts on: those of jobs that are over are
 * summed up, while a job may have a hundred thousand series.
 */
export const firstSentByAttempts = `(SELECT started_at_ms FROM attempt CROSS JOIN series ON series.id = attempt.series_id
  WHERE series.job_id = job.id ORDER BY attempt.id LIMIT 1)`;
