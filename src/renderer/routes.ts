import type { DraftStep } from '../contract/draft-shapes.ts';

/** Addresses within the pages: behind the # of the URL, so that a reload and the back button work at both doors. */
export const routes = {
  jobs: '/',
  job: (jobId: string, part?: 'run' | 'failures' | 'rejects' | 'verify' | 'record') =>
    `/jobs/${encodeURIComponent(jobId)}${part === undefined ? '' : `/${part}`}`,
  newMigration: '/new',
  /** With the file, where it is known already. */
  takeOver: (path?: string) => `/take-over${path === undefined ? '' : `/${encodeURIComponent(path)}`}`,
  draft: (draftId: string, step: DraftStep) => `/drafts/${encodeURIComponent(draftId)}/${step}`,
  destinations: '/destinations',
  settings: '/settings',
  diagnostics: '/settings/diagnostics',
  about: '/settings/about',
} as const;
