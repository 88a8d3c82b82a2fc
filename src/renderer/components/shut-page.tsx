import { Code, Text, Title } from '@mantine/core';
import type { ShutReason } from '../connection/door.ts';
import { useConnection } from '../stores/connection-store.ts';

const words: Readonly<Record<ShutReason, { readonly title: string; readonly text: string }>> = {
  'url-used': {
    title: 'This address was used already',
    text: 'Each address works once, in one browser. Go on in the tab that it opened, or get a fresh one:',
  },
  'url-unknown': {
    title: 'This address is not valid',
    text: 'It is incomplete, or from an earlier start of Meterhaul. Open the address that is printed now:',
  },
  'no-session': {
    title: 'Open the printed address',
    text: 'This page opens with the whole address that Meterhaul prints when it starts to serve:',
  },
  'session-ended': {
    title: 'This session has ended',
    text: 'Meterhaul was started anew since this page was opened. Open the address that it prints now:',
  },
};

/** Shown when the engine does not take this page, with the way back in. */
export function ShutPage() {
  const { state } = useConnection();
  if (state.phase !== 'shut') return null;
  const { title, text } = words[state.reason];
  return (
    <section>
      <Title order={1} size="h2" mb="sm">
        {title}
      </Title>
      <Text mb="md">{text}</Text>
      <Code block>meterhaul serve</Code>
      <Text mt="md" c="dimmed">
        Where <Code>meterhaul serve</Code> is running, Enter prints a new address; so does a new start. Jobs
        are kept: they are in the ledger, not in this page.
      </Text>
    </section>
  );
}
