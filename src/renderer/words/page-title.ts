import type { JobSummary } from '../../contract/job-shapes.ts';
import { percentText } from './figures.ts';
import { shownState } from './shown-state.ts';

const name = 'Meterhaul';

/** What a tab in the background tells: that someone is needed, else how far the running jobs are. */
export function pageTitle(jobs: readonly JobSummary[]): string {
  if (jobs.some(({ state }) => state === 'blocked')) return `Needs you – ${name}`;
  const running = jobs.filter((job) => ['running', 'waiting'].includes(shownState(job)));
  if (running.length === 0) return name;
  const sum = (figure: 'confirmed' | 'planned'): number =>
    running.reduce((total, { points }) => total + points[figure], 0);
  return `${percentText(sum('confirmed'), sum('planned'))} – ${name}`;
}
