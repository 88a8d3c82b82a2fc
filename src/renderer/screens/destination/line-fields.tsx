import { Radio, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './destination.module.css';
import { FileField } from './file-field.tsx';
import { fieldId } from './form-part.ts';
import type { FormPart } from './form-part.ts';
import { FormSection } from './form-section.tsx';
import { SecretField } from './secret-field.tsx';

const fields = [
  'caFile',
  'certificateFile',
  'keyFile',
  'keyPassphrase',
  'proxyAddress',
  'proxyCredentials',
] as const;

/** Certificates and proxy: what the way to some VTNs asks for. */
export function LineFields({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  const { caFile, certificateFile, keyFile, proxy } = form.values;
  return (
    <FormSection
      title={t('form.connection')}
      isUsed={caFile !== '' || certificateFile !== '' || proxy !== 'system'}
      hasProblem={fields.some((field) => form.problemAt(field) !== undefined)}
    >
      <div className={styles['fields']}>
        <FileField form={form} name="caFile" />
        <FileField form={form} name="certificateFile" />
        {certificateFile === '' && keyFile === '' ? null : (
          <>
            <FileField form={form} name="keyFile" />
            <SecretField form={form} name="keyPassphrase" label={t('form.keyPassphrase')} />
          </>
        )}
        <ProxyFields form={form} />
      </div>
    </FormSection>
  );
}

function ProxyFields({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  const { proxy, proxyAddress } = form.values;
  return (
    <>
      <Radio.Group label={t('form.proxy')} value={proxy} onChange={(value) => form.set({ proxy: value })}>
        <Stack gap="xs" mt="xs">
          <Radio value="system" label={t('form.proxySystem')} description={t('form.proxySystemText')} />
          <Radio value="none" label={t('form.proxyNone')} />
          <Radio value="address" label={t('form.proxyAddressKind')} />
        </Stack>
      </Radio.Group>
      {proxy === 'address' ? (
        <div className={styles['inset']}>
          <TextInput
            id={fieldId('proxyAddress')}
            label={t('form.proxyAddress')}
            value={proxyAddress}
            error={form.problemAt('proxyAddress')}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            required
            onChange={({ currentTarget }) => form.set({ proxyAddress: currentTarget.value })}
          />
          <SecretField
            form={form}
            name="proxyCredentials"
            label={t('form.proxyCredentials')}
            hint={t('form.proxyCredentialsHint')}
          />
        </div>
      ) : null}
    </>
  );
}
