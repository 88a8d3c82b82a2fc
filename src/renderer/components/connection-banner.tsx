import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../stores/connection-store.ts';
import { clockTime } from '../words/figures.ts';
import styles from './connection-banner.module.css';
import { Note } from './note.tsx';

/** Says that the figures below stand still, since when, and when the next attempt is made. */
export function ConnectionBanner() {
  const { t } = useTranslation('jobs');
  const { state, retryNow } = useConnection();
  return (
    <div role="alert">
      {state.phase === 'lost' ? (
        <div className={styles['banner']}>
          <Note tone="caution" icon="warning" title={t('lost.title')}>
            <p>{t('lost.text', { time: clockTime(state.sinceMs) })}</p>
            <Button className={styles['retry']} size="xs" variant="default" onClick={retryNow}>
              {t('lost.tryNow')}
            </Button>
          </Note>
        </div>
      ) : null}
    </div>
  );
}
