import { useTranslation } from 'react-i18next';
import type { FileInspection } from '../../../contract/inspection-shapes.ts';
import { Note } from '../../components/note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { count } from '../../words/figures.ts';
import { Disclosure } from './disclosure.tsx';
import styles from './sources.module.css';

/** Beyond so many the rest is one click away. */
const mostShown = 3;

/** What is wrong with a file: what keeps it from being used, or what a person should know of it. */
export function FileProblems({ file, isUnusable }: { file: FileInspection; isUnusable: boolean }) {
  const { t } = useTranslation('sources');
  const { problems } = file;
  if (problems.length === 0) return null;
  // The reason why it cannot be used comes last: before it stand what is odd about its name or text.
  const main = isUnusable ? problems.at(-1) : undefined;
  const others = problems.filter((problem) => problem !== main);
  const list = (shown: typeof problems) => (
    <ul className={styles['evidence']}>
      {shown.map(({ code, text, row }, place) => (
        <li key={`${code} ${place}`}>
          {row === null ? '' : `${t('line', { row: count(row) })}: `}
          {text}
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {main === undefined ? null : <TroubleNote trouble={main} tone="bad" />}
      {others.length === 0 ? null : (
        <Note
          tone="caution"
          icon="warning"
          title={t('noticed', { count: others.length, n: count(others.length) })}
        >
          {list(others.slice(0, mostShown))}
          {others.length <= mostShown ? null : (
            <Disclosure
              title={t('more', { count: others.length - mostShown, n: count(others.length - mostShown) })}
            >
              {list(others.slice(mostShown))}
            </Disclosure>
          )}
        </Note>
      )}
    </>
  );
}
