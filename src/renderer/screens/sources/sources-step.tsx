import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import { PageHeading } from '../../components/page-heading.tsx';
import { pageFiles } from '../../files/page-files.ts';
import { announce } from '../../stores/announcements.ts';
import { changeDraft } from '../../stores/drafts-store.ts';
import { useInspections } from '../../stores/inspections-store.ts';
import type { StepProps } from '../draft/draft-screen.tsx';
import { StepFooter } from '../draft/step-footer.tsx';
import { AddFiles } from './add-files.tsx';
import { FileList } from './file-list.tsx';
import { missingSources } from './file-state.ts';
import { fileName } from '../../words/file-name.ts';
import { InspectionProgress } from './inspection-progress.tsx';
import { RemovedNote } from './removed-note.tsx';
import type { Removed } from './removed-note.tsx';
import { wordsOfMissing } from './source-words.ts';
import { UploadsUnderWay } from './uploads-under-way.tsx';
import { useUploads } from './use-uploads.ts';

/** The first step: which files, and what they are. */
export function SourcesStep({ draft }: StepProps) {
  const { t } = useTranslation('sources');
  const inspections = useInspections(draft.id, draft.files);
  const add = useCallback((paths: readonly string[]) => addFiles(draft, paths), [draft]);
  const uploads = useUploads(add);
  const { removed, remove, undo } = useRemoval(draft);
  const missing = missingSources({
    paths: draft.files,
    byPath: inspections.byPath,
    sets: inspections.sets,
    isRunning: inspections.state === 'running',
  });
  return (
    <>
      <PageHeading hint={t('hint')}>{t('title')}</PageHeading>
      <AddFiles isEmpty={draft.files.length === 0} onPaths={add} onFiles={uploads.start} />
      <UploadsUnderWay uploads={uploads} />
      <InspectionProgress inspections={inspections} waiting={draft.files.length} />
      <RemovedNote removed={removed} onUndo={undo} />
      <FileList draft={draft} inspections={inspections} missing={missing} onRemove={remove} />
      <StepFooter draft={draft} step="sources" missing={missing.map((each) => wordsOfMissing(each, t))} />
    </>
  );
}

function addFiles(draft: Draft, paths: readonly string[]): void {
  const files = [...new Set([...draft.files, ...paths])];
  if (files.length === draft.files.length) return;
  const access = pageFiles();
  if (access.kind === 'native') access.noteRecentFiles(paths);
  void changeDraft(draft.id, { files });
}

/** Files taken out of the draft, with what was said of them; the last time can be undone. */
function useRemoval(draft: Draft): {
  removed: Removed | null;
  remove: (paths: readonly string[]) => void;
  undo: () => void;
} {
  const { t } = useTranslation('sources');
  const [removed, setRemoved] = useState<Removed | null>(null);
  const remove = (paths: readonly string[]): void => {
    setRemoved({ paths, files: draft.files, fileMappings: draft.fileMappings });
    announce(t('removed', { count: paths.length, name: fileName(paths[0] ?? '') }));
    void changeDraft(draft.id, {
      files: draft.files.filter((path) => !paths.includes(path)),
      fileMappings: draft.fileMappings.filter(({ path }) => !paths.includes(path)),
    });
  };
  const undo = (): void => {
    if (removed === null) return;
    const added = draft.files.filter((path) => !removed.files.includes(path));
    const others = draft.fileMappings.filter(({ path }) => !removed.paths.includes(path));
    const mine = removed.fileMappings.filter(({ path }) => removed.paths.includes(path));
    setRemoved(null);
    void changeDraft(draft.id, { files: [...removed.files, ...added], fileMappings: [...others, ...mine] });
  };
  return { removed, remove, undo };
}
