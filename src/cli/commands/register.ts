import type { Command } from 'commander';
import { AppError } from '../../contract/app-error.ts';
import type { Registration } from '../../contract/profile-shapes.ts';
import { askYes } from '../ask-yes.ts';
import { chooseVtn } from '../choose-vtn.ts';
import type { CredentialOptions } from '../credentials.ts';
import { addEverywhereOptions } from '../everywhere-options.ts';
import type { EverywhereOptions } from '../everywhere-options.ts';
import { exitCodes } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { spellCount, spellMany } from '../number-words.ts';
import { collect } from '../parse-values.ts';
import { showPlanning } from '../planning-progress.ts';
import { runCommand } from '../run-command.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { addVtnOptions, openVtnSession } from '../vtn-session.ts';

interface RegisterOptions extends EverywhereOptions, CredentialOptions {
  readonly vtn?: string;
  readonly ven: string[];
  readonly clientName: string;
  readonly includeDisabled: boolean;
  readonly yes: boolean;
}

export function addRegister(command: Command, ends: (code: ExitCode) => void): void {
  command
    .option('--ven <name>', 'only the loads of this VEN (repeatable)', collect, [])
    .option('--vtn <url>', 'the VTN; /openadr3 is added when the URL has no path')
    .option('--client-name <name>', 'who runs the VENs, as the VTN keeps it', 'Meterhaul')
    .option('--include-disabled', 'also loads that are switched off or suspended', false)
    .option('--yes', 'do not ask', false)
    .addHelpText(
      'after',
      '\nExample:\n  meterhaul register resources.db --ven "North" --profile "Main VTN"\n',
    );
  addEverywhereOptions(addVtnOptions(command));
  command.action(async (database: string, options: RegisterOptions) => {
    ends(await runCommand(options, (terminal) => register(database, options, terminal)));
  });
}

async function register(database: string, options: RegisterOptions, terminal: Terminal): Promise<ExitCode> {
  await using session = await openVtnSession(options, terminal);
  const { engine } = session;
  const baseUrl = await chooseVtn(engine, options, session.environment);
  if (baseUrl === null)
    throw new AppError('usage/invalid', 'Where to? Give the VTN with --vtn URL or --profile NAME.');
  const choice = { database, vens: options.ven, includeDisabled: options.includeDisabled };
  const plan = await engine.api.planDatabaseRegistration(choice);
  if (plan.loads > 0 && !(await isAgreed(plan, baseUrl, options, terminal))) return exitCodes.done;
  const stopShowing = showPlanning(engine, terminal);
  const done = await engine.api
    .registerDatabase({
      ...choice,
      destination: { baseUrl, profile: options.profile ?? null },
      clientName: options.clientName,
    })
    .finally(stopShowing);
  const exitCode = done.failed.length === 0 ? exitCodes.done : exitCodes.incomplete;
  if (options.json) printJson({ ...done, exitCode });
  else printRegistration(done, terminal);
  return exitCode;
}

/** Throws usage/invalid where nobody can be asked and --yes is missing. */
async function isAgreed(
  plan: Registration,
  baseUrl: string,
  options: RegisterOptions,
  terminal: Terminal,
): Promise<boolean> {
  const what = `${spellMany(plan.loads, 'load')} of ${spellMany(plan.vens, 'VEN')}`;
  terminal.say(`Registers ${what} at ${baseUrl} and writes the ids into ${plan.database}.`);
  for (const { name, ven } of plan.examples.slice(0, 5)) terminal.say(`  ${ven}: ${name}`);
  if (plan.loads > 5) terminal.say(`  … and ${spellCount(plan.loads - 5)} more`);
  if (options.yes) return true;
  if (options.json || !process.stdin.isTTY)
    throw new AppError('usage/invalid', `This would register ${what}. Say --yes when that is wanted.`);
  if (await askYes('Go on? [y/N] ')) return true;
  terminal.out('Nothing was changed.');
  return false;
}

const failuresShown = 20;

function printRegistration(done: Registration, terminal: Terminal): void {
  if (done.loads === 0 && done.failed.length === 0) {
    terminal.out('Every load has its VTN resource already: there is nothing to register.');
    return;
  }
  terminal.out(
    `Registered ${spellMany(done.registered, 'load')}; ${spellCount(done.found)} were at the VTN already. Their ids are in ${done.database}.`,
  );
  if (done.failed.length === 0) return;
  terminal.out(terminal.paint('red', `Not registered: ${spellMany(done.failed.length, 'load')}.`));
  for (const { series, text } of done.failed.slice(0, failuresShown)) terminal.out(`  ${series}: ${text}`);
}
