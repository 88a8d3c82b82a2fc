import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WrittenFile } from '../../../contract/handover-shapes.ts';
import { Note } from '../../components/note.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import { pageFiles } from '../../files/page-files.ts';
import styles from '../job/job.module.css';
import type { FileWriting } from './use-written-file.ts';
import { writtenWords } from './written-words.ts';

interface FileWritingStateProps {
  readonly writing: FileWriting;
  readonly title: string;
  /** What it means that it was stopped. */
  readonly stopped?: string;
}

/** How far the writing of a file is, and where the file is then. */
export function FileWritingState({ writing, title, stopped }: FileWritingStateProps) {
  const { t } = useTranslation('record');
  const { work, trouble } = writing;
  return (
    <>
      <WorkProgress work={work} title={title} />
      <TroubleAlert trouble={trouble} />
      {work.state === 'stopped' ? (
        <Note tone="quiet" icon="stop" title={stopped ?? t('written.stopped')} />
      ) : null}
      {work.state === 'done' && work.value !== null ? <Written file={work.value} /> : null}
    </>
  );
}

function Written({ file }: { file: WrittenFile }) {
  const { t } = useTranslation('record');
  const files = pageFiles();
  return (
    <Note tone="good" icon="check" title={writtenWords(file)}>
      <p className={styles['quiet']}>
        {t('written.checksum')} {file.sha256}
      </p>
      {files.kind === 'native' && file.downloadId === null ? (
        <Button size="xs" mt="xs" variant="default" onClick={() => files.showInFolder(file.path)}>
          {t('written.show')}
        </Button>
      ) : null}
    </Note>
  );
}
