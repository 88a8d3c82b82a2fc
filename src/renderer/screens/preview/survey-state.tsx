import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '../../components/note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { WorkProgress } from '../../components/work-progress.tsx';
import styles from './survey-state.module.css';
import type { DraftSurvey } from './use-survey.ts';

/** Reading under way, stopped or failed; nothing once the counts are there and are of all rows. */
export function SurveyState({ survey }: { survey: DraftSurvey }) {
  const { t } = useTranslation('preview');
  const { work, read } = survey;
  const isPartial = work.state === 'done' && survey.survey?.complete === false;
  return (
    <div className={styles['state']}>
      <WorkProgress work={work} title={t('survey.reading')} />
      {work.state === 'stopped' ? (
        <Note tone="quiet" icon="pause" title={t('survey.stopped')}>
          <Button mt="xs" size="xs" variant="default" onClick={() => read('auto')}>
            {t('survey.readAgain')}
          </Button>
        </Note>
      ) : null}
      {work.state === 'failed' && work.trouble !== null ? (
        <div role="alert">
          <TroubleNote trouble={work.trouble} tone="bad" />
          <Button mt="xs" size="xs" variant="default" onClick={() => read('auto')}>
            {t('survey.readAgain')}
          </Button>
        </div>
      ) : null}
      {isPartial ? (
        <Note tone="caution" icon="warning" title={t('survey.partial')}>
          <p>{t('survey.partialHint')}</p>
          <Button mt="xs" size="xs" variant="default" onClick={() => read('all')}>
            {t('survey.readAll')}
          </Button>
        </Note>
      ) : null}
    </div>
  );
}
