import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import type { Figure } from '../../components/figures.tsx';
import { count, duration, speed } from '../../words/figures.ts';
import { shownState } from '../../words/shown-state.ts';

export function JobFigures({ job }: { job: JobSummary }) {
  const { t } = useTranslation('jobs');
  const { confirmed, planned } = job.points;
  const points: Figure = {
    name: t('figures.confirmed'),
    value: t('figures.ofPlanned', { confirmed: count(confirmed), planned: count(planned) }),
  };
  return <Figures figures={[points, ...pace(job, t), loadsFigure(job, t), ...setAside(job, t)]} />;
}

type JobWords = TFunction<'jobs'>;

function setAside({ points }: JobSummary, t: JobWords): Figure[] {
  const parts = [
    points.rejected > 0 ? t('figures.rejected', { number: count(points.rejected) }) : null,
    points.uncertain > 0 ? t('figures.uncertain', { number: count(points.uncertain) }) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? [] : [{ name: t('figures.other'), value: parts.join(', ') }];
}

function loadsFigure({ loads }: JobSummary, t: JobWords): Figure {
  const parts = [
    t('figures.loadsConfirmed', { confirmed: count(loads.confirmed), total: count(loads.total) }),
    loads.failed > 0 ? t('figures.loadsFailed', { number: count(loads.failed) }) : null,
    loads.skipped > 0 ? t('figures.loadsSkipped', { number: count(loads.skipped) }) : null,
  ].filter((part) => part !== null);
  return { name: t('figures.loads'), value: parts.join(', ') };
}

function pace(job: JobSummary, t: JobWords): Figure[] {
  const { pointsPerSecond, remainingMs, currentLoad } = job;
  if (shownState(job) !== 'running') return [];
  const left =
    remainingMs === null ? t('figures.notKnownYet') : t('figures.about', { duration: duration(remainingMs) });
  return [
    { name: t('figures.speed'), value: speed(pointsPerSecond) },
    { name: t('figures.timeLeft'), value: left },
    ...(currentLoad === null ? [] : [{ name: t('figures.sending'), value: currentLoad }]),
  ];
}
