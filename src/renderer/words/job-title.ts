import type { JobSummary } from '../../contract/job-shapes.ts';

/** A job is known by the names of its files. */
export function jobTitle({ files }: Pick<JobSummary, 'files'>): string {
  return files.map(fileName).join(' + ');
}

export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Where a job sends, without the parts that every address has. */
export function destinationName(baseUrl: string): string {
  return baseUrl.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
