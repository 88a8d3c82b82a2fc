import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import { Note } from '../../components/note.tsx';
import type { Inspections } from '../../stores/inspections-store.ts';
import { FileCard } from './file-card.tsx';
import { fileName } from '../../words/file-name.ts';
import type { MissingSource } from './file-state.ts';
import { SetCard } from './set-card.tsx';
import styles from './sources.module.css';

interface FileListProps {
  readonly draft: Draft;
  readonly inspections: Inspections;
  readonly missing: readonly MissingSource[];
  readonly onRemove: (paths: readonly string[]) => void;
}

/** The files of the draft: sets first, then the others in the order in which they came. */
export function FileList({ draft, inspections, missing, onRemove }: FileListProps) {
  const { t } = useTranslation('sources');
  const { byPath, sets, lookAgain } = inspections;
  if (draft.files.length === 0) return null;
  const inSets = new Set(sets.flatMap(({ files }) => files));
  const singles = draft.files.filter((path) => !inSets.has(path));
  const card = (path: string) => (
    <FileCard
      file={byPath[path] ?? null}
      path={path}
      isOnly={draft.files.length === 1}
      sets={sets}
      onRemove={() => onRemove([path])}
      onLookAgain={() => lookAgain(path)}
    />
  );
  return (
    <section aria-labelledby="files">
      <h2 className={styles['listTitle']} id="files">
        {t('files', { count: draft.files.length })}
      </h2>
      <Obstacles missing={missing} onRemove={onRemove} />
      <ul className={styles['files']}>
        {sets.map((set) => (
          <li key={set.files.join('\n')}>
            <SetCard set={set}>{set.files.map((path) => ({ path, card: card(path) }))}</SetCard>
          </li>
        ))}
        {singles.map((path) => (
          <li key={path}>{card(path)}</li>
        ))}
      </ul>
    </section>
  );
}

/** What keeps several files from going on together, with the button that mends it. */
function Obstacles({ missing, onRemove }: Pick<FileListProps, 'missing' | 'onRemove'>) {
  const { t } = useTranslation('sources');
  const withOthers = missing.find((each) => each.what === 'setWithOthers');
  const unusable = missing.find((each) => each.what === 'unusable');
  return (
    <>
      {withOthers === undefined || !('paths' in withOthers) || withOthers.paths.length === 0 ? null : (
        <div className={styles['obstacle']}>
          <Note tone="caution" icon="warning" title={t('withOthers.title')}>
            <p>{t('withOthers.text')}</p>
            <Button size="xs" variant="default" mt="xs" onClick={() => onRemove(withOthers.paths)}>
              {t('withOthers.remove', {
                count: withOthers.paths.length,
                name: fileName(withOthers.paths[0] ?? ''),
              })}
            </Button>
          </Note>
        </div>
      )}
      {unusable === undefined || !('paths' in unusable) || unusable.paths.length < 2 ? null : (
        <div className={styles['obstacle']}>
          <Note tone="caution" icon="warning" title={t('unusable.title', { count: unusable.paths.length })}>
            <Button size="xs" variant="default" mt="xs" onClick={() => onRemove(unusable.paths)}>
              {t('unusable.remove', { count: unusable.paths.length })}
            </Button>
          </Note>
        </div>
      )}
    </>
  );
}
