import { useTranslation } from 'react-i18next';
import type { JobSummary } from '../../../contract/job-shapes.ts';
import { Note } from '../../components/note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { useJobs } from '../../stores/jobs-store.ts';
import { useErrorWords } from '../../words/error-words.ts';
import { clockTime } from '../../words/figures.ts';

/** Why nothing moves, what went wrong last, and why the last button press was refused. */
export function JobNotes({ job }: { job: JobSummary }) {
  const { t } = useTranslation('jobs');
  const refusal = useJobs(({ refusals }) => refusals[job.id]);
  return (
    <>
      {job.wait === null ? <LastTrouble job={job} /> : <WaitNote job={job} wait={job.wait} />}
      {refusal === undefined ? null : <TroubleNote trouble={refusal} tone="bad" title={t('notDone')} />}
    </>
  );
}

function LastTrouble({ job: { lastError, state } }: { job: JobSummary }) {
  if (lastError === null || state === 'completed') return null;
  return <TroubleNote trouble={lastError} tone={state === 'blocked' ? 'bad' : 'caution'} />;
}

/** The wait and the trouble that it comes from, in one place. */
function WaitNote({ job, wait }: { job: JobSummary; wait: NonNullable<JobSummary['wait']> }) {
  const { t } = useTranslation('jobs');
  const { lastError } = job;
  const advice = useErrorWords(lastError?.code ?? null)?.advice ?? null;
  return (
    <Note tone="caution" icon="hourglass" title={wait.text}>
      {lastError === null ? null : (
        <p lang="en">
          <WordsWithCode text={lastError.text} />
        </p>
      )}
      {advice === null ? null : (
        <p>
          <WordsWithCode text={advice} />
        </p>
      )}
      {wait.untilMs === null ? null : <p>{t('goesOnAt', { time: clockTime(wait.untilMs) })}</p>}
    </Note>
  );
}
