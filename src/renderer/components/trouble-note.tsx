import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../contract/job-shapes.ts';
import { useErrorWords } from '../words/error-words.ts';
import type { StateTone } from '../words/state-words.ts';
import { Note } from './note.tsx';
import { WordsWithCode } from './words-with-code.tsx';

/** An error in plain words: what happened, what it means for the data, what to do. */
export function TroubleNote({ trouble, tone, title }: { trouble: Trouble; tone: StateTone; title?: string }) {
  const meaning = useErrorWords(trouble.code);
  const { t } = useTranslation();
  return (
    <Note tone={tone} icon="warning" title={title ?? meaning?.what ?? t('wentWrong')}>
      <p lang="en">
        <WordsWithCode text={trouble.text} />
      </p>
      {meaning === null ? null : (
        <p>
          <WordsWithCode text={`${meaning.means} ${meaning.advice}`} />
        </p>
      )}
    </Note>
  );
}
