import type { Command } from 'commander';
import { hasEnded } from '../../domain/job-state.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import type { CredentialOptions } from '../credentials.ts';
import type { ExitCode } from '../exit-code.ts';
import { followJob } from '../follow-job.ts';
import { reportJob } from '../job-result.ts';
import { addLimitOptions, readPaceChange } from '../pace-options.ts';
import type { LimitOptions } from '../pace-options.ts';
import { collect } from '../parse-values.ts';
import { runCommand } from '../run-command.ts';
import type { Terminal } from '../terminal.ts';
import { addVtnOptions, openVtnSession } from '../vtn-session.ts';

type ResumeOptions = EverywhereOptions & CredentialOptions & LimitOptions & { readonly source: string[] };

export function addResume(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--source <path>', 'where a file that has moved is now (repeatable)', collect, [])
    .addHelpText('after', '\nExample:\n  meterhaul resume 20261120-2305-k3f9 --token-file token.txt\n');
  addEverywhereOptions(addVtnOptions(addLimitOptions(command)));
  command.action(async (jobId: string, options: ResumeOptions) => {
    ends(await runCommand(options, (terminal) => resume(jobId, options, terminal)));
  });
}

async function resume(jobId: string, options: ResumeOptions, terminal: Terminal): Promise<ExitCode> {
  const startedAtMs = performance.now();
  const profile = options.profile ?? null;
  await using session = await openVtnSession(options, terminal);
  const { engine } = session;
  const pace = readPaceChange(options);
  const before = await engine.api.getJob({ jobId });
  if (hasEnded(before.state)) {
    terminal.say(`Job ${jobId} has ended already; these are its figures.`);
    if (pace !== null) terminal.alert('Its pace was not changed: it has nothing left to send.');
  } else {
    const sourcePaths = options.source;
    await followJob(engine, jobId, terminal, () =>
      engine.api.startJob({ jobId, sourcePaths, profile, pace: pace ?? {} }),
    );
  }
  const seconds = (performance.now() - startedAtMs) / 1000;
  return await reportJob(engine, terminal, options.json, {
    jobId,
    seconds,
    confirmedBefore: before.points.confirmed,
  });
}
