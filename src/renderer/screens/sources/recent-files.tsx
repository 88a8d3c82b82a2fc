import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NativeFiles } from '../../files/file-access.ts';
import { folderOf } from './file-state.ts';
import { fileName } from '../../words/file-name.ts';
import styles from './sources.module.css';

const mostShown = 8;

interface RecentFilesProps {
  readonly access: NativeFiles;
  readonly onPaths: (paths: readonly string[]) => void;
}

/** Files of earlier migrations; nothing where there were none. */
export function RecentFiles({ access, onPaths }: RecentFilesProps) {
  const { t } = useTranslation('sources');
  const [paths, setPaths] = useState<readonly string[]>([]);
  useEffect(() => {
    // Without the list there is nothing to show here, and nothing is lost.
    access.recentFiles().then(setPaths, () => {});
  }, [access]);
  if (paths.length === 0) return null;
  return (
    <div className={styles['recent']}>
      <h3 className={styles['smallTitle']}>{t('recent')}</h3>
      <ul className={styles['recentList']}>
        {paths.slice(0, mostShown).map((path) => (
          <li key={path}>
            <Button size="xs" variant="default" onClick={() => onPaths([path])}>
              {fileName(path)}
            </Button>{' '}
            <span className={styles['quiet']}>{folderOf(path)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
