import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionStep, ConnectionTest } from '../../../contract/profile-shapes.ts';
import { Figures } from '../../components/figures.tsx';
import { Mark } from '../../components/mark.tsx';
import { Note } from '../../components/note.tsx';
import { TroubleNote } from '../../components/trouble-note.tsx';
import { WordsWithCode } from '../../components/words-with-code.tsx';
import { bytes, count, duration, instant } from '../../words/figures.ts';
import styles from './destination.module.css';
import { outcomeLooks, outcomeOf, stepLooks } from './test-steps.ts';
import type { TestRun } from './use-connection-test.ts';

/** A test under way or just ended: its steps, its summary, and the button that stops it. Nothing before the first. */
export function TestRunView({ test }: { test: TestRun }) {
  const { t } = useTranslation(['destination', 'common']);
  const { state, steps, found, trouble } = test;
  if (state === 'idle') return null;
  const isRunning = state === 'running' || state === 'stopping';
  return (
    <div className={styles['test']}>
      {isRunning ? (
        <div className={styles['row']}>
          <span>{t('destination:connection.running')}</span>
          <Button size="xs" variant="default" disabled={state === 'stopping'} onClick={test.stop}>
            {state === 'stopping' ? t('common:stopping') : t('common:stop')}
          </Button>
        </div>
      ) : null}
      {state === 'stopped' ? (
        <Note tone="quiet" icon="stop" title={t('destination:connection.stopped')} />
      ) : null}
      {trouble === null ? null : (
        <div role="alert">
          <TroubleNote trouble={trouble} tone="bad" title={t('destination:connection.notDone')} />
        </div>
      )}
      {found === null ? null : <TestSummary test={found} />}
      {state === 'failed' ? null : <StepResults steps={steps} />}
    </div>
  );
}

/** How a test ended, and what it measured as far as it came. */
export function TestSummary({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation('destination');
  const outcome = outcomeOf(test);
  return (
    <>
      <div className={styles['buttons']}>
        <Mark {...outcomeLooks[outcome]}>{t(`connection.outcomes.${outcome}`)}</Mark>
        <span className={styles['quiet']}>{instant(test.at)}</span>
      </div>
      {test.acceptedBytes === null ? null : <MeasuredFigures test={test} />}
    </>
  );
}

function MeasuredFigures({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation('destination');
  const { acceptedBytes, refusedBytes, takesGzip, latencyMs, bytesPerSecond } = test;
  const unknown = t('connection.figures.unknown');
  const accepted = bytes(acceptedBytes ?? 0);
  const gzip = takesGzip === null ? 'gzipUnknown' : takesGzip ? 'gzipYes' : 'gzipNo';
  return (
    <Figures
      figures={[
        {
          name: t('connection.figures.accepted'),
          value:
            refusedBytes === null
              ? accepted
              : t('connection.figures.refused', { accepted, refused: bytes(refusedBytes) }),
        },
        { name: t('connection.figures.gzip'), value: t(`connection.figures.${gzip}`) },
        { name: t('connection.figures.latency'), value: latencyMs === null ? unknown : brief(latencyMs, t) },
        {
          name: t('connection.figures.speed'),
          value:
            bytesPerSecond === null
              ? unknown
              : t('connection.figures.speedText', { size: bytes(bytesPerSecond) }),
        },
      ]}
    />
  );
}

/** Each step with what was found, and with what to do where it did not pass. */
export function StepResults({ steps }: { steps: readonly ConnectionStep[] }) {
  const { t } = useTranslation('destination');
  return (
    <ol className={styles['steps']} aria-label={t('connection.steps')}>
      {steps.map((step) => (
        <StepResult key={step.name} step={step} />
      ))}
    </ol>
  );
}

function StepResult({ step: { name, state, text, advice, durationMs } }: { step: ConnectionStep }) {
  const { t } = useTranslation('destination');
  return (
    <li className={styles['step']} data-state={state}>
      <span className={styles['stepName']}>{t(`connection.names.${name}`)}</span>
      <span className={styles['stepState']}>
        <Mark {...stepLooks[state]}>{t(`connection.states.${state}`)}</Mark>
      </span>
      <div className={styles['stepText']}>
        <span lang="en">{text}</span>
        {advice === null ? null : (
          <p>
            <strong>{t('connection.advice')}</strong>{' '}
            <span lang="en">
              <WordsWithCode text={advice} />
            </span>
          </p>
        )}
      </div>
      <span className={styles['stepTime']}>
        {durationMs === null || state === 'skipped' ? '' : brief(durationMs, t)}
      </span>
    </li>
  );
}

function brief(durationMs: number, t: ReturnType<typeof useTranslation<'destination'>>['t']): string {
  if (durationMs < 1) return t('connection.ms', { value: `< ${count(1)}` });
  return durationMs < 1000 ? t('connection.ms', { value: count(durationMs) }) : duration(durationMs);
}
