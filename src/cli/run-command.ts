import { CommanderError, InvalidArgumentError } from 'commander';
import { AppError, toAppError } from '../contract/app-error.ts';
import type { EverywhereOptions } from './everywhere-options.ts';
import { exitCodes } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { asEver } from './nothing-begun.ts';
import type { ErrorTelling } from './nothing-begun.ts';
import { withoutSecrets } from '../engine/ports/hidden-texts.ts';
import { openTerminal, printJson } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Runs a command's body and turns what it throws into words on stderr and an exit code. */
export async function runCommand(
  options: EverywhereOptions,
  body: (terminal: Terminal) => Promise<ExitCode>,
  telling: ErrorTelling = asEver,
): Promise<ExitCode> {
  const terminal = openTerminal(options);
  try {
    return await body(terminal);
  } catch (thrown) {
    terminal.endLive();
    return await reportError(thrown, options, terminal, telling);
  }
}

async function reportError(
  thrown: unknown,
  options: EverywhereOptions,
  terminal: Terminal,
  { exitCodeOf, adviceOf }: ErrorTelling,
): Promise<ExitCode> {
  const error = await explain(thrown);
  const exitCode = exitCodeOf(error);
  const text = withoutSecrets(error.message);
  terminal.alert(`${terminal.paint('red', 'Error:')} ${text}`);
  if (exitCode === exitCodes.fault) await tellWhereLogIs(error, options, terminal);
  else terminal.say(terminal.paint('dim', `${adviceOf(error)} (${error.code})`));
  if (options.json) printJson({ error: { code: error.code, text }, exitCode });
  return exitCode;
}

/** Values that a command line cannot mean are the user's to mend, whoever noticed. */
async function explain(thrown: unknown): Promise<AppError> {
  if (thrown instanceof InvalidArgumentError || thrown instanceof CommanderError)
    return new AppError('usage/invalid', thrown.message);
  const { ZodError } = await import('zod');
  if (thrown instanceof ZodError)
    return new AppError('engine/bug', `a value out of its bounds: ${thrown.message}`, { cause: thrown });
  return toAppError(thrown);
}

async function tellWhereLogIs(
  error: AppError,
  options: EverywhereOptions,
  terminal: Terminal,
): Promise<void> {
  try {
    const { openFileLog } = await import('../engine/ports/file-log.ts');
    const log = openFileLog(options.stateDir, 'error');
    log.error(error.message, {
      code: error.code,
      stack: (error.cause as Error | undefined)?.stack ?? error.stack,
    });
    log.close();
    terminal.alert(`This is a fault of Meterhaul. What is confirmed stays confirmed. The log is ${log.path}`);
  } catch {
    terminal.alert(`This is a fault of Meterhaul, and the log in ${options.stateDir} cannot be written.`);
  }
}
