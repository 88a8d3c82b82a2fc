import { Code, Text, Title } from '@mantine/core';
import styles from './no-jobs.module.css';

/** The first thing a new user sees: what Meterhaul does, and how a job comes into being. */
export function NoJobs() {
  return (
    <section className={styles['card']} aria-labelledby="no-jobs">
      <Title order={2} size="h3" id="no-jobs">
        No jobs yet
      </Title>
      <Text mt="xs" maw="44rem">
        Meterhaul moves a site&apos;s metering history to an OpenADR VTN. Every interval in the files is at
        the VTN exactly once, or is on a list that says why not, whatever is unplugged, killed or refused on
        the way.
      </Text>
      <Title order={3} size="h5" mt="lg">
        Start a job
      </Title>
      <Text mt={4} mb="xs">
        On the command line, with the files of the site and the address of the VTN:
      </Text>
      <Command text="meterhaul upload resources.db load_data.h5 --vtn https://vtn.example.com/openadr3" />
      <Title order={3} size="h5" mt="lg">
        Try it first
      </Title>
      <Text mt={4} mb="xs">
        Makes a sample site, starts a practice VTN on this computer and migrates. Nothing leaves this
        computer:
      </Text>
      <Command text="meterhaul demo" />
      <Text mt="lg" c="dimmed">
        The job appears here by itself.
      </Text>
    </section>
  );
}

function Command({ text }: { text: string }) {
  return (
    <Code block className={styles['command']}>
      {text}
    </Code>
  );
}
