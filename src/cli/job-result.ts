import type { Corrections } from '../contract/handover-shapes.ts';
import type { JobDetail, JobSummary } from '../contract/job-shapes.ts';
import type { Engine } from '../engine/create-engine.ts';
import { exitCodeOfJob, exitCodes } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { spellBytes, spellCount, spellDuration, spellMany } from './number-words.ts';
import { printJson } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const listed = 20;

/** What a command that ran a job needs to tell of it. */
export interface JobResult {
  readonly jobId: string;
  /** Wall time of the command so far, in seconds. */
  readonly seconds: number;
  /** Points that were confirmed before this command. */
  readonly confirmedBefore: number;
  /** What a list of corrected rows came to, when it was run with one. */
  readonly corrections?: Corrections | null;
}

/** Prints how a job ended, or stands, and returns the exit code that says so. */
export async function reportJob(
  engine: Engine,
  terminal: Terminal,
  json: boolean,
  result: JobResult,
): Promise<ExitCode> {
  const job = await engine.api.getJob({ jobId: result.jobId });
  const exitCode = exitCodeOf(job, result);
  if (json) printJson(jobDocument(job, result, exitCode));
  else printJobResult(terminal, job, result);
  printNextStep(terminal, job, exitCode);
  return exitCode;
}

/** A corrected row that could not be used was asked for and not sent. */
function exitCodeOf(job: JobDetail, { corrections }: JobResult): ExitCode {
  const exitCode = exitCodeOfJob(job);
  return exitCode === exitCodes.done && (corrections?.refusedCount ?? 0) > 0
    ? exitCodes.incomplete
    : exitCode;
}

function jobDocument(job: JobDetail, result: JobResult, exitCode: ExitCode): unknown {
  const { seconds, confirmedBefore, corrections } = result;
  return {
    job: job.id,
    state: job.state,
    rehearsal: job.rehearsal,
    loads: job.loads,
    points: job.points,
    requests: job.requests,
    bytes: job.bytes,
    seconds,
    pointsPerSecond: seconds > 0 ? Math.round((job.points.confirmed - confirmedBefore) / seconds) : 0,
    skipped: job.skipped,
    failed: job.failed,
    rejectCount: job.rejectCount,
    rejects: job.rejects,
    ...(corrections == null ? {} : { corrections }),
    lastError: job.lastError,
    guarantee: job.guarantee,
    resume: exitCode === exitCodes.stopped ? `meterhaul resume ${job.id}` : null,
    exitCode,
  };
}

const headlines: Partial<Record<JobSummary['state'], string>> = {
  completed: 'Completed: every interval that was asked for is confirmed.',
  incomplete: 'Finished, but not everything was accepted; the lists below say why.',
  paused: 'Stopped before the end. Nothing is lost.',
  waiting: 'Stopped while waiting for the VTN. Nothing is lost.',
  blocked: 'Stopped: this needs a person.',
  cancelled: 'Cancelled.',
};

function printJobResult(terminal: Terminal, job: JobDetail, { seconds, confirmedBefore }: JobResult): void {
  const colour = job.state === 'completed' ? 'green' : job.state === 'incomplete' ? 'yellow' : 'red';
  terminal.out('');
  if (job.rehearsal)
    terminal.out(terminal.paint('bold', 'REHEARSAL: this went to a practice VTN, not to a real one.'));
  terminal.out(terminal.paint(colour, headlines[job.state] ?? `The job is ${job.state}.`));
  if (job.lastError !== null) terminal.out(`Last trouble: ${job.lastError.text} (${job.lastError.code})`);
  printFigures(terminal, job);
  const confirmed = job.points.confirmed - confirmedBefore;
  const speed = seconds > 0 ? `, ${spellCount(confirmed / seconds)} points/s` : '';
  terminal.out(
    `Sent       ${spellMany(job.requests, 'request')}, ${spellBytes(job.bytes)}; ${spellDuration(seconds * 1000)} this time${speed}`,
  );
  printTroubles(terminal, 'Skipped', job.skipped);
  printTroubles(terminal, 'Failed', job.failed);
  printRejects(terminal, job);
}

export function printFigures(
  terminal: Terminal,
  { loads, points }: Pick<JobSummary, 'loads' | 'points'>,
): void {
  terminal.out(
    `Loads      ${spellCount(loads.total)}: ${spellCount(loads.confirmed)} confirmed, ${spellCount(loads.failed)} failed, ${spellCount(loads.skipped)} skipped`,
  );
  terminal.out(
    `Intervals  ${spellCount(points.planned)} planned: ${spellCount(points.confirmed)} confirmed, ${spellCount(points.rejected)} rejected, ` +
      `${spellCount(points.uncertain)} uncertain, ${spellCount(points.unsent)} unsent`,
  );
  terminal.out(
    `Rows aside ${spellCount(points.duplicate)} duplicates, ${spellCount(points.conflict)} conflicts, ${spellCount(points.gap)} gaps (no value)`,
  );
}

export function printTroubles(terminal: Terminal, title: string, troubles: JobDetail['skipped']): void {
  if (troubles.length === 0) return;
  terminal.out(`\n${title} (${spellMany(troubles.length, 'load')}):`);
  for (const { load, ven, code, text } of troubles.slice(0, listed))
    terminal.out(`  ${ven}  ${load}\n    ${text} (${code})`);
  if (troubles.length > listed)
    terminal.out(`  … and ${spellCount(troubles.length - listed)} more: see meterhaul status JOB --failed`);
}

function printRejects(terminal: Terminal, { rejects, rejectCount }: JobDetail): void {
  if (rejectCount === 0) return;
  terminal.out(`\nRejected intervals and rows (${spellCount(rejectCount)}):`);
  for (const { file, row, text, reason } of rejects.slice(0, listed)) {
    terminal.out(`  ${file === null ? '' : `${file} row ${row ?? ''}: `}${text}: ${reason}`);
  }
  if (rejectCount > listed)
    terminal.out(`  … and ${spellCount(rejectCount - listed)} more: see meterhaul status JOB --json`);
}

function printNextStep(terminal: Terminal, job: JobDetail, exitCode: ExitCode): void {
  if (exitCode === exitCodes.stopped) terminal.alert(`\nGo on with: meterhaul resume ${job.id}`);
  else if (
    exitCode === exitCodes.incomplete &&
    job.state === 'incomplete' &&
    (job.loads.failed > 0 || job.points.rejected > 0)
  ) {
    terminal.say(`\nTry those again with: meterhaul retry ${job.id}`);
    if (job.rejectCount > 0)
      terminal.say(`Correct rejected rows in a list: meterhaul retry ${job.id} --write-rejects rejects.csv`);
  }
}
