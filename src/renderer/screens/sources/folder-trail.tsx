import { useTranslation } from 'react-i18next';
import { fileName } from '../../words/file-name.ts';
import styles from './folder-dialog.module.css';

interface FolderTrailProps {
  /** Absolute path of the folder that everything is in. */
  readonly root: string;
  /** Relative to it, with `/` between names. */
  readonly folder: string;
  readonly onGo: (folder: string) => void;
}

/** The folders from the root to the present one, each to go back to. */
export function FolderTrail({ root, folder, onGo }: FolderTrailProps) {
  const { t } = useTranslation('sources');
  const names = folder === '' ? [] : folder.split('/');
  const steps = [
    { name: fileName(root) === '' ? root : fileName(root), folder: '' },
    ...names.map((name, place) => ({ name, folder: names.slice(0, place + 1).join('/') })),
  ];
  return (
    <nav aria-label={t('folder.trail')}>
      <ol className={styles['trail']}>
        {steps.map((step, place) => (
          <li key={step.folder}>
            {place === 0 ? null : <span aria-hidden="true">/ </span>}
            {place === steps.length - 1 ? (
              <span className={styles['here']} aria-current="location" title={place === 0 ? root : undefined}>
                {step.name}
              </span>
            ) : (
              <button type="button" className={styles['step']} onClick={() => onGo(step.folder)}>
                {step.name}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
