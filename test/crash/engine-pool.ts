import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { JobState } from '../../src/domain/job-state.ts';
import type { EngineOrders, EngineWord } from './engine-words.ts';

/** How one life of the engine came to its end. */
export type LifeEnd =
  { readonly kind: 'killed' } | { readonly kind: 'still'; readonly state: JobState; readonly text: string };

export interface Life {
  /** Resolves when the process is gone; rejects when it ended in a way that nobody asked for. */
  readonly ended: Promise<LifeEnd>;
  /** Sends SIGKILL; nothing of the process runs any more when `ended` resolves. */
  kill(): void;
}

/** Engine processes that have loaded and wait for their orders, so that a life costs nobody a start. */
export interface EnginePool extends AsyncDisposable {
  /** Sends orders to one of them; `onWord` hears each line it says, in order. Another one is started in its place. */
  live(orders: EngineOrders, onWord: (word: EngineWord) => void): Life;
}

export interface EnginePoolOptions {
  readonly program: string;
  /** How many wait at once. */
  readonly spare: number;
  /** Where compiled code is kept between lives; made when missing. */
  readonly cacheFolder: string;
}

export function startEnginePool({ program, spare, cacheFolder }: EnginePoolOptions): EnginePool {
  const begin = (): Waiting => startWaiting(program, cacheFolder);
  const waiting = Array.from({ length: spare }, begin);
  return {
    live: (orders, onWord) => {
      const next = waiting.shift() ?? begin();
      waiting.push(begin());
      return next.live(orders, onWord);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(waiting.map((each) => each.leave()));
    },
  };
}

interface Waiting {
  live(orders: EngineOrders, onWord: (word: EngineWord) => void): Life;
  /** Ends it without orders. */
  leave(): Promise<void>;
}

function startWaiting(program: string, cacheFolder: string): Waiting {
  // A credential in the tester's own environment is none of its business.
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
  const child = spawn(process.execPath, [program], {
    env: { PATH, HOME, ...(TMPDIR === '' ? {} : { TMPDIR }), NODE_COMPILE_CACHE: cacheFolder },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const gone = watchEnd(child);
  // One that dies before its orders come says so when it is asked.
  child.stdin.on('error', () => undefined);
  return {
    live: (orders, onWord) => {
      child.stdin.end(`${JSON.stringify(orders)}\n`);
      const ended = gone.listen(onWord);
      return { ended, kill: () => void child.kill('SIGKILL') };
    },
    leave: async () => {
      child.kill('SIGKILL');
      await gone.listen(() => undefined);
    },
  };
}

interface Ending {
  listen(onWord: (word: EngineWord) => void): Promise<LifeEnd>;
}

function watchEnd(
  child: ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream },
): Ending {
  let complaint = '';
  let onWord = (_word: EngineWord): void => undefined;
  let still: Extract<EngineWord, { type: 'still' }> | null = null;
  child.stderr.on('data', (part: Buffer) => (complaint += part.toString()));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const word = readWord(line);
    if (word === null || word.type === 'ready') return;
    if (word.type === 'still') still = word;
    onWord(word);
  });
  const gone = Promise.all([once(child, 'close'), once(lines, 'close')]) as Promise<
    [[number | null, NodeJS.Signals | null], unknown]
  >;
  return {
    listen: async (listener) => {
      onWord = listener;
      const [[code, signal]] = await gone;
      if (signal === 'SIGKILL') return { kind: 'killed' };
      if (still !== null && code === 0) return { kind: 'still', state: still.state, text: still.text };
      throw new Error(`The engine process ended with ${String(signal ?? code)}.\n${complaint}`);
    },
  };
}

/** Null for the half line that a killed process leaves. */
function readWord(line: string): EngineWord | null {
  try {
    return JSON.parse(line) as EngineWord;
  } catch {
    return null;
  }
}
