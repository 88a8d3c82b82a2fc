import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { routes } from '../../routes.ts';
import { instant } from '../../words/figures.ts';
import { destinationName, jobTitle } from '../../words/job-title.ts';
import { JobButtons } from './job-buttons.tsx';
import styles from './job-card.module.css';
import { JobFigures } from './job-figures.tsx';
import { JobMarks } from './job-marks.tsx';
import { JobNotes } from './job-notes.tsx';
import { JobProgress } from './job-progress.tsx';

interface JobCardProps {
  readonly job: JobSummary;
  readonly onRemoved: () => void;
}

export const JobCard = memo(function JobCard({ job, onRemoved }: JobCardProps) {
  const { t } = useTranslation('jobs');
  const titleId = useId();
  const origin = {
    destination: destinationName(job.baseUrl),
    id: job.id,
    created: instant(job.createdAt),
  };
  return (
    <article className={styles['card']} aria-labelledby={titleId}>
      <div className={styles['top']}>
        <div className={styles['names']}>
          <h2 className={styles['title']} id={titleId} title={job.files.join('\n')}>
            <Link href={routes.job(job.id)} className={styles['link']}>
              {jobTitle(job)}
            </Link>
          </h2>
          <p className={styles['origin']}>{t('origin', origin)}</p>
        </div>
        <JobMarks job={job} />
      </div>
      {job.state === 'planning' ? null : (
        <>
          <JobProgress job={job} titleId={titleId} />
          <JobFigures job={job} />
        </>
      )}
      <JobNotes job={job} />
      <JobButtons job={job} onRemoved={onRemoved} />
    </article>
  );
});
