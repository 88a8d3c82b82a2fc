import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import styles from './page-heading.module.css';

interface PageHeadingProps {
  readonly children: string;
  /** A sentence below it: what this page is for. */
  readonly hint?: ReactNode;
  /** Buttons at its side. */
  readonly actions?: ReactNode;
}

/** Whether the person has gone anywhere since the pages were opened. */
let hasGone = false;
window.addEventListener('hashchange', () => {
  hasGone = true;
});

/**
 * The heading of a page. Takes the focus when the page is gone to, so that keyboard and screen reader start there
 * and not at the link that is gone; not on the first page, which starts at its top.
 */
export function PageHeading({ children, hint, actions }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} – Meterhaul`;
  }, [children]);
  useEffect(() => {
    if (hasGone) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles['row']}>
      <div>
        <Title order={1} size="h2" ref={heading} tabIndex={-1} className={styles['heading']}>
          {children}
        </Title>
        {hint === undefined ? null : <p className={styles['hint']}>{hint}</p>}
      </div>
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
