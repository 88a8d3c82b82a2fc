import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MappingDocument } from '../../../contract/mapping-document.ts';
import styles from './choice-row.module.css';
import { ChoiceRow } from './choice-row.tsx';
import { ColumnSelect } from './column-select.tsx';
import { FactorInput } from './factor-input.tsx';
import { NewCodeForm } from './new-code-form.tsx';
import { columnsOf, useChoice, useMappingView } from './mapping-context.ts';

type RegisterMapping = NonNullable<MappingDocument['register']>;

/** The column that tells registers or directions of one meter apart, and how they are joined. */
export function RegisterChoice() {
  const { t } = useTranslation('mapping');
  const mapped = useMappingView();
  const { mapping } = mapped.current;
  const { register } = mapping;
  const view = useChoice('register', register?.column ?? '');
  const put = (next: RegisterMapping | null): void =>
    mapped.change({ kind: 'edit', field: 'register', mapping: { ...mapping, register: next } });
  const choose = (column: string): void => put(column === '' ? null : { column, series: {} });
  return (
    <ChoiceRow
      field="register"
      label={t('register.label')}
      hint={t('register.hint')}
      view={view}
      onAlternative={choose}
    >
      {({ controlId }) => (
        <>
          <ColumnSelect
            id={controlId}
            columns={columnsOf(mapped)}
            value={register?.column ?? ''}
            none={t('register.none')}
            onChange={choose}
          />
          {register === null ? null : (
            <RegisterSeries key={register.column} register={register} onChange={put} />
          )}
        </>
      )}
    </ChoiceRow>
  );
}

interface RegisterSeriesProps {
  readonly register: RegisterMapping;
  readonly onChange: (register: RegisterMapping) => void;
}

function RegisterSeries({ register, onChange }: RegisterSeriesProps) {
  const { t } = useTranslation('mapping');
  const put = (text: string, part: Partial<RegisterMapping['series'][string]>): void => {
    const before = register.series[text] ?? { name: text, factor: 1 };
    onChange({ ...register, series: { ...register.series, [text]: { ...before, ...part } } });
  };
  const without = (text: string): void =>
    onChange({
      ...register,
      series: Object.fromEntries(Object.entries(register.series).filter(([known]) => known !== text)),
    });
  return (
    <div className={styles['values']}>
      {Object.entries(register.series).map(([text, { name, factor }]) => (
        <fieldset key={text} className={styles['value']}>
          <legend>{text}</legend>
          <TextInput
            key={name}
            label={t('series.name')}
            defaultValue={name}
            onBlur={(event) => {
              const next = event.currentTarget.value.trim();
              if (next !== '' && next !== name) put(text, { name: next });
            }}
          />
          <FactorInput factor={factor} onChange={(next) => put(text, { factor: next })} />
          <Button
            size="xs"
            variant="default"
            onClick={() => without(text)}
            aria-label={`${t('codes.remove')} ${text}`}
          >
            {t('codes.remove')}
          </Button>
        </fieldset>
      ))}
      <NewCodeForm label={t('register.code')} word={t('register.add')} onAdd={(text) => put(text, {})} />
    </div>
  );
}
