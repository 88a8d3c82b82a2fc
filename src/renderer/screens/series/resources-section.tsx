import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import type { ServedFiles } from '../../files/file-access.ts';
import { pageFiles } from '../../files/page-files.ts';
import { troubleOf } from '../../stores/ask-engine.ts';
import { changeDraft } from '../../stores/drafts-store.ts';
import { count } from '../../words/figures.ts';
import { fileName } from '../../words/file-name.ts';
import { FolderDialog } from '../sources/folder-dialog.tsx';
import { ResourceField } from './resource-field.tsx';
import styles from './series.module.css';

interface ResourcesSectionProps {
  readonly draft: Draft;
  /** The name of the series when there is only one. */
  readonly single: string | null;
}

/** Where series get their resources from, besides the database and what is typed in row by row. */
export function ResourcesSection({ draft, single }: ResourcesSectionProps) {
  const { t } = useTranslation('series');
  const titleId = useId();
  const { resources } = draft;
  const typed = Object.keys(resources.typed).length;
  const change = (part: Partial<Draft['resources']>): void =>
    void changeDraft(draft.id, { resources: { ...resources, ...part } });
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <h2 className={styles['title']} id={titleId}>
        {t('resources.title')}
      </h2>
      {single === null ? (
        <p className={styles['quiet']}>{t('resources.hint')}</p>
      ) : (
        <ResourceField
          draft={draft}
          name={single}
          label={t('resources.single')}
          given={resources.single}
          onKeep={(resource) => change({ single: resource })}
        />
      )}
      <ResourceListFile path={resources.listPath} onChange={(listPath) => change({ listPath })} />
      {typed === 0 || single !== null ? null : (
        <div className={styles['row']}>
          <span>{t('resources.typed', { count: typed, figure: count(typed) })}</span>
          <Button size="xs" variant="default" onClick={() => change({ typed: {} })}>
            {t('resources.forgetTyped')}
          </Button>
        </div>
      )}
    </section>
  );
}

interface ListFileProps {
  readonly path: string | null;
  readonly onChange: (path: string | null) => void;
}

function ResourceListFile({ path, onChange }: ListFileProps) {
  const { t } = useTranslation('series');
  const { choose, uploading, trouble } = useListFile(onChange);
  const access = pageFiles();
  return (
    <div className={styles['card']} data-plain="true">
      <h3 className={styles['subtitle']}>{t('resources.list')}</h3>
      <p className={styles['quiet']}>{t('resources.listHint')}</p>
      <div className={styles['row']}>
        {path === null ? null : (
          <span className={styles['path']} title={path}>
            {fileName(path)}
          </span>
        )}
        {access.kind === 'served' ? <FolderList access={access} onChange={onChange} /> : null}
        <Button variant="default" disabled={uploading !== null} onClick={() => void choose()}>
          {access.kind === 'native' ? t('resources.chooseList') : t('resources.uploadList')}
        </Button>
        {path === null ? null : (
          <Button variant="default" onClick={() => onChange(null)}>
            {t('resources.dropList')}
          </Button>
        )}
        {uploading === null ? null : (
          <span role="status">{t('resources.uploading', { name: uploading })}</span>
        )}
      </div>
      <TroubleAlert trouble={trouble} />
    </div>
  );
}

/** A list that lies in the folder of the computer that runs Meterhaul. */
function FolderList({ access, onChange }: { access: ServedFiles } & Pick<ListFileProps, 'onChange'>) {
  const { t } = useTranslation('series');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        {t('resources.folderList')}
      </Button>
      <FolderDialog
        access={access}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        onPaths={([path = null]) => onChange(path)}
      />
    </>
  );
}

/** Choosing a list, with the name of the one that is on its way and why the last one did not come. */
function useListFile(onChange: ListFileProps['onChange']) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [uploading, setUploading] = useState<string | null>(null);
  const choose = async (): Promise<void> => {
    setTrouble(null);
    try {
      const chosen = await chooseList(setUploading);
      if (chosen !== null) onChange(chosen);
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    } finally {
      setUploading(null);
    }
  };
  return { choose, uploading, trouble };
}

/** The path of the list that the person chose, uploaded first where the pages are in a browser; null for none. */
async function chooseList(onUpload: (name: string) => void): Promise<string | null> {
  const access = pageFiles();
  if (access.kind === 'native') return (await access.chooseFiles())[0] ?? null;
  const [file] = await access.chooseToUpload();
  if (file === undefined) return null;
  onUpload(file.name);
  const { path } = await access.upload(file, () => {}, new AbortController().signal);
  return path;
}
