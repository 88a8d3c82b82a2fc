import type { JobSummary } from '../../contract/job-shapes.ts';
import { fileName } from './file-name.ts';

/** A job is known by the names of its files. */
export function jobTitle({ files }: Pick<JobSummary, 'files'>): string {
  return files.map(fileName).join(' + ');
}

/** Where a job sends, without the parts that every address has. */
export function destinationName(baseUrl: string): string {
  return baseUrl.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
