import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TroubleNote } from '../../components/trouble-note.tsx';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { FileAccess } from '../../files/file-access.ts';
import { pageFiles } from '../../files/page-files.ts';
import { troubleOf } from '../../stores/ask-engine.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { KeptUploads } from './kept-uploads.tsx';
import { RecentFiles } from './recent-files.tsx';
import styles from './sources.module.css';
import { useDrop } from './use-drop.ts';

interface AddFilesProps {
  readonly isEmpty: boolean;
  readonly onPaths: (paths: readonly string[]) => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Where files come in: dropped anywhere on the page, or chosen. Large while there are none. */
export function AddFiles({ isEmpty, onPaths, onFiles }: AddFilesProps) {
  const { t } = useTranslation('sources');
  const access = pageFiles();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const fail = (thrown: unknown): void => setTrouble(troubleOf(thrown));
  const isOver = useDrop((dropped) => {
    setTrouble(null);
    if (dropped.kind === 'paths') onPaths(dropped.paths);
    else onFiles(dropped.files);
  }, fail);
  const choose = (chosen: Promise<readonly string[]>): void => {
    setTrouble(null);
    chosen.then(onPaths, fail);
  };
  return (
    <section
      className={styles['drop']}
      data-empty={isEmpty || undefined}
      data-over={isOver || undefined}
      aria-labelledby="add-files"
    >
      <h2 className={styles['dropTitle']} id="add-files">
        {isOver ? t('letGo') : isEmpty ? t('dropHere') : t('addMore')}
      </h2>
      {isEmpty ? <p className={styles['dropHint']}>{t(`dropHint.${access.kind}`)}</p> : null}
      <div className={styles['buttons']}>
        {access.kind === 'native' ? (
          <NativeButtons access={access} isEmpty={isEmpty} onChoose={choose} />
        ) : (
          <ServedButtons
            access={access}
            isEmpty={isEmpty}
            onPaths={onPaths}
            onFiles={onFiles}
            onFail={fail}
          />
        )}
      </div>
      <AddTrouble trouble={trouble} />
      {access.kind === 'served' ? (
        <KeptUploads access={access} onPaths={onPaths} />
      ) : isEmpty ? (
        <RecentFiles access={access} onPaths={onPaths} />
      ) : null}
    </section>
  );
}

function AddTrouble({ trouble }: { trouble: Trouble | null }) {
  if (trouble === null) return null;
  return (
    <div role="alert" className={styles['block']}>
      <TroubleNote trouble={trouble} tone="bad" />
    </div>
  );
}

interface NativeButtonsProps {
  readonly access: Extract<FileAccess, { kind: 'native' }>;
  readonly isEmpty: boolean;
  readonly onChoose: (chosen: Promise<readonly string[]>) => void;
}

function NativeButtons({ access, isEmpty, onChoose }: NativeButtonsProps) {
  const { t } = useTranslation('sources');
  return (
    <>
      <Button variant={isEmpty ? 'filled' : 'default'} onClick={() => onChoose(access.chooseFiles())}>
        {t('chooseFiles')}
      </Button>
      <Button variant="default" onClick={() => onChoose(access.chooseFolder())}>
        {t('chooseFolder')}
      </Button>
    </>
  );
}

interface ServedButtonsProps extends AddFilesProps {
  readonly access: Extract<FileAccess, { kind: 'served' }>;
  readonly onFail: (thrown: unknown) => void;
}

function ServedButtons({ access, isEmpty, onPaths, onFiles, onFail }: ServedButtonsProps) {
  const { t } = useTranslation('sources');
  const [isOpen, setIsOpen] = useState(false);
  const upload = (): void => {
    access.chooseToUpload().then((files) => {
      if (files.length > 0) onFiles(files);
    }, onFail);
  };
  return (
    <>
      <Button variant={isEmpty ? 'filled' : 'default'} onClick={() => setIsOpen(true)}>
        {t('chooseThere')}
      </Button>
      <Button variant="default" onClick={upload}>
        {t('upload')}
      </Button>
      <FolderDialog access={access} isOpen={isOpen} onClose={() => setIsOpen(false)} onPaths={onPaths} />
    </>
  );
}
