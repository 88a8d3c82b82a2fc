import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OneFileButtons } from '../sources/one-file-buttons.tsx';
import styles from './destination.module.css';
import { fieldId } from './form-part.ts';
import type { FormPart } from './form-part.ts';

interface FileFieldProps {
  readonly form: FormPart;
  readonly name: 'caFile' | 'certificateFile' | 'keyFile';
}

/** A file by its path: typed, chosen, or uploaded where the pages stand in a browser. */
export function FileField({ form, name }: FileFieldProps) {
  const { t } = useTranslation('destination');
  const label = t(`form.${name}`);
  return (
    <div className={styles['file']}>
      <TextInput
        id={fieldId(name)}
        label={label}
        {...(name === 'keyFile' ? {} : { description: t(`form.${name}Hint`) })}
        value={form.values[name]}
        error={form.problemAt(name)}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => form.set({ [name]: currentTarget.value })}
      />
      <OneFileButtons label={label} onPath={(path) => form.set({ [name]: path })} />
    </div>
  );
}
