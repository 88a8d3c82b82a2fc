import type { StateTone } from '../words/state-words.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import styles from './mark.module.css';

interface MarkProps {
  readonly tone: StateTone;
  readonly icon?: IconName;
  readonly title?: string;
  readonly children: string;
}

/** A short word that marks a whole card, with an icon that says the same. */
export function Mark({ tone, icon, title, children }: MarkProps) {
  return (
    <span className={styles['mark']} data-tone={tone} title={title}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </span>
  );
}
