import { spawn } from 'node:child_process';
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

/** Starts the engine in a process of its own; `onWord` hears each line it says, in order. */
export function runEngineProcess(
  program: string,
  orders: EngineOrders,
  credentials: Readonly<Record<string, string>>,
  onWord: (word: EngineWord) => void,
): Life {
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
    env: { ...process.env, ...credentials },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (part: Buffer) => (complaint += part.toString()));
  let still: Extract<EngineWord, { type: 'still' }> | null = null;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const word = readWord(line);
    if (word === null) return;
    if (word.type === 'still') still = word;
    onWord(word);
  });
  const ended = Promise.all([once(child, 'close'), once(lines, 'close')]).then(
    ([[code, signal]]): LifeEnd => {
      if (signal === 'SIGKILL') return { kind: 'killed' };
      if (still !== null && code === 0) return { kind: 'still', state: still.state, text: still.text };
      throw new Error(`The engine process ended with ${String(signal ?? code)}.\n${complaint}`);
    },
  );
  return { ended, kill: () => void child.kill('SIGKILL') };
}

/** Null for the half line that a killed process leaves. */
function readWord(line: string): EngineWord | null {
  try {
    return JSON.parse(line) as EngineWord;
  } catch {
    return null;
  }
}
