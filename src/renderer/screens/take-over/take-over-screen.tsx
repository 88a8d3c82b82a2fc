import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Haul } from '../../../contract/handover-shapes.ts';
import { Note } from '../../components/note.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import { ask } from '../../stores/ask-engine.ts';
import { useConnection } from '../../stores/connection-store.ts';
import { useWork } from '../../stores/works-store.ts';
import { fileName } from '../../words/file-name.ts';
import { JobSection } from '../job/job-section.tsx';
import styles from '../job/job.module.css';
import { OneFileButtons } from '../sources/one-file-buttons.tsx';
import { comesHome } from './comes-home.ts';
import { DestinationChoice } from './destination-choice.tsx';
import { HaulFacts } from './haul-facts.tsx';

/** A job that was handed over: what is in its file, and where it goes on from here. */
export default function TakeOverScreen({ path: opened }: { path: string | null }) {
  const { t } = useTranslation(['record', 'common']);
  const [path, setPath] = useState(opened);
  const work = useWork<Haul>();
  useLook(path, work.start);
  const isReading = work.state === 'running' || work.state === 'stopping';
  const haul = path !== null && work.state === 'done' ? work.value : null;
  return (
    <>
      <PageHeading hint={t('takeOver.hint')}>{t('takeOver.title')}</PageHeading>
      <div className={styles['page']}>
        <JobSection title={t('takeOver.file')}>
          {path === null ? null : <p className={styles['text']}>{fileName(path)}</p>}
          <WorkProgress work={work} title={t('takeOver.reading')} />
          {work.state === 'stopped' ? <Note tone="quiet" icon="stop" title={t('written.stopped')} /> : null}
          <TroubleAlert trouble={work.trouble} />
          {isReading ? null : (
            <OneFileButtons
              label={t('takeOver.file')}
              word={path === null ? t('takeOver.choose') : t('takeOver.other')}
              isMain={path === null}
              onPath={setPath}
            />
          )}
          {path !== null && work.state === 'stopped' ? (
            <div>
              <Button size="xs" variant="default" onClick={() => void look(work.start, path)}>
                {t('common:tryAgain')}
              </Button>
            </div>
          ) : null}
        </JobSection>
        {haul === null ? null : <HaulFacts haul={haul} />}
        {haul === null || path === null || (haul.alreadyHere !== null && !comesHome(haul)) ? null : (
          <DestinationChoice key={path} path={path} haul={haul} />
        )}
      </div>
    </>
  );
}

type StartLook = ReturnType<typeof useWork<Haul>>['start'];

/** Reads the file as soon as it is chosen and there is an engine to read it. */
function useLook(path: string | null, start: StartLook): void {
  const isConnected = useConnection(({ state }) => state.phase === 'open');
  const looked = useRef<string | null>(null);
  useEffect(() => {
    if (path === null || !isConnected || looked.current === path) return;
    looked.current = path;
    void look(start, path);
  }, [path, isConnected, start]);
}

function look(start: StartLook, path: string): Promise<Haul | null> {
  return start((workId) => ask('inspectHaul', { path, workId }));
}
