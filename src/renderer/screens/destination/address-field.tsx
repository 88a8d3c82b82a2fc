import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '../../components/note.tsx';
import styles from './destination.module.css';
import { fieldId } from './form-part.ts';
import type { FormPart } from './form-part.ts';
import { readVtnAddress } from './vtn-address.ts';

/** The VTN's address as it is typed, and below it as it will be used. */
export function AddressField({ form }: { form: FormPart }) {
  const { t } = useTranslation('destination');
  const { address } = form.values;
  const read = readVtnAddress(address);
  return (
    <div>
      <TextInput
        id={fieldId('address')}
        label={t('form.address')}
        description={t('form.addressHint')}
        value={address}
        error={form.problemAt('address')}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        onChange={({ currentTarget }) => form.set({ address: currentTarget.value })}
      />
      {read.ok ? (
        <div className={styles['used']}>
          {t('form.used')} <code>{read.url}</code>
          {read.isPathAdded ? <p className={styles['quiet']}>{t('form.pathAdded')}</p> : null}
        </div>
      ) : null}
      {read.ok && read.isReadable ? (
        <div className={styles['used']}>
          <Note tone="caution" icon="warning">
            <p>{t('form.readable')}</p>
          </Note>
        </div>
      ) : null}
    </div>
  );
}
