import { Button, Progress } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Work } from '../stores/works-store.ts';
import { count } from '../words/figures.ts';
import styles from './work-progress.module.css';

/** How far a long call is, with the button that ends it; nothing while none is under way. */
export function WorkProgress({
  work,
  title,
}: {
  work: Pick<Work<unknown>, 'state' | 'progress' | 'stop'>;
  title: string;
}) {
  const { t } = useTranslation();
  const titleId = useId();
  const { state, progress } = work;
  if (state !== 'running' && state !== 'stopping') return null;
  const total = progress?.total ?? null;
  const done = progress?.done ?? 0;
  const share = total === null || total === 0 ? null : Math.min(100, (done / total) * 100);
  return (
    <div className={styles['work']}>
      <div className={styles['words']}>
        <span id={titleId}>{title}</span>
        <span className={styles['text']}>
          {progress === null ? '' : `${progress.text} `}
          {total === null || total === 0 ? '' : t('of', { done: count(done), total: count(total) })}
        </span>
      </div>
      <div className={styles['row']}>
        <Progress.Root size="md" className={styles['bar']}>
          <Progress.Section
            value={share ?? 100}
            animated={share === null}
            striped={share === null}
            color="var(--app-accent)"
            aria-labelledby={titleId}
            {...(share === null ? { 'aria-valuetext': title } : {})}
          />
        </Progress.Root>
        <Button size="xs" variant="default" disabled={state === 'stopping'} onClick={work.stop}>
          {state === 'stopping' ? t('stopping') : t('stop')}
        </Button>
      </div>
    </div>
  );
}
