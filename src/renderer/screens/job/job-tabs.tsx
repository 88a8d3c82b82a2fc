import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { routes } from '../../routes.ts';
import { count } from '../../words/figures.ts';
import styles from './job.module.css';

const jobParts = ['run', 'failures', 'rejects', 'verify', 'record'] as const;
export type JobPart = (typeof jobParts)[number];

interface JobTabsProps {
  readonly job: JobSummary;
  readonly part: JobPart;
  readonly rejectCount: number;
}

/** The parts of a job's page, as links: each has its address. */
export function JobTabs({ job, part, rejectCount }: JobTabsProps) {
  const { t } = useTranslation('run');
  const counts: Partial<Record<JobPart, number>> = {
    failures: job.loads.failed + job.loads.skipped,
    rejects: rejectCount,
  };
  return (
    <nav aria-label={t('tabs.label')}>
      <ul className={styles['tabs']}>
        {jobParts.map((each) => (
          <li key={each}>
            <Link
              href={routes.job(job.id, each)}
              className={styles['tab']}
              aria-current={each === part ? 'page' : undefined}
            >
              {t(`tabs.${each}`)}
              {counts[each] === undefined || counts[each] === 0 ? null : (
                <span className={styles['count']}>{count(counts[each])}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
