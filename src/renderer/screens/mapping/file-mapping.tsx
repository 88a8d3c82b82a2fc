import { Button } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, DraftMapping } from '../../../contract/draft-shapes.ts';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import type { MappingProposal } from '../../../contract/mapping-proposal.ts';
import { Note } from '../../components/note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { Disclosure } from '../sources/disclosure.tsx';
import { currentMapping, ownProposal } from './current-mapping.ts';
import { changeMapping, recallProposal, undoChange, useMappingEdits } from './mapping-edits.ts';
import type { MappedFile, MappingEdits } from './mapping-edits.ts';
import { MappingViewProvider } from './mapping-context.ts';
import { MappingPicker } from './mapping-picker.tsx';
import { MeaningChoices } from './meaning-choices.tsx';
import { OpenQuestions } from './open-questions-list.tsx';
import { openQuestions } from './open-questions.ts';
import { withoutOptions } from './page-words.ts';
import { PlaceChoices } from './place-choices.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { QualityChoices } from './quality-choices.tsx';
import { TimeChoices } from './time-choices.tsx';
import styles from './mapping.module.css';
import { pageOfFile, useFirstPage } from './use-first-page.ts';

interface FileMappingProps {
  readonly draft: Draft;
  readonly path: string;
  readonly file: FileInspection;
}

/** How one file is read: questions first, then each choice, with what comes of it at its side. */
export function FileMapping({ draft, path, file }: FileMappingProps) {
  const { t } = useTranslation('mapping');
  const mapped = useMemo<MappedFile>(() => ({ draftId: draft.id, path, file }), [draft.id, path, file]);
  const edits = useMappingEdits(mapped);
  const current = currentMapping(draft, path, file);
  const work = useFirstPage(current === null ? null : pageOfFile(draft, current));
  useEffect(() => {
    void recallProposal(mapped);
  }, [mapped]);
  if (current === null) return <Unmapped mapped={mapped} />;
  const view = {
    file,
    current,
    proposal: edits.proposal,
    firstProposal: ownProposal(file),
    trouble: edits.trouble,
    isBusy: edits.isBusy,
    change: (change: Parameters<typeof changeMapping>[1]) => void changeMapping(mapped, change),
  };
  const { zone } = current.mapping.time;
  return (
    <MappingViewProvider value={view}>
      <div className={styles['tools']}>
        <MappingPicker mapped={mapped} current={current} />
        <Button
          size="xs"
          variant="default"
          aria-disabled={edits.history.length === 0}
          data-disabled={edits.history.length === 0 || undefined}
          onClick={() => void undoChange(mapped)}
        >
          {t('undo')}
        </Button>
      </div>
      <FileTrouble edits={edits} />
      <ToSettle current={current} proposal={edits.proposal} />
      <div className={styles['columns']} aria-busy={edits.isBusy}>
        <div className={styles['choices']}>
          <ChoiceGroups evidence={edits.proposal?.evidence ?? []} />
        </div>
        <PreviewPane work={work} zone={zone === 'data' ? null : zone} />
      </div>
    </MappingViewProvider>
  );
}

/** What was picked or imported for the whole file and cannot be used. */
function FileTrouble({ edits: { trouble } }: { edits: MappingEdits }) {
  if (trouble?.field !== 'file') return null;
  return (
    <div role="alert">
      <TroubleNote trouble={trouble.trouble} tone="bad" />
    </div>
  );
}

/** Questions, and what should be looked at beside them. */
function ToSettle({ current, proposal }: { current: DraftMapping; proposal: MappingProposal | null }) {
  const questions = openQuestions(current, proposal);
  const asked = new Set(questions.map(({ code }) => code));
  const warnings = (proposal?.warnings ?? []).filter(({ code }) => !asked.has(code));
  return (
    <>
      <OpenQuestions questions={questions} />
      <Warnings warnings={warnings} />
    </>
  );
}

function ChoiceGroups({ evidence }: { evidence: readonly string[] }) {
  const { t } = useTranslation('mapping');
  const groups = [
    { title: t('group.place'), choices: <PlaceChoices /> },
    { title: t('group.time'), choices: <TimeChoices /> },
    { title: t('group.meaning'), choices: <MeaningChoices /> },
    { title: t('group.quality'), choices: <QualityChoices /> },
  ];
  return (
    <>
      {groups.map(({ title, choices }) => (
        <section key={title} aria-label={title}>
          <h3 className={styles['groupTitle']}>{title}</h3>
          {choices}
        </section>
      ))}
      {evidence.length === 0 ? null : (
        <Disclosure title={t('allEvidence')}>
          <ul className={styles['evidence']}>
            {evidence.map((sentence) => (
              <li key={sentence}>{withoutOptions(sentence)}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

function Warnings({ warnings }: { warnings: readonly { readonly code: string; readonly text: string }[] }) {
  const { t } = useTranslation('mapping');
  if (warnings.length === 0) return null;
  return (
    <Note tone="caution" icon="warning" title={t('warnings', { count: warnings.length })}>
      <ul className={styles['evidence']}>
        {warnings.map(({ code, text }) => (
          <li key={`${code} ${text}`}>{withoutOptions(text)}</li>
        ))}
      </ul>
    </Note>
  );
}

/** A file in which nothing was recognised can still be read by a mapping that is given. */
function Unmapped({ mapped }: { mapped: MappedFile }) {
  const { t } = useTranslation('mapping');
  const problem = mapped.file?.problems.at(-1);
  return (
    <>
      {problem === undefined ? null : <TroubleNote trouble={problem} tone="bad" />}
      <p>{t('unmapped')}</p>
      <MappingPicker mapped={mapped} current={null} />
    </>
  );
}
