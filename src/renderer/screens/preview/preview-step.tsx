import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, Survey } from '../../../contract/draft-shapes.ts';
import { Note } from '../../components/note.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { count } from '../../words/figures.ts';
import type { StepProps } from '../draft/draft-screen.tsx';
import { StepFooter } from '../draft/step-footer.tsx';
import { draftZone } from '../series/draft-zone.ts';
import { IssuesSection } from './issues-section.tsx';
import { LeftOutSection } from './left-out-section.tsx';
import styles from './preview.module.css';
import { SeriesPicker, usePickedSeries } from './series-picker.tsx';
import { SeriesView } from './series-view.tsx';
import { showSeries } from './shown-series.ts';
import { SurveyState } from './survey-state.tsx';
import { TotalsSection } from './totals-section.tsx';
import { useSurvey } from './use-survey.ts';

/** What would be sent: over all, and series by series. */
export function PreviewStep({ draft }: StepProps) {
  const { t } = useTranslation(['common', 'preview']);
  const survey = useSurvey(draft);
  const { survey: found, revision } = survey;
  return (
    <>
      <PageHeading hint={t('preview:hint')}>{t('steps.preview')}</PageHeading>
      <div className={styles['page']}>
        {draft.files.length === 0 ? <Note tone="quiet" icon="clock" title={t('preview:noFiles')} /> : null}
        <SurveyState survey={survey} />
        {found === null ? null : <FoundParts draft={draft} found={found} revision={revision} />}
      </div>
      <StepFooter draft={draft} step="preview" missing={useMissing(draft.files.length > 0, found)} />
    </>
  );
}

interface FoundPartsProps {
  readonly draft: Draft;
  readonly found: Survey;
  /** Null while the files are read again: the survey is the last one. */
  readonly revision: string | null;
}

/** What was found, beside the series that is shown where there is room for both. */
function FoundParts({ draft, found, revision }: FoundPartsProps) {
  const { t } = useTranslation('preview');
  const [code, setCode] = useState<{ code: string; text: string } | null>(null);
  const picked = usePickedSeries(draft.id, revision, code?.code ?? null);
  const seriesPlace = useRef<HTMLDivElement>(null);
  const openSeries = (series: string): void => {
    showSeries(draft.id, series);
    seriesPlace.current?.scrollIntoView({ block: 'start' });
    seriesPlace.current?.focus({ preventScroll: true });
  };
  return (
    <div className={styles['parts']}>
      <div className={styles['found']}>
        <TotalsSection survey={found} timeZone={draftZone(draft)} />
        <IssuesSection draft={draft} survey={found} onSeries={openSeries} onCode={setCode} />
        {found.series === 0 ? <Note tone="caution" icon="warning" title={t('nothing')} /> : null}
        {found.series > 1 ? (
          <SeriesPicker picked={picked} code={code} onAll={() => setCode(null)} onSeries={openSeries} />
        ) : null}
      </div>
      <div ref={seriesPlace} tabIndex={-1} className={styles['shown']}>
        {found.series > 0 && picked.shown !== null && revision !== null ? (
          <SeriesView key={`${picked.shown} ${revision}`} draftId={draft.id} series={picked.shown} />
        ) : null}
      </div>
      {revision === null ? null : <LeftOutSection key={revision} draftId={draft.id} />}
    </div>
  );
}

function useMissing(hasFiles: boolean, survey: Survey | null): string[] {
  const { t } = useTranslation('preview');
  if (!hasFiles) return [t('missing.files')];
  const questions = survey?.questions.length ?? 0;
  return questions === 0 ? [] : [t('missing.questions', { count: questions, figure: count(questions) })];
}
