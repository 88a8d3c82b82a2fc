import type { ReactNode } from 'react';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import styles from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** What the person should know or do about what follows. */
  readonly hint?: string;
  readonly children: ReactNode;
}

export function Section({ title, hint, children }: SectionProps) {
  return (
    <section>
      <h3 className={styles['title']}>{title}</h3>
      {hint === undefined ? null : (
        <p className={styles['hint']}>
          <WordsWithCode text={hint} />
        </p>
      )}
      {children}
    </section>
  );
}
