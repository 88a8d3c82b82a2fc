import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { wholeNumber } from '../parse-values.ts';
import { runCommand } from '../run-command.ts';
import type { Terminal } from '../terminal.ts';
import { untilStopped } from '../until-stopped.ts';

interface PracticeOptions extends EverywhereOptions {
  readonly port: number;
  readonly database?: string;
  readonly faults?: string;
  readonly registered: boolean;
}

const help = `
It accepts the credentials in METERHAUL_TOKEN, or METERHAUL_CLIENT_ID and METERHAUL_CLIENT_SECRET, when they are
set, and makes and prints its own otherwise. See docs/guide/practice-vtn.md for its faults.

Example:
  meterhaul practice-vtn --port 8444 --faults faults.json
`;

export function addPracticeVtn(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--port <n>', 'port to listen on; 0 takes any free one', wholeNumber(0), 0)
    .option(
      '--database <file>',
      'where the points are kept; default practice-vtn.sqlite in the state directory',
    )
    .option('--faults <file>', 'JSON list of faults')
    .option('--registered', 'know only resources that were registered here, instead of any', false)
    .addHelpText('after', help);
  addEverywhereOptions(command);
  command.action(async (options: PracticeOptions) => {
    ends(await runCommand(options, (terminal) => practise(options, terminal)));
  });
}

async function practise(options: PracticeOptions, terminal: Terminal): Promise<ExitCode> {
  // Brought in only here: other commands start sooner and smaller without a VTN.
  const { practiceFactLines, practiceFacts, startPracticeProgram } =
    await import('../../practice-vtn/program.ts');
  const start = async (): ReturnType<typeof startPracticeProgram> =>
    startPracticeProgram({
      port: options.port,
      databasePath: options.database ?? (await defaultDatabase(options)),
      knownResources: options.registered ? 'registered' : 'any',
      environment: process.env,
      ...(options.faults === undefined ? {} : { faultsPath: options.faults }),
    });
  const vtn = await start().catch((thrown: unknown) => {
    throw new AppError('usage/invalid', thrown instanceof Error ? thrown.message : String(thrown), {
      cause: thrown,
    });
  });
  const facts = practiceFacts(vtn);
  if (options.json) process.stdout.write(`${JSON.stringify(facts)}\n`);
  else for (const line of practiceFactLines(facts)) terminal.out(line);
  terminal.say('\nStop with Ctrl+C.');
  await untilStopped();
  await vtn.close();
  return exitCodes.done;
}

/** Nothing may have been kept on this computer yet: a rehearsal is what many begin with. */
async function defaultDatabase({ stateDir }: EverywhereOptions): Promise<string> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  return path.join(stateDir, 'practice-vtn.sqlite');
}
