import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ServedProgram {
  readonly url: string;
  readonly origin: string;
  /** Stops it as Ctrl+C does, and resolves with its exit code. */
  stop(): Promise<number | null>;
}

export interface ServedProgramOptions {
  readonly stateDir: string;
  readonly port?: number;
  /** The bearer token for the VTN. */
  readonly token?: string;
}

/** `meterhaul serve` as it is built, on a state directory of its own. */
export async function startServedProgram({
  stateDir,
  port = 0,
  token,
}: ServedProgramOptions): Promise<ServedProgram> {
  const child = spawn(
    process.execPath,
    ['out/cli/index.js', 'serve', '--port', String(port), '--json', '--state-dir', stateDir],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, METERHAUL_TOKEN: token },
    },
  );
  const { url, origin } = await readAnnouncement(child);
  return {
    url,
    origin,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGINT');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
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
