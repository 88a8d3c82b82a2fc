import { Command, CommanderError, Help } from 'commander';
import type { Option } from 'commander';
import { commandList } from './command-list.ts';
import { addEverywhereOptions } from './everywhere-options.ts';
import { exitCodes } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { version } from './version.ts';

const help = `
Exit codes:
  0  everything that was asked for is confirmed
  1  wrong usage, unreadable input, incomplete mapping: nothing was sent
  2  finished, but some loads or intervals were not accepted or could not start
  3  stopped before the end; the command that resumes is printed
  4  a fault of Meterhaul; the log's path is printed

Example:
  meterhaul demo
`;

/** Runs the command line and returns its exit code. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const ends = (code: ExitCode): void => {
    exitCode = code;
  };
  const program = new Command('meterhaul')
    .description(
      "Moves a site's metering history to an OpenADR VTN: every interval exactly once, or on a list that says why not.",
    )
    .version(version)
    .addHelpText('after', help)
    .showSuggestionAfterError()
    .exitOverride();
  const meant = commandMeant(argv);
  for (const { name, description, argument, isGroup, bring } of commandList) {
    const command = program.command(name).description(description);
    if (argument !== undefined) command.argument(...argument);
    if (name === meant) (await bring())(command, ends);
    // Listed only: as the help names it, with options.
    else if (isGroup !== true) addEverywhereOptions(command);
    command.exitOverride().configureHelp({ optionDescription: describeOption });
  }
  try {
    await program.parseAsync(argv);
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? exitCodes.done : exitCodes.notStarted;
  }
  return exitCode;
}

/** The first word that is no option, or the one after `help`: the program's own options take no values. */
function commandMeant(argv: readonly string[]): string | undefined {
  const [first, second] = argv.slice(2).filter((word) => !word.startsWith('-'));
  return first === 'help' ? second : first;
}

/** Defaults that say nothing (off, none) are left out of the help. */
function describeOption(option: Option): string {
  const saysNothing = option.defaultValue === false || Array.isArray(option.defaultValue);
  return saysNothing ? option.description : new Help().optionDescription(option);
}
