import { useTranslation } from 'react-i18next';
import styles from './choice-row.module.css';

/** How sure a choice is, in a word beside a bar; a person's own choice is as sure as the person. */
export function Confidence({ confidence }: { confidence: number | null }) {
  const { t } = useTranslation('mapping');
  if (confidence === null) return <span className={styles['confidence']}>{t('confidence.chosen')}</span>;
  const level = levelOf(confidence);
  return (
    <span className={styles['confidence']}>
      <span className={styles['bar']} data-level={level} aria-hidden="true">
        <span className={styles['fill']} style={{ width: `${Math.round(confidence * 100)}%` }} />
      </span>
      {t(`confidence.${level}`)}
    </span>
  );
}

export type Level = 'sure' | 'likely' | 'check' | 'open';

export function levelOf(confidence: number): Level {
  if (confidence >= 0.9) return 'sure';
  if (confidence >= 0.78) return 'likely';
  return confidence >= 0.5 ? 'check' : 'open';
}
