import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './job.module.css';

interface JobSectionProps {
  readonly title: string;
  /** What the person should know of what follows. */
  readonly hint?: ReactNode;
  /** Stands at the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One card of the job's page. */
export function JobSection({ title, hint, aside, children }: JobSectionProps) {
  const titleId = useId();
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <div className={styles['cardTop']}>
        <h2 className={styles['title']} id={titleId}>
          {title}
        </h2>
        {aside}
      </div>
      {hint === undefined ? null : <p className={styles['quiet']}>{hint}</p>}
      {children}
    </section>
  );
}
