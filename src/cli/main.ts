import { Command, CommanderError, Help } from 'commander';
import type { Option } from 'commander';
import { addDemo } from './commands/demo.ts';
import { addEndings } from './commands/end-jobs.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addInspect } from './commands/inspect.ts';
import { addPreview } from './commands/preview.ts';
import { addJobs, addStatus } from './commands/look-at-jobs.ts';
import { addNotices } from './commands/notices.ts';
import { addPracticeVtn } from './commands/practice-vtn.ts';
import { addProfiles } from './commands/profiles.ts';
import { addRegister } from './commands/register.ts';
import { addReport } from './commands/report.ts';
import { addRetry } from './commands/retry.ts';
import { addResume } from './commands/run-existing.ts';
import { addServe } from './commands/serve.ts';
import { addStage } from './commands/stage.ts';
import { addUndo } from './commands/undo.ts';
import { addUpload } from './commands/upload.ts';
import { addVerify } from './commands/verify.ts';
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
  for (const add of [
    addInspect,
    addPreview,
    addUpload,
    addJobs,
    addStatus,
    addResume,
    addRetry,
    addEndings,
    addUndo,
    addVerify,
    addReport,
    addStage,
    addExport,
    addImport,
    addRegister,
    addProfiles,
    addNotices,
    addServe,
    addPracticeVtn,
    addDemo,
  ]) {
    add(program, ends);
  }
  for (const command of program.commands)
    command.exitOverride().configureHelp({ optionDescription: describeOption });
  try {
    await program.parseAsync(argv);
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? exitCodes.done : exitCodes.notStarted;
  }
  return exitCode;
}

/** Defaults that say nothing (off, none) are left out of the help. */
function describeOption(option: Option): string {
  const saysNothing = option.defaultValue === false || Array.isArray(option.defaultValue);
  return saysNothing ? option.description : new Help().optionDescription(option);
}
