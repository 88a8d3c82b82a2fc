import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import type { Verification } from '../../contract/inspection-shapes.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import type { CredentialOptions } from '../credentials.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { spellCount, spellMany } from '../number-words.ts';
import { showPlanning } from '../planning-progress.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { addVtnOptions, openVtnSession } from '../vtn-session.ts';
import type { TrustOptions } from '../trust-any-certificate.ts';

type VerifyOptions = EverywhereOptions & CredentialOptions & TrustOptions & { readonly restart: boolean };

export function addVerify(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--restart', 'begin anew, also where an earlier comparison was stopped halfway', false)
    .addHelpText('after', '\nExample:\n  meterhaul verify 20261120-2305-k3f9 --token-file token.txt\n');
  addEverywhereOptions(addVtnOptions(command));
  command.action(async (jobId: string, options: VerifyOptions) => {
    ends(await runCommand(options, (terminal) => verify(jobId, options, terminal)));
  });
}

async function verify(jobId: string, options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openVtnSession(options, terminal);
  const found = await compare(session.engine, jobId, options, terminal);
  const exitCode = found.differenceCount === 0 ? exitCodes.done : exitCodes.incomplete;
  if (options.json) printJson({ job: jobId, ...found, exitCode });
  else print(found, terminal);
  return exitCode;
}

const workId = 'verify';

/** The first Ctrl+C or SIGTERM stops the comparison and keeps how far it has come; the second ends the program. */
async function compare(
  engine: Engine,
  jobId: string,
  { profile, restart }: VerifyOptions,
  terminal: Terminal,
): Promise<Verification> {
  const { api } = engine;
  const stop = (): void => void api.stopWork({ workId });
  const stopShowing = showPlanning(engine, terminal);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await api.verifyJob({ jobId, profile: profile ?? null, restart, workId });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code !== 'job/not-found')
      terminal.alert(`What was compared is kept. To go on: meterhaul verify ${jobId}`);
    throw thrown;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    stopShowing();
  }
}

const differencesShown = 50;

const words = {
  ledger: 'the ledger contradicts itself',
  source: 'the source has changed',
  missing: 'missing at the VTN',
  different: 'different at the VTN',
  extra: 'at the VTN and not sent by this job',
} as const;

function print(found: Verification, terminal: Terminal): void {
  const source = found.compared.source ? ', the source with the plan' : '';
  terminal.out(`Compared ${spellMany(found.loads, 'load')}: the ledger with its own sums${source}.`);
  if (found.compared.vtn)
    terminal.out(
      `Read back ${spellMany(found.intervals, 'confirmed interval')} from the VTN: ${spellCount(found.matching)} are as they were sent.`,
    );
  if (found.uncertainThere + found.uncertainAbsent > 0)
    terminal.out(
      `Of the uncertain intervals the VTN has ${spellCount(found.uncertainThere)} as they were sent, and ${spellCount(found.uncertainAbsent)} not at all.`,
    );
  if (found.notCompared !== null) terminal.out(found.notCompared);
  for (const { load, start, text } of found.differences.slice(0, differencesShown))
    terminal.out(`  ${[load, start].filter((part) => part !== null && part !== '').join(' ')}: ${text}`);
  if (found.differenceCount > differencesShown)
    terminal.out(
      `  … and ${spellCount(found.differenceCount - differencesShown)} more: see --json (the first 1,000) or meterhaul report`,
    );
  if (found.differenceCount === 0) {
    const all = found.notCompared === null ? '' : ' in what was compared';
    terminal.out(terminal.paint('green', `No differences${all}.`));
    return;
  }
  const kinds = Object.entries(found.kinds).filter(([, count]) => count > 0);
  const spelled = kinds.map(([kind, count]) => `${spellCount(count)} ${words[kind as keyof typeof words]}`);
  terminal.out(
    terminal.paint('red', `${spellMany(found.differenceCount, 'difference')}: ${spelled.join(', ')}.`),
  );
}
