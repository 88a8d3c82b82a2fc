import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { TroubleAlert } from '../../components/trouble-alert.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import { routes } from '../../routes.ts';
import { ask, useAnswer } from '../../stores/ask-engine.ts';
import { useWork } from '../../stores/works-store.ts';
import type { Draft } from '../../../contract/draft-shapes.ts';

/** Makes a sample site, starts the practice VTN and goes to the first of the real steps. */
export function SampleButton() {
  const { t } = useTranslation('jobs');
  const [, goTo] = useLocation();
  const work = useWork<Draft>();
  const { value: engine } = useAnswer('describeEngine', {});
  const begin = async (): Promise<void> => {
    const draft = await work.start((workId) => ask('startRehearsal', { workId }));
    if (draft !== null) goTo(routes.draft(draft.id, draft.step));
  };
  if (engine?.canRehearse === false) return <WordsWithCode text={t('empty.cannotTry')} />;
  if (work.state === 'running' || work.state === 'stopping')
    return <WorkProgress work={work} title={t('empty.making')} />;
  return (
    <>
      <TroubleAlert trouble={work.trouble} />
      <Button variant="default" onClick={() => void begin()}>
        {t('empty.tryButton')}
      </Button>
    </>
  );
}
