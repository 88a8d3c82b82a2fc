import { Button } from '@mantine/core';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { Disclosure } from '../sources/disclosure.tsx';
import type { ChangedField } from './change-mapping.ts';
import styles from './choice-row.module.css';
import { Confidence } from './confidence.tsx';
import type { ChoiceView } from './current-mapping.ts';
import { withoutOptions } from './page-words.ts';
import { useMappingView } from './mapping-context.ts';

interface ChoiceRowProps {
  readonly field: ChangedField;
  readonly label: string;
  /** A sentence below the label. */
  readonly hint?: string;
  /** What is said of the choice; absent for what detection has no opinion of. */
  readonly view?: ChoiceView;
  /** Makes an alternative the choice; absent where alternatives are in the control itself. */
  readonly onAlternative?: (alternative: string) => void;
  /** The control; its id is that of the label. */
  readonly children: (ids: { readonly controlId: string; readonly labelId: string }) => ReactNode;
}

const mostShown = 5;

/** One choice: what it is about, its control, how sure it is, what speaks for it and what else it could be. */
export function ChoiceRow(props: ChoiceRowProps) {
  const { field, label, hint, view, onAlternative, children } = props;
  const { trouble } = useMappingView();
  const controlId = useId();
  const labelId = useId();
  return (
    <div className={styles['row']}>
      <div className={styles['head']}>
        <label htmlFor={controlId} id={labelId} className={styles['label']}>
          {label}
        </label>
        {view === undefined || isUnsaid(view) ? null : <Confidence confidence={view.confidence} />}
      </div>
      {hint === undefined ? null : <p className={styles['hint']}>{hint}</p>}
      {children({ controlId, labelId })}
      {trouble?.field === field ? (
        <div role="alert">
          <TroubleNote trouble={trouble.trouble} tone="bad" />
        </div>
      ) : null}
      {view === undefined || onAlternative === undefined ? null : (
        <Alternatives label={label} names={view.alternatives} onChoose={onAlternative} />
      )}
      {view === undefined ? null : <Evidence label={label} evidence={view.evidence} />}
    </div>
  );
}

/** Where nothing speaks for a choice or against it, as that no column names meters, there is nothing to be sure of. */
function isUnsaid({ confidence, evidence }: ChoiceView): boolean {
  return confidence === 1 && evidence.length === 0;
}

interface AlternativesProps {
  readonly label: string;
  readonly names: readonly string[];
  readonly onChoose: (name: string) => void;
}

function Alternatives({ label, names, onChoose }: AlternativesProps) {
  const { t } = useTranslation('mapping');
  if (names.length === 0) return null;
  return (
    <div className={styles['others']}>
      <span className={styles['hint']}>{t('alsoPossible')}</span>
      {names.slice(0, mostShown).map((name) => (
        <Button
          key={name}
          size="compact-xs"
          variant="default"
          aria-label={t('chooseInstead', { label, choice: name })}
          onClick={() => onChoose(name)}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}

function Evidence({ label, evidence }: { label: string; evidence: readonly string[] }) {
  const { t } = useTranslation('mapping');
  if (evidence.length === 0) return null;
  const title = (
    <span className={styles['hint']}>
      {t('why')}
      <span className="visually-hidden"> {label}</span>
    </span>
  );
  return (
    <Disclosure title={title}>
      <ul className={styles['evidence']}>
        {evidence.map((sentence) => (
          <li key={sentence}>{withoutOptions(sentence)}</li>
        ))}
      </ul>
    </Disclosure>
  );
}
