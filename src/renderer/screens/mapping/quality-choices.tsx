import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import { isQualityCode, qualityCodes } from '../../../domain/quality-code.ts';
import styles from './choice-row.module.css';
import { ChoiceRow } from './choice-row.tsx';
import { ChoiceSelect } from './choice-select.tsx';
import { ColumnSelect } from './column-select.tsx';
import { NewCodeForm } from './new-code-form.tsx';
import { columnsOf, useChoice, useMappingView } from './mapping-context.ts';

type QualityMapping = NonNullable<MappingDocument['quality']>;
type Meaning = QualityMapping['codes'][string];

const noColumn = '';

/** How good a value is: one quality for all, or a column whose codes each mean one. */
export function QualityChoices() {
  const { t } = useTranslation('mapping');
  const mapped = useMappingView();
  const { current, change, proposal } = mapped;
  const { mapping } = current;
  const { quality } = mapping;
  const view = useChoice('quality', quality?.column ?? '');
  if (mapping.format === 'nem12') return <p className={styles['hint']}>{t('quality.nem12')}</p>;
  const choose = (column: string): void => {
    if (column === noColumn)
      change({ kind: 'edit', field: 'quality', mapping: { ...mapping, quality: null } });
    else change({ kind: 'answer', field: 'quality', answers: { qualityColumn: column, qualityCode: null } });
  };
  const unknown = proposal?.questions.find(({ code }) => code === 'mapping/quality-unknown')?.about ?? [];
  return (
    <ChoiceRow field="quality" label={t('quality.label')} view={view} onAlternative={choose}>
      {({ controlId }) => (
        <>
          <ColumnSelect
            id={controlId}
            columns={columnsOf(mapped)}
            value={quality?.column ?? noColumn}
            none={t('quality.none')}
            onChange={choose}
          />
          {quality === null ? null : (
            <QualityCodes
              key={quality.column}
              quality={quality}
              unknown={unknown}
              onChange={(next) => {
                const isAllTold = unknown.every((code) => next.codes[code] !== undefined);
                change({
                  kind: 'edit',
                  field: 'quality',
                  mapping: { ...mapping, quality: next },
                  ...(isAllTold ? { settles: 'mapping/quality-unknown' } : {}),
                });
              }}
            />
          )}
        </>
      )}
    </ChoiceRow>
  );
}

interface QualityCodesProps {
  readonly quality: QualityMapping;
  /** Codes of the column that nobody knows. */
  readonly unknown: readonly string[];
  readonly onChange: (quality: QualityMapping) => void;
}

function QualityCodes({ quality, unknown, onChange }: QualityCodesProps) {
  const { t } = useTranslation('mapping');
  const put = (text: string, meaning: Meaning): void =>
    onChange({ ...quality, codes: { ...quality.codes, [text]: meaning } });
  const without = (text: string): void =>
    onChange({
      ...quality,
      codes: Object.fromEntries(Object.entries(quality.codes).filter(([known]) => known !== text)),
    });
  const open = unknown.filter((text) => quality.codes[text] === undefined);
  return (
    <div className={styles['codes']}>
      {[...open, ...Object.keys(quality.codes)].map((text) => (
        <div key={text} className={styles['code']}>
          <span>{text === '' ? t('codes.empty') : text}</span>
          <MeaningSelect
            code={text}
            meaning={quality.codes[text] ?? null}
            onChange={(meaning) => put(text, meaning)}
          />
          {quality.codes[text] === undefined ? (
            <span />
          ) : (
            <Button
              size="xs"
              variant="default"
              onClick={() => without(text)}
              aria-label={`${t('codes.remove')} ${text}`}
            >
              {t('codes.remove')}
            </Button>
          )}
        </div>
      ))}
      <NewCodeForm label={t('codes.new')} word={t('codes.add')} onAdd={(text) => put(text, 'GOOD')} />
    </div>
  );
}

interface MeaningSelectProps {
  readonly code: string;
  readonly meaning: Meaning | null;
  readonly onChange: (meaning: Meaning) => void;
}

function MeaningSelect({ code, meaning, onChange }: MeaningSelectProps) {
  const { t } = useTranslation('mapping');
  return (
    <ChoiceSelect
      aria-label={t('codes.meaning', { code })}
      value={meaning ?? ''}
      data={[
        ...(meaning === null ? [{ value: '', label: t('codes.unknown') }] : []),
        ...qualityCodes.map((each) => ({ value: each, label: t(`qualities.${each}`) })),
        { value: 'gap', label: t('qualities.gap') },
      ]}
      onChoose={(text) => {
        if (text === 'gap' || isQualityCode(text)) onChange(text);
      }}
    />
  );
}
