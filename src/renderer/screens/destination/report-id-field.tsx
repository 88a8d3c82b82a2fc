import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { draft as draftShape } from '../../../contract/draft-shapes.ts';
import styles from './destination.module.css';

const reportIdShape = draftShape.shape.destination.shape.reportId;

/** What a typed report id means; undefined for what is none. */
export function reportIdOf(text: string): string | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const read = reportIdShape.safeParse(typed);
  return read.success ? read.data : undefined;
}

interface ReportIdFieldProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

export function ReportIdField({ text, onText }: ReportIdFieldProps) {
  const { t } = useTranslation('destination');
  return (
    <div className={styles['fields']}>
      <TextInput
        label={t('reportId.label')}
        description={t('reportId.hint')}
        value={text}
        error={reportIdOf(text) === undefined ? t('reportId.wrong') : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
    </div>
  );
}
