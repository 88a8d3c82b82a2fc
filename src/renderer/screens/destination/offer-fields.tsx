import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './destination.module.css';
import { fieldId } from './form-part.ts';
import type { FormPart } from './form-part.ts';
import { FormSection } from './form-section.tsx';

const fields = ['readBackPath', 'deletePath'] as const;

/** What some VTNs offer beyond taking points: giving them back, and deleting them. */
export function OfferFields({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  return (
    <FormSection
      title={t('form.readBack')}
      isUsed={fields.some((field) => form.values[field] !== '')}
      hasProblem={fields.some((field) => form.problemAt(field) !== undefined)}
    >
      <div className={styles['fields']}>
        <p className={styles['quiet']}>{t('form.readBackHint')}</p>
        {fields.map((field) => (
          <TextInput
            key={field}
            id={fieldId(field)}
            label={t(`form.${field}`)}
            value={form.values[field]}
            error={form.problemAt(field)}
            autoComplete="off"
            spellCheck={false}
            onChange={({ currentTarget }) => form.set({ [field]: currentTarget.value })}
          />
        ))}
      </div>
    </FormSection>
  );
}
