import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import { routes } from '../../routes.ts';
import { Mark } from '../../components/mark.tsx';
import type { IconName } from '../../components/icon.tsx';
import type { FileSet } from '../../stores/inspections-store.ts';
import type { StateTone } from '../../words/state-words.ts';
import { DatasetTree } from './dataset-tree.tsx';
import { FileFacts } from './file-facts.tsx';
import { FileProblems } from './file-problems.tsx';
import { fileState, folderOf } from './file-state.ts';
import { fileName } from '../../words/file-name.ts';
import type { FileState } from './file-state.ts';
import styles from './sources.module.css';

interface FileCardProps {
  readonly path: string;
  /** Null while nobody has looked at it. */
  readonly file: FileInspection | null;
  readonly sets: readonly FileSet[];
  /** The only file shows at once what is in it. */
  readonly isOnly: boolean;
  readonly onRemove: () => void;
  readonly onLookAgain: () => void;
}

const looks: Readonly<Record<FileState, { tone: StateTone; icon: IconName }>> = {
  'in-set': { tone: 'good', icon: 'check' },
  ready: { tone: 'good', icon: 'check' },
  questions: { tone: 'caution', icon: 'hourglass' },
  alone: { tone: 'caution', icon: 'hourglass' },
  unusable: { tone: 'bad', icon: 'cross' },
};

/** One file: what it is, what is in it, and what is wrong with it. */
export function FileCard({ path, file, sets, isOnly, onRemove, onLookAgain }: FileCardProps) {
  const { t } = useTranslation('sources');
  const titleId = useId();
  const state = file === null ? null : fileState(file, sets);
  const name = fileName(path);
  return (
    <article className={styles['card']} aria-labelledby={titleId} data-state={state ?? 'waiting'}>
      <div className={styles['top']}>
        <div className={styles['names']}>
          <h3 className={styles['name']} id={titleId}>
            {name}
          </h3>
          <p className={styles['quiet']}>{folderOf(path)}</p>
        </div>
        <div className={styles['marks']}>
          <StateMark state={state} />
          {state === 'unusable' || state === 'alone' ? (
            <Button
              size="xs"
              variant="default"
              onClick={onLookAgain}
              aria-label={`${t('lookAgain')} ${name}`}
            >
              {t('lookAgain')}
            </Button>
          ) : null}
          <Button size="xs" variant="default" onClick={onRemove} aria-label={`${t('remove')} ${name}`}>
            {t('remove')}
          </Button>
        </div>
      </div>
      {file === null || state === null ? null : (
        <>
          <FileFacts file={file} />
          {state === 'alone' ? <p className={styles['advice']}>{t('aloneAdvice')}</p> : null}
          <FileProblems file={file} isUnusable={state === 'unusable'} />
          <TakeOverLink path={path} />
          <DatasetTree file={file} isOpen={isOnly} />
        </>
      )}
    </article>
  );
}

/** A job that was handed over is no source, and has a page of its own. */
function TakeOverLink({ path }: { path: string }) {
  const { t } = useTranslation('jobs');
  if (!path.toLowerCase().endsWith('.haul')) return null;
  return (
    <p>
      <Link href={routes.takeOver(path)}>{t('takeOver')}</Link>
    </p>
  );
}

function StateMark({ state }: { state: FileState | null }) {
  const { t } = useTranslation('sources');
  const look = state === null ? ({ tone: 'quiet', icon: 'clock' } as const) : looks[state];
  return (
    <Mark tone={look.tone} icon={look.icon}>
      {t(`state.${state ?? 'waiting'}`)}
    </Mark>
  );
}
