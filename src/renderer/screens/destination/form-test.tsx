import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkForm } from './check-form.ts';
import styles from './destination.module.css';
import { profileOf, secretsOf } from './form-values.ts';
import type { FormValues } from './form-values.ts';
import { TestRunView } from './test-result.tsx';
import { nameForTest } from './test-steps.ts';
import { useConnectionTest } from './use-connection-test.ts';
import type { DestinationFormState } from './use-destination-form.ts';

interface FormTestProps {
  readonly form: DestinationFormState;
  readonly otherNames: readonly string[];
}

/** Tests what stands in the form, saved or not. Only its name may be missing. */
export function FormTest({ form, otherNames }: FormTestProps) {
  const { t } = useTranslation('destination');
  const test = useConnectionTest();
  const [tested, setTested] = useState('');
  const { values, before } = form;
  const isRunning = test.state === 'running' || test.state === 'stopping';
  const isStale = test.state === 'done' && tested !== lineOf(values);
  const run = (): void => {
    if (isRunning || !form.check(['name'])) return;
    setTested(lineOf(values));
    const isNamed = checkForm(values, otherNames).name === undefined;
    const name = nameForTest(before?.name ?? (isNamed ? values.name.trim() : null), otherNames);
    const shownName = isNamed ? values.name.trim() : t('form.newTitle');
    void test.start({ ...profileOf(values), name }, secretsOf(values), shownName);
  };
  return (
    <section className={styles['test']} aria-label={t('connection.title')}>
      <div className={styles['buttons']}>
        <Button
          variant="default"
          aria-disabled={isRunning}
          data-disabled={isRunning || undefined}
          onClick={run}
        >
          {test.state === 'idle' ? t('test') : t('testAgain')}
        </Button>
        <span className={styles['quiet']}>{isStale ? t('connection.stale') : t('connection.explains')}</span>
      </div>
      <TestRunView test={test} />
    </section>
  );
}

/** All that a test goes by. */
function lineOf(values: FormValues): string {
  const { name: _name, limits, ...line } = profileOf(values);
  return JSON.stringify([line, limits.compress, secretsOf(values)]);
}
