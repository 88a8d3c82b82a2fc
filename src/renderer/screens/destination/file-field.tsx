import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { TroubleNote } from '../../components/trouble-note.tsx';
import type { ServedFiles } from '../../files/file-access.ts';
import { pageFiles } from '../../files/page-files.ts';
import { troubleOf } from '../../stores/ask-engine.ts';
import { ChooseFileDialog } from './choose-file-dialog.tsx';
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
  const files = pageFiles();
  const [isChoosing, setIsChoosing] = useState(false);
  const { state, trouble, run } = useFileWork((path) => form.set({ [name]: path }));
  const label = t(`form.${name}`);
  const choose = (): void => {
    if (files.kind === 'served') setIsChoosing(true);
    else void run(async () => (await files.chooseFiles())[0]);
  };
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
      {trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={trouble} tone="bad" />
        </div>
      )}
      <FileButtons
        label={label}
        isBusy={state === 'busy'}
        onChoose={choose}
        onUpload={files.kind === 'served' ? () => void run(() => upload(files)) : null}
      />
      {files.kind === 'served' ? (
        <ChooseFileDialog
          access={files}
          isOpen={isChoosing}
          title={label}
          onClose={() => setIsChoosing(false)}
          onPath={(path) => form.set({ [name]: path })}
        />
      ) : null}
    </div>
  );
}

interface FileButtonsProps {
  readonly label: string;
  readonly isBusy: boolean;
  readonly onChoose: () => void;
  readonly onUpload: (() => void) | null;
}

function FileButtons({ label, isBusy, onChoose, onUpload }: FileButtonsProps) {
  const { t } = useTranslation('destination');
  return (
    <div className={styles['buttons']}>
      <Button
        size="xs"
        variant="default"
        aria-label={t('form.chooseFileFor', { field: label })}
        onClick={onChoose}
      >
        {t('form.chooseFile')}
      </Button>
      {onUpload === null ? null : (
        <Button
          size="xs"
          variant="default"
          disabled={isBusy}
          aria-label={t('form.uploadFileFor', { field: label })}
          onClick={onUpload}
        >
          {isBusy ? t('form.uploading') : t('form.uploadFile')}
        </Button>
      )}
    </div>
  );
}

interface FileWork {
  readonly state: 'idle' | 'busy';
  readonly trouble: Trouble | null;
  readonly run: (find: () => Promise<string | undefined>) => Promise<void>;
}

/** One file on its way into the form. */
function useFileWork(onPath: (path: string) => void): FileWork {
  const [state, setState] = useState<FileWork['state']>('idle');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async (find: () => Promise<string | undefined>): Promise<void> => {
    setState('busy');
    setTrouble(null);
    try {
      const path = await find();
      if (path !== undefined) onPath(path);
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
    setState('idle');
  };
  return { state, trouble, run };
}

async function upload(files: ServedFiles): Promise<string | undefined> {
  const [file] = await files.chooseToUpload();
  if (file === undefined) return undefined;
  const kept = await files.upload(file, () => {}, new AbortController().signal);
  return kept.path;
}
