import { lazy, Suspense, useEffect } from 'react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, DraftStep } from '../../../contract/draft-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { changeDraft, useDraft, useDrafts } from '../../stores/drafts-store.ts';
import { StepList } from './step-list.tsx';

export interface StepProps {
  readonly draft: Draft;
}

const steps: Record<DraftStep, ComponentType<StepProps>> = {
  sources: lazy(async () => ({ default: (await import('../sources/sources-step.tsx')).SourcesStep })),
  mapping: lazy(async () => ({ default: (await import('../mapping/mapping-step.tsx')).MappingStep })),
  preview: lazy(async () => ({ default: (await import('../preview/preview-step.tsx')).PreviewStep })),
  series: lazy(async () => ({ default: (await import('../series/series-step.tsx')).SeriesStep })),
  destination: lazy(async () => ({
    default: (await import('../destination/destination-step.tsx')).DestinationStep,
  })),
  check: lazy(async () => ({ default: (await import('../check/check-step.tsx')).CheckStep })),
};

/** A migration on its way to becoming a job: the steps, and the one that the person is at. */
export default function DraftScreen({ draftId, step }: { draftId: string; step: DraftStep }) {
  const { t } = useTranslation();
  const draft = useDraft(draftId);
  const { status, trouble } = useDrafts();
  const refusal = useDrafts(({ refusals }) => refusals[draftId]);
  const at = draft?.step;

  // Where the person was is kept, so that the list of jobs leads back to it.
  useEffect(() => {
    if (at !== undefined && at !== step) void changeDraft(draftId, { step });
  }, [draftId, at, step]);

  if (draft === undefined) {
    if (status === 'loading') return <LoadingNote />;
    const found = trouble ?? { code: 'draft/not-found', text: `There is no migration ${draftId}.` };
    return (
      <>
        <PageHeading>{t('nav.newMigration')}</PageHeading>
        <div role="alert">
          <TroubleNote trouble={found} tone="bad" />
        </div>
      </>
    );
  }
  const Step = steps[step];
  return (
    <>
      <StepList draft={draft} step={step} />
      {refusal === undefined ? null : (
        <div role="alert">
          <TroubleNote trouble={refusal} tone="bad" />
        </div>
      )}
      <Suspense fallback={<LoadingNote />}>
        <Step key={step} draft={draft} />
      </Suspense>
    </>
  );
}
