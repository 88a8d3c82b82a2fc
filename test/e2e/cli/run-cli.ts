import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';

const program = path.resolve(import.meta.dirname, '../../../out/cli/index.js');

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The one JSON document on stdout; fails when there is anything else. */
  json(): Record<string, unknown>;
}

export interface RunningCli {
  readonly process: ChildProcess;
  /** Resolves when stderr holds the text; fails when the program ends without it. */
  says(text: string): Promise<void>;
  readonly ended: Promise<CliResult>;
}

export type CliEnvironment = Readonly<Record<string, string>>;

/** Starts the built command line with nothing of this environment but the path. */
export function startCli(args: readonly string[], environment: CliEnvironment): RunningCli {
  if (!existsSync(program)) throw new Error('The command line is not built: npm run build');
  // Standard input stays open, as a terminal's does.
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: environment['METERHAUL_STATE_DIR'] ?? '', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  const ended = once(child, 'close').then(([exitCode]): CliResult => ({
    exitCode: exitCode as number | null,
    stdout,
    stderr,
    json: () => JSON.parse(stdout) as Record<string, unknown>,
  }));
  const says = async (text: string): Promise<void> => {
    while (!stderr.includes(text)) {
      const result = await Promise.race([once(child.stderr, 'data').then(() => null), ended]);
      if (result !== null && !stderr.includes(text)) {
        throw new Error(
          `The program ended (${result.exitCode}) without saying "${text}":\n${stderr}${stdout}`,
        );
      }
    }
  };
  return { process: child, says, ended };
}

export function runCli(args: readonly string[], environment: CliEnvironment): Promise<CliResult> {
  return startCli(args, environment).ended;
}
