import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { KeptUpload, UploadList } from '../../../contract/served-files.ts';
import { Disclosure } from './disclosure.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import type { ServedFiles } from '../../files/file-access.ts';
import { troubleOf } from '../../stores/ask-engine.ts';
import { bytes, day } from '../../words/figures.ts';
import styles from './sources.module.css';

interface KeptUploadsProps {
  readonly access: ServedFiles;
  readonly onPaths: (paths: readonly string[]) => void;
}

/** Where uploads are kept, how large they may be, until when they stay, and those that are there. */
export function KeptUploads({ access, onPaths }: KeptUploadsProps) {
  const { t } = useTranslation('sources');
  const [list, setList] = useState<UploadList | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const fail = (thrown: unknown): void => setTrouble(troubleOf(thrown));
  const load = (): void => {
    access.uploads().then((found) => {
      setTrouble(null);
      setList(found);
    }, fail);
  };
  const remove = (id: string): void => {
    access.removeUpload(id).then(load, fail);
  };
  return (
    <Disclosure title={t('kept.title')} onOpen={load}>
      <TroubleAlert trouble={trouble} />
      {list === null ? null : (
        <>
          <p className={styles['quiet']}>
            {t('kept.rules', { folder: list.folder, limit: bytes(list.limitBytes), count: list.keptDays })}
          </p>
          {list.uploads.length === 0 ? <p className={styles['quiet']}>{t('kept.none')}</p> : null}
          <ul className={styles['keptList']}>
            {list.uploads.map((upload) => (
              <KeptItem
                key={upload.id}
                upload={upload}
                onUse={() => onPaths([upload.path])}
                onRemove={remove}
              />
            ))}
          </ul>
        </>
      )}
    </Disclosure>
  );
}

interface KeptItemProps {
  readonly upload: KeptUpload;
  readonly onUse: () => void;
  readonly onRemove: (id: string) => void;
}

function KeptItem({ upload, onUse, onRemove }: KeptItemProps) {
  const { t } = useTranslation('sources');
  const { id, name, sizeBytes, uploadedAt, deletedAt, usedBy } = upload;
  const users = usedBy.drafts + usedBy.jobs + usedBy.destinations;
  return (
    <li className={styles['keptItem']}>
      <span>
        {name} <span className={styles['quiet']}>{`${bytes(sizeBytes)}, ${day(uploadedAt)}`}</span>
      </span>
      <span className={styles['quiet']}>
        {deletedAt === null ? t('kept.inUse', { count: users }) : t('kept.until', { day: day(deletedAt) })}
      </span>
      <span className={styles['buttons']}>
        <Button size="xs" variant="default" onClick={onUse} aria-label={`${t('kept.use')} ${name}`}>
          {t('kept.use')}
        </Button>
        {deletedAt === null ? null : (
          <Button
            size="xs"
            variant="default"
            onClick={() => onRemove(id)}
            aria-label={`${t('kept.delete')} ${name}`}
          >
            {t('kept.delete')}
          </Button>
        )}
      </span>
    </li>
  );
}
