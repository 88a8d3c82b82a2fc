import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Draft, Survey } from '../../../contract/draft-shapes.ts';
import { Icon } from '../../components/icon.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { routes } from '../../routes.ts';
import { count } from '../../words/figures.ts';
import styles from './preview.module.css';

interface IssuesSectionProps {
  readonly draft: Draft;
  readonly survey: Survey;
  readonly onSeries: (series: string) => void;
  /** Only series with this problem or finding are to be listed. */
  readonly onCode: (code: { readonly code: string; readonly text: string }) => void;
}

/** Questions, problems and findings, each with the way to where it can be looked at or mended. */
export function IssuesSection(props: IssuesSectionProps) {
  const { t } = useTranslation('preview');
  const titleId = useId();
  const { questions, problems, findings } = props.survey;
  const isQuiet = questions.length + problems.length + findings.length === 0;
  return (
    <section className={styles['issuesCard']} aria-labelledby={titleId}>
      <h2 className={styles['title']} id={titleId}>
        {t('issues.title')}
      </h2>
      {isQuiet ? (
        <p className={styles['marked']}>
          <Icon name="check" /> {t('issues.none')}
        </p>
      ) : null}
      <Questions {...props} />
      <Problems {...props} />
      <Findings {...props} />
    </section>
  );
}

function Questions({ draft, survey }: IssuesSectionProps) {
  const { t } = useTranslation('preview');
  if (survey.questions.length === 0) return null;
  return (
    <IssueGroup
      title={t('issues.questions')}
      total={survey.questions.length}
      hint={t('issues.questionsHint')}
    >
      {survey.questions.map(({ code, text }, position) => (
        <Issue key={`${code} ${position}`} text={text}>
          {(names) => (
            <Link {...names} href={routes.draft(draft.id, 'mapping')}>
              {t('issues.answer')}
            </Link>
          )}
        </Issue>
      ))}
    </IssueGroup>
  );
}

function Problems({ survey, onSeries }: IssuesSectionProps) {
  const { t } = useTranslation('preview');
  const { problems, problemCount } = survey;
  if (problems.length === 0) return null;
  const hint =
    problems.length < problemCount
      ? t('issues.more', { shown: count(problems.length), total: count(problemCount) })
      : undefined;
  return (
    <IssueGroup title={t('issues.problems')} total={problemCount} hint={hint}>
      {problems.map(({ load, text }, position) => (
        <Issue key={position} text={text} place={load === null ? t('issues.inAll') : undefined}>
          {(names) =>
            load === null || survey.series === 1 ? null : (
              <button {...names} type="button" className={styles['link']} onClick={() => onSeries(load)}>
                {t('issues.open')}
              </button>
            )
          }
        </Issue>
      ))}
    </IssueGroup>
  );
}

function Findings({ survey, onCode }: IssuesSectionProps) {
  const { t } = useTranslation('preview');
  const { findings } = survey;
  if (findings.length === 0) return null;
  const isSingle = survey.series === 1;
  const placeOf = (series: number, places: number): string =>
    isSingle
      ? t('issues.places', { count: places, figure: count(places) })
      : t('issues.findingIn', { count: series, figure: count(series), places: count(places) });
  return (
    <IssueGroup title={t('issues.findings')} total={findings.length}>
      {findings.map(({ code, text, series, count: places }) => (
        <Issue key={code} text={text} place={placeOf(series, places)}>
          {(names) =>
            isSingle ? null : (
              <button
                {...names}
                type="button"
                className={styles['link']}
                onClick={() => onCode({ code, text })}
              >
                {t('issues.showSuch')}
              </button>
            )
          }
        </Issue>
      ))}
    </IssueGroup>
  );
}

/** What a link is called: its own words, then what it is about. */
interface LinkNames {
  readonly id: string;
  readonly 'aria-labelledby': string;
}

interface IssueProps {
  readonly text: string;
  readonly place?: string | undefined;
  readonly children: (names: LinkNames) => ReactNode;
}

/** One line; what does not fit shows when the pointer rests on it, and by the link. */
function Issue({ text, place, children }: IssueProps) {
  const id = useId();
  return (
    <li className={styles['issue']}>
      <span className={styles['issueText']} id={`${id}text`} title={text}>
        <WordsWithCode text={text} />
      </span>
      {place === undefined ? null : <span className={styles['place']}>{place}</span>}
      {children({ id: `${id}link`, 'aria-labelledby': `${id}link ${id}text` })}
    </li>
  );
}

interface IssueGroupProps {
  readonly title: string;
  readonly total: number;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

function IssueGroup({ title, total, hint, children }: IssueGroupProps) {
  const titleId = useId();
  return (
    <div className={styles['group']}>
      <h3 className={styles['subtitle']} id={titleId}>
        {title} ({count(total)})
      </h3>
      {hint === undefined ? null : <p className={styles['quiet']}>{hint}</p>}
      <ul className={styles['issues']} aria-labelledby={titleId} tabIndex={0}>
        {children}
      </ul>
    </div>
  );
}
