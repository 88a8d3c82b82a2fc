import type { JobDetail } from '../../contract/job-shapes.ts';
import type { Verification } from '../../contract/inspection-shapes.ts';
import type { SourceRole } from '../jobs/plan.ts';

/** A count as people read it: 1,234,567. */
export function spell(count: number): string {
  return counts.format(count);
}

const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function spellMany(count: number, noun: string, plural = `${noun}s`): string {
  return `${spell(count)} ${count === 1 ? noun : plural}`;
}

export function spellBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** A share that says 100 % only when it is all. */
export function spellShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = Math.floor((part / whole) * 1000) / 10;
  return `${percent === 100 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}

/** Interval lengths as people say them: 1 h, 15 min, 10 s. */
export function spellInterval(intervalMs: number): string {
  if (intervalMs % 3_600_000 === 0) return `${intervalMs / 3_600_000} h`;
  return intervalMs % 60_000 === 0 ? `${intervalMs / 60_000} min` : `${intervalMs / 1000} s`;
}

export function spellDuration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${Math.max(1, seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 2880
    ? `${Math.floor(minutes / 60)} h ${minutes % 60} min`
    : `${Math.floor(minutes / 1440)} days ${Math.floor((minutes % 1440) / 60)} h`;
}

/** What became of the job, in one sentence that a client reads first. */
export function verdictOf({ state, points, loads, rejectCount }: JobDetail): string {
  const { planned, confirmed } = points;
  const figures = `${spell(confirmed)} of ${spellMany(planned, 'planned interval')} confirmed by the VTN`;
  switch (state) {
    case 'completed':
      return rejectCount === 0
        ? `Completed: ${planned === confirmed ? `all ${spellMany(planned, 'planned interval')} confirmed by the VTN` : figures}.`
        : `Completed: all ${spellMany(planned, 'planned interval')} confirmed by the VTN. ${spellMany(rejectCount, 'row')} of the files gave no interval; each is listed.`;
    case 'incomplete':
      return `Finished, and not everything was accepted: ${figures}; ${spellMany(loads.failed, 'load')} failed, ${spell(loads.skipped)} left out. What is missing is listed with the reason.`;
    case 'cancelled':
      return `Ended by a person before everything was sent: ${figures}.`;
    case 'exported':
      return `Handed over to another computer, where it goes on: ${figures} from here.`;
    default:
      return `Not finished: ${figures}. This report tells how it stands now; the job is ${state}.`;
  }
}

export const stateWords: Readonly<Record<JobDetail['state'], string>> = {
  planning: 'being planned',
  planned: 'planned, nothing sent yet',
  running: 'running',
  paused: 'paused',
  waiting: 'waiting',
  blocked: 'blocked: needs a person',
  completed: 'completed',
  incomplete: 'finished, not everything accepted',
  cancelled: 'cancelled',
  exported: 'handed over to another computer',
};

export const roleWords: Readonly<Record<SourceRole, string>> = {
  'resource-database': 'resource database',
  'meter-file': 'meter file',
  readings: 'file of readings',
  'readings-database': 'database of readings',
};

/** How the hash of a source was made that its content is known by. */
export const contentHashWords: Readonly<Record<SourceRole, string>> = {
  'resource-database': 'SHA-256 over the loads used',
  'meter-file': 'SHA-256 over its size and sampled blocks',
  readings: 'SHA-256 over its size and sampled blocks',
  'readings-database': 'SHA-256 over the readings used',
};

export const loadStateWords = {
  pending: 'not finished',
  confirmed: 'confirmed',
  failed: 'failed',
  skipped: 'left out',
} as const;

export const differenceWords: Readonly<Record<Verification['differences'][number]['kind'], string>> = {
  ledger: 'the ledger contradicts itself',
  source: 'the source has changed',
  missing: 'missing at the VTN',
  different: 'different at the VTN',
  extra: 'at the VTN and not sent by this job',
};

/** What the last comparison has found, in sentences. */
export function describeVerification(found: Verification): string[] {
  const { source, vtn } = found.compared;
  const accounts = ['the record of this job with its own sums'];
  if (source) accounts.push('the source with what was planned');
  if (vtn) accounts.push(`${spellMany(found.intervals, 'confirmed interval')} with what the VTN has stored`);
  const said = [`Compared were, of ${spellMany(found.loads, 'load')}: ${accounts.join('; ')}.`];
  if (vtn) said.push(`${spell(found.matching)} of them are at the VTN exactly as they were sent.`);
  if (found.uncertainThere + found.uncertainAbsent > 0)
    said.push(
      `Of the uncertain intervals ${spell(found.uncertainThere)} are at the VTN as they were sent, ${spell(found.uncertainAbsent)} are not there.`,
    );
  if (found.notCompared !== null) said.push(found.notCompared);
  said.push(
    found.differenceCount === 0
      ? 'No difference was found.'
      : `${spellMany(found.differenceCount, 'difference')}: ${Object.entries(found.kinds)
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => `${spell(count)} ${differenceWords[kind as keyof typeof differenceWords]}`)
          .join(', ')}.`,
  );
  return said;
}

/** What has to be known of a job that was moved between computers. */
export function describeJourney({ handedOver, imported }: JobDetail): string[] {
  const said: string[] = [];
  if (imported !== null)
    said.push(
      `This job was taken over at ${imported.at} from the computer "${imported.computer}", which had handed it over at ${imported.exportedAt}.`,
    );
  if (handedOver !== null) said.push(`This job was handed over at ${handedOver.at}, as ${handedOver.path}.`);
  if (said.length > 0)
    said.push(
      'One computer takes a handed-over job only once. Whether another computer has taken the same file over too ' +
        'cannot be told from here; if one has, both may have sent the same intervals, of which the VTN then keeps one.',
    );
  return said;
}

export const texts = {
  title: 'Migration report',
  rehearsal: 'REHEARSAL',
  rehearsalText: 'Everything went to a practice VTN. Nothing of this has reached a real one.',
  neverVerified:
    'What the VTN has stored was not compared with what was sent since the job was last started.',
  trustedAny:
    "At least once this job was sent without verifying the VTN's certificate, as a person had confirmed.",
  uncertain:
    'Uncertain: sent, and no answer said whether it was written. Sending it again does no harm where the store overwrites.',
  aside:
    'Duplicates, conflicts and gaps were settled before planning: rows that said the same twice, rows that contradicted each other, and times without a value.',
  checksum:
    'SHA-256 over this file with zeros in the place of the 64 digits. "meterhaul report --check FILE" compares it. It shows that the file was altered, not by whom.',
} as const;
