import { useTranslation } from 'react-i18next';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import { bytes, count } from '../../words/figures.ts';
import styles from './sources.module.css';
import { wordOfDelimiter, wordOfKind } from './source-words.ts';

/** What kind of file it is and how it is written, in one line. */
export function FileFacts({ file }: { file: FileInspection }) {
  const { t } = useTranslation('sources');
  const { encoding, delimiter, decimal, headerRow, datasetCount, kind } = file;
  const facts = [
    wordOfKind(file, t),
    file.sizeBytes === 0 && kind === 'unknown' ? null : bytes(file.sizeBytes),
    datasetCount > 1 ? t(`parts.${kind}`, { count: datasetCount, n: count(datasetCount) }) : null,
    encoding === null ? null : t('encoding', { encoding: encoding.toUpperCase() }),
    delimiter === null ? null : t('delimiter.label', { sign: wordOfDelimiter(delimiter, t) }),
    decimal === null ? null : t(decimal === ',' ? 'decimal.comma' : 'decimal.point'),
    headerRow === null ? null : t('headerRow', { row: count(headerRow) }),
  ];
  return (
    <ul className={styles['facts']}>
      {facts
        .filter((fact) => fact !== null)
        .map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
    </ul>
  );
}
