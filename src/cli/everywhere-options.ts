import os from 'node:os';
import { Option } from 'commander';
import type { Command } from 'commander';
import { logLevels } from '../engine/ports/log-levels.ts';
import type { LogLevel } from '../engine/ports/log-levels.ts';
import { defaultStateDir } from '../engine/ports/state-directory.ts';

/** Options that every command has. */
export interface EverywhereOptions {
  readonly stateDir: string;
  readonly logLevel: LogLevel;
  readonly color: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

export function addEverywhereOptions(command: Command): Command {
  const stateDir = defaultStateDir(process.env, process.platform, os.homedir());
  return command
    .option('--json', 'print one JSON document on stdout and nothing else there', false)
    .addOption(
      new Option('--state-dir <dir>', 'folder of the ledger and the logs')
        .default(stateDir, 'the application-data folder')
        .env('METERHAUL_STATE_DIR'),
    )
    .addOption(
      new Option('--log-level <level>', 'how much goes to the log').choices(logLevels).default('info'),
    )
    .option('--no-color', 'no colours')
    .option('--quiet', 'no progress and no hints', false);
}
