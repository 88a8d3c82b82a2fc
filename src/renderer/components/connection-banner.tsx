import { Button } from '@mantine/core';
import { useConnection } from '../stores/connection-store.ts';
import { clockTime } from '../words/figures.ts';
import styles from './connection-banner.module.css';
import { Note } from './note.tsx';

/** Says that the figures below stand still, since when, and when the next attempt is made. */
export function ConnectionBanner() {
  const { state, retryNow } = useConnection();
  return (
    <div role="alert">
      {state.phase === 'lost' ? (
        <div className={styles['banner']}>
          <Note tone="caution" icon="warning" title="The connection to Meterhaul is lost.">
            <p>
              What you see is from {clockTime(state.sinceMs)}. Connecting again by itself. A job goes on
              without this page as long as Meterhaul runs.
            </p>
            <Button className={styles['retry']} size="xs" variant="default" onClick={retryNow}>
              Try now
            </Button>
          </Note>
        </div>
      ) : null}
    </div>
  );
}
