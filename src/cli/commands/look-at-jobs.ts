import type { Command } from 'commander';
import type { JobDetail, JobSummary, LoadRow } from '../../contract/job-shapes.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { openEngine } from '../engine-session.ts';
import { exitCodeOfJob, exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { whatLimits } from '../follow-job.ts';
import { printFigures, printTroubles } from '../job-result.ts';
import { spellCount, spellDuration, spellMany } from '../number-words.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

type StatusOptions = EverywhereOptions & { readonly failed: boolean; readonly loads: boolean };

export function addJobs(command: Command, ends: (code: ExitCode) => void): void {
  command.addHelpText('after', '\nExample:\n  meterhaul jobs --json\n');
  addEverywhereOptions(command);
  command.action(async (options: EverywhereOptions) => {
    ends(await runCommand(options, (terminal) => jobs(options, terminal)));
  });
}

export function addStatus(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--failed', 'also the loads that failed or were skipped, or have rejected intervals', false)
    .option('--loads', 'also every load', false)
    .addHelpText('after', '\nExample:\n  meterhaul status 20261120-2305-k3f9 --failed\n');
  addEverywhereOptions(command);
  command.action(async (jobId: string, options: StatusOptions) => {
    ends(await runCommand(options, (terminal) => status(jobId, options, terminal)));
  });
}

async function jobs(options: EverywhereOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openEngine(options);
  const list = await session.engine.api.listJobs({});
  if (options.json) printJson({ jobs: list });
  else printJobs(list, terminal);
  return exitCodes.done;
}

function printJobs(list: readonly JobSummary[], terminal: Terminal): void {
  if (list.length === 0)
    terminal.out('No jobs yet. Start one with: meterhaul upload resources.db load_data.h5 --vtn URL');
  for (const job of list) {
    const { planned, confirmed } = job.points;
    const percent = planned === 0 ? 100 : Math.floor((confirmed / planned) * 100);
    terminal.out(
      `${job.id}  ${job.state.padEnd(10)} ${String(percent).padStart(3)} %  ${spellCount(confirmed)} of ${spellCount(planned)} points  ` +
        `${job.createdAt}  ${job.rehearsal ? 'REHEARSAL ' : ''}${job.baseUrl}`,
    );
    if (job.lastError !== null) terminal.out(`    ${job.lastError.text} (${job.lastError.code})`);
    const next = job.state === 'waiting' ? nextStep(job) : null;
    if (next !== null) terminal.out(`    ${next}`);
  }
}

/** What goes on with a job that no program runs; null where nothing can, or one does. */
function nextStep({ id, state, active }: JobSummary): string | null {
  if (active) return null;
  if (['paused', 'waiting', 'blocked'].includes(state))
    return `No program runs it now: meterhaul resume ${id}`;
  return state === 'incomplete' ? `meterhaul retry ${id}` : null;
}

async function status(jobId: string, options: StatusOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openEngine(options);
  const which = options.loads ? 'all' : options.failed ? 'failed' : 'none';
  const job = await session.engine.api.getJob({ jobId, loads: which, limit: Number.MAX_SAFE_INTEGER });
  if (options.json) printJson({ job: job.id, ...job, exitCode: exitCodeOfJob(job) });
  else printStatus(job, options, terminal);
  return exitCodes.done;
}

function printStatus(job: JobDetail, options: StatusOptions, terminal: Terminal): void {
  if (job.rehearsal)
    terminal.out(terminal.paint('bold', 'REHEARSAL: this went to a practice VTN, not to a real one.'));
  terminal.out(`Job        ${job.id}, ${job.state}, made ${job.createdAt}`);
  terminal.out(`VTN        ${job.baseUrl}`);
  terminal.out(`Files      ${job.files.join('\n           ')}`);
  printFigures(terminal, job);
  terminal.out(`Guarantee  ${job.guarantee}`);
  if (job.trustsAnyCertificate)
    terminal.out(
      terminal.paint('red', "WARNING    The VTN's certificate was NOT verified in at least one run."),
    );
  if (job.active) printPace(job, terminal);
  if (job.lastError !== null) terminal.out(`Trouble    ${job.lastError.text} (${job.lastError.code})`);
  const next = nextStep(job);
  if (next !== null) terminal.out(`Next       ${next}`);
  printJourneys(job, terminal);
  terminal.out('\nBy VEN:');
  for (const { ven, loads, points } of job.vens) {
    terminal.out(
      `  ${(ven === '' ? '(none)' : ven).padEnd(24)} ${spellMany(loads.total, 'load')}: ${spellCount(loads.confirmed)} confirmed, ${spellCount(loads.failed)} failed, ` +
        `${spellCount(loads.skipped)} skipped; ${spellCount(points.confirmed)} of ${spellCount(points.planned)} points`,
    );
  }
  if (!options.failed && !options.loads) {
    printTroubles(terminal, 'Skipped', job.skipped);
    printTroubles(terminal, 'Failed', job.failed);
  }
  for (const row of job.loadRows) printLoad(row, terminal);
  if (job.decisions.length > 0) terminal.out('\nDecisions on the way:');
  for (const { at, text } of job.decisions) terminal.out(`  ${at}  ${text}`);
}

function printPace(job: JobDetail, terminal: Terminal): void {
  const left = job.remainingMs === null ? '' : `, ${spellDuration(job.remainingMs)} left`;
  terminal.out(`Pace       ${spellCount(job.pointsPerSecond)} points/s${left}`);
  for (const text of whatLimits(job)) terminal.out(`Limited by ${text}`);
}

function printJourneys({ staged, imported, handedOver }: JobDetail, terminal: Terminal): void {
  if (staged) terminal.out('Copies     what is still to send is copied; the files are not needed');
  if (imported !== null)
    terminal.out(
      `Came       from ${imported.computer}, handed over ${imported.exportedAt}, imported ${imported.at}`,
    );
  if (handedOver !== null)
    terminal.out(`Went       to ${handedOver.path}, ${handedOver.at}; it runs here no more`);
}

function printLoad({ load, name, state, points, text }: LoadRow, terminal: Terminal): void {
  terminal.out(
    `  ${state.padEnd(9)} ${spellCount(points.confirmed)} of ${spellCount(points.planned)} points, ${points.rejected} rejected  ${name}  ${load}`,
  );
  if (text !== null) terminal.out(`            ${text}`);
}
