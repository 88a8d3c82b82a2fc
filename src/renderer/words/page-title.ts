import i18next from 'i18next';
import type { JobSummary } from '../../contract/job-shapes.ts';
import { percentText } from './figures.ts';
import { jobTitle } from './job-title.ts';
import { shownState } from './shown-state.ts';

const name = 'Meterhaul';

/** What a tab in the background tells: that someone is needed, else how far the running jobs are. */
export function pageTitle(jobs: readonly JobSummary[]): string {
  if (jobs.some(({ state }) => state === 'blocked')) return i18next.t('jobs:needsYou');
  const running = jobs.filter((job) => ['running', 'waiting'].includes(shownState(job)));
  if (running.length === 0) return name;
  const sum = (figure: 'confirmed' | 'planned'): number =>
    running.reduce((total, { points }) => total + points[figure], 0);
  return `${percentText(sum('confirmed'), sum('planned'))} – ${name}`;
}

/** The same for the page of one job, with its title. */
export function jobPageTitle(job: JobSummary): string {
  return pageTitle([job]).replace(name, () => `${jobTitle(job)} – ${name}`);
}
