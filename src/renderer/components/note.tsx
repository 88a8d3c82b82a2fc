import type { ReactNode } from 'react';
import type { StateTone } from '../words/state-words.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import styles from './note.module.css';

interface NoteProps {
  readonly tone: StateTone;
  readonly icon: IconName;
  readonly title?: string;
  readonly children?: ReactNode;
}

/** Something a person should read: what is the matter, and what to do. */
export function Note({ tone, icon, title, children }: NoteProps) {
  return (
    <div className={styles['note']} data-tone={tone}>
      <Icon name={icon} className={styles['icon']} />
      <div>
        {title === undefined ? null : <p className={styles['title']}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
