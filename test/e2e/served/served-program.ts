import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ServedProgram {
  readonly url: string;
  readonly origin: string;
  /** Stops it as Ctrl+C does, and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

export interface ServedProgramOptions {
  readonly stateDir: string;
  /** The folder whose files the pages can choose; the present one unless told. */
  readonly folder?: string;
  readonly port?: number;
  /** The bearer token for the VTN. */
  readonly token?: string;
}

/** `meterhaul serve` as it is built, on a state directory of its own. */
export async function startServedProgram({
  stateDir,
  folder = '.',
  port = 0,
  token,
}: ServedProgramOptions): Promise<ServedProgram> {
  const child = spawn(
    process.execPath,
    [
      ...['out/cli/index.js', 'serve', '--port', String(port), '--json'],
      ...['--state-dir', stateDir, '--folder', folder],
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, METERHAUL_TOKEN: token },
    },
  );
  const { url, origin } = await readAnnouncement(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    url,
    origin,
    stop: async () => {
      await end('SIGINT');
      return child.exitCode;
    },
    kill: () => end('SIGKILL'),
  };
}

async function readAnnouncement(child: ChildProcess): Promise<{ url: string; origin: string }> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('The program was started without pipes.');
  let complaints = '';
  stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  for await (const line of createInterface({ input: stdout })) {
    return JSON.parse(line) as { url: string; origin: string };
  }
  throw new Error(`meterhaul serve ended before it served:\n${complaints}`);
}
