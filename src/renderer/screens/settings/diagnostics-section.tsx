import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../../../contract/job-shapes.ts';
import type { DiagnosticsPart } from '../../../contract/settings-shapes.ts';
import { LoadingNote } from '../../components/loading-note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { pageFiles } from '../../files/page-files.ts';
import { announce } from '../../stores/announcements.ts';
import { troubleOf, useAnswer } from '../../stores/ask-engine.ts';
import { bytes } from '../../words/figures.ts';
import { bundleName, bundleOf } from './diagnostics-bundle.ts';
import styles from './settings-screen.module.css';

/** Everything that would be saved, to be looked at and left out part by part before it is. */
export function DiagnosticsSection() {
  const { t } = useTranslation('settings');
  const { t: common } = useTranslation();
  const { value: parts, trouble, reload } = useAnswer('gatherDiagnostics', {});
  return (
    <section className={styles['card']} aria-labelledby="diagnostics">
      <h2 id="diagnostics">{t('diagnostics.title')}</h2>
      <p className={styles['quiet']}>{t('diagnostics.hint')}</p>
      {trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={trouble} tone="bad" />
          <Button mt="sm" variant="default" onClick={reload}>
            {common('tryAgain')}
          </Button>
        </div>
      )}
      {parts === null && trouble === null ? <LoadingNote text={t('diagnostics.gathering')} /> : null}
      {parts === null ? null : <Bundle parts={parts} onGather={reload} />}
    </section>
  );
}

function Bundle({ parts, onGather }: { parts: readonly DiagnosticsPart[]; onGather: () => void }) {
  const { t } = useTranslation('settings');
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [saved, setSaved] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const chosen = parts.filter(({ name }) => !leftOut.has(name));
  const sizeBytes = chosen.reduce((sum, { text }) => sum + text.length, 0);
  const toggle = (name: string): void => {
    setLeftOut((last) => {
      const next = new Set(last);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  };
  const save = async (): Promise<void> => {
    const name = bundleName(new Date());
    try {
      if (!(await pageFiles().save(name, bundleOf(chosen)))) return;
      setSaved(name);
      setTrouble(null);
      announce(t('diagnostics.saved', { name }));
    } catch (thrown) {
      setTrouble(troubleOf(thrown));
    }
  };
  return (
    <>
      <ul className={styles['list']}>
        {parts.map((part) => (
          <PartLine key={part.name} part={part} isIncluded={!leftOut.has(part.name)} onToggle={toggle} />
        ))}
      </ul>
      {trouble === null ? null : <TroubleNote trouble={trouble} tone="bad" />}
      <div className={styles['buttons']}>
        <Button disabled={chosen.length === 0} onClick={() => void save()}>
          {t('diagnostics.save')}
        </Button>
        <Button variant="default" onClick={onGather}>
          {t('diagnostics.gather')}
        </Button>
        <span className={styles['quiet']}>
          {chosen.length === 0
            ? t('diagnostics.nothing')
            : t('diagnostics.parts', { count: chosen.length, size: bytes(sizeBytes) })}
          {saved === null ? '' : ` · ${t('diagnostics.saved', { name: saved })}`}
        </span>
      </div>
    </>
  );
}

interface PartLineProps {
  readonly part: DiagnosticsPart;
  readonly isIncluded: boolean;
  readonly onToggle: (name: string) => void;
}

function PartLine({ part: { name, what, text }, isIncluded, onToggle }: PartLineProps) {
  const { t } = useTranslation('settings');
  return (
    <li className={styles['part']}>
      <Checkbox
        aria-label={t('diagnostics.include', { name })}
        checked={isIncluded}
        onChange={() => onToggle(name)}
      />
      <details>
        <summary>
          <strong>{name}</strong> <span className={styles['quiet']}>{bytes(text.length)}</span>
          <br />
          <span className={styles['quiet']} lang="en">
            {what}
          </span>
        </summary>
        <pre className={styles['text']} tabIndex={0} aria-label={t('diagnostics.show', { name })}>
          {text}
        </pre>
      </details>
    </li>
  );
}
