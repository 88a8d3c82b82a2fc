import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '../../components/note.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import type { Inspections } from '../../stores/inspections-store.ts';
import { fileName } from '../../words/file-name.ts';
import styles from './sources.module.css';

/** How far the look at new files is; when it was stopped, the way to go on. */
export function InspectionProgress({ inspections, waiting }: { inspections: Inspections; waiting: number }) {
  const { t } = useTranslation('sources');
  const { state, progress, stop, resume } = inspections;
  if (state === 'running') {
    const text = progress?.text === '' ? t('together') : fileName(progress?.text ?? '');
    const shown = {
      state: 'running',
      progress: progress === null ? null : { ...progress, text },
      stop,
    } as const;
    return (
      <div className={styles['block']}>
        <WorkProgress work={shown} title={t('looking')} />
      </div>
    );
  }
  if (state !== 'stopped' || waiting === 0) return null;
  return (
    <div className={styles['block']}>
      <Note tone="caution" icon="pause" title={t('lookStopped')}>
        <Button size="xs" variant="default" mt="xs" onClick={resume}>
          {t('lookOn')}
        </Button>
      </Note>
    </div>
  );
}
