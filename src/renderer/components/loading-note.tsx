import { useTranslation } from 'react-i18next';
import styles from './loading-note.module.css';

/** Stands where something is on its way. */
export function LoadingNote({ text }: { text?: string }) {
  const { t } = useTranslation();
  return (
    <p className={styles['quiet']} role="status">
      {text ?? t('loading')}
    </p>
  );
}
