import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { JobDetail, JobSummary } from '../../../contract/job-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { Icon } from '../../components/icon.tsx';
import { routes } from '../../routes.ts';
import { bytes, count, duration, instant, speed } from '../../words/figures.ts';
import { JobSection } from './job-section.tsx';
import styles from './job.module.css';

/** What came of a job that has ended, and what can be done next. */
export function FinishSection({ job, detail }: { job: JobSummary; detail: JobDetail }) {
  const { t } = useTranslation('outcome');
  const { points, loads, state } = job;
  if (state !== 'completed' && state !== 'incomplete' && state !== 'cancelled') return null;
  return (
    <JobSection
      title={t(`finish.${state}`)}
      aside={
        state === 'completed' ? (
          <span className={styles['good']}>
            <Icon name="check" className={styles['finishIcon']} />
          </span>
        ) : null
      }
    >
      <Figures
        figures={[
          {
            name: t('finish.points'),
            value: t('finish.pointsText', {
              confirmed: count(points.confirmed),
              planned: count(points.planned),
            }),
          },
          {
            name: t('finish.loads'),
            value: t('finish.loadsText', { confirmed: count(loads.confirmed), total: count(loads.total) }),
          },
          ...timeFigures(detail, t),
          {
            name: t('finish.sent'),
            value: t('finish.sentText', { size: bytes(job.bytes), requests: count(job.requests) }),
          },
          { name: t('finish.guarantee'), value: <span lang="en">{detail.guarantee}</span> },
        ]}
      />
      <NextSteps job={job} rejectCount={detail.rejectCount} />
    </JobSection>
  );
}

function timeFigures({ startedAt, endedAt, points }: JobDetail, t: TFunction<'outcome'>) {
  if (endedAt === null) return [];
  const end = instant(endedAt);
  if (startedAt === null) return [{ name: t('finish.time'), value: t('finish.endText', { end }) }];
  const tookMs = Math.max(1, Date.parse(endedAt) - Date.parse(startedAt));
  return [
    { name: t('finish.time'), value: t('finish.timeText', { duration: duration(tookMs), end }) },
    { name: t('finish.speed'), value: speed((points.confirmed / tookMs) * 1000) },
  ];
}

function NextSteps({ job, rejectCount }: { job: JobSummary; rejectCount: number }) {
  const { t } = useTranslation('outcome');
  const failures = job.loads.failed + job.loads.skipped;
  const ways = [
    { href: routes.job(job.id, 'verify'), word: t('finish.verify') },
    ...(failures === 0
      ? []
      : [{ href: routes.job(job.id, 'failures'), word: t('finish.failures', { number: count(failures) }) }]),
    ...(rejectCount === 0
      ? []
      : [{ href: routes.job(job.id, 'rejects'), word: t('finish.rejects', { number: count(rejectCount) }) }]),
    { href: routes.job(job.id, 'record'), word: t('finish.report') },
    { href: routes.newMigration, word: t('finish.newMigration') },
  ];
  return (
    <nav aria-label={t('finish.next')} className={styles['row']}>
      <span className={styles['quiet']}>{t('finish.next')}</span>
      {ways.map(({ href, word }) => (
        <Link key={href} href={href} className={styles['link']}>
          {word}
        </Link>
      ))}
    </nav>
  );
}
