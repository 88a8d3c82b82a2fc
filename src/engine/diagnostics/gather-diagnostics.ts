import os from 'node:os';
import type { DiagnosticsPart, Settings } from '../../contract/settings-shapes.ts';
import type { ProfileView } from '../../contract/profile-shapes.ts';
import type { JobSummary } from '../../contract/job-shapes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { describeJobs } from './describe-jobs.ts';
import { describeComputer, describeDisk, describeLedgerFile, readLogs } from './describe-computer.ts';
import { redact } from './redact.ts';

export interface DiagnosticsSources {
  readonly version: string;
  readonly stateDir: string;
  readonly ledger: Ledger;
  /** Some job runs in this process: what would hold it up is left out. */
  readonly isRunning: boolean;
  readonly settings: () => Settings;
  readonly profiles: () => Promise<readonly ProfileView[]>;
  readonly jobs: () => readonly JobSummary[];
  /** Every secret that this session knows; none of them is in what comes out. */
  readonly secrets: () => Promise<readonly string[]>;
}

interface Part {
  readonly name: string;
  readonly what: string;
  readonly describe: () => string | Promise<string>;
}

/**
 * What helps somebody far away to understand a trouble, as texts that a person can read before they give them away.
 * A part that cannot be gathered says why. Secrets are taken out of every part as the last step.
 */
export async function gatherDiagnostics(sources: DiagnosticsSources): Promise<DiagnosticsPart[]> {
  const redaction = { secrets: await sources.secrets(), home: os.homedir() };
  const gathered: DiagnosticsPart[] = [];
  for (const { name, what, describe } of partsOf(sources)) {
    const text = await describeOrSayWhyNot(describe);
    gathered.push({ name, what, text: redact(text, redaction) });
  }
  return gathered;
}

function partsOf(sources: DiagnosticsSources): readonly Part[] {
  const { version, stateDir, ledger, isRunning } = sources;
  return [
    {
      name: 'computer.json',
      what: 'Versions, system, memory and time zone: some faults show on one system only.',
      describe: () => spell(describeComputer(version)),
    },
    {
      name: 'disk.json',
      what: 'Free room and the sizes of the files that Meterhaul keeps: a full disk stops every job.',
      describe: async () => spell(await describeDisk(stateDir)),
    },
    {
      name: 'settings.json',
      what: 'Language, theme and notifications as they are set.',
      describe: () => spell(sources.settings()),
    },
    {
      name: 'destinations.json',
      what: 'The VTNs with their addresses, limits and last connection tests, without tokens and passwords.',
      describe: async () => spell(await sources.profiles()),
    },
    {
      name: 'jobs.json',
      what: 'The jobs with their figures, decisions and the timing of their last requests; no meter values.',
      describe: () => spell(describeJobs(ledger, sources.jobs())),
    },
    {
      name: 'ledger.json',
      what: 'Whether the record of what was sent is sound, and how large it is.',
      describe: () => spell(describeLedgerFile(ledger, isRunning)),
    },
    {
      name: 'log.txt',
      what: 'The last part of the log: what Meterhaul did, step by step.',
      describe: () => readLogs(stateDir, 'meterhaul'),
    },
    {
      name: 'desktop-app-log.txt',
      what: 'The last part of the log of the desktop app: its window, its crashes, the start of the engine.',
      describe: () => readLogs(stateDir, 'desktop-app'),
    },
  ];
}

async function describeOrSayWhyNot(describe: Part['describe']): Promise<string> {
  try {
    return await describe();
  } catch (thrown) {
    return `This part could not be gathered: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`;
  }
}

function spell(facts: unknown): string {
  return `${JSON.stringify(facts, null, 2)}\n`;
}
