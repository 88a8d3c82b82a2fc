import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { draftSteps } from '../../../contract/draft-shapes.ts';
import type { Draft, DraftStep } from '../../../contract/draft-shapes.ts';
import { routes } from '../../routes.ts';
import styles from './step-footer.module.css';

interface StepFooterProps {
  readonly draft: Draft;
  readonly step: DraftStep;
  /** What is missing before the next step can be gone to, each a sentence; the button is off while there is any. */
  readonly missing?: readonly string[];
  /** Instead of going to the next step, as at the last one. */
  readonly next?: { readonly word: string; readonly isBusy: boolean; readonly onPress: () => void };
}

/** The way back and on. What keeps the person from going on stands beside the button. */
export function StepFooter({ draft, step, missing = [], next }: StepFooterProps) {
  const { t } = useTranslation();
  const [, goTo] = useLocation();
  const reasonId = useId();
  const position = draftSteps.indexOf(step);
  const before = draftSteps[position - 1];
  const after = draftSteps[position + 1];
  const isOff = missing.length > 0 || next?.isBusy === true;
  const goOn = (): void => {
    if (isOff) return;
    if (next !== undefined) next.onPress();
    else if (after !== undefined) goTo(routes.draft(draft.id, after));
  };
  return (
    <div className={styles['footer']}>
      {before === undefined ? (
        <span />
      ) : (
        <Button variant="default" onClick={() => goTo(routes.draft(draft.id, before))}>
          {t('steps.back', { step: t(`steps.${before}`) })}
        </Button>
      )}
      <div className={styles['on']}>
        {missing.length === 0 ? null : (
          <div className={styles['missing']} id={reasonId}>
            <span>{t('steps.blocked')}</span>
            <ul>
              {missing.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </div>
        )}
        {next === undefined && after === undefined ? null : (
          <Button
            aria-disabled={isOff}
            data-disabled={isOff || undefined}
            aria-describedby={missing.length > 0 ? reasonId : undefined}
            onClick={goOn}
          >
            {next?.word ?? (after === undefined ? '' : t('steps.next', { step: t(`steps.${after}`) }))}
          </Button>
        )}
      </div>
    </div>
  );
}
