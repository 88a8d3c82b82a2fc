import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Corrections } from '../../../contract/handover-shapes.ts';
import type { JobSummary, Trouble } from '../../../contract/job-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { LoadingNote } from '../../components/loading-note.tsx';
import { Table } from '../../components/table.tsx';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { announce } from '../../stores/announcements.ts';
import { ask, troubleOf } from '../../stores/ask-engine.ts';
import { count } from '../../words/figures.ts';
import { fileName } from '../../words/file-name.ts';
import { OneFileButtons } from '../sources/one-file-buttons.tsx';
import { FileWritingState } from '../record/file-writing-state.tsx';
import { useWrittenFile } from '../record/use-written-file.ts';
import { JobSection } from './job-section.tsx';
import styles from './job.module.css';
import { obstacleOf } from './use-retry.ts';

/** The list of rejects, out to be corrected in a spreadsheet and back. */
export function CorrectionsSection({ job }: { job: JobSummary }) {
  const { t } = useTranslation('record');
  const writing = useWrittenFile();
  const given = useCorrections(job.id);
  const obstacle = obstacleOf(job);
  const isWriting = writing.work.state === 'running' || writing.work.state === 'stopping';
  const save = (): void => {
    void writing.start(`${t('corrections.fileName')}-${job.id}.csv`, (path, workId) =>
      ask('writeRejects', { jobId: job.id, path, workId }),
    );
  };
  return (
    <JobSection title={t('corrections.title')} hint={t('corrections.what')}>
      <div className={styles['row']}>
        <Button size="xs" variant="default" disabled={isWriting} onClick={save}>
          {t('corrections.save')}
        </Button>
        <OneFileButtons
          label={t('corrections.choose')}
          word={t('corrections.give')}
          isOff={obstacle !== null || given.isBusy}
          onPath={(path) => void given.check(path)}
        />
        {obstacle === null ? null : (
          <span className={styles['quiet']}>
            {t(obstacle === 'final' ? 'corrections.final' : 'corrections.whileRunning')}
          </span>
        )}
      </div>
      <FileWritingState writing={writing} title={t('corrections.saving')} />
      {given.isBusy && given.found === null ? <LoadingNote text={t('corrections.reading')} /> : null}
      <TroubleAlert trouble={given.trouble} />
      {given.found === null ? null : (
        <Found
          path={given.found.path}
          corrections={given.found.corrections}
          isOff={given.isBusy || obstacle !== null}
          onSend={() => void given.send()}
          onDrop={given.drop}
        />
      )}
    </JobSection>
  );
}

interface FoundProps {
  readonly path: string;
  readonly corrections: Corrections;
  readonly isOff: boolean;
  readonly onSend: () => void;
  readonly onDrop: () => void;
}

/** What the list would put back in line; nothing goes before the person says so. */
function Found({ path, corrections, isOff, onSend, onDrop }: FoundProps) {
  const { t } = useTranslation('record');
  const { replaced, added, unchanged, refusedCount } = corrections;
  const usable = replaced + added;
  return (
    <div
      className={styles['dialog']}
      role="group"
      aria-label={t('corrections.found', { name: fileName(path) })}
    >
      <h3 className={styles['subtitle']}>{t('corrections.found', { name: fileName(path) })}</h3>
      <Figures
        figures={[
          { name: t('corrections.replaced'), value: count(replaced) },
          { name: t('corrections.added'), value: count(added) },
          { name: t('corrections.unchanged'), value: count(unchanged) },
          { name: t('corrections.unusable'), value: count(refusedCount) },
        ]}
      />
      <Unusable corrections={corrections} />
      <div className={styles['row']}>
        {usable === 0 ? (
          <p className={styles['text']}>{t('corrections.nothing')}</p>
        ) : (
          <Button disabled={isOff} onClick={onSend}>
            {t('corrections.send', { count: usable, figure: count(usable) })}
          </Button>
        )}
        <Button variant="default" onClick={onDrop}>
          {t('corrections.drop')}
        </Button>
      </div>
    </div>
  );
}

function Unusable({ corrections: { refused, refusedCount } }: { corrections: Corrections }) {
  const { t } = useTranslation('record');
  if (refused.length === 0) return null;
  return (
    <>
      {refused.length < refusedCount ? (
        <p className={styles['quiet']}>
          {t('corrections.some', { shown: count(refused.length), number: count(refusedCount) })}
        </p>
      ) : null}
      <Table
        caption={t('corrections.unusableTitle')}
        rows={refused}
        rowKey={(_row, place) => String(place)}
        columns={[
          { title: t('corrections.row'), cell: ({ row }) => count(row) },
          { title: t('corrections.text'), cell: ({ text }) => text },
          { title: t('corrections.reason'), cell: ({ reason }) => <span lang="en">{reason}</span> },
        ]}
      />
    </>
  );
}

interface GivenCorrections {
  readonly path: string;
  readonly corrections: Corrections;
}

/** A corrected list on its way back: checked first, sent when the person says so. */
function useCorrections(jobId: string) {
  const { t } = useTranslation('record');
  const [found, setFound] = useState<GivenCorrections | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async (work: () => Promise<void>): Promise<void> => {
    setIsBusy(true);
    setTrouble(null);
    try {
      await work();
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
    setIsBusy(false);
  };
  return {
    found,
    isBusy,
    trouble,
    drop: () => setFound(null),
    check: (path: string): Promise<void> => {
      setFound(null);
      return run(async () => setFound({ path, corrections: await ask('checkCorrections', { jobId, path }) }));
    },
    send: (): Promise<void> =>
      run(async () => {
        if (found === null) return;
        await ask('retryJob', { jobId, correctionsPath: found.path });
        setFound(null);
        announce(t('corrections.started'));
      }),
  };
}
