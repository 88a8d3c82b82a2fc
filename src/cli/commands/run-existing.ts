import type { Command } from 'commander';
import { hasEnded } from '../../domain/job-state.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { addCredentialOptions, addProfileOption, readEnvironment, readSecrets } from '../credentials.ts';
import type { CredentialOptions } from '../credentials.ts';
import { openEngine } from '../engine-session.ts';
import type { ExitCode } from '../exit-code.ts';
import { followJob } from '../follow-job.ts';
import { reportJob } from '../job-result.ts';
import { collect } from '../parse-values.ts';
import { runCommand } from '../run-command.ts';
import type { Terminal } from '../terminal.ts';

type RunOptions = EverywhereOptions & CredentialOptions;
type ResumeOptions = RunOptions & { readonly source: string[] };

export function addResume(program: Command, ends: (code: ExitCode) => void): void {
  const command = program
    .command('resume')
    .description('go on with a stopped, crashed or paused job')
    .argument('<job>', 'the id that upload printed; see meterhaul jobs')
    .option('--source <path>', 'where a file that has moved is now (repeatable)', collect, [])
    .addHelpText('after', '\nExample:\n  meterhaul resume 20261120-2305-k3f9 --token-file token.txt\n');
  addEverywhereOptions(addCredentialOptions(addProfileOption(command)));
  command.action(async (jobId: string, options: ResumeOptions) => {
    ends(await runCommand(options, (terminal) => resume(jobId, options, terminal)));
  });
}

export function addRetry(program: Command, ends: (code: ExitCode) => void): void {
  const command = program
    .command('retry')
    .description('put failed loads and rejected intervals back in line, then run')
    .argument('<job>', 'the id of a job that has finished incomplete')
    .addHelpText('after', '\nExample:\n  meterhaul retry 20261120-2305-k3f9 --token-file token.txt\n');
  addEverywhereOptions(addCredentialOptions(addProfileOption(command)));
  command.action(async (jobId: string, options: RunOptions) => {
    ends(await runCommand(options, (terminal) => run(jobId, options, terminal, 'retry', [])));
  });
}

async function resume(jobId: string, options: ResumeOptions, terminal: Terminal): Promise<ExitCode> {
  return run(jobId, options, terminal, 'resume', options.source);
}

async function run(
  jobId: string,
  options: RunOptions,
  terminal: Terminal,
  how: 'resume' | 'retry',
  sourcePaths: string[],
): Promise<ExitCode> {
  const startedAtMs = performance.now();
  const profile = options.profile ?? null;
  const environment = readEnvironment(options, process.env);
  await using session = openEngine(options, readSecrets(options, environment, terminal));
  const { engine } = session;
  const before = await engine.api.getJob({ jobId });
  if (how === 'retry' || !hasEnded(before.state)) {
    const start = () =>
      how === 'retry'
        ? engine.api.retryJob({ jobId, profile })
        : engine.api.startJob({ jobId, sourcePaths, profile });
    await followJob(engine, jobId, terminal, start);
  } else {
    terminal.say(`Job ${jobId} has ended already; these are its figures.`);
  }
  const seconds = (performance.now() - startedAtMs) / 1000;
  return await reportJob(engine, terminal, options.json, {
    jobId,
    seconds,
    confirmedBefore: before.points.confirmed,
  });
}
