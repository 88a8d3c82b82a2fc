import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewSeries } from '../../../contract/inspection-shapes.ts';
import { fixedOffsetMs } from '../../../domain/time/zone-clock.ts';
import { value } from '../../words/figures.ts';
import type { PlotDesk, PlotState } from './plot-desk.ts';
import styles from './preview.module.css';
import { spanText, utcTime, zoneTime } from './zone-times.ts';

const minuteMs = 60_000;

type Cursor = NonNullable<PlotState['cursor']>;

/** What is at the cursor, in one sentence. */
export function useReadout({ unit, timeZone }: PreviewSeries): (cursor: Cursor) => string {
  const valueText = useValueText(unit);
  return (cursor) => `${zoneTime(cursor.atMs, timeZone)}: ${valueText(cursor)}`;
}

function useValueText(unit: string): (cursor: Cursor) => string {
  const { t } = useTranslation('preview');
  return ({ min, max }) => {
    if (min === null || max === null) return t('plot.noValue');
    return min === max
      ? t('plot.one', { value: value(min), unit })
      : t('plot.between', { min: value(min), max: value(max), unit });
  };
}

/** The span that is drawn, how finely, and what is at the cursor. */
export function Readout({ desk, facts }: { desk: PlotDesk; facts: PreviewSeries }) {
  const { t } = useTranslation('preview');
  const { span, isExact, isBusy, cursor } = useSyncExternalStore(desk.subscribe, desk.view);
  const valueText = useValueText(facts.unit);
  const { timeZone } = facts;
  // A column of many intervals begins at no round time.
  const cursorMs = cursor === null || isExact ? cursor?.atMs : Math.floor(cursor.atMs / minuteMs) * minuteMs;
  const isUtc = fixedOffsetMs(timeZone) === 0;
  return (
    <div>
      <div className={styles['readout']}>
        {cursor === null || cursorMs === undefined ? (
          <span className={styles['quiet']}>{spanText(span.fromMs, span.toMs, timeZone)}</span>
        ) : (
          <>
            {isUtc ? null : (
              <span>
                {zoneTime(cursorMs, timeZone)} ({timeZone})
              </span>
            )}
            <span>{utcTime(cursorMs)}</span>
            <span className={styles['value']}>{valueText(cursor)}</span>
          </>
        )}
      </div>
      <p className={styles['quiet']}>
        {isBusy ? t('plot.busy') : isExact ? t('plot.each') : t('plot.reduced')}
      </p>
    </div>
  );
}
