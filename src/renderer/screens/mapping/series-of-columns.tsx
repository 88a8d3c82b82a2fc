import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MappingDocument, ValueMapping } from '../../../contract/mapping-document.ts';
import { readingKinds } from '../../../domain/reading-kind.ts';
import { unitCodes } from '../../../domain/unit.ts';
import { Disclosure } from '../sources/disclosure.tsx';
import styles from './choice-row.module.css';
import { FactorInput } from './factor-input.tsx';
import { useMappingView } from './mapping-context.ts';
import { isKind, isUnit, spellUnit } from './meanings.ts';

/** Beyond so many columns each is set in the mapping's file instead. */
const mostShown = 60;

/** Each column of values with its series, unit, kind and factor; those of one name are added up. */
export function SeriesOfColumns() {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const { mapping } = current;
  const put = (place: number, part: Partial<ValueMapping>): void => {
    const values = mapping.values.map((value, nth) => (nth === place ? { ...value, ...part } : value));
    change({ kind: 'edit', field: 'value', mapping: { ...mapping, values } satisfies MappingDocument });
  };
  return (
    <Disclosure title={t('series.title')}>
      <p className={styles['hint']}>{t('series.hint')}</p>
      <div className={styles['values']}>
        {mapping.values.slice(0, mostShown).map((value, place) => (
          <ValueFields key={value.column} value={value} onChange={(part) => put(place, part)} />
        ))}
      </div>
      {mapping.values.length <= mostShown ? null : <p className={styles['hint']}>{t('series.more')}</p>}
    </Disclosure>
  );
}

interface ValueFieldsProps {
  readonly value: ValueMapping;
  readonly onChange: (part: Partial<ValueMapping>) => void;
}

function ValueFields({ value, onChange }: ValueFieldsProps) {
  const { t } = useTranslation('mapping');
  return (
    <fieldset className={styles['value']}>
      <legend>{value.column}</legend>
      <TextInput
        key={value.name}
        label={t('series.name')}
        defaultValue={value.name}
        onBlur={(event) => {
          const name = event.currentTarget.value.trim();
          if (name !== '' && name !== value.name) onChange({ name });
        }}
      />
      <NativeSelect
        label={t('unit.label')}
        value={value.unit ?? ''}
        data={[
          { value: '', label: '–' },
          ...unitCodes.map((unit) => ({ value: unit, label: spellUnit(unit) })),
        ]}
        onChange={(event) => {
          const unit = event.currentTarget.value;
          onChange({ unit: isUnit(unit) ? unit : null });
        }}
      />
      <NativeSelect
        label={t('kind.label')}
        value={value.kind ?? ''}
        data={[
          { value: '', label: '–' },
          ...readingKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
        ]}
        onChange={(event) => {
          const kind = event.currentTarget.value;
          onChange({ kind: isKind(kind) ? kind : null });
        }}
      />
      <FactorInput factor={value.factor} onChange={(factor) => onChange({ factor })} />
    </fieldset>
  );
}
