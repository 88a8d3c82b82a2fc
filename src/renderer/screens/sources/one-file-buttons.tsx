import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import type { ServedFiles } from '../../files/file-access.ts';
import { pageFiles } from '../../files/page-files.ts';
import { troubleOf } from '../../stores/ask-engine.ts';
import { ChooseFileDialog } from './choose-file-dialog.tsx';
import styles from './sources.module.css';

interface OneFileButtonsProps {
  /** What the file is for, as screen readers hear it with each button. */
  readonly label: string;
  /** The word on the first button, where it is more than the usual one. */
  readonly word?: string;
  readonly isMain?: boolean;
  readonly isOff?: boolean;
  readonly onPath: (path: string) => void;
}

/** One file: chosen, or uploaded where the pages stand in a browser. */
export function OneFileButtons({ label, word, isMain = false, isOff = false, onPath }: OneFileButtonsProps) {
  const { t } = useTranslation('sources');
  const files = pageFiles();
  const [isChoosing, setIsChoosing] = useState(false);
  const { isBusy, trouble, run } = useFileWork(onPath);
  const choose = (): void => {
    if (files.kind === 'served') setIsChoosing(true);
    else void run(async () => (await files.chooseFiles())[0]);
  };
  return (
    <>
      <TroubleAlert trouble={trouble} />
      <div className={styles['buttons']}>
        <Button
          size={isMain ? 'sm' : 'xs'}
          variant={isMain ? 'filled' : 'default'}
          disabled={isOff || isBusy}
          aria-label={t('oneFile.chooseFor', { field: label })}
          onClick={choose}
        >
          {word ?? t('oneFile.choose')}
        </Button>
        {files.kind === 'served' ? (
          <Button
            size={isMain ? 'sm' : 'xs'}
            variant="default"
            disabled={isOff || isBusy}
            aria-label={t('oneFile.uploadFor', { field: label })}
            onClick={() => void run(() => upload(files))}
          >
            {isBusy ? t('oneFile.uploading') : t('oneFile.upload')}
          </Button>
        ) : null}
      </div>
      {files.kind === 'served' ? (
        <ChooseFileDialog
          access={files}
          isOpen={isChoosing}
          title={label}
          onClose={() => setIsChoosing(false)}
          onPath={onPath}
        />
      ) : null}
    </>
  );
}

/** One file on its way to whoever asked for it. */
function useFileWork(onPath: (path: string) => void) {
  const [isBusy, setIsBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async (find: () => Promise<string | undefined>): Promise<void> => {
    setIsBusy(true);
    setTrouble(null);
    try {
      const path = await find();
      if (path !== undefined) onPath(path);
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
    setIsBusy(false);
  };
  return { isBusy, trouble, run };
}

async function upload(files: ServedFiles): Promise<string | undefined> {
  const [file] = await files.chooseToUpload();
  if (file === undefined) return undefined;
  const kept = await files.upload(file, () => {}, new AbortController().signal);
  return kept.path;
}
