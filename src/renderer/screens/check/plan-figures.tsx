import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Draft, DraftCheck } from '../../../contract/draft-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { bytes, count, duration, instant, speed } from '../../words/figures.ts';
import styles from './check-step.module.css';

export type DraftPlan = NonNullable<DraftCheck['plan']>;

/** How much would be sent, and how long it would take. */
export function PlanFigures({ draft, plan }: { draft: Draft; plan: DraftPlan }) {
  const { t } = useTranslation('check');
  const { loads, points, firstStart, lastStart } = plan;
  const ready = count(loads.total - loads.skipped);
  const span =
    firstStart === null || lastStart === null
      ? t('plan.empty')
      : t('plan.spanText', { from: instant(firstStart), to: instant(lastStart) });
  const lengths = plan.intervalLengths.map(({ intervalMs }) => duration(intervalMs)).join(', ');
  return (
    <section aria-labelledby="plan" className={styles['card']}>
      <h2 id="plan" className={styles['title']}>
        {t('plan.title')}
      </h2>
      <Figures
        figures={[
          { name: t('plan.points'), value: count(points.planned) },
          { name: t('plan.series'), value: t('plan.seriesText', { ready, total: count(loads.total) }) },
          { name: t('plan.time'), value: estimate(plan, t) },
          { name: t('plan.span'), value: span },
          { name: t('plan.lengths'), value: lengths === '' ? t('plan.empty') : lengths },
          { name: t('plan.requests'), value: count(plan.requests) },
          { name: t('plan.size'), value: bytes(plan.bytes) },
          { name: t('plan.leftOut'), value: leftOut(plan, t) },
          { name: t('plan.destination'), value: draft.destination.profile ?? '' },
        ]}
      />
    </section>
  );
}

const estimateWords = {
  measured: 'plan.timeMeasured',
  limit: 'plan.timeLimit',
  published: 'plan.timePublished',
} as const;

function estimate(plan: DraftPlan, t: TFunction<'check'>): string {
  return t(estimateWords[plan.estimateBasis], {
    duration: duration(plan.estimatedSeconds * 1000),
    speed: speed(plan.pointsPerSecond),
  });
}

function leftOut({ points, rowsRejected }: DraftPlan, t: TFunction<'check'>): string {
  const parts = [
    points.duplicate > 0 ? t('plan.duplicates', { number: count(points.duplicate) }) : null,
    points.conflict > 0 ? t('plan.conflicts', { number: count(points.conflict) }) : null,
    points.gap > 0 ? t('plan.gaps', { number: count(points.gap) }) : null,
    rowsRejected > 0 ? t('plan.rejected', { number: count(rowsRejected) }) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? t('plan.nothingLeftOut') : parts.join(', ');
}
