/** Loads that send the same readings are found one after the other. */
export const orderOfSending = `
DROP INDEX series_by_state;
CREATE INDEX series_by_state ON series (job_id, state, dataset_id);
`;
