import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../words/figures.ts';
import styles from './destination.module.css';
import { fieldId } from './form-part.ts';
import type { FormPart } from './form-part.ts';
import { FormSection } from './form-section.tsx';
import { orNumber } from './form-values.ts';
import type { FormValues } from './form-values.ts';

const fields = ['pointsPerSecond', 'requestsPerSecond', 'bytesPerSecond', 'requests', 'window'] as const;

/** What every job to this VTN starts with. */
export function LimitFields({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  const { values, set } = form;
  const { pointsPerSecond, requestsPerSecond, bytesPerSecond, requests, hasWindow, compress } = values;
  const sizeBytes = orNumber(bytesPerSecond);
  const bytesHint =
    sizeBytes === null || Number.isNaN(sizeBytes)
      ? t('form.noLimit')
      : t('form.bytesAre', { size: bytes(sizeBytes) });
  return (
    <FormSection
      title={t('form.limits')}
      isUsed={
        `${pointsPerSecond}${requestsPerSecond}${bytesPerSecond}${requests}` !== '' ||
        hasWindow ||
        compress !== 'none'
      }
      hasProblem={fields.some((field) => form.problemAt(field) !== undefined)}
    >
      <div className={styles['fields']}>
        <p className={styles['quiet']}>{t('form.limitsHint')}</p>
        <NumberField form={form} name="pointsPerSecond" hint={t('form.noLimit')} />
        <NumberField form={form} name="requestsPerSecond" hint={t('form.noLimit')} />
        <NumberField form={form} name="bytesPerSecond" hint={bytesHint} />
        <NumberField form={form} name="requests" hint={t('form.requestsHint')} />
        <Checkbox
          label={t('form.hasWindow')}
          checked={hasWindow}
          onChange={({ currentTarget }) => set({ hasWindow: currentTarget.checked })}
        />
        {hasWindow ? <WindowFields form={form} /> : null}
        <NativeSelect
          label={t('form.compress')}
          description={t('form.compressHint')}
          value={compress}
          data={[
            { value: 'none', label: t('form.compressNone') },
            { value: 'auto', label: t('form.compressAuto') },
            { value: 'gzip', label: t('form.compressGzip') },
          ]}
          onChange={({ currentTarget }) => set({ compress: currentTarget.value as FormValues['compress'] })}
        />
      </div>
    </FormSection>
  );
}

interface NumberFieldProps {
  readonly form: FormPart;
  readonly name: 'pointsPerSecond' | 'requestsPerSecond' | 'bytesPerSecond' | 'requests';
  readonly hint: string;
}

function NumberField({ form, name, hint }: NumberFieldProps) {
  const { t } = useTranslation('destination');
  return (
    <TextInput
      id={fieldId(name)}
      label={t(`form.${name}`)}
      description={hint}
      value={form.values[name]}
      error={form.problemAt(name)}
      inputMode="numeric"
      autoComplete="off"
      onChange={({ currentTarget }) => form.set({ [name]: currentTarget.value })}
    />
  );
}

function WindowFields({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  const { windowFrom, windowTo } = form.values;
  const problem = form.problemAt('window');
  return (
    <div className={styles['inset']}>
      <div className={styles['pair']}>
        <TextInput
          id={fieldId('window')}
          type="time"
          label={t('form.windowFrom')}
          value={windowFrom}
          error={problem}
          onChange={({ currentTarget }) => form.set({ windowFrom: currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('form.windowTo')}
          value={windowTo}
          error={problem !== undefined}
          onChange={({ currentTarget }) => form.set({ windowTo: currentTarget.value })}
        />
      </div>
      <p className={styles['quiet']}>{t('form.windowHint')}</p>
    </div>
  );
}
