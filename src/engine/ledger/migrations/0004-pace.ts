/** What the search for a VTN's pace has found outlives the job. */
export const pace = `
ALTER TABLE vtn ADD COLUMN requests_at_once INTEGER;
ALTER TABLE vtn ADD COLUMN batch_size INTEGER;
ALTER TABLE vtn ADD COLUMN points_per_second REAL;
ALTER TABLE vtn ADD COLUMN bytes_per_second REAL;
`;
