import { Checkbox, Radio, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SecretProtection } from '../../../contract/profile-shapes.ts';
import { Note } from '../../components/note.tsx';
import { otherTokenServer } from './check-form.ts';
import styles from './destination.module.css';
import { fieldId } from './form-part.ts';
import type { FormPart } from './form-part.ts';
import { SecretField } from './secret-field.tsx';

/** How this computer signs in at the VTN. */
export function SignInFields({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  const { signIn } = form.values;
  return (
    <>
      <Radio.Group label={t('signIn.label')} value={signIn} onChange={(value) => form.set({ signIn: value })}>
        <Stack gap="xs" mt="xs">
          {(['token', 'client', 'environment'] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={t(`signIn.${kind}`)}
              description={t(`signIn.${kind}Text`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {signIn === 'token' ? (
        <div className={styles['inset']}>
          <SecretField form={form} name="token" label={t('form.token')} />
        </div>
      ) : null}
      {signIn === 'client' ? <ClientFields form={form} /> : null}
    </>
  );
}

function ClientFields({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  const { values, set, problemAt } = form;
  const other = otherTokenServer(values);
  return (
    <div className={styles['inset']}>
      <TextInput
        id={fieldId('clientId')}
        label={t('form.clientId')}
        value={values.clientId}
        error={problemAt('clientId')}
        autoComplete="off"
        spellCheck={false}
        required
        onChange={({ currentTarget }) => set({ clientId: currentTarget.value })}
      />
      <SecretField form={form} name="clientSecret" label={t('form.clientSecret')} />
      <TextInput
        id={fieldId('tokenUrl')}
        label={t('form.tokenUrl')}
        description={t('form.tokenUrlHint')}
        value={values.tokenUrl}
        error={problemAt('tokenUrl')}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        onChange={({ currentTarget }) => set({ tokenUrl: currentTarget.value })}
      />
      {other === null ? null : (
        <Note tone="caution" icon="warning">
          <p>{t('form.otherServer', { server: other })}</p>
        </Note>
      )}
    </div>
  );
}

/** Where the secrets are kept, and whether they are. */
export function RememberField({ form, protection }: { form: FormPart; protection: SecretProtection | null }) {
  const { t } = useTranslation('destination');
  if (protection === null) return null;
  if (protection.kind === 'session') {
    return (
      <div className={styles['fields']}>
        <Note tone="caution" icon="clock" title={t('secret.sessionOnly')}>
          <p lang="en">{protection.text}</p>
        </Note>
      </div>
    );
  }
  return (
    <Checkbox
      label={t('secret.remember')}
      description={
        <>
          <span lang="en">{protection.text}</span> {t('secret.rememberHint')}
        </>
      }
      checked={form.values.remember}
      onChange={({ currentTarget }) => form.set({ remember: currentTarget.checked })}
    />
  );
}
