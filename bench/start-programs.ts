import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { RunFigures, RunOrders } from './run-orders.ts';

const run = promisify(execFile);
const here = import.meta.dirname;

export interface VtnStub extends AsyncDisposable {
  readonly baseUrl: string;
}

/** Starts the VTN that only counts; it ends with its disposal. */
export async function startVtnStub(): Promise<VtnStub> {
  const child = spawn(process.execPath, [path.join(here, 'vtn-stub.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { baseUrl } = JSON.parse(line) as { baseUrl: string };
  return {
    baseUrl,
    [Symbol.asyncDispose]: async () => {
      const closed = once(child, 'close');
      child.kill();
      await closed;
    },
  };
}

/** Runs the engine once in a process of its own; `program` is engine-run.ts or what was built of it. */
export async function runEngine(program: string, orders: RunOrders): Promise<RunFigures> {
  const { stdout } = await run(process.execPath, [program, JSON.stringify(orders)]);
  return JSON.parse(stdout) as RunFigures;
}

/** What the first line of the command line gives to Node. */
const ownFlags = ['--max-semi-space-size=8'];

export interface ProgramFigures {
  readonly exitCode: number;
  /** The largest resident memory of the whole process, its threads included. */
  readonly peakBytes: number;
  readonly seconds: number;
  readonly stdout: string;
}

/**
 * Runs a Node program with a preloaded listener that writes its peak memory down when it ends, so that nothing
 * of the program itself has to know. `figuresPath` is a file for that, in a folder of the caller's.
 */
export async function runMeasured(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  figuresPath: string,
): Promise<ProgramFigures> {
  const startedAtMs = performance.now();
  const preload = path.join(here, 'tell-peak-memory.mjs');
  const child = spawn(process.execPath, [...ownFlags, '--import', preload, program, ...args], {
    env: { ...process.env, ...environment, METERHAUL_PEAK_FILE: figuresPath },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - startedAtMs) / 1000;
  const peakBytes = Number(await readFile(figuresPath, 'utf8'));
  return { exitCode: exitCode ?? -1, peakBytes, seconds, stdout };
}
