import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { AppError } from '../../contract/app-error.ts';
import { withoutSecrets } from './hidden-texts.ts';
import type { Log } from './log.ts';
import type { LogLevel } from './log-levels.ts';

export interface FileLog extends Log {
  readonly path: string;
  close(): void;
}

/** Keys whose values never reach the log, whoever passes them. */
const secretKeys = ['token', 'authorization', 'clientSecret', 'password', 'secret'];

/**
 * Appends to `logs/meterhaul.log` in the state directory (0600), a JSON line an event; a long one is set aside
 * first, in the place of the one set aside before. Throws ledger/unwritable.
 */
export function openFileLog(stateDir: string, level: LogLevel): FileLog {
  const logPath = path.join(stateDir, 'logs', 'meterhaul.log');
  let file: number;
  try {
    mkdirSync(path.dirname(logPath), { recursive: true, mode: 0o700 });
    setAsideLongLog(logPath);
    file = openSync(logPath, 'a', 0o600);
  } catch (thrown) {
    throw new AppError(
      'ledger/unwritable',
      `The state directory cannot be written: ${stateDir}. Choose another with --state-dir.`,
      {
        context: { path: stateDir },
        cause: thrown,
      },
    );
  }
  const logger = pino(
    { level, base: { pid: process.pid }, redact: secretKeys.flatMap((key) => [key, `*.${key}`]) },
    // The keys are what we know of; texts of errors may quote anything.
    { write: (line: string) => writeIfPossible(file, withoutSecrets(line)) },
  );
  return {
    path: logPath,
    debug: (message, facts) => logger.debug(facts ?? {}, message),
    info: (message, facts) => logger.info(facts ?? {}, message),
    warn: (message, facts) => logger.warn(facts ?? {}, message),
    error: (message, facts) => logger.error(facts ?? {}, message),
    close: () => closeSync(file),
  };
}

const longLogBytes = 10 * 1024 * 1024;

function setAsideLongLog(logPath: string): void {
  const size = statSync(logPath, { throwIfNoEntry: false })?.size ?? 0;
  if (size > longLogBytes) renameSync(logPath, logPath.replace(/\.log$/, '.previous.log'));
}

/** A full disk is the ledger's to tell; a log that cannot be written must not end a job. */
function writeIfPossible(file: number, line: string): void {
  try {
    writeSync(file, line);
  } catch {
    // There is nowhere left to say so.
  }
}
