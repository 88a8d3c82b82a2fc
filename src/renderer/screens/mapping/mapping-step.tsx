import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { announce } from '../../stores/announcements.ts';
import { useInspections } from '../../stores/inspections-store.ts';
import type { StepProps } from '../draft/draft-screen.tsx';
import { StepFooter } from '../draft/step-footer.tsx';
import { InspectionProgress } from '../sources/inspection-progress.tsx';
import { FileMapping } from './file-mapping.tsx';
import { openCount, partsOf, stateOf } from './mapping-parts.ts';
import type { MappingPart } from './mapping-parts.ts';
import { partName, PartList } from './part-list.tsx';
import { RulesForAll } from './rules-for-all.tsx';
import { SetMapping } from './set-mapping.tsx';
import styles from './mapping.module.css';

/** The second step: how each file is read. */
export function MappingStep({ draft }: StepProps) {
  const { t } = useTranslation('mapping');
  const inspections = useInspections(draft.id, draft.files);
  const parts = partsOf(draft, inspections.byPath, inspections.sets);
  const [chosenId, setChosenId] = useState<string | null>(null);
  // The first that needs somebody, until a person has chosen one.
  const first = parts.find((part) => stateOf(draft, part) !== 'complete') ?? parts[0];
  const chosen = parts.find(({ id }) => id === chosenId) ?? first;
  // Answering the last question of a file must not turn the page to another one.
  const isLooked = parts.every((part) => stateOf(draft, part) !== 'waiting');
  if (chosenId === null && first !== undefined && isLooked) setChosenId(first.id);
  const missing = missingMappings(draft, parts, t);
  useAnnouncedCount(missing.length);
  return (
    <>
      <PageHeading hint={t('hint')}>{t('title')}</PageHeading>
      <InspectionProgress inspections={inspections} waiting={draft.files.length} />
      <PartList draft={draft} parts={parts} chosen={chosen?.id ?? ''} onChoose={setChosenId} />
      {chosen === undefined ? (
        <p>{t('noFiles')}</p>
      ) : (
        <ChosenPart key={chosen.id} draft={draft} part={chosen} />
      )}
      {parts.length === 0 ? null : <RulesForAll draft={draft} />}
      <StepFooter draft={draft} step="mapping" missing={missing} />
    </>
  );
}

function ChosenPart({ draft, part }: { draft: Draft; part: MappingPart }) {
  const { t } = useTranslation('mapping');
  return (
    <section className={styles['chosen']} aria-labelledby="chosen-part">
      <h2 className={styles['sectionTitle']} id="chosen-part">
        {partName(part, t('set.name'))}
      </h2>
      {part.kind === 'set' ? (
        <SetMapping draft={draft} set={part.set} />
      ) : part.file === null ? (
        <LoadingNote text={t('state.waiting')} />
      ) : (
        <FileMapping draft={draft} path={part.path} file={part.file} />
      )}
    </section>
  );
}

type Words = ReturnType<typeof useTranslation<'mapping'>>['t'];

/** What keeps the person here, by file. */
function missingMappings(draft: Draft, parts: readonly MappingPart[], t: Words): string[] {
  if (parts.length === 0) return [t('missingFiles')];
  return parts.flatMap((part) => {
    const state = stateOf(draft, part);
    const name = partName(part, t('set.name'));
    if (state === 'complete') return [];
    return [t(`blocked.${state}`, { name, count: openCount(draft, part) })];
  });
}

/** Tells a screen reader when the last question of all files is answered. */
function useAnnouncedCount(open: number): void {
  const { t } = useTranslation('mapping');
  const last = useRef(open);
  useEffect(() => {
    if (open === 0 && last.current > 0) announce(t('allAnswered'));
    last.current = open;
  }, [open, t]);
}
