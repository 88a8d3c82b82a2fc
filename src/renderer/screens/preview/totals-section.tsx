import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Survey } from '../../../contract/draft-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import type { Figure } from '../../components/figures.tsx';
import { count, duration } from '../../words/figures.ts';
import styles from './preview.module.css';
import { spanText } from './zone-times.ts';

interface TotalsSectionProps {
  readonly survey: Survey;
  /** The zone of the draft. */
  readonly timeZone: string;
}

/** What became of all rows. Outcomes that did not happen are left out, but for those that everybody asks about. */
export function TotalsSection({ survey, timeZone }: TotalsSectionProps) {
  const { t } = useTranslation('preview');
  const titleId = useId();
  return (
    <section className={styles['totals']} aria-labelledby={titleId}>
      <h2 className={styles['title']} id={titleId}>
        {t('totals.title')}
      </h2>
      <div className={styles['strip']}>
        <Figures figures={[...useRowFigures(survey), ...useSeriesFigures(survey, timeZone)]} />
      </div>
    </section>
  );
}

const always = ['intervals', 'rows', 'duplicates', 'conflicts', 'rejected'] as const;
const sometimes = ['gaps', 'ignored', 'closing'] as const;

function useRowFigures({ totals }: Survey): Figure[] {
  const { t } = useTranslation('preview');
  const found = sometimes.filter((name) => totals[name] > 0);
  const figures: Figure[] = [...always, ...found].map((name) => ({
    name: t(`totals.${name}`),
    value: count(totals[name]),
  }));
  if (totals.merged > 0) figures.push({ name: t('totals.merged'), value: count(totals.merged) });
  if (totals.merged < 0) figures.push({ name: t('totals.added'), value: count(-totals.merged) });
  return figures;
}

function useSeriesFigures(survey: Survey, timeZone: string): Figure[] {
  const { t } = useTranslation('preview');
  const { firstStart, lastStart, units, intervalLengths } = survey;
  const figures: Figure[] = [{ name: t('totals.series'), value: count(survey.series) }];
  if (units.length > 0) figures.push({ name: t('totals.units'), value: units.join(', ') });
  if (intervalLengths.length > 0) {
    const lengths = intervalLengths.map(({ intervalMs, series }) =>
      intervalLengths.length === 1
        ? duration(intervalMs)
        : t('totals.length', { length: duration(intervalMs), series: count(series) }),
    );
    figures.push({ name: t('totals.lengths'), value: lengths.join(', ') });
  }
  if (firstStart !== null && lastStart !== null) {
    const span = spanText(Date.parse(firstStart), Date.parse(lastStart), timeZone);
    figures.push({ name: t('totals.span'), value: <span className={styles['span']}>{span}</span> });
  }
  return figures;
}
