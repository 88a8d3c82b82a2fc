import { Code, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../stores/connection-store.ts';
import { WordsWithCode } from './words-with-code.tsx';

/** Shown when the engine does not take this page, with the way back in. */
export function ShutPage() {
  const { t } = useTranslation('jobs');
  const { state } = useConnection();
  if (state.phase !== 'shut') return null;
  return (
    <section>
      <Title order={1} size="h2" mb="sm">
        {t(`shut.${state.reason}.title`)}
      </Title>
      <Text mb="md">{t(`shut.${state.reason}.text`)}</Text>
      <Code block>meterhaul serve</Code>
      <Text mt="md" c="dimmed">
        <WordsWithCode text={t('shut.hint')} />
      </Text>
    </section>
  );
}
