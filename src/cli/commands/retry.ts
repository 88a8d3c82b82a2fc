import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import type { Corrections } from '../../contract/handover-shapes.ts';
import type { Engine } from '../../engine/create-engine.ts';
import type { CredentialOptions } from '../credentials.ts';
import { openEngine } from '../engine-session.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { followJob } from '../follow-job.ts';
import { reportJob } from '../job-result.ts';
import { spellBytes, spellCount, spellMany } from '../number-words.ts';
import { addLimitOptions, readPaceChange } from '../pace-options.ts';
import type { LimitOptions } from '../pace-options.ts';
import { showPlanning } from '../planning-progress.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { addVtnOptions, openVtnSession } from '../vtn-session.ts';

type RetryOptions = EverywhereOptions &
  CredentialOptions &
  LimitOptions & { readonly rejects?: string; readonly writeRejects?: string };

export function addRetry(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--write-rejects <file.csv>', 'write the list of rejects to correct them, and send nothing')
    .option('--rejects <file.csv>', 'send only what was corrected in such a list')
    .addHelpText(
      'after',
      '\nExamples:\n  meterhaul retry 20261120-2305-k3f9 --token-file token.txt\n' +
        '  meterhaul retry 20261120-2305-k3f9 --write-rejects rejects.csv\n' +
        '  meterhaul retry 20261120-2305-k3f9 --rejects rejects.csv --token-file token.txt\n',
    );
  addEverywhereOptions(addVtnOptions(addLimitOptions(command)));
  command.action(async (jobId: string, options: RetryOptions) => {
    ends(await runCommand(options, (terminal) => retry(jobId, options, terminal)));
  });
}

async function retry(jobId: string, options: RetryOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.writeRejects !== undefined) return writeList(jobId, options.writeRejects, options, terminal);
  const startedAtMs = performance.now();
  await using session = await openVtnSession(options, terminal);
  const { engine } = session;
  const before = await engine.api.getJob({ jobId });
  const list = options.rejects ?? null;
  const corrections = list === null ? null : await check(engine, jobId, list, terminal);
  await followJob(engine, jobId, terminal, () =>
    engine.api.retryJob({
      jobId,
      correctionsPath: list,
      profile: options.profile ?? null,
      pace: readPaceChange(options) ?? {},
    }),
  );
  return await reportJob(engine, terminal, options.json, {
    jobId,
    seconds: (performance.now() - startedAtMs) / 1000,
    confirmedBefore: before.points.confirmed,
    corrections,
  });
}

const refusedShown = 50;

/** Says what a list comes to. Throws usage/invalid when nothing of it can be sent. */
async function check(engine: Engine, jobId: string, path: string, terminal: Terminal): Promise<Corrections> {
  const found = await engine.api.checkCorrections({ jobId, path });
  const { replaced, added, unchanged, refused, refusedCount } = found;
  terminal.say(
    `${path}: ${spellMany(replaced, 'interval')} corrected, ${spellCount(added)} added, ` +
      `${spellMany(unchanged, 'row')} left as they were, ${spellMany(refusedCount, 'row')} of no use.`,
  );
  for (const { row, text, reason } of refused.slice(0, refusedShown))
    terminal.alert(`  Row ${row}${text === '' ? '' : ` (${text})`}: ${reason}`);
  if (refusedCount > refusedShown) terminal.alert(`  … and ${spellCount(refusedCount - refusedShown)} more`);
  if (replaced + added > 0) return found;
  const why = refusedCount > 0 ? 'None of its rows can be used as they are.' : 'No row of it was changed.';
  throw new AppError('usage/invalid', `--rejects: ${path}: ${why} Nothing was sent.`, { context: { jobId } });
}

async function writeList(
  jobId: string,
  path: string,
  options: RetryOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  await using session = await openEngine(options);
  const { api } = session.engine;
  const stopShowing = showPlanning(session.engine, terminal);
  const { total } = await api.listRejects({ jobId, limit: 1 });
  const written = await api.writeRejects({ jobId, path }).finally(stopShowing);
  if (options.json) {
    printJson({
      job: jobId,
      rejects: total,
      path: written.path,
      bytes: written.bytes,
      exitCode: exitCodes.done,
    });
    return exitCodes.done;
  }
  terminal.out(`${spellMany(total, 'reject')} in ${written.path} (${spellBytes(written.bytes)}).`);
  terminal.say(
    `Correct value and quality there, then: meterhaul retry ${jobId} --rejects ${JSON.stringify(written.path)}`,
  );
  return exitCodes.done;
}
