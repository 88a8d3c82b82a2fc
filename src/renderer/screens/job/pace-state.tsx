import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { announce } from '../../stores/announcements.ts';
import styles from './pace.module.css';
import type { PaceControl } from './use-pace-control.ts';

interface PaceStateProps<T> {
  readonly id: string;
  readonly name: string;
  readonly control: PaceControl<T>;
  readonly spell: (value: T) => string;
}

/** What is in force now, why a change did not take effect, and the button back to what was before. */
export function PaceState<T>({ id, name, control, spell }: PaceStateProps<T>) {
  const { t } = useTranslation(['run', 'jobs']);
  const { inForce, isApplying, trouble, before, goBack } = control;
  const wasApplying = useRef(false);
  const told = t('run:pace.applied', { name, value: spell(inForce) });
  useEffect(() => {
    if (wasApplying.current && !isApplying && trouble === null) announce(told);
    wasApplying.current = isApplying;
  }, [isApplying, trouble, told]);
  return (
    <div className={styles['state']}>
      <span id={id}>
        {isApplying ? t('run:pace.applying') : t('run:pace.inForce', { value: spell(inForce) })}
      </span>
      {before === null || isApplying ? null : (
        <button type="button" className={styles['back']} onClick={goBack}>
          {t('run:pace.backTo', { value: spell(before.value) })}
        </button>
      )}
      {trouble === null ? null : (
        <p role="alert" className={styles['trouble']}>
          {t('jobs:notDone')}{' '}
          <span lang="en">
            <WordsWithCode text={trouble.text} />
          </span>
        </p>
      )}
    </div>
  );
}
