import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesRow } from '../../../contract/series-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { Note } from '../../components/note.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { count } from '../../words/figures.ts';
import type { StepProps } from '../draft/draft-screen.tsx';
import { StepFooter } from '../draft/step-footer.tsx';
import { SurveyState } from '../preview/survey-state.tsx';
import { useSurvey } from '../preview/use-survey.ts';
import { draftZone } from './draft-zone.ts';
import { RangeSection } from './range-section.tsx';
import { RegisterSection } from './register-section.tsx';
import { ResourcesSection } from './resources-section.tsx';
import { SeriesDialog } from './series-dialog.tsx';
import { SeriesGrid } from './series-grid.tsx';
import styles from './series.module.css';
import { useChosenFigures } from './use-chosen-figures.ts';
import type { ChosenFigures } from './use-chosen-figures.ts';
import { useSeriesGrid } from './use-series-grid.ts';

/** What of the files is sent, and to which resources. */
export function SeriesStep({ draft }: StepProps) {
  const { t } = useTranslation(['common', 'series']);
  const survey = useSurvey(draft);
  const grid = useSeriesGrid(draft.id, survey.revision);
  const chosen = useChosenFigures(draft, survey, grid);
  const [opened, setOpened] = useState<SeriesRow | null>(null);
  const { all } = chosen;
  const single = all === 1 ? (grid.pages.rowAt(0)?.name ?? null) : null;
  const isVenClient = survey.survey?.preset === 'ven-client';
  return (
    <>
      <PageHeading hint={t('series:hint')}>{t('steps.series')}</PageHeading>
      <div className={styles['page']}>
        {draft.files.length === 0 ? <Note tone="quiet" icon="clock" title={t('series:noFiles')} /> : null}
        <SurveyState survey={survey} />
        {all === 0 ? <Note tone="caution" icon="warning" title={t('series:nothingFound')} /> : null}
        {all === null || all === 0 ? null : (
          <>
            <ChosenBar chosen={chosen} />
            {all > 1 ? (
              <SeriesGrid grid={grid} survey={survey.survey} zone={draftZone(draft)} onOpen={setOpened} />
            ) : null}
            <RangeSection draft={draft} survey={survey.survey} isSingle={all === 1} />
            <ResourcesSection draft={draft} single={single} />
            {isVenClient ? (
              <RegisterSection
                draft={draft}
                unregistered={chosen.toRegister ?? 0}
                onRegistered={() => survey.read('auto')}
              />
            ) : null}
          </>
        )}
      </div>
      <SeriesDialog draft={draft} row={opened} onClose={() => setOpened(null)} />
      <StepFooter draft={draft} step="series" missing={chosen.missing} />
    </>
  );
}

function ChosenBar({ chosen }: { chosen: ChosenFigures }) {
  const { t } = useTranslation('series');
  const { all, chosen: number, intervals, unregistered } = chosen;
  if (all === null) return null;
  return (
    <section className={styles['card']} aria-label={t('figures.chosen')}>
      <Figures
        figures={[
          {
            name: t('figures.chosen'),
            value: t('figures.chosenOf', { chosen: count(number), all: count(all) }),
          },
          { name: t('figures.intervals'), value: count(intervals) },
          { name: t('figures.unregistered'), value: unregistered === null ? '…' : count(unregistered) },
        ]}
      />
    </section>
  );
}
