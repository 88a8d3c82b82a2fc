import i18next from 'i18next';
import { create } from 'zustand';
import type { JobSummary } from '../../contract/job-shapes.ts';
import { count } from '../words/figures.ts';
import { jobTitle } from '../words/job-title.ts';
import { shownState } from '../words/shown-state.ts';

/** What a screen reader is told without being asked: a job's new state, never its running figures. */
export const useAnnouncement = create<{ readonly text: string }>(() => ({ text: '' }));

export function announce(text: string): void {
  useAnnouncement.setState({ text });
}

export function announceState(job: JobSummary): void {
  const { planned, confirmed } = job.points;
  announce(
    i18next.t('jobs:stateTold', {
      job: jobTitle(job),
      state: i18next.t(`jobs:states.${shownState(job)}.word`),
      confirmed: count(confirmed),
      planned: count(planned),
    }),
  );
}
