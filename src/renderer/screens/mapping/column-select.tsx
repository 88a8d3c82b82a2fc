import { useTranslation } from 'react-i18next';
import type { DatasetInspection } from '../../../contract/inspection-shapes.ts';
import styles from './choice-row.module.css';
import { ChoiceSelect } from './choice-select.tsx';

interface ColumnSelectProps {
  readonly id?: string;
  readonly label?: string;
  readonly columns: DatasetInspection['columns'];
  readonly value: string;
  /** What choosing no column is called; absent where one is needed. */
  readonly none?: string;
  readonly onChange: (name: string) => void;
}

/** Columns by name, each with its first three values, and those of the chosen one below. */
export function ColumnSelect({ id, label, columns, value, none, onChange }: ColumnSelectProps) {
  const { t } = useTranslation('mapping');
  const chosen = columns.find(({ name }) => name === value);
  const isKnown = value === '' || chosen !== undefined;
  const data = [
    ...(none === undefined && value !== '' ? [] : [{ value: '', label: none ?? t('chooseColumn') }]),
    ...(isKnown ? [] : [{ value, label: value }]),
    ...columns.map((column) => ({ value: column.name, label: optionText(column) })),
  ];
  return (
    <>
      <ChoiceSelect
        {...(id === undefined ? {} : { id })}
        {...(label === undefined ? {} : { 'aria-label': label })}
        data={data}
        value={value}
        onChoose={onChange}
      />
      {chosen === undefined || chosen.samples.length === 0 ? null : (
        <p className={styles['samples']}>{t('samples', { samples: samplesOf(chosen) })}</p>
      )}
    </>
  );
}

function optionText(column: DatasetInspection['columns'][number]): string {
  const samples = samplesOf(column);
  return samples === '' ? column.name : `${column.name}: ${samples}`;
}

export function samplesOf({ samples }: DatasetInspection['columns'][number]): string {
  return samples
    .slice(0, 3)
    .map((sample) => (sample === null || sample === '' ? '–' : String(sample)))
    .join(' · ');
}
