import type { Command } from 'commander';
import type { PaceRequest } from '../../contract/request-shapes.ts';
import { hasEnded } from '../../domain/job-state.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { openEngine } from '../engine-session.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { spellRate } from '../number-words.ts';
import { addLimitOptions, readPaceChange } from '../pace-options.ts';
import type { LimitOptions } from '../pace-options.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

type PaceOptions = EverywhereOptions & LimitOptions;

export function addPace(command: Command, ends: (code: ExitCode) => void): void {
  addLimitOptions(command).addHelpText(
    'after',
    '\nWithout one of these it shows the pace that holds. What is changed holds from the next request on, also while\n' +
      'another program runs the job, and is kept with the job.\n' +
      '\nExamples:\n  meterhaul pace 20261120-2305-k3f9\n' +
      '  meterhaul pace 20261120-2305-k3f9 --max-points-per-second 2000 --window 22:00-06:00\n' +
      '  meterhaul pace 20261120-2305-k3f9 --max-points-per-second none --window none\n',
  );
  addEverywhereOptions(command);
  command.action(async (jobId: string, options: PaceOptions) => {
    ends(await runCommand(options, (terminal) => pace(jobId, options, terminal)));
  });
}

async function pace(jobId: string, options: PaceOptions, terminal: Terminal): Promise<ExitCode> {
  const change = readPaceChange(options);
  await using session = await openEngine(options);
  const { api } = session.engine;
  if (change !== null) await api.changePace({ jobId, pace: change });
  const job = await api.getJob({ jobId });
  if (options.json) {
    const { state, active, timeZone } = job;
    printJson({
      job: jobId,
      state,
      active,
      pace: job.pace,
      timeZone,
      changed: change !== null,
      exitCode: exitCodes.done,
    });
    return exitCodes.done;
  }
  terminal.out(`Job        ${jobId}, ${job.state}`);
  printPace(job.pace, job.timeZone, terminal);
  if (change !== null) {
    if (job.active) terminal.say('\nThe program that runs the job takes it up within a second.');
    else terminal.say(`\nIt holds when the job goes on: meterhaul resume ${jobId}`);
  } else if (!hasEnded(job.state))
    terminal.say(`\nChange it, also while the job runs: meterhaul pace --help`);
  return exitCodes.done;
}

function printPace(
  { concurrency, maxPointsPerSecond, maxRequestsPerSecond, maxBytesPerSecond, window }: PaceRequest,
  timeZone: string,
  terminal: Terminal,
): void {
  const most = (limit: number | null): string =>
    limit === null ? 'no limit' : `at most ${spellRate(limit)} a second`;
  terminal.out(`Points     ${most(maxPointsPerSecond)}`);
  terminal.out(`Requests   ${most(maxRequestsPerSecond)}`);
  terminal.out(`Bytes      ${most(maxBytesPerSecond)}`);
  terminal.out(
    `At once    ${concurrency === 'auto' ? 'as many requests as the VTN takes' : `at most ${concurrency}`}`,
  );
  terminal.out(`Hours      ${window === null ? 'any' : `${window.from}-${window.to}, ${timeZone}`}`);
}
