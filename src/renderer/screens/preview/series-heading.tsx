import { useTranslation } from 'react-i18next';
import type { PreviewSeries } from '../../../contract/inspection-shapes.ts';
import { Note } from '../../components/note.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import styles from './preview.module.css';

interface SeriesHeadingProps {
  readonly id: string;
  readonly series: PreviewSeries;
}

/** Which series is shown, and why it cannot be sent where that is so. */
export function SeriesHeading({ id, series: { name, ven, skipped } }: SeriesHeadingProps) {
  const { t } = useTranslation('preview');
  return (
    <>
      <div className={styles['row']}>
        <h2 className={styles['title']} id={id}>
          {name}
        </h2>
        {ven === '' ? null : <span className={styles['quiet']}>{t('series.of', { ven })}</span>}
      </div>
      {skipped === null ? null : (
        <Note tone="bad" icon="warning">
          <p>
            <WordsWithCode text={skipped.text} />
          </p>
        </Note>
      )}
    </>
  );
}
