import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../contract/draft-shapes.ts';
import type { ProfileView } from '../../../contract/profile-shapes.ts';
import { Note } from '../../components/note.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { changeDraft } from '../../stores/drafts-store.ts';
import type { StepProps } from '../draft/draft-screen.tsx';
import { StepFooter } from '../draft/step-footer.tsx';
import styles from './destination.module.css';
import { Destinations } from './destinations.tsx';
import type { Editing } from './destination-list.tsx';
import { readinessOf } from './missing-of.ts';
import type { Readiness } from './missing-of.ts';
import { ReportIdField, reportIdOf } from './report-id-field.tsx';
import { useProfiles } from './use-profiles.ts';

/** Where the draft goes: one of the destinations, and the report it is filed under. */
export function DestinationStep({ draft }: StepProps) {
  const { t } = useTranslation('destination');
  const profiles = useProfiles();
  const [editing, setEditing] = useState<Editing>(null);
  const [reportId, setReportId] = useState(draft.destination.reportId ?? '');
  const name = draft.destination.profile;
  const { missing, connection } = readinessOf({
    name,
    profiles: profiles.value,
    isReportIdWrong: reportIdOf(reportId) === undefined,
    isEditing: editing !== null,
  });
  const typeReportId = (text: string): void => {
    setReportId(text);
    const typed = reportIdOf(text);
    if (typed !== undefined && typed !== draft.destination.reportId) keep(draft, { reportId: typed });
  };
  return (
    <>
      <PageHeading hint={t('hint')}>{t('title')}</PageHeading>
      <div className={styles['parts']}>
        <Destinations
          profiles={profiles}
          editing={editing}
          onEdit={setEditing}
          choice={{ name, onChoose: (chosen) => keep(draft, { profile: chosen }) }}
          canRemove={false}
          onSaved={(saved, before) => keepSaved(draft, saved, before)}
        />
        {editing === null ? (
          <div className={styles['card']}>
            <ReportIdField text={reportId} onText={typeReportId} />
          </div>
        ) : null}
        {connection === null ? null : <ConnectionNote connection={connection} name={name ?? ''} />}
      </div>
      <StepFooter
        draft={draft}
        step="destination"
        missing={missing.map((reason) => t(`missing.${reason}`, { name: name ?? '' }))}
      />
    </>
  );
}

function ConnectionNote({
  connection,
  name,
}: {
  connection: NonNullable<Readiness['connection']>;
  name: string;
}) {
  const { t } = useTranslation('destination');
  const isUntested = connection === 'untested';
  return (
    <Note tone={isUntested ? 'quiet' : 'caution'} icon={isUntested ? 'clock' : 'warning'}>
      <p>{t(connection, { name })}</p>
    </Note>
  );
}

function keep(draft: Draft, change: Partial<Draft['destination']>): void {
  void changeDraft(draft.id, { destination: { ...draft.destination, ...change } });
}

/** Who adds a destination here wants it; one that was chosen already brings its new limits with it. */
function keepSaved(draft: Draft, saved: ProfileView, before: ProfileView | null): void {
  const isChosen = before !== null && before.name === draft.destination.profile;
  if (before === null) keep(draft, { profile: saved.name });
  if (!isChosen) return;
  const { destination, pace } = draft;
  const areLimitsNew = JSON.stringify(saved.limits) !== JSON.stringify(before.limits);
  void changeDraft(draft.id, {
    destination: { ...destination, profile: saved.name },
    pace: areLimitsNew ? { ...pace, ...saved.limits } : pace,
  });
}
