import { useTranslation } from 'react-i18next';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon.tsx';
import { clockTime, duration } from '../../words/figures.ts';
import styles from './job.module.css';
import { useNow } from './use-now.ts';

type LimiterCode = NonNullable<JobSummary['limiter']>['code'];

const icons: Readonly<Record<LimiterCode | 'unknown', IconName>> = {
  'vtn-asked': 'hourglass',
  'vtn-answers': 'arrow-out',
  'points-limit': 'dash',
  'bytes-limit': 'dash',
  'requests-limit': 'dash',
  'request-rate-limit': 'dash',
  'shared-vtn': 'hourglass',
  window: 'clock',
  offline: 'warning',
  retry: 'hourglass',
  reading: 'file',
  unknown: 'clock',
};

/** What keeps the job from being faster just now, what can be done about it, and when it goes on. */
export function LimiterLine({ job: { limiter, wait } }: { job: JobSummary }) {
  const { t } = useTranslation('run');
  const code = limiter?.code ?? 'unknown';
  return (
    <div className={styles['limiter']}>
      <Icon name={icons[code]} className={styles['limiterIcon']} />
      <div>
        <p className={styles['limiterName']}>{t('limiter.title')}</p>
        <p>
          <span className={styles['limiterWord']}>{t(`limiter.${code}.word`)}</span>
        </p>
        {limiter === null ? null : <p lang="en">{limiter.text}</p>}
        <p className={styles['quiet']}>{t(`limiter.${code}.hint`)}</p>
        {wait?.untilMs == null ? null : <Countdown untilMs={wait.untilMs} />}
      </div>
    </div>
  );
}

function Countdown({ untilMs }: { untilMs: number }) {
  const { t } = useTranslation('run');
  const leftMs = untilMs - useNow();
  return (
    <p>
      {leftMs <= 0
        ? t('limiter.goesOnNow')
        : t('limiter.goesOnIn', { duration: duration(leftMs), time: clockTime(untilMs) })}
    </p>
  );
}
