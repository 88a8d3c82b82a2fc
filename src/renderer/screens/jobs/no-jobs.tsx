import { Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { routes } from '../../routes.ts';
import styles from './no-jobs.module.css';
import { SampleButton } from './sample-button.tsx';

/** The first thing a new user sees: what Meterhaul does, and how a job comes into being. */
export function NoJobs({ isFirstVisit }: { isFirstVisit: boolean }) {
  const { t } = useTranslation('jobs');
  const [, goTo] = useLocation();
  return (
    <section className={styles['card']} aria-labelledby="no-jobs">
      <Title order={2} size="h3" id="no-jobs">
        {t('empty.title')}
      </Title>
      <Text mt="xs" maw="44rem">
        {t('empty.what')}
      </Text>
      <div className={styles['ways']}>
        <section aria-labelledby="own-files">
          <Title order={3} size="h5" id="own-files">
            {t('empty.start')}
          </Title>
          <Text mt={4} mb="sm">
            {t('empty.startText')}
          </Text>
          <Button variant={isFirstVisit ? 'filled' : 'default'} onClick={() => goTo(routes.newMigration)}>
            {t('empty.newMigration')}
          </Button>
        </section>
        <section aria-labelledby="sample-files">
          <Title order={3} size="h5" id="sample-files">
            {t('empty.try')}
          </Title>
          <Text mt={4} mb="sm">
            {t('empty.tryText')}
          </Text>
          <SampleButton />
        </section>
        <section aria-labelledby="other-computer">
          <Title order={3} size="h5" id="other-computer">
            {t('empty.other')}
          </Title>
          <Text mt={4} mb="sm">
            {t('empty.otherText')}
          </Text>
          <Button variant="default" onClick={() => goTo(routes.takeOver())}>
            {t('takeOver')}
          </Button>
        </section>
      </div>
    </section>
  );
}
