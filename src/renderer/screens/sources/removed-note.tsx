import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DraftMapping } from '../../../contract/draft-shapes.ts';
import { fileName } from '../../words/file-name.ts';
import styles from './sources.module.css';

/** What was taken out last, and the list as it was before. */
export interface Removed {
  readonly paths: readonly string[];
  readonly files: readonly string[];
  readonly fileMappings: readonly DraftMapping[];
}

/** Takes the focus, since the button that was pressed is gone. */
export function RemovedNote({ removed, onUndo }: { removed: Removed | null; onUndo: () => void }) {
  const { t } = useTranslation('sources');
  if (removed === null) return null;
  const { paths } = removed;
  return (
    <div className={styles['removed']}>
      <span>{t('removed', { count: paths.length, name: fileName(paths[0] ?? '') })}</span>
      <Button key={paths.join('\n')} size="xs" variant="default" onClick={onUndo} autoFocus>
        {t('undo')}
      </Button>
    </div>
  );
}
