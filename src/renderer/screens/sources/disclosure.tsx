import type { ReactNode } from 'react';
import { Icon } from '../../components/icon.tsx';
import styles from './disclosure.module.css';

interface DisclosureProps {
  readonly title: ReactNode;
  readonly isOpenAtFirst?: boolean;
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}

/** Something that is one click, or one press of Enter, away. */
export function Disclosure({ title, isOpenAtFirst = false, onOpen, children }: DisclosureProps) {
  return (
    <details
      className={styles['details']}
      open={isOpenAtFirst}
      onToggle={(event) => {
        if (event.currentTarget.open) onOpen?.();
      }}
    >
      <summary className={styles['summary']}>
        <Icon name="chevron" className={styles['chevron']} />
        <span>{title}</span>
      </summary>
      <div className={styles['content']}>{children}</div>
    </details>
  );
}
