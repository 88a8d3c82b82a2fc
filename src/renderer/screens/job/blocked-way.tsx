import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Trouble } from '../../../contract/job-shapes.ts';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { routes } from '../../routes.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { fileName } from '../../words/file-name.ts';
import { AddFiles } from '../sources/add-files.tsx';
import { UploadsUnderWay } from '../sources/uploads-under-way.tsx';
import { useUploads } from '../sources/use-uploads.ts';
import styles from './job.module.css';

/** What helps a blocked job, and the way there. */
export function BlockedWay({ jobId, code }: { jobId: string; code: string }) {
  const { t } = useTranslation('run');
  if (code === 'source/missing' || code === 'source/changed') return <SourcesAgain jobId={jobId} />;
  return (
    <p className={styles['text']}>
      {code.startsWith('vtn/') ? (
        <>
          {t('blocked.destination')}{' '}
          <Link href={routes.destinations} className={styles['link']}>
            {t('blocked.toDestinations')}
          </Link>
        </>
      ) : (
        t('blocked.other')
      )}
    </p>
  );
}

/** Files that moved are shown again; the engine compares their content before it goes on. */
function SourcesAgain({ jobId }: { jobId: string }) {
  const { t } = useTranslation('run');
  const [paths, setPaths] = useState<readonly string[]>([]);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const add = (more: readonly string[]): void =>
    setPaths((known) => [...known, ...more.filter((path) => !known.includes(path))]);
  const uploads = useUploads(add);
  const resume = async (): Promise<void> => {
    setIsBusy(true);
    setTrouble(null);
    try {
      await ask('startJob', { jobId, sourcePaths: [...paths] });
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
    setIsBusy(false);
  };
  return (
    <section className={styles['page']} aria-label={t('blocked.title')}>
      <p className={styles['text']}>{t('blocked.files')}</p>
      <AddFiles isEmpty={false} onPaths={add} onFiles={uploads.start} />
      <UploadsUnderWay uploads={uploads} />
      <TroubleAlert trouble={trouble} />
      {paths.length === 0 ? null : (
        <div className={styles['row']}>
          <span>{t('blocked.chosen', { files: paths.map(fileName).join(', ') })}</span>
          <Button size="xs" disabled={isBusy} onClick={() => void resume()}>
            {isBusy ? t('blocked.resuming') : t('blocked.resume')}
          </Button>
          <Button size="xs" variant="default" disabled={isBusy} onClick={() => setPaths([])}>
            {t('blocked.forget')}
          </Button>
        </div>
      )}
    </section>
  );
}
