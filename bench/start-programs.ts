import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { StubCounts } from './stub-counts.ts';
import { ownEnvironment, ownFlags } from '../scripts/own-start.mjs';

const run = promisify(execFile);
const here = import.meta.dirname;

export interface VtnStub extends AsyncDisposable {
  readonly baseUrl: string;
  /** What it has counted since it was started. */
  counts(): Promise<StubCounts>;
}

/** Starts the VTN that only counts; it ends with its disposal. */
export async function startVtnStub(): Promise<VtnStub> {
  const { child, line } = await startTelling('vtn-stub.ts', []);
  const { baseUrl } = JSON.parse(line) as { baseUrl: string };
  return {
    baseUrl,
    counts: async () => (await (await fetch(`${baseUrl}/counts`)).json()) as StubCounts,
    [Symbol.asyncDispose]: () => end(child),
  };
}

/** What line-relay.ts is told. */
export interface LineOrders {
  readonly toPort: number;
  readonly bytesPerSecond: number;
}

export interface Line extends AsyncDisposable {
  /** The VTN's base URL at the near end of the line. */
  readonly baseUrl: string;
}

/** Starts a line of so many bytes a second to a VTN on this machine; it ends with its disposal. */
export async function startLine(baseUrl: string, bytesPerSecond: number): Promise<Line> {
  const near = new URL(baseUrl);
  const orders: LineOrders = { toPort: Number(near.port), bytesPerSecond };
  const { child, line } = await startTelling('line-relay.ts', [JSON.stringify(orders)]);
  near.port = String((JSON.parse(line) as { port: number }).port);
  return { baseUrl: near.href, [Symbol.asyncDispose]: () => end(child) };
}

/** Starts a program of this folder that says where it is in its first line. */
async function startTelling(
  program: string,
  args: readonly string[],
): Promise<{ readonly child: ChildProcess; readonly line: string }> {
  const child = spawn(process.execPath, [path.join(here, program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, line };
}

/** Ends a program at once and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
}

const startEnvironment = { ...process.env, ...ownEnvironment };

/** Runs a program of the engine, with orders as JSON, to its end; gives the figures that it says as JSON. */
export async function runForFigures<Figures>(program: string, orders: unknown): Promise<Figures> {
  const { stdout } = await run(process.execPath, [...ownFlags, program, JSON.stringify(orders)], {
    env: startEnvironment,
  });
  return JSON.parse(stdout) as Figures;
}

/** Starts a program that is ended from outside; `onLine` gets what it says, line by line. */
export function startSender(
  program: string,
  orders: unknown,
  onLine: (line: string) => void = () => {},
): ChildProcess {
  const child = spawn(process.execPath, [...ownFlags, program, JSON.stringify(orders)], {
    env: startEnvironment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', onLine);
  return child;
}

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
    env: { ...startEnvironment, ...environment, METERHAUL_PEAK_FILE: figuresPath },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - startedAtMs) / 1000;
  const peakBytes = Number(await readFile(figuresPath, 'utf8'));
  return { exitCode: exitCode ?? -1, peakBytes, seconds, stdout };
}
