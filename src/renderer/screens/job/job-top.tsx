import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { routes } from '../../routes.ts';
import { jobTitle } from '../../words/job-title.ts';
import { shownState } from '../../words/shown-state.ts';
import { JobButtons } from '../jobs/job-buttons.tsx';
import { JobFigures } from '../jobs/job-figures.tsx';
import { JobNotes } from '../jobs/job-notes.tsx';
import { JobProgress } from '../jobs/job-progress.tsx';
import { BlockedWay } from './blocked-way.tsx';
import styles from './job.module.css';

const toldStates = ['planning', 'planned', 'paused', 'cancelled', 'exported'] as const;

/** How far the job is and what can be done with it, on each of its parts. */
export function JobTop({ job }: { job: JobSummary }) {
  const { t } = useTranslation('run');
  const [, goTo] = useLocation();
  const titleId = useId();
  const state = shownState(job);
  const told = toldStates.find((each) => each === state);
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <h2 className="visually-hidden" id={titleId}>
        {t('progressOf', { job: jobTitle(job) })}
      </h2>
      {job.state === 'planning' ? null : (
        <>
          <JobProgress job={job} titleId={titleId} />
          <JobFigures job={job} />
        </>
      )}
      {told === undefined ? null : <p className={styles['text']}>{t(`stateText.${told}`)}</p>}
      <JobNotes job={job} />
      {state === 'blocked' && job.lastError !== null ? (
        <BlockedWay jobId={job.id} code={job.lastError.code} />
      ) : null}
      <JobButtons job={job} onRemoved={() => goTo(routes.jobs)} />
    </section>
  );
}
