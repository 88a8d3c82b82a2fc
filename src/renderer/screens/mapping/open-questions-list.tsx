import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MappingQuestion } from '../../../contract/mapping-proposal.ts';
import { Note } from '../../components/note.tsx';
import { changeOf, suggestionsOf } from './answer-question.ts';
import { useMappingView } from './mapping-context.ts';
import styles from './mapping.module.css';
import { withoutOptions } from './page-words.ts';
import { ZoneSelect } from './zone-select.tsx';
import { questionText, suggestionText } from './mapping-words.ts';

/** What must be answered before anything is sent. Suggestions are buttons: nothing is answered by itself. */
export function OpenQuestions({ questions }: { questions: readonly MappingQuestion[] }) {
  const { t } = useTranslation('mapping');
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="questions" className={styles['questions']}>
      <h3 className={styles['groupTitle']} id="questions">
        {t('questions', { count: questions.length })}
      </h3>
      {questions.map((question) => (
        <Question key={question.code} question={question} />
      ))}
    </section>
  );
}

function Question({ question }: { question: MappingQuestion }) {
  const { t } = useTranslation('mapping');
  const { current, change } = useMappingView();
  const suggestions = suggestionsOf(question);
  const answer = (text: string): void => {
    const made = changeOf(question, text, current);
    if (made !== null) change(made);
  };
  return (
    <Note tone="caution" icon="warning" title={questionText(question, t)}>
      {question.text === '' ? null : <p>{withoutOptions(question.text)}</p>}
      {suggestions.length === 0 ? null : (
        <div className={styles['buttons']}>
          {suggestions.map((suggestion) => (
            <Button key={suggestion} size="xs" variant="default" onClick={() => answer(suggestion)}>
              {suggestionText(question, suggestion, t)}
            </Button>
          ))}
        </div>
      )}
      {question.code === 'mapping/zone-unknown' ? (
        <div className={styles['answer']}>
          <ZoneSelect
            label={questionText(question, t)}
            value=""
            hasData={false}
            placeholder={t(suggestions.length === 0 ? 'zone.choose' : 'zone.other')}
            onChange={answer}
          />
        </div>
      ) : suggestions.length === 0 ? (
        <p>{t('answerBelow')}</p>
      ) : null}
    </Note>
  );
}
