import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewSeries } from '../../../contract/inspection-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import type { Figure } from '../../components/figures.tsx';
import { count, duration, value } from '../../words/figures.ts';
import styles from './preview.module.css';
import { ShortValue } from './short-value.tsx';
import { spanText } from './zone-times.ts';

const always = ['gaps', 'duplicates', 'conflicts', 'rejected'] as const;
const sometimes = ['shortDays', 'longDays'] as const;

/** The figures of one series that the supplier's bill or portal shows too. */
export function SeriesFigures({ series }: { series: PreviewSeries }) {
  const { t } = useTranslation('preview');
  const titleId = useId();
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <h2 className={styles['title']} id={titleId}>
        {t('series.compare')}
      </h2>
      <div className={styles['strip']}>
        <Figures figures={[...useCompared(series), ...useOutcomes(series)]} />
      </div>
    </section>
  );
}

function useCompared(series: PreviewSeries): Figure[] {
  const { t } = useTranslation('preview');
  const { unit, sum, mean, min, max, intervalMs, firstStart, lastStart, timeZone } = series;
  const short = (figure: number | null): ReactNode =>
    figure === null ? '–' : <ShortValue figure={figure} unit={unit} />;
  const whole = (figure: number | null): string =>
    figure === null ? '–' : `${value(figure)} ${unit}`.trimEnd();
  const span =
    firstStart === null || lastStart === null
      ? '–'
      : spanText(Date.parse(firstStart), Date.parse(lastStart), timeZone);
  return [
    { name: t('series.intervals'), value: count(series.intervals) },
    { name: t('series.sum'), value: short(sum) },
    { name: t('series.mean'), value: short(mean) },
    { name: t('series.min'), value: whole(min) },
    { name: t('series.max'), value: whole(max) },
    { name: t('series.length'), value: intervalMs === null ? '–' : duration(intervalMs) },
    { name: t('series.span'), value: <span className={styles['span']}>{span}</span> },
  ];
}

function useOutcomes(series: PreviewSeries): Figure[] {
  const { t } = useTranslation('preview');
  const found = sometimes.filter((name) => series[name] > 0);
  return [
    ...always.map((name) => ({ name: t(`series.${name}`), value: count(series[name]) })),
    ...(series.emptyValues > 0 ? [{ name: t('series.empty'), value: count(series.emptyValues) }] : []),
    ...found.map((name) => ({ name: t(`series.${name}`), value: count(series[name]) })),
    { name: t('series.resource'), value: series.resource ?? t('series.none') },
  ];
}
